-- The seeds of a pair's occasions: its windows in order of width, then of the first day, each a seed
-- unless it overlaps one before it. The order is that of the values, so that of arrival does not count.
SELECT subject, relation, object, title, {seeds} AS seeds
FROM windows
GROUP BY subject, relation, object, title
