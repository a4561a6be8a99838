-- Relations with what the grouping into occasions needs. Days are numbers, counted from 1970.
--   since, until: the days of which the relation may be, by its own date or else by that of its report
--   width: of its own date alone; the narrower, the more it says
WITH dated AS (
    SELECT
        r.*,
        k.mutual,
        k.sided,
        k.lasting,
        unix_date(try_cast(substr(concat(r.date_from, '-01-01'), 1, 10) AS DATE)) AS first_day,
        unix_date(CASE length(r.date_to)
            WHEN 7 THEN last_day(try_cast(concat(r.date_to, '-01') AS DATE))
            ELSE try_cast(substr(concat(r.date_to, '-12-31'), 1, 10) AS DATE)
        END) AS last_day,
        unix_date(try_cast(substr(concat(d.published, '-01-01'), 1, 10) AS DATE)) AS printed
    FROM relations r
    JOIN documents d ON d.id = r.document
    JOIN relation_kinds k ON k.relation = r.relation
),
own AS (
    SELECT
        dated.*,
        -- A report follows what it tells by a few days; a day carried on may be the neighbour of the one meant.
        coalesce(first_day - CASE
            WHEN date_basis IN ('publication', 'dateline') THEN {reported_within}
            WHEN date_basis = 'carried' THEN {carried_within}
            ELSE 0 END, {ever}) AS own_since,
        coalesce(last_day + CASE WHEN date_basis = 'carried' THEN {carried_within} ELSE 0 END, {never})
            AS own_until,
        CASE WHEN status = 'negated' THEN {reported_within} ELSE {undated_within} END AS reach
    FROM dated
)
SELECT
    document, sentence, start, "end", trigger_start, rule, status, date_from, date_to, date_basis, speaker,
    CASE WHEN mutual AND subject > object THEN object ELSE subject END AS subject,
    relation,
    CASE WHEN mutual AND subject > object THEN subject ELSE object END AS object,
    coalesce(title, '') AS title,
    CASE WHEN mutual AND sided AND subject > object THEN 1 ELSE 0 END AS turned,
    own_until - own_since AS width,
    CASE
        WHEN lasting THEN {ever}
        WHEN date_from IS NULL AND printed IS NOT NULL THEN printed - reach
        ELSE own_since END AS since,
    CASE
        WHEN lasting THEN {never}
        WHEN date_from IS NULL AND printed IS NOT NULL THEN printed + reach
        ELSE own_until END AS until
FROM own
