"""Precision, recall and F1 of entities and relations against gold annotations.

The rules of the game: documents are scored one by one. A predicted entity matches a gold entity of its
type that has its name, or else one of its aliases of two or more characters, among its names. A
relation matches by its two entities, a symmetric one in either order. What only one of two annotators
gave (``"required": false``) is neither asked for nor counted against the prediction.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kgraph.errors import InputError
from kgraph.store import Store, document_entities, document_facts

__all__ = ["Evaluation", "Tally", "evaluate", "read_gold", "score"]

# As the gold annotations treat them, whoever called or attacked.
_SYMMETRIC = frozenset({"MEET", "CALL", "AGREE", "COOPERATE", "ASSAULT"})

_GOLD_KEYS = {
    "entities": {"type", "name", "names", "required"},
    "relations": {"subj", "rel", "obj", "titles", "dates", "status", "required"},
}

Row = dict[str, Any]


@dataclass(slots=True)
class Tally:
    """Hits, wrong predictions and gold items of one label."""

    hit: int = 0
    wrong: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """Share of the predictions that are right."""
        return self.hit / (self.hit + self.wrong) if self.hit + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold items that were found."""
        return self.hit / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(slots=True)
class Evaluation:
    """Figures of one evaluation.

    Attributes
    ----------
    entities, relations : dict of str to Tally
        By label, and over all under ``all``.
    attributes : dict of str to (int, int)
        ``status``, ``date`` and ``title`` on matched relations: right, and of how many.
    missed, extra : list of (str, str, str, str)
        Relations not found and wrongly found: document, subject, relation, object.
    """

    entities: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    relations: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    attributes: dict[str, tuple[int, int]] = field(default_factory=dict)
    missed: list[tuple[str, str, str, str]] = field(default_factory=list)
    extra: list[tuple[str, str, str, str]] = field(default_factory=list)


def evaluate(store: Store, paths: Sequence[Path]) -> Evaluation:
    """Score a store against gold files.

    Parameters
    ----------
    store : Store
    paths : sequence of pathlib.Path
        Gold files, or folders of them.

    Returns
    -------
    Evaluation

    Raises
    ------
    InputError
        If a gold file cannot be read, or its document is not in the store.
    """
    golds = read_gold(paths)
    known = {row[0] for row in store.query("SELECT name FROM documents")}
    absent = [gold["doc"] for gold in golds if gold["doc"] not in known]
    if absent:
        more = f" (and {len(absent) - 1} more)" if len(absent) > 1 else ""
        raise InputError(
            f"gold document {absent[0]!r} is not in {store.path}{more}; "
            "build the graph from the annotated texts"
        )
    return score(document_entities(store), document_facts(store), golds)


def read_gold(paths: Iterable[Path]) -> list[Row]:
    """Read gold annotations, in order of their paths.

    Raises
    ------
    InputError
        If a path does not exist or a file is no gold annotation.
    """
    files = [file for path in paths for file in (sorted(path.rglob("*.json")) if path.is_dir() else [path])]
    if not files:
        raise InputError("no gold file: name JSON files in the form of corpus/gold, or a folder of them")
    golds: list[Row] = []
    for file in files:
        try:
            gold = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise InputError(f"{file}: cannot be read as a gold annotation ({error})") from error
        missing = {"doc", "entities", "relations"} - set(gold if isinstance(gold, dict) else ())
        if missing:
            raise InputError(f"{file}: is no gold annotation; it lacks {', '.join(sorted(missing))}")
        _check_gold(file, gold)
        golds.append(gold)
    return golds


def _check_gold(file: Path, gold: Row) -> None:
    """Refuse rows that cannot be scored."""
    for kind, keys in _GOLD_KEYS.items():
        for number, row in enumerate(gold[kind], start=1):
            missing = keys - set(row if isinstance(row, dict) else ())
            if missing:
                raise InputError(f"{file}: number {number} of {kind} lacks {', '.join(sorted(missing))}")
    names = {row["name"] for row in gold["entities"]}
    for number, row in enumerate(gold["relations"], start=1):
        for end in (row["subj"], row["obj"]):
            if end not in names:
                raise InputError(
                    f"{file}: number {number} of relations names {end!r}, which is no entity of the file; "
                    "add it, or use the entity's canonical name"
                )


def score(entities: Iterable[Row], facts: Iterable[Row], golds: Iterable[Row]) -> Evaluation:
    """Score predicted entities and facts.

    Parameters
    ----------
    entities, facts : iterable of dict
        As :func:`kgraph.store.document_entities` and :func:`kgraph.store.document_facts` yield them.
    golds : iterable of dict

    Returns
    -------
    Evaluation
    """
    by_document: dict[str, tuple[list[Row], list[Row]]] = defaultdict(lambda: ([], []))
    for row in entities:
        by_document[row["doc"]][0].append(row)
    for row in facts:
        by_document[row["doc"]][1].append(row)
    evaluation = Evaluation()
    for gold in golds:
        predicted, told = by_document[gold["doc"]]
        found = _matched(predicted, gold["entities"])
        _score_entities(evaluation, predicted, gold["entities"], found)
        _score_relations(evaluation, gold, told, found)
    return evaluation


def _matched(predicted: Sequence[Row], gold: Sequence[Row]) -> dict[str, int | None]:
    """Index of the gold entity of each predicted name."""
    canonical = {(entity["type"], entity["name"]): number for number, entity in enumerate(gold)}
    by_name: dict[tuple[str, str], int] = {}
    for number, entity in enumerate(gold):
        for name in entity["names"]:
            by_name.setdefault((entity["type"], name), number)
    found: dict[str, int | None] = {}
    for entity in predicted:
        kind, own = entity["type"], entity["name"]
        names = [own, *(alias for alias in entity["aliases"] if len(alias) > 1)]
        hits = (by_name.get((kind, name)) for name in names)
        found[own] = canonical.get((kind, own), next((hit for hit in hits if hit is not None), None))
    return found


def _score_entities(
    evaluation: Evaluation, predicted: Sequence[Row], gold: Sequence[Row], found: dict[str, int | None]
) -> None:
    hits = set(found.values())
    for number, entity in enumerate(gold):
        if entity["required"]:
            for label in ("all", entity["type"]):
                evaluation.entities[label].gold += 1
                evaluation.entities[label].hit += number in hits
    for entity in predicted:
        if found[entity["name"]] is None:
            for label in ("all", entity["type"]):
                evaluation.entities[label].wrong += 1


def _score_relations(
    evaluation: Evaluation, gold: Row, told: Sequence[Row], found: dict[str, int | None]
) -> None:
    position = {entity["name"]: number for number, entity in enumerate(gold["entities"])}
    wanted = {_key(one["rel"], position[one["subj"]], position[one["obj"]]): one for one in gold["relations"]}
    seen: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for fact in told:
        ends = found.get(fact["subject"]), found.get(fact["object"])
        if None in ends:
            seen[fact["relation"], fact["subject"], fact["object"]].append(fact)
        else:
            seen[_key(fact["relation"], *ends)].append(fact)
    for key, one in wanted.items():
        if one["required"]:
            for label in ("all", one["rel"]):
                evaluation.relations[label].gold += 1
                evaluation.relations[label].hit += key in seen
            if key not in seen:
                evaluation.missed.append((gold["doc"], one["subj"], one["rel"], one["obj"]))
        if key in seen:
            _score_attributes(evaluation, one, seen[key])
    for key, facts in seen.items():
        if key not in wanted:
            for label in ("all", key[0]):
                evaluation.relations[label].wrong += 1
            evaluation.extra.append((gold["doc"], facts[0]["subject"], key[0], facts[0]["object"]))


def _key(relation: str, subject: Any, other: Any) -> tuple[Any, ...]:
    return (relation, *(sorted((subject, other)) if relation in _SYMMETRIC else (subject, other)))


def _score_attributes(evaluation: Evaluation, gold: Row, facts: Sequence[Row]) -> None:
    verdicts = {
        "status": any(fact["status"] in gold["status"] for fact in facts) if gold["status"] else None,
        "date": any(_date_agrees(fact["date"], gold["dates"]) for fact in facts) if gold["dates"] else None,
        "title": any(_title_agrees(fact["title"], gold["titles"]) for fact in facts)
        if gold["titles"]
        else None,
    }
    for name, verdict in verdicts.items():
        if verdict is not None:
            right, total = evaluation.attributes.get(name, (0, 0))
            evaluation.attributes[name] = (right + verdict, total + 1)


def _date_agrees(predicted: str | None, accepted: Sequence[str]) -> bool:
    """A date is right if its start equals, refines or contains the start of an accepted one."""
    if not predicted:
        return False
    start = predicted.split("/")[0]
    return any(
        start.startswith(one) or one.startswith(start) for one in (day.split("/")[0] for day in accepted)
    )


def _title_agrees(predicted: str | None, accepted: Sequence[str]) -> bool:
    return bool(predicted) and any(predicted in one or one in predicted for one in accepted)  # type: ignore[operator]
