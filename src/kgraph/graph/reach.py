"""What facts lead to from some entities."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.graph.derive import derive
from kgraph.graph.facts import Condition
from kgraph.store import Store

__all__ = ["reached"]

_STEPS = "CREATE OR REPLACE TEMP TABLE steps AS SELECT subject, object FROM facts WHERE {where}"

_NEIGHBOURS = """
SELECT object FROM steps WHERE subject IN (SELECT unnest($ids))
UNION
SELECT subject FROM steps WHERE object IN (SELECT unnest($ids))
"""


def reached(
    store: Store, centres: Iterable[str], hops: int = 1, condition: Condition | None = None
) -> set[str]:
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

    Returns
    -------
    set of str
        The centres among them.
    """
    derive(store)
    where, values = (condition or Condition()).sql()
    store.query(_STEPS.format(where=where), values)
    near = last = set(centres)
    for _ in range(hops):
        if not last:
            break
        rows = store.connection.execute(_NEIGHBOURS, {"ids": sorted(last)}).fetchall()
        last = {row[0] for row in rows} - near
        near = near | last
    store.query("DROP TABLE steps")
    return near
