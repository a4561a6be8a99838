"""Independent stories: documents that share an evidence sentence tell one story."""

from __future__ import annotations

from collections.abc import Iterable

from kgraph.script import fold

__all__ = ["count_stories"]


def count_stories(evidence: Iterable[tuple[str, str]]) -> int:
    """How many independent stories stand behind a fact.

    Two documents with the same sentence, whatever its script and spacing, copy one another or a
    third; joining them over all their sentences leaves one group a story.

    Parameters
    ----------
    evidence : iterable of (str, str)
        Document id and evidence sentence.

    Returns
    -------
    int

    Examples
    --------
    >>> count_stories([("a", "王毅訪問美國。"), ("b", "王毅访问美国。"), ("c", "王毅抵达华盛顿。")])
    2
    """
    leader: dict[str, str] = {}

    def find(document: str) -> str:
        while leader[document] != document:
            leader[document] = leader[leader[document]]
            document = leader[document]
        return document

    first_with: dict[str, str] = {}
    for document, text in evidence:
        leader.setdefault(document, document)
        key = "".join(char for char in fold(text) if char.isalnum())
        other = first_with.setdefault(key, document)
        leader[find(document)] = find(other)
    return len({find(document) for document in leader})
