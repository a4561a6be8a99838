"""Co-occurrence of entities in a sentence, with normalised pointwise mutual information."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from math import log
from typing import NamedTuple

from kgraph.store import Store

__all__ = ["Pair", "cooccurrences", "npmi"]


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


def cooccurrences(store: Store, least: int = 2) -> list[Pair]:
    """Pairs of entities that stand together in sentences.

    Parameters
    ----------
    store : Store
    least : int
        The fewest sentences of a pair.

    Returns
    -------
    list of Pair
        By entity ids. The same sentence printed in several documents counts once.
    """
    rows = store.query(
        "SELECT DISTINCT s.key, m.entity FROM sentences s JOIN mentions m "
        'ON m.document = s.document AND m.start >= s.start AND m."end" <= s."end" ORDER BY 1, 2'
    )
    total = int(store.query("SELECT count(DISTINCT key) FROM sentences")[0][0])
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    sentence: list[str] = []
    current = None
    for key, entity in [*rows, (None, "")]:
        if key != current:
            single.update(sentence)
            pairs.update(combinations(sentence, 2))
            sentence, current = [], key
        sentence.append(entity)
    return [
        Pair(first, second, count, npmi(count, single[first], single[second], total))
        for (first, second), count in sorted(pairs.items())
        if count >= least
    ]
