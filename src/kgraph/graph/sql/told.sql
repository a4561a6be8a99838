-- Each relation with its fact and the story of its document.
SELECT
    c.*,
    o.fact,
    o.seed_since,
    d.name,
    d.published,
    coalesce(st.story, c.document) AS story,
    coalesce(wo.wording, se.key, concat(c.document, '#', CAST(c.sentence AS VARCHAR(12)))) AS wording
FROM claims c
JOIN occasions o ON o.subject = c.subject AND o.relation = c.relation AND o.object = c.object
    AND o.title = c.title AND o.since = c.since AND o.until = c.until
JOIN documents d ON d.id = c.document
LEFT JOIN sentences se ON se.document = c.document AND se.index = c.sentence
LEFT JOIN stories st ON st.document = c.document
LEFT JOIN wordings wo ON wo.key = se.key
