-- One row a fact: what the surest and the narrowest of its relations say, and how many stories tell it.
WITH ranked AS (
    SELECT
        t.*,
        coalesce(r.component, concat(t.fact, '/', t.story)) AS telling,
        row_number() OVER (PARTITION BY t.fact ORDER BY k.rank, t.width, t.document, t.start, t.since,
            t.trigger_start, t.rule, t.status) AS by_status,
        row_number() OVER (PARTITION BY t.fact ORDER BY CASE WHEN t.date_from IS NULL THEN 1 ELSE 0 END,
            t.width, t.document, t.start, t.since, t.trigger_start, t.rule, t.date_from NULLS LAST, t.date_to NULLS LAST,
            t.date_basis NULLS LAST) AS by_date
    FROM told t
    JOIN status_ranks k ON k.status = t.status
    LEFT JOIN retold r ON r.node = concat(t.fact, '/', t.story)
),
best AS (
    SELECT
        fact,
        max(CASE WHEN by_status = 1 THEN status END) AS status,
        max(CASE WHEN by_date = 1 THEN date_from END) AS date_from,
        max(CASE WHEN by_date = 1 THEN date_to END) AS date_to,
        max(CASE WHEN by_date = 1 THEN date_basis END) AS date_basis,
        -- Who attacked, or who wrote, as most tell it.
        2 * sum(turned) > count(*) AS turned,
        CAST(count(DISTINCT telling) AS BIGINT) AS stories,
        CAST(count(*) AS BIGINT) AS sentences,
        min(published) AS first_published,
        max(published) AS last_published
    FROM ranked
    GROUP BY fact
),
-- What the text itself tells, or several say, has no one speaker.
spoken AS (
    SELECT b.fact, max(t.speaker) AS speaker
    FROM best b
    JOIN told t ON t.fact = b.fact AND t.status = b.status
    GROUP BY b.fact
    HAVING count(DISTINCT t.speaker) = 1 AND count(t.speaker) = count(*)
),
pairs AS (
    SELECT DISTINCT fact, subject, relation, object, title, seed_since FROM occasions
)
SELECT
    p.fact AS id,
    CASE WHEN b.turned THEN p.object ELSE p.subject END AS subject,
    p.relation,
    CASE WHEN b.turned THEN p.subject ELSE p.object END AS object,
    nullif(p.title, '') AS title,
    b.date_from, b.date_to, b.date_basis, b.status, s.speaker, b.stories, b.sentences,
    b.first_published, b.last_published, p.seed_since
FROM pairs p
JOIN best b ON b.fact = p.fact
LEFT JOIN spoken s ON s.fact = p.fact
