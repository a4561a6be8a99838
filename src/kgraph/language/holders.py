"""Who is meant by a title that stands alone: the one holder whom the document names with it."""

from __future__ import annotations

from collections import defaultdict

from spacy.tokens import Doc

from kgraph.language.attributes import Office

__all__ = ["Holders"]


class Holders:
    """The holders of offices in one document.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With its offices and mentions.
    """

    def __init__(self, doc: Doc) -> None:
        mentions = {found.start: found.entity for found in doc._.mentions if found.label == "PERSON"}
        self._of: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._titled: dict[str, set[str]] = defaultdict(set)
        for office in doc._.offices:
            holder = mentions.get(office.holder)
            if holder and not office.past and not office.planned:
                self._of[office.of, office.rule].add(holder)
                self._titled[office.rule].add(holder)

    def __call__(self, office: Office) -> str:
        """Entity id of the holder, empty if the document names none or several."""
        found = self._of.get((office.of, office.rule)) if office.of else self._titled.get(office.rule)
        return next(iter(found)) if found and len(found) == 1 else ""
