"""Co-occurrence of entities in a sentence, with normalised pointwise mutual information."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from kgraph.graph.derive import derive
from kgraph.graph.steps import KEPT_FROM, statement
from kgraph.store import Store

__all__ = ["Pair", "cooccurrences"]

_PAIRS = """
SELECT first, second, sentences, npmi
FROM {table} pairs
WHERE sentences >= ?{among}
ORDER BY first, second
"""


class Pair(NamedTuple):
    """Two entities that stand in one sentence.

    Attributes
    ----------
    first, second : str
        Entity ids, in rising order.
    sentences : int
    npmi : float
        Normalised pointwise mutual information, ``ln(p(x,y) / (p(x) p(y))) / -ln p(x,y)`` (Bouma 2009), to
        six digits: 1 if they only occur together, 0 if they are independent; the more negative, the less
        they are in company.
    """

    first: str
    second: str
    sentences: int
    npmi: float


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
        among = " AND first IN (SELECT unnest(?)) AND second IN (SELECT unnest(?))"
        values += [sorted(entities)] * 2
    table = "cooccurrences" if least >= KEPT_FROM else f"({statement('cooccurrences', least=least)})"
    if least < KEPT_FROM:
        store.connection.execute(f"CREATE OR REPLACE TEMP TABLE named AS {statement('named')}")
    return list(map(Pair._make, store.query(_PAIRS.format(table=table, among=among), values)))
