-- The occasion of each window: the first seed that it overlaps.
WITH exploded AS (
    SELECT subject, relation, object, title, explode(seeds) AS seed FROM seeds
),
flat AS (
    SELECT subject, relation, object, title, seed.width AS width, seed.since AS since, seed.until AS until
    FROM exploded
),
overlapping AS (
    SELECT
        w.subject, w.relation, w.object, w.title, w.since, w.until,
        s.since AS seed_since,
        s.until AS seed_until,
        row_number() OVER (
            PARTITION BY w.subject, w.relation, w.object, w.title, w.since, w.until
            ORDER BY s.width, s.since
        ) AS place
    FROM windows w
    JOIN flat s ON s.subject = w.subject AND s.relation = w.relation AND s.object = w.object
        AND s.title = w.title AND s.since <= w.until AND w.since <= s.until
)
SELECT
    subject, relation, object, title, since, until, seed_since,
    substr(md5(concat_ws(chr(31), subject, relation, object, title,
        CAST(seed_since AS VARCHAR(12)), CAST(seed_until AS VARCHAR(12)))), 1, 20) AS fact
FROM overlapping
WHERE place = 1
