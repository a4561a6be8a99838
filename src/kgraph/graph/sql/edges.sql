-- One row an edge: what the facts with the same two sides and relation, of an office with the same title, say
-- together. Its status is the strongest, its days are those of its facts, or else of the reports.
WITH ranked AS (
    SELECT f.*, r.rank FROM facts f JOIN {ranks} r ON r.status = f.status
)
SELECT
    subject, object, relation, title,
    CASE WHEN title <> '' THEN concat(relation, ':', title) ELSE relation END AS key,
    CAST(sum(stories) AS BIGINT) AS weight,
    CAST(sum(sentences) AS BIGINT) AS sentences,
    coalesce(least(min(date_from), min(date_to)), min(first_published)) AS first,
    coalesce(greatest(max(date_from), max(date_to)), max(last_published)) AS last,
    min_by(status, rank) AS status,
    CAST(count(*) AS BIGINT) AS facts
FROM ranked
WHERE {where}
GROUP BY subject, object, relation, title
