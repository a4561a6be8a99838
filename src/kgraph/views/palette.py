"""Shapes and colours, in one place for the page and for Gephi.

Colour never carries a meaning alone: a label also has a shape of its own, an edge its words. The
hues keep apart for the three kinds of colour blindness (a test measures it), and each is dark
enough on the light ground, and light enough on the dark one, to be seen as a line.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["EDGES", "LABELS", "OTHER_EDGE", "OTHER_LABEL", "STRUCTURE", "Look"]


class Look(NamedTuple):
    """How something is drawn: colours on light and on dark ground, and the shape of a node."""

    light: str
    dark: str
    shape: str = ""


LABELS = {
    "PERSON": Look("#0a7f6f", "#3cc2ac", "dot"),
    "COUNTRY": Look("#8a3ea8", "#c58be0", "diamond"),
    "INSTITUTION": Look("#4a5568", "#a3b1c6", "square"),
    "PLACE": Look("#8c7a1d", "#d3c257", "triangleDown"),
    "EVENT": Look("#d1487c", "#ff8fb5", "star"),
}
OTHER_LABEL = Look("#6b7280", "#9ca3af", "hexagon")

# Cooperation is blue, conflict is orange to red; what is done is darker than what is said.
EDGES = {
    "verbal cooperation": Look("#4a9fd8", "#8cc8f0"),
    "material cooperation": Look("#0b4f9c", "#3f8ef5"),
    "verbal conflict": Look("#e08a1e", "#f8bd6a"),
    "material conflict": Look("#a82a10", "#f0603a"),
}
STRUCTURE = "structure"
OTHER_EDGE = Look("#9aa3af", "#6b7684")
