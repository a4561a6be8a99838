-- A row a band: what two texts have in common is found by a join.
SELECT DISTINCT kind, unit, explode(bands) AS band FROM sketches
