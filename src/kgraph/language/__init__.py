"""From a :class:`~kgraph.records.Document` to records, through a spaCy pipeline of small components."""

from kgraph.language.extract import extract, extractions
from kgraph.language.pipeline import load

__all__ = ["extract", "extractions", "load"]
