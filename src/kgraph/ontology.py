"""The ontology: labels, relations and statuses, read from one data file."""

from __future__ import annotations

from functools import cache

from kgraph.rules import OntologyRow, rule_rows

__all__ = ["labels", "relations", "statuses"]


@cache
def _rows() -> tuple[OntologyRow, ...]:
    return tuple(rule_rows("ontology", OntologyRow))


def _of(kind: str) -> dict[str, OntologyRow]:
    return {row.name: row for row in _rows() if row.kind == kind}


def labels() -> dict[str, OntologyRow]:
    """The labels of entities, by name."""
    return _of("label")


def relations() -> dict[str, OntologyRow]:
    """The relations, by name.

    Examples
    --------
    >>> relations()["MEET"].symmetric
    True
    >>> relations()["SANCTION"].quad
    'material conflict'
    """
    return _of("relation")


def statuses() -> dict[str, OntologyRow]:
    """The statuses, by name; where a fact has several, the one of lowest rank counts."""
    return _of("status")
