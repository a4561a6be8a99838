"""The strongest part of a graph, with what a page tells of the rest.

A page shows a few hundred entities of a store that may have a hundred thousand. Which ones, and what it says
of those that it leaves out, is counted in the store, so that only what is shown is read.
"""

from __future__ import annotations

import json
from dataclasses import replace

import networkx as nx

from kgraph.graph import KEPT_FROM, FactSource, build_graph, connected, derive
from kgraph.query.filtering import part_of
from kgraph.query.filters import Filter
from kgraph.store import Store

__all__ = ["excerpt"]

# Offices told on the card of a person, and holders on that of an institution.
_OFFICES = 40
# Sentences that a page has room for: all facts together, and one fact.
_SENTENCES, _SENTENCES_OF_A_FACT = 8_000, 60
# Names of entities that are left out.
_OTHERS = 5_000

_PART = """
CREATE OR REPLACE TEMP TABLE part AS
SELECT id, subject, relation, object, title, stories FROM facts WHERE {where}
"""

# Either side of a fact with the other; of what has one entity on both sides, one row.
_ENDS = """
CREATE OR REPLACE TEMP TABLE ends AS
SELECT subject AS id, object AS other, id AS fact, relation, stories, 'subject' AS side FROM part
UNION ALL
SELECT object, subject, id, relation, stories, 'object' FROM part WHERE object <> subject
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

_TIES = "SELECT DISTINCT least(subject, object), greatest(subject, object) FROM part WHERE subject <> object"

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

_EDGES = "SELECT count(*) FROM (SELECT DISTINCT subject, object, relation, title FROM part)"

_SHOWN = """
SELECT count(*) FROM part
WHERE subject IN (SELECT unnest($shown)) AND object IN (SELECT unnest($shown))
"""

_PAIRS = f"""
SELECT count(*) FROM cooccurrences
WHERE sentences >= {KEPT_FROM} AND first IN (SELECT id FROM near) AND second IN (SELECT id FROM near)
"""


def excerpt(store: Store, where: Filter | None = None, top: int = 300) -> nx.MultiDiGraph:
    """The strongest entities of what a filter leaves of a graph, kept connected, and what is between them.

    Parameters
    ----------
    store : Store
    where : Filter, optional
    top : int
        The most entities.

    Returns
    -------
    networkx.MultiDiGraph
        As :func:`kgraph.graph.build_graph` makes it. The graph's attribute ``whole`` holds what the
        excerpt is of: ``strength`` of each of its entities, the number of ``nodes`` and ``edges``,
        ``outside``: of how many partners each of them has that are left out, and ``others``: the names of
        those, and ``focus``: which of them lie in the middle. Further nodes are only referred to: offices,
        countries and speakers.

    Raises
    ------
    NotFoundError
        If nothing has the name of the focus.
    """
    derive(store)
    part = part_of(store, where or Filter())
    execute = store.connection.execute
    condition, values = part.condition.sql()
    store.query(_PART.format(where=condition), values)
    if part.entities is None:
        execute("CREATE OR REPLACE TEMP TABLE near AS SELECT id FROM entities")
    else:
        execute("CREATE OR REPLACE TEMP TABLE near AS SELECT unnest(?::VARCHAR[]) AS id", [part.entities])
    execute(_ENDS)
    strength: dict[str, int] = dict(store.query(_STRENGTH))
    # The focus comes before all that is stronger: two facts away from it is nearly everybody.
    ranked = sorted(strength, key=lambda one: one not in part.centres)
    chosen = connected(ranked, store.query(_TIES), max(top, 0))
    shown = sorted(chosen)
    outside = dict(execute(_OUTSIDE, {"shown": shown}).fetchall())
    offices = [row[0] for row in execute(_TOLD_OFFICES, {"shown": shown}).fetchall()]
    nodes = store.count("near")
    edges = store.query(_EDGES)[0][0] + (store.query(_PAIRS)[0][0] if part.cooccurrence else 0)
    number = len(offices) + execute(_SHOWN, {"shown": shown}).fetchall()[0][0]
    room = _SENTENCES // max(1, number)
    source = FactSource(
        store, replace(part.condition, both=shown, ids=offices), min(max(room, 1), _SENTENCES_OF_A_FACT)
    )
    told = source.read()
    entities = chosen | {end for fact in told for end in (fact.subject, fact.object)}
    entities |= {fact.speaker for fact in told if fact.speaker}
    entities |= {one.speaker for fact in told for one in fact.evidence if one.speaker}
    for (text,) in store.query("SELECT attributes FROM entities WHERE id IN (SELECT unnest(?))", [shown]):
        entities |= {value for value in json.loads(text).values() if isinstance(value, str) and ":" in value}
    graph = build_graph(store, source, entities=entities, cooccurrence=part.cooccurrence, pairs=shown)
    others = [one for one in strength if one not in chosen][:_OTHERS]
    names = store.names(others)
    graph.graph["whole"] = {
        "strength": {one: strength[one] for one in strength if one in chosen},
        "outside": outside,
        "nodes": nodes,
        "edges": edges,
        "others": [names[one] for one in others],
        "focus": [one for one in strength if one in chosen and one in part.centres],
    }
    for name in ("part", "near", "ends"):
        execute(f"DROP TABLE {name}")
    return graph
