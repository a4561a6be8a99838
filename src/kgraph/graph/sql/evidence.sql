-- The relations behind each fact, numbered in the order in which they are cited.
SELECT
    fact,
    CAST(row_number() OVER (PARTITION BY fact ORDER BY coalesce(published, '9999'), name, document, start, rule,
        trigger_start, status,
        date_from NULLS LAST, date_to NULLS LAST, date_basis NULLS LAST, speaker NULLS LAST) AS INTEGER) AS place,
    document, start, "end", rule, status, date_from, date_to, date_basis, speaker
FROM told
