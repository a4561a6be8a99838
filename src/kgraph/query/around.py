"""What lies around an entity: its ego graph."""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx

from kgraph.graph import build_graph
from kgraph.query.excerpt import near
from kgraph.store import Store

__all__ = ["around"]


def around(store: Store, centres: Iterable[str], hops: int = 1) -> nx.MultiDiGraph:
    """The ego graph of some entities: what can be reached from them in some steps.

    A step goes along a fact, in either direction. ``CO_OCCURS`` is no step, but such edges between
    entities that were reached are kept.

    Parameters
    ----------
    store : Store
    centres : iterable of str
        Entity ids.
    hops : int
        The most steps.

    Returns
    -------
    networkx.MultiDiGraph
        As :func:`kgraph.graph.build_graph` makes it, of these entities.
    """
    return build_graph(store, entities=near(store, centres, hops))
