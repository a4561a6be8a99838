WITH met AS (
    SELECT
        m.entity,
        CAST(count(*) AS BIGINT) AS mentions,
        CAST(count(DISTINCT m.document) AS BIGINT) AS documents,
        min(d.published) AS first,
        max(d.published) AS last
    FROM mentions m
    JOIN documents d ON d.id = m.document
    GROUP BY m.entity
),
together AS (
    SELECT entity, CAST(count(*) AS BIGINT) AS sentences FROM named GROUP BY entity
)
SELECT met.*, coalesce(together.sentences, 0) AS sentences
FROM met
LEFT JOIN together ON together.entity = met.entity
