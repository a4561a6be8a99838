"""Chinese political and diplomatic news as a knowledge graph whose every edge can be checked.

>>> import kgraph
>>> kg = kgraph.build("articles/", "out")  # doctest: +SKIP
>>> kg.facts(subject="王毅", relation="MEET")  # doctest: +SKIP
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kgraph.errors import InputError, KgraphError, ModelError, NotFoundError, RuleError, StoreError

if TYPE_CHECKING:
    from kgraph.api import Filter, KnowledgeGraph, build
    from kgraph.api import open_graph as open

__version__ = "0.1.0"

__all__ = [
    "Filter",
    "InputError",
    "KgraphError",
    "KnowledgeGraph",
    "ModelError",
    "NotFoundError",
    "RuleError",
    "StoreError",
    "build",
    "open",
]

_API = {"Filter": "Filter", "KnowledgeGraph": "KnowledgeGraph", "build": "build", "open": "open_graph"}


def __getattr__(name: str) -> Any:
    # The API pulls in networkx, DuckDB and the views; a worker that only reads Chinese needs none.
    if name in _API:
        return getattr(import_module("kgraph.api"), _API[name])
    raise AttributeError(f"module 'kgraph' has no attribute {name!r}")
