SELECT a.entity AS first, b.entity AS second, CAST(count(*) AS BIGINT) AS sentences
FROM named a
JOIN named b ON b.key = a.key AND a.entity < b.entity
GROUP BY a.entity, b.entity
HAVING count(*) >= {least}
