-- Texts that are nearly the same: enough of their bands agree, and they were printed within a few days. What
-- is worded alike at another time is a formula: 出席开幕式并发表讲话.
SELECT one.kind, one.unit AS a, other.unit AS b
FROM bands one
JOIN bands other ON other.band = one.band AND other.kind = one.kind AND one.unit < other.unit
WHERE coalesce(abs(one.printed - other.printed), 0) <= {reprinted_within}
GROUP BY one.kind, one.unit, other.unit
HAVING count(DISTINCT one.band) >= {agreeing}
