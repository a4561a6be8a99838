"""The store: one DuckDB file with documents, sentences, mentions, entities, relations and rejects."""

from kgraph.store.columns import COLUMNS
from kgraph.store.inputs import InputNote, Inputs, InputState
from kgraph.store.predictions import document_entities, document_facts
from kgraph.store.store import SCHEMA_VERSION, Store

__all__ = [
    "COLUMNS",
    "SCHEMA_VERSION",
    "InputNote",
    "InputState",
    "Inputs",
    "Store",
    "document_entities",
    "document_facts",
]
