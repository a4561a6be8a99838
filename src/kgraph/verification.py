"""Confirm every relation against the inputs it was read from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from kgraph.reading import ReadOptions, read
from kgraph.records import Document, Relation
from kgraph.store import Store

__all__ = ["Verification", "verify"]


@dataclass(slots=True)
class Verification:
    """What a verification found.

    Attributes
    ----------
    relations : int
        Relations looked at.
    confirmed : int
        Relations whose evidence and trigger stand in the document as read again.
    problems : list of str
        One line for each document or relation that could not be confirmed.
    """

    relations: int = 0
    confirmed: int = 0
    problems: list[str] = field(default_factory=list)


def verify(store: Store) -> Verification:
    """Read the inputs of a store again and look up each relation's evidence in them.

    Parameters
    ----------
    store : Store

    Returns
    -------
    Verification
    """
    result = Verification()
    documents = {document.id: document for document in store.documents()}
    relations: dict[str, list[Relation]] = defaultdict(list)
    for relation in store.relations():
        relations[relation.document].append(relation)
        result.relations += 1
    again = _read_again(store, result)
    for document_id, document in documents.items():
        texts = again[document_id]
        if not texts:
            if relations[document_id]:
                result.problems.append(f"{_place(document)}: the document is not there any more")
        elif document.text not in texts:
            result.problems.append(f"{_place(document)}: the text has changed")
        else:
            for relation in relations[document_id]:
                _check(relation, document, result)
    return result


def _read_again(store: Store, result: Verification) -> dict[str, set[str]]:
    """The printings of each document: a reprint has its id, but may be in the other script."""
    texts: dict[str, set[str]] = defaultdict(set)
    for absolute, options in store.inputs.options():
        if not Path(absolute).is_file():
            result.problems.append(f"{absolute}: cannot be read again")
            continue
        for record in read([absolute], ReadOptions.from_json(options)):
            if isinstance(record, Document):
                texts[record.id].add(record.text)
    return texts


def _check(relation: Relation, document: Document, result: Verification) -> None:
    length = len(document.text)
    evidence = 0 <= relation.start <= relation.trigger_start < relation.trigger_end <= relation.end <= length
    if evidence:
        result.confirmed += 1
    else:
        result.problems.append(
            f"{_place(document)}: the evidence of {relation.subject} {relation.relation} {relation.object} "
            f"({relation.rule}) does not hold its trigger"
        )


def _place(document: Document) -> str:
    return document.path if document.line is None else f"{document.path}, line {document.line}"
