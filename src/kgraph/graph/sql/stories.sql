-- The story of each document: those that reprint one another, named by the least of their ids.
SELECT d.id AS document, coalesce(t.story, d.id) AS story
FROM documents d
LEFT JOIN told_again t ON t.document = d.id
