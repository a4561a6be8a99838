-- One round: the least label of a node and its neighbours, and then the label of that.
WITH near AS (
    SELECT l.node, least(min(l.label), min(n.label)) AS label
    FROM labels l
    JOIN ways w ON w.a = l.node
    JOIN labels n ON n.node = w.b
    GROUP BY l.node
)
SELECT near.node, least(near.label, further.label) AS label
FROM near
JOIN labels further ON further.node = near.label
