"""From a :class:`~kgraph.records.Document` to records, through a spaCy pipeline of small components."""

from kgraph.language.explained import Explanation
from kgraph.language.explanation import explain
from kgraph.language.extract import extract, extractions
from kgraph.language.pipeline import load

__all__ = ["Explanation", "explain", "extract", "extractions", "load"]
