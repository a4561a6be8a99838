-- The relations behind each fact, numbered in the order in which they are cited: those that say what the fact says
-- before others, so that the first one confirms its status, and its date where one sentence tells both.
SELECT
    t.fact,
    CAST(row_number() OVER (PARTITION BY t.fact ORDER BY
        CASE WHEN t.status = f.status THEN 0 ELSE 1 END,
        CASE WHEN t.date_from = f.date_from AND t.date_to = f.date_to THEN 0 ELSE 1 END,
        coalesce(t.published, '9999'), t.name, t.document, t.start, t.rule, t.trigger_start, t.status,
        t.date_from NULLS LAST, t.date_to NULLS LAST, t.date_basis NULLS LAST, t.speaker NULLS LAST)
        AS INTEGER) AS place,
    t.document, t.start, t."end", t.rule, t.status, t.date_from, t.date_to, t.date_basis, t.speaker
FROM told t
JOIN facts f ON f.id = t.fact
