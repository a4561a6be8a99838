"""Run the language step over many documents: here, or in several processes."""

from kgraph.engines.local import run

__all__ = ["run"]
