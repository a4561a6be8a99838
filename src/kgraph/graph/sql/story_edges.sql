-- Documents that reprint one another: nearly the same as a whole, or the shorter mostly made of
-- sentences of the longer. Each sentence leads to the least document that has it, so that a text printed a
-- thousand times has a thousand edges and not half a million.
WITH wordy AS (
    SELECT document, key, max("end" - start) AS letters FROM sentences GROUP BY document, key
),
size AS (
    SELECT document, sum(letters) AS letters FROM wordy GROUP BY document
),
origin AS (
    SELECT key, min(document) AS document
    FROM wordy
    WHERE letters >= {telling}
    GROUP BY key
    HAVING min(document) <> max(document)
),
shared AS (
    SELECT w.document AS a, o.document AS b, sum(w.letters) AS letters
    FROM wordy w
    JOIN origin o ON o.key = w.key AND o.document <> w.document
    GROUP BY w.document, o.document
)
SELECT a, b FROM alike WHERE kind = 'document'
UNION
SELECT s.a, s.b
FROM shared s
JOIN size first ON first.document = s.a
JOIN size second ON second.document = s.b
WHERE s.letters >= {enough} AND s.letters >= {mostly} * least(first.letters, second.letters)
