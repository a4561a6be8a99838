"""What facts lead to from some entities, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from kgraph.graph.derive import derive
from kgraph.graph.facts import Condition
from kgraph.store import Store

__all__ = ["Spread", "reached", "steps_along"]

_STEPS = "CREATE OR REPLACE TEMP TABLE steps AS SELECT subject, object FROM facts WHERE {where}"

_NEXT = """
INSERT INTO {table}
SELECT DISTINCT near.id, $away + 1
FROM (
    SELECT s.object AS id FROM steps s JOIN {table} t ON t.id = s.subject WHERE t.away = $away
    UNION ALL
    SELECT s.subject FROM steps s JOIN {table} t ON t.id = s.object WHERE t.away = $away
) AS near
ANTI JOIN {table} known ON known.id = near.id
"""


@contextmanager
def steps_along(store: Store, condition: Condition | None = None) -> Iterator[None]:
    """Have the facts that are meant, all if not given, as steps for :class:`Spread`."""
    derive(store)
    where, values = (condition or Condition()).sql()
    store.query(_STEPS.format(where=where), values)
    try:
        yield
    finally:
        store.query("DROP TABLE steps")


class Spread:
    """How many steps entities are away from some, in either direction, as far as was asked for.

    Parameters
    ----------
    store : Store
        Within :func:`steps_along`.
    table : str
        Of the temporary table to make, with columns ``id`` and ``away``.
    centres : iterable of str
        Entity ids.

    Attributes
    ----------
    done : bool
        Whether all that can be reached is in the table.
    """

    def __init__(self, store: Store, table: str, centres: Iterable[str]) -> None:
        self.store = store
        self.table = table
        self.done = False
        self._away = 0
        store.query(
            f"CREATE OR REPLACE TEMP TABLE {table} AS SELECT unnest(?::VARCHAR[]) AS id, 0 AS away",
            [sorted(set(centres))],
        )

    def to(self, away: int) -> None:
        """Go on to what is so many steps away."""
        while self._away < away and not self.done:
            execute = self.store.connection.execute
            rows = execute(_NEXT.format(table=self.table), {"away": self._away}).fetchall()
            self.done = not rows[0][0]  # the number of rows inserted
            self._away += 1


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
    with steps_along(store, condition):
        Spread(store, "near", centres).to(hops)
        near = {row[0] for row in store.query("SELECT id FROM near")}
        store.query("DROP TABLE near")
    return near
