"""Fixtures shared by all tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from spacy.language import Language

from kgraph.language import extractions, load
from kgraph.records import Document, Extraction

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The pipeline; loading it takes a second or two."""
    return load()


@pytest.fixture(scope="session")
def read_text(nlp: Language) -> Callable[..., Extraction]:
    """Extract from one text, published on a Monday in October 2023 unless told otherwise."""

    def read(text: str, published: str | None = "2023-10-30") -> Extraction:
        document = Document("0" * 16, "test", text, published=published)
        return next(extractions(nlp, [document]))

    return read
