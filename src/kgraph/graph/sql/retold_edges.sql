-- Within a fact, stories that share a wording are one.
WITH first AS (
    SELECT fact, wording, min(story) AS story
    FROM told
    GROUP BY fact, wording
    HAVING min(story) <> max(story)
)
SELECT DISTINCT concat(t.fact, '/', t.story) AS a, concat(t.fact, '/', first.story) AS b
FROM told t
JOIN first ON first.fact = t.fact AND first.wording = t.wording
WHERE first.story <> t.story
