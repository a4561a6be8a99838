-- Documents that reprint one another: nearly the same as a whole, or the shorter mostly made of sentences of
-- the longer, within a few days. Each sentence leads to the least document that has it then, so that a text
-- printed a thousand times has a thousand edges and not half a million.
WITH wordy AS (
    SELECT
        s.document, s.key,
        max(s."end" - s.start) AS letters,
        coalesce(unix_date(try_cast(substr(concat(min(d.published), '-01-01'), 1, 10) AS DATE)), 0) AS printed
    FROM sentences s
    JOIN documents d ON d.id = s.document
    GROUP BY s.document, s.key
),
size AS (
    SELECT document, sum(letters) AS letters FROM wordy GROUP BY document
),
several AS (
    SELECT key FROM wordy WHERE letters >= {telling} GROUP BY key HAVING min(document) <> max(document)
),
after AS (
    SELECT
        w.*,
        w.printed - lag(w.printed) OVER (PARTITION BY w.key ORDER BY w.printed, w.document) AS days
    FROM wordy w
    JOIN several ON several.key = w.key
),
-- Printings of a sentence with no more than a few days between one and the next.
runs AS (
    SELECT
        after.*,
        sum(CASE WHEN days > {reprinted_within} THEN 1 ELSE 0 END)
            OVER (PARTITION BY key ORDER BY printed, document) AS run
    FROM after
),
shared AS (
    SELECT document AS a, first AS b, sum(letters) AS letters
    FROM (SELECT runs.*, min(document) OVER (PARTITION BY key, run) AS first FROM runs) led
    WHERE document <> first
    GROUP BY document, first
)
SELECT a, b FROM alike WHERE kind = 'document'
UNION
SELECT s.a, s.b
FROM shared s
JOIN size one ON one.document = s.a
JOIN size other ON other.document = s.b
WHERE s.letters >= {enough} AND s.letters >= {mostly} * least(one.letters, other.letters)
