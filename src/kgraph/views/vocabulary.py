"""What labels, relations and statuses are called on a page, in English and Chinese."""

from __future__ import annotations

from typing import Any

from kgraph.ontology import labels, relations, statuses
from kgraph.rules import OntologyRow
from kgraph.views.palette import STRUCTURE
from kgraph.views.selection import CO_OCCURS

__all__ = ["quad_class", "vocabulary"]


def quad_class(relation: str | None, quad: str | None) -> str:
    """The class by which an edge is coloured: its quad class, ``structure`` or ``CO_OCCURS``.

    Examples
    --------
    >>> quad_class("SANCTION", "material conflict"), quad_class("HOLDS_OFFICE", None)
    ('material conflict', 'structure')
    """
    if relation == CO_OCCURS:
        return CO_OCCURS
    return quad or STRUCTURE


def vocabulary() -> dict[str, dict[str, Any]]:
    """Words of the ontology by kind and name.

    Returns
    -------
    dict
        ``labels``, ``relations`` and ``statuses``; each name has ``en``, ``zh`` and its
        ``definition`` in both; a relation also has its ``quad`` class, ``plover`` and whether it is
        ``symmetric``.
    """
    return {
        "labels": {name: _words(row) for name, row in labels().items()},
        "relations": {
            name: _words(row)
            | {"quad": quad_class(name, row.quad), "symmetric": row.symmetric, "plover": row.plover}
            for name, row in relations().items()
        },
        "statuses": {name: _words(row) for name, row in statuses().items()},
    }


def _words(row: OntologyRow) -> dict[str, Any]:
    # Attributes are told apart by backticks in the file; a tooltip shows plain text.
    definition = {"en": row.definition.replace("`", ""), "zh": row.definition_zh.replace("`", "")}
    return {"en": row.name.replace("_", " ").capitalize(), "zh": row.zh, "definition": definition}
