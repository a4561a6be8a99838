"""Names found once, wherever else the document has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Doc

from kgraph.language.attributes import Found
from kgraph.language.lattice import places_taken

__all__ = ["repeats"]


def repeats(doc: Doc, persons: Iterable[Found]) -> Iterator[Found]:
    """Other places in the document where a newly found name stands, whole or by its last part."""
    folded: str = doc._.folded
    taken = places_taken(doc._.mentions, len(folded))
    names: dict[str, str] = {}
    for found in (*persons, *doc._.mentions):
        if found.label != "PERSON" or found.source not in {"title", "name"} or found.rule == "name:byline":
            continue
        name = folded[found.start : found.end]
        names.setdefault(name, found.entity)
        last = name.rsplit("·", 1)[-1]
        if len(last) >= 2:
            names.setdefault(last, found.entity)
    for name in sorted(names, key=lambda name: (-len(name), name)):
        position = folded.find(name)
        while position >= 0:
            end = position + len(name)
            if not any(taken[position:end]):
                taken[position:end] = b"\1" * len(name)
                yield Found(position, end, "PERSON", names[name], "name", "name:repeat", 0.75)
            position = folded.find(name, end)
