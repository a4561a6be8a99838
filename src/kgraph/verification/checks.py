"""What must hold of the rows of a store among themselves: one SQL condition for each way to be wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kgraph.ontology import labels, relations, statuses
from kgraph.records import DATE_BASES

__all__ = ["AGAIN", "CHECKS", "KEYS", "Check"]

AGAIN = "build the graph again in a new folder"

# What names a row for people, by table.
KEYS: dict[str, tuple[str, ...]] = {
    "inputs": ("absolute",),
    "documents": ("id",),
    "duplicates": ("document", "path", "line"),
    "rejects": ("path", "line"),
    "sentences": ("document", "index"),
    "entities": ("id",),
    "mentions": ("document", "start", "end", "surface", "entity"),
    "relations": ("document", "sentence", "subject", "relation", "object", "rule"),
}

_SOURCES = ("gazetteer", "title", "ner", "name", "reference")
_DAY = r"\d{4}(-\d{2}(-\d{2})?)?"


@dataclass(frozen=True, slots=True)
class Check:
    """One way in which a row can be wrong.

    Attributes
    ----------
    table : str
    what : str
        What is wrong with it, for people; ``{}`` is where `detail` goes.
    wrong : str
        SQL: which rows are. ``t`` is the row, ``d`` its document.
    detail : str
        SQL of a text.
    """

    table: str
    what: str
    wrong: str
    detail: str = "''"


def _in(values: Iterable[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def _entity(column: str) -> Check:
    return Check(
        "relations",
        f"its {column} {{}} is no entity of the store",
        f"t.{column} IS NOT NULL AND t.{column} NOT IN (SELECT id FROM entities)",
        f"t.{column}",
    )


def _side(column: str) -> Check:
    """Labels that the ontology does not allow on one side."""
    rows = {name: row.subject if column == "subject" else row.object for name, row in relations().items()}
    allowed = " OR ".join(
        f"(t.relation = '{name}' AND e.label IN ({_in(row)}))" for name, row in rows.items()
    )
    return Check(
        "relations",
        f"its {column} is {{}}, which {'its relation'} does not take",
        f"EXISTS (SELECT 1 FROM entities e WHERE e.id = t.{column} AND e.label IN ({_in(labels())}) "
        f"AND t.relation IN ({_in(rows)}) AND NOT ({allowed}))",
        f"(SELECT label FROM entities e WHERE e.id = t.{column} LIMIT 1)",
    )


def _no_document(table: str) -> Check:
    return Check(table, "its document is not in the store", "d.id IS NULL")


def _no_input(table: str) -> Check:
    return Check(
        table,
        "its input {} is none that the store has read",
        "t.input NOT IN (SELECT absolute FROM inputs)",
        "t.input",
    )


def _day(table: str, column: str) -> Check:
    wrong = f"t.{column} IS NOT NULL AND NOT regexp_full_match(t.{column}, '{_DAY}')"
    return Check(table, f"{column} is {{}}, which is no date", wrong, f"t.{column}")


_OUTSIDE = 'd.id IS NOT NULL AND NOT (0 <= t.start AND t.start < t."end" AND t."end" <= length(d.text))'
_INSIDE = 'd.id IS NOT NULL AND 0 <= t.start AND t.start < t."end" AND t."end" <= length(d.text)'
_SPAN = "t.start || '-' || t.\"end\""

CHECKS: tuple[Check, ...] = (
    _no_input("documents"),
    _no_input("duplicates"),
    _no_input("rejects"),
    Check("documents", "has no text", "t.text = ''"),
    _day("documents", "published"),
    Check("documents", "has no sentence", "t.id NOT IN (SELECT document FROM sentences)"),
    _no_document("duplicates"),
    _no_document("sentences"),
    Check("sentences", "its span {} lies outside of its document", _OUTSIDE, _SPAN),
    Check(
        "sentences",
        "begins before the one before it ends",
        "EXISTS (SELECT 1 FROM sentences o WHERE o.document = t.document AND o.index = t.index - 1 "
        'AND o."end" > t.start)',
    ),
    Check(
        "sentences",
        "the sentence before it is missing",
        "t.index <> 0 AND NOT EXISTS (SELECT 1 FROM sentences o WHERE o.document = t.document "
        "AND o.index = t.index - 1)",
    ),
    Check(
        "sentences",
        "its number stands twice",
        "EXISTS (SELECT 1 FROM sentences o WHERE o.document = t.document AND o.index = t.index "
        "AND o.rowid < t.rowid)",
    ),
    Check("entities", "{} is no label of the ontology", f"t.label NOT IN ({_in(labels())})", "t.label"),
    Check("entities", "has no name", "trim(t.name) = ''"),
    Check(
        "entities",
        "its attributes are no JSON object",
        "NOT json_valid(t.attributes) OR coalesce(json_type(try_cast(t.attributes AS JSON)), '') <> 'OBJECT'",
    ),
    _no_document("mentions"),
    Check("mentions", "its span {} lies outside of its document", _OUTSIDE, _SPAN),
    Check(
        "mentions",
        "the document reads {} there",
        f'{_INSIDE} AND substring(d.text, t.start + 1, t."end" - t.start) <> t.surface',
        'substring(d.text, t.start + 1, least(t."end" - t.start, 40))',
    ),
    Check("mentions", "{} is no label of the ontology", f"t.label NOT IN ({_in(labels())})", "t.label"),
    Check("mentions", "{} is no source of mentions", f"t.source NOT IN ({_in(_SOURCES)})", "t.source"),
    Check("mentions", "its score {} is not between 0 and 1", "NOT t.score BETWEEN 0 AND 1", "t.score"),
    Check("mentions", "its entity is not in the store", "t.entity NOT IN (SELECT id FROM entities)"),
    Check(
        "mentions",
        "goes back to place {}, where its document has no mention",
        "t.antecedent IS NOT NULL AND NOT EXISTS (SELECT 1 FROM mentions o WHERE o.document = t.document "
        "AND o.start = t.antecedent)",
        "t.antecedent",
    ),
    _no_document("relations"),
    Check("relations", "its evidence {} lies outside of its document", _OUTSIDE, _SPAN),
    Check(
        "relations",
        "its evidence {} is not in its sentence",
        f"{_INSIDE} AND NOT EXISTS (SELECT 1 FROM sentences s WHERE s.document = t.document "
        'AND s.index = t.sentence AND s.start <= t.start AND t."end" <= s."end")',
        _SPAN,
    ),
    Check(
        "relations",
        "its evidence does not hold its trigger {}",
        'NOT (t.start <= t.trigger_start AND t.trigger_start < t.trigger_end AND t.trigger_end <= t."end")',
        "t.trigger_start || '-' || t.trigger_end",
    ),
    Check(
        "relations",
        "{} is no relation of the ontology",
        f"t.relation NOT IN ({_in(relations())})",
        "t.relation",
    ),
    Check("relations", "{} is no status", f"t.status NOT IN ({_in(statuses())})", "t.status"),
    _entity("subject"),
    _entity("object"),
    _entity("speaker"),
    _side("subject"),
    _side("object"),
    Check("relations", "both sides are the same entity", "t.subject = t.object"),
    _day("relations", "date_from"),
    _day("relations", "date_to"),
    Check(
        "relations",
        "its dates {} are no interval",
        "(t.date_from IS NULL) <> (t.date_to IS NULL) OR t.date_from > t.date_to "
        "AND NOT starts_with(t.date_from, t.date_to)",
        "coalesce(t.date_from, 'none') || ' to ' || coalesce(t.date_to, 'none')",
    ),
    Check(
        "relations",
        "{} is no basis of a date",
        f"(t.date_from IS NULL) <> (t.date_basis IS NULL) OR t.date_basis NOT IN ({_in(DATE_BASES)})",
        "coalesce(t.date_basis, 'nothing')",
    ),
    Check(
        "relations",
        "only an office has a title, and each has one",
        "(t.relation = 'HOLDS_OFFICE') <> (t.title IS NOT NULL)",
    ),
)
