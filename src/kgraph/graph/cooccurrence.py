"""Co-occurrence of entities in a sentence, with normalised pointwise mutual information."""

from __future__ import annotations

from collections.abc import Collection
from math import log
from typing import Any, NamedTuple

from kgraph.graph.derive import derive
from kgraph.graph.steps import KEPT_FROM, statement
from kgraph.store import Store

__all__ = ["Pair", "cooccurrences", "npmi"]

_PAIRS = """
SELECT p.first, p.second, p.sentences, a.sentences, b.sentences
FROM {table} p
JOIN entity_counts a ON a.entity = p.first
JOIN entity_counts b ON b.entity = p.second
WHERE p.sentences >= ?{among}
ORDER BY 1, 2
"""


class Pair(NamedTuple):
    """Two entities that stand in one sentence.

    Attributes
    ----------
    first, second : str
        Entity ids, in rising order.
    sentences : int
    npmi : float
        Between -1 and 1.
    """

    first: str
    second: str
    sentences: int
    npmi: float


def npmi(together: int, first: int, second: int, total: int) -> float:
    """Normalised pointwise mutual information of two events.

    ``ln(p(x,y) / (p(x) p(y))) / -ln p(x,y)`` (Bouma 2009): 1 if they only occur together, 0 if they
    are independent, -1 in the limit if they never meet.

    Parameters
    ----------
    together, first, second, total : int
        Number of sentences with both, with the first, with the second, and of all.

    Returns
    -------
    float

    Examples
    --------
    >>> npmi(10, 10, 10, 1000)
    1.0
    >>> npmi(1, 10, 100, 1000)
    0.0
    """
    if together == total:
        return 1.0
    if together == 0:
        return -1.0
    value = log(together * total / (first * second)) / -log(together / total)
    return round(value, 6) + 0.0


def cooccurrences(
    store: Store, least: int = KEPT_FROM, entities: Collection[str] | None = None
) -> list[Pair]:
    """Pairs of entities that stand together in sentences.

    Parameters
    ----------
    store : Store
    least : int
        The fewest sentences of a pair.
    entities : collection of str, optional
        Ids; only pairs of two of them.

    Returns
    -------
    list of Pair
        By entity ids. The same sentence printed in several documents counts once.
    """
    derive(store)
    values: list[Any] = [least]
    among = ""
    if entities is not None:
        among = " AND p.first IN (SELECT unnest(?)) AND p.second IN (SELECT unnest(?))"
        values += [sorted(entities)] * 2
    table = "cooccurrences" if least >= KEPT_FROM else f"({statement('cooccurrences', least=least)})"
    if least < KEPT_FROM:
        store.connection.execute(f"CREATE OR REPLACE TEMP TABLE named AS {statement('named')}")
    rows = store.query(_PAIRS.format(table=table, among=among), values)
    total = int(store.query("SELECT sentences FROM totals")[0][0]) if rows else 0
    return [
        Pair(first, second, both, npmi(both, one, other, total)) for first, second, both, one, other in rows
    ]
