CASE WHEN together = total THEN CAST(1 AS DOUBLE)
    ELSE round(ln(together * total / (one * other)) / -ln(together / total), 6) + CAST(0 AS DOUBLE) END
