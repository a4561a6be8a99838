-- As what each entity was met.
SELECT DISTINCT entity, surface FROM mentions WHERE source <> 'reference'
