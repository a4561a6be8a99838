"""The edges of a graph: facts with the same two sides and relation, of an office with the same title."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from kgraph.graph.behind import EdgeFacts, FactSource
from kgraph.graph.derive import derive
from kgraph.graph.facts import Condition
from kgraph.graph.steps import statement
from kgraph.ontology import relations

__all__ = ["EdgeRow", "edges"]

_EDGES = """
SELECT subject, object, relation, title, key, weight, sentences, first, last, status, facts
FROM {edges} edges
WHERE {where}
ORDER BY subject, object, key
"""


EdgeRow: TypeAlias = tuple[str, str, str, dict[str, Any]]
"""Subject, object, key and attributes of an edge, as networkx takes them."""


def edges(source: FactSource) -> Iterator[EdgeRow]:
    """The edges that some facts make.

    Parameters
    ----------
    source : FactSource

    Yields
    ------
    EdgeRow
        With the attributes of :func:`build_graph`, by subject, object and key.
    """
    store, condition = source.store, source.condition
    derive(store)
    where, values = condition.sql()
    if condition == Condition(both=condition.both):
        text = _EDGES.format(edges="edges", where=where)
    else:
        text = _EDGES.format(edges=f"({statement('edges', where=where)})", where="true")
    rows = store.query(text, values)
    of_relation = {
        name: {"symmetric": row.symmetric, "plover": row.plover, "quad": row.quad}
        for name, row in relations().items()
    }
    # Some ten thousand of them for a hub: each step here counts.
    for subject, other, relation, title, key, weight, sentences, first, last, status, number in rows:
        data = {
            "relation": relation,
            "title": title,
            "weight": weight,
            "sentences": sentences,
            "first": first,
            "last": last,
            "status": status,
            **of_relation[relation],
            "facts": EdgeFacts(source, (subject, other, relation, title), (number, weight, sentences)),
        }
        yield subject, other, key, data
