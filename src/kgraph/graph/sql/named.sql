-- Who stands in which sentence; the same sentence printed in several documents is one.
SELECT DISTINCT s.key, m.entity
FROM sentences s
JOIN mentions m ON m.document = s.document AND m.start >= s.start AND m."end" <= s."end"
