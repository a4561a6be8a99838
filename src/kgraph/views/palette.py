"""Shapes and colours, in one place for the page and for Gephi.

Colour never carries a meaning alone: a label also has a shape of its own, an edge its words. The
hues keep apart for the three kinds of colour blindness (a test measures it), and each is dark
enough on the light ground, and light enough on the dark one, to be seen as a line.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["COMMUNITIES", "EDGES", "LABELS", "OTHER_EDGE", "OTHER_LABEL", "STRUCTURE", "Look"]


class Look(NamedTuple):
    """How something is drawn: colours on light and on dark ground, and the shape of a node."""

    light: str
    dark: str
    shape: str = ""


LABELS = {
    "PERSON": Look("#08a083", "#7cebd8", "dot"),
    "COUNTRY": Look("#8e3bd0", "#a85cf0", "diamond"),
    "INSTITUTION": Look("#34405a", "#6f84a8", "square"),
    "PLACE": Look("#94820a", "#f2d33c", "triangleDown"),
    "EVENT": Look("#d81b60", "#f0447a", "star"),
}
OTHER_LABEL = Look("#6b7280", "#9ca3af", "hexagon")

# The largest communities, each as far from the one before it as may be; the names of its members say
# which it is. The rest are grey.
COMMUNITIES = [
    Look("#2f6fd0", "#6ea8ff"),
    Look("#d4620a", "#ffa55c"),
    Look("#14866d", "#4fd6b4"),
    Look("#b02a8f", "#f08ad8"),
    Look("#8a6d00", "#e8c840"),
    Look("#7a4fd0", "#b99cff"),
    Look("#c22f3f", "#ff8080"),
    Look("#3f7d20", "#9bd673"),
]

# Cooperation is blue, conflict is orange to red; what is done is stronger than what is said.
EDGES = {
    "verbal cooperation": Look("#3a93d0", "#8cc8f0"),
    "material cooperation": Look("#0b4f9c", "#3f8ef5"),
    "verbal conflict": Look("#d07c0c", "#f8bd6a"),
    "material conflict": Look("#a82a10", "#f0603a"),
}
STRUCTURE = "structure"
OTHER_EDGE = Look("#8892a0", "#6b7684")
