-- Texts that are nearly the same: enough of their bands agree.
SELECT one.kind, one.unit AS a, other.unit AS b
FROM bands one
JOIN bands other ON other.band = one.band AND other.kind = one.kind AND one.unit < other.unit
GROUP BY one.kind, one.unit, other.unit
HAVING count(*) >= {agreeing}
