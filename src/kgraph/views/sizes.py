"""How large a node is drawn."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from math import sqrt
from typing import TypeVar

__all__ = ["node_sizes"]

Key = TypeVar("Key", bound=Hashable)

_SMALLEST, _LARGEST = 8.0, 30.0


def node_sizes(weights: Mapping[Key, float]) -> dict[Key, float]:
    """Radii whose *areas* grow with the weight, as a reader compares areas and not radii.

    Parameters
    ----------
    weights : dict
        Number of documents, or of mentions, by node.

    Returns
    -------
    dict
        Radius by node, between 8 and 30.

    Examples
    --------
    >>> node_sizes({"中国": 100, "瑙鲁": 25, "图瓦卢": 0})
    {'中国': 30.0, '瑙鲁': 19.0, '图瓦卢': 8.0}
    """
    largest = max(weights.values(), default=0) or 1
    return {
        key: round(_SMALLEST + (_LARGEST - _SMALLEST) * sqrt(max(weight, 0) / largest), 1)
        for key, weight in weights.items()
    }
