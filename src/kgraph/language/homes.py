"""From where a text is written: whose 外交部 and whose 我国 it means.

Text that names no state speaks from the mainland, unless it is in traditional characters and names more
of Taiwan's institutions, officials and usual words than of the mainland's.
"""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Doc

from kgraph.language.attributes import Found
from kgraph.language.tails import HOME
from kgraph.language.world import World

__all__ = ["written_from"]

_TAIWAN = "place:TW"
_BODIES = frozenset({"government", "legislature", "court"})
# Named whole wherever one writes.
_MORE = 2
_NO_EVIDENCE = ("台湾", "中国", "中共", "中央")


def written_from(doc: Doc, mentions: Iterable[Found], world: World) -> str:
    """The territory that a text is written from, where it is not the usual home state.

    Parameters
    ----------
    doc : spacy.tokens.Doc
    mentions : iterable of Found
        Linked.
    world : World

    Returns
    -------
    str
        Entity id, or empty.
    """
    folded: str = doc._.folded
    if _TAIWAN not in world.lexicon.entities or not _is_traditional(doc.text, folded):
        return ""
    here = {word for word in world.lexicon.words["words:taiwan"] if word in folded}
    there: set[str] = set()
    for found in mentions:
        row = world.row(found.entity)
        if row is None or (row.label != "PERSON" and row.kind not in _BODIES):
            continue
        if folded[found.start : found.end].startswith(_NO_EVIDENCE):
            continue
        of = [office.of for office in row.offices if world.row(office.of)] or [row.id]
        states = {world.state_of(one) for one in of if not one.startswith("place:") or one == _TAIWAN}
        if _TAIWAN in states:
            here.add(row.id)
        elif HOME in states:
            there.add(row.id)
    return _TAIWAN if len(here) > _MORE * len(there) else ""


def _is_traditional(text: str, folded: str) -> bool:
    """Whether more than a twentieth of the characters are none of simplified text."""
    changed = sum(one != other and "\u3400" < one < "\ua000" for one, other in zip(text, folded, strict=True))
    return changed * 20 > len(text)
