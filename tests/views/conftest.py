"""Fixtures for the tests of the views."""

from __future__ import annotations

import networkx as nx
import pytest

from tests.views.graphs import FACTS, NODES, PAIRS, assemble, fact


@pytest.fixture
def summit() -> nx.MultiDiGraph:
    """Two years of visits and talks: all labels, all quad classes, all statuses, both scripts."""
    return assemble(NODES, [fact(*row) for row in FACTS], PAIRS)
