-- The distinct windows of each pair: never more than there are days, however much is told.
SELECT DISTINCT subject, relation, object, title, since, until FROM claims
