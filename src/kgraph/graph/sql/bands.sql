-- A row a band: what two texts have in common is found by a join.
SELECT DISTINCT s.kind, s.unit, explode(s.bands) AS band,
    unix_date(try_cast(substr(concat(d.published, '-01-01'), 1, 10) AS DATE)) AS printed
FROM sketches s
JOIN documents d ON d.id = s.document
