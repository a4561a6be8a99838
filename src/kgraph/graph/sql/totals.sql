SELECT CAST(count(DISTINCT key) AS BIGINT) AS sentences FROM sentences
