-- Pairs of entities that stand in one sentence, with the normalised pointwise mutual information of the two.
WITH pairs AS (
    SELECT a.entity AS first, b.entity AS second, CAST(count(*) AS BIGINT) AS sentences
    FROM named a
    JOIN named b ON b.key = a.key AND a.entity < b.entity
    GROUP BY a.entity, b.entity
    HAVING count(*) >= {least}
),
counted AS (
    SELECT
        p.first, p.second, p.sentences AS together, a.sentences AS one, b.sentences AS other, t.sentences AS total
    FROM pairs p
    JOIN entity_counts a ON a.entity = p.first
    JOIN entity_counts b ON b.entity = p.second
    CROSS JOIN totals t
)
SELECT first, second, together AS sentences, {npmi} AS npmi
FROM counted
