"""The strongest part of a graph, with what a page tells of the rest.

A page shows a few hundred entities of a store that may have a hundred thousand. Which ones, and what it says
of those that it leaves out, is counted in the store, so that only what is shown is read.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import replace

import networkx as nx

from kgraph.graph import Condition, build_graph, count_facts, derive, facts
from kgraph.store import Store

__all__ = ["excerpt", "near"]

# Offices told on the card of a person, and holders on that of an institution.
_OFFICES = 40
# Sentences that a page has room for: all facts together, and one fact.
_SENTENCES, _SENTENCES_OF_A_FACT = 8_000, 60

_PART = """
CREATE OR REPLACE TEMP TABLE part AS
SELECT id, subject, relation, object, title, stories, sentences FROM facts WHERE {where}
"""

_NEIGHBOURS = """
SELECT object FROM part WHERE subject IN (SELECT unnest($ids))
UNION
SELECT subject FROM part WHERE object IN (SELECT unnest($ids))
"""

# Either side of a fact with the other; of what has one entity on both sides, one row.
_ENDS = """
CREATE OR REPLACE TEMP TABLE ends AS
WITH among AS (
    SELECT * FROM part
    WHERE subject IN (SELECT id FROM near) AND object IN (SELECT id FROM near)
)
SELECT subject AS id, object AS other, id AS fact, relation, stories, 'subject' AS side FROM among
UNION ALL
SELECT object, subject, id, relation, stories, 'object' FROM among WHERE object <> subject
"""

# By the weight of their facts; where it is equal, documents decide, then mentions, then the id.
_STRENGTH = """
SELECT near.id, CAST(coalesce(sum(ends.stories), 0) AS BIGINT) AS strength
FROM near
LEFT JOIN ends ON ends.id = near.id
LEFT JOIN entity_counts c ON c.entity = near.id
GROUP BY near.id, c.documents, c.mentions
ORDER BY strength DESC, coalesce(c.documents, 0) DESC, coalesce(c.mentions, 0) DESC, near.id
"""

_OUTSIDE = """
SELECT id, count(DISTINCT other) FROM ends
WHERE id IN (SELECT unnest($shown)) AND other NOT IN (SELECT unnest($shown))
GROUP BY id
"""

# The strongest offices of each side: one edge for each title.
_TOLD_OFFICES = f"""
WITH offices AS (
    SELECT e.id, e.side, e.other, p.title, list(e.fact) AS facts,
        row_number() OVER (PARTITION BY e.id, e.side
            ORDER BY sum(e.stories) DESC, coalesce(p.title, 'None'), n.name) AS place
    FROM ends e
    JOIN part p ON p.id = e.fact
    JOIN entities n ON n.id = e.other
    WHERE e.relation = 'HOLDS_OFFICE' AND e.id IN (SELECT unnest($shown))
    GROUP BY e.id, e.side, e.other, p.title, n.name
)
SELECT DISTINCT unnest(facts) FROM offices WHERE place <= {_OFFICES}
"""

_EDGES = """
SELECT count(*) FROM (SELECT DISTINCT subject, object, relation, title FROM part
    WHERE subject IN (SELECT id FROM near) AND object IN (SELECT id FROM near))
"""

_PAIRS = """
SELECT count(*) FROM cooccurrences
WHERE first IN (SELECT id FROM near) AND second IN (SELECT id FROM near)
"""


def near(store: Store, centres: Iterable[str], hops: int, condition: Condition | None = None) -> set[str]:
    """What can be reached from some entities in some steps along facts, in either direction.

    Parameters
    ----------
    store : Store
    centres : iterable of str
        Entity ids.
    hops : int
        The most steps.
    condition : Condition, optional
        Which facts are steps; all if not given.
    """
    derive(store)
    where, values = (condition or Condition()).sql()
    store.query(_PART.format(where=where), values)
    found = set(centres)
    for _ in range(hops):
        rows = store.connection.execute(_NEIGHBOURS, {"ids": sorted(found)}).fetchall()
        reached = found | {row[0] for row in rows}
        if reached == found:
            break
        found = reached
    return found


def excerpt(
    store: Store,
    centres: Collection[str] | None = None,
    *,
    hops: int = 1,
    top: int = 150,
    condition: Condition | None = None,
) -> nx.MultiDiGraph:
    """The strongest entities of a graph, or of what lies around some of them, and what is between them.

    Parameters
    ----------
    store : Store
    centres : collection of str, optional
        Entity ids; the whole store if not given.
    hops : int
        The most steps around the centres.
    top : int
        The most entities.
    condition : Condition, optional
        Which facts are edges and steps; with one, there are no ``CO_OCCURS`` edges.

    Returns
    -------
    networkx.MultiDiGraph
        As :func:`kgraph.graph.build_graph` makes it. The graph's attribute ``whole`` holds what the
        excerpt is of: ``strength`` of each of its strongest entities, the number of ``nodes`` and
        ``edges``, and ``outside``: of how many partners each of them has that are left out. Further
        nodes are only referred to: offices, countries and speakers.
    """
    reached = sorted(near(store, centres or (), hops if centres else 0, condition))
    execute = store.connection.execute
    if centres is None:
        execute("CREATE OR REPLACE TEMP TABLE near AS SELECT id FROM entities")
    else:
        execute("CREATE OR REPLACE TEMP TABLE near AS SELECT unnest(?) AS id", [reached])
    execute(_ENDS)
    strength = dict(store.query(_STRENGTH + f"LIMIT {max(top, 0)}"))
    shown = sorted(strength)
    outside = dict(execute(_OUTSIDE, {"shown": shown}).fetchall())
    offices = [row[0] for row in execute(_TOLD_OFFICES, {"shown": shown}).fetchall()]
    nodes = store.count("near")
    edges = store.query(_EDGES)[0][0] + (0 if condition else store.query(_PAIRS)[0][0])
    chosen = replace(condition or Condition(), both=shown, ids=offices)
    room = _SENTENCES // max(1, count_facts(store, chosen))
    told = facts(store, chosen, sentences=min(max(room, 1), _SENTENCES_OF_A_FACT))
    entities = set(shown) | {end for fact in told for end in (fact.subject, fact.object)}
    entities |= {fact.speaker for fact in told if fact.speaker}
    entities |= {one.speaker for fact in told for one in fact.evidence if one.speaker}
    for (text,) in store.query("SELECT attributes FROM entities WHERE id IN (SELECT unnest(?))", [shown]):
        entities |= {value for value in json.loads(text).values() if isinstance(value, str) and ":" in value}
    graph = build_graph(store, told, entities=entities, cooccurrence=condition is None, pairs=shown)
    graph.graph["whole"] = {"strength": strength, "outside": outside, "nodes": nodes, "edges": edges}
    for name in ("part", "near", "ends"):
        execute(f"DROP TABLE {name}")
    return graph
