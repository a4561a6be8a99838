"""A Cypher query made ready for grand-cypher: quotes, functions, and edges without an arrow.

grand-cypher reads texts in double quotes and aggregates in capitals only, and takes ``(a)--(b)`` for
*an edge each way*. Here they are what they are in Neo4j. All rewriting that comes before the check of
the syntax keeps the length, so that an error is pointed at where the user wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from kgraph.errors import InputError
from kgraph.ontology import relations
from kgraph.query.cypherrows import LITERAL, Returned, mask, read_return

__all__ = ["Prepared", "checkable", "prepare"]

CO_OCCURS = "CO_OCCURS"

_AGGREGATE = re.compile(r"\b(count|sum|avg|max|min|collect)(?=\s*\()", re.IGNORECASE)
_DISTINCT = re.compile(r"\b(?:COUNT|SUM|AVG|MAX|MIN|COLLECT)\s*\(\s*(distinct)\b", re.IGNORECASE)
_KEYWORD = re.compile(r"\b(exists)(?=\s*\{)", re.IGNORECASE)
_TYPE_OF = re.compile(r"\btype\s*\(\s*([A-Za-z_]\w*)\s*\)", re.IGNORECASE)
_WHERE = re.compile(r"\bwhere\b.*?(?=\breturn\b)", re.IGNORECASE | re.DOTALL)
_EITHER = re.compile(r"\b(or|not|exists|all|any|none|single|match)\b", re.IGNORECASE)
_EQUALS = re.compile(
    r"(?:(?<=\bwhere\s)|(?<=\band\s))\s*([A-Za-z_]\w*)\.(\w+)\s*==?\s*(\"_*\")(?=\s*(?:\band\b|$))",
    re.IGNORECASE,
)
_EDGE = re.compile(
    r"(?<=\))(?P<left>\s*<?)-(?:\[\s*(?P<name>[A-Za-z_]\w*)?\s*(?::\s*(?P<types>\w+(?:\s*\|\s*:?\s*\w+)*))?"
    r"\s*(?P<hops>\*[\d.\s]*)?\s*\])?-(?P<right>>?\s*)(?=\()"
)


@dataclass(frozen=True)
class Prepared:
    """A query as it is run.

    Attributes
    ----------
    returned : Returned
        The query as it is run, and what becomes of the rows.
    relations : frozenset of str
        Those of which the query needs edges.
    turned : dict of str to str
        From a relation that an edge without an arrow names to the type of its edges turned round.
    notes : tuple of str
    """

    returned: Returned
    relations: frozenset[str]
    turned: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def checkable(text: str) -> str:
    """A query of the same length that grand-cypher can read if the user's can be read.

    Examples
    --------
    >>> checkable("MATCH (a)-[r]-(b) WHERE a.name = '王毅' RETURN count(DISTINCT b) ORDER BY type(r)")
    'MATCH (a)-[r]-(b) WHERE a.name = "王毅" RETURN COUNT(         b) ORDER BY r.ttttt'
    """
    checked = LITERAL.sub(_double_quoted, text)
    checked = _upper(checked, mask(checked))
    masked = mask(checked)
    for match in _DISTINCT.finditer(masked):
        checked = checked[: match.start(1)] + " " * len(match[1]) + checked[match.end(1) :]
    return _plain_order(checked, masked)


def prepare(text: str, known: Sequence[str]) -> Prepared:
    """Read which edges a query asks for, and rewrite what grand-cypher takes otherwise.

    Parameters
    ----------
    text : str
        A query that can be read.
    known : sequence of str
        All relations.

    Raises
    ------
    InputError
        If an edge has a type that is no relation, or the order of the rows cannot be known.

    Examples
    --------
    >>> prepare("MATCH (a)-[r:MEET]-(b) RETURN count(r)", ["MEET", "VISIT"]).returned.text
    'MATCH (a)-[r:MEET|MEET__TURNED]->(b) RETURN r AS c0'
    """
    checked = LITERAL.sub(_double_quoted, text)
    checked = _upper(checked, mask(checked))
    masked = mask(checked)
    edges = list(_EDGE.finditer(masked))
    facts = [name for name in known if name != CO_OCCURS]
    asked: set[str] = set()
    turned: dict[str, str] = {}
    arrows: set[str] = set()
    for edge in edges:
        types = _types(edge, text, known) or facts
        asked.update(types)
        if _arrow(edge):
            if edge["types"]:
                arrows.update(name for name in types if relations()[name].symmetric)
        else:
            turned |= {name: f"{name}__TURNED" for name in types}
    ready, place = [], 0
    for edge in edges:
        ready += [checked[place : edge.start()], _written(edge, text, known, facts, turned)]
        place = edge.end()
    run = "".join([*ready, checked[place:]])
    run = _outside_literals(run, partial(_TYPE_OF.sub, r"\1.relation"))
    notes = tuple(
        f"{name} has no direction: an arrow finds each pair once, from the side that is stored first; "
        f"-[:{name}]- without an arrow finds it from either side"
        for name in sorted(arrows)
    )
    return Prepared(read_return(_anchored(run), text), frozenset(asked), turned, notes)


def _plain_order(checked: str, masked: str) -> str:
    """A query of the same length in which rows are ordered by what grand-cypher can read.

    It knows no ``ORDER BY type(r)``, which is done here.
    """
    found = re.search(r"\border\s+by\b", masked, re.IGNORECASE)
    if not found:
        return checked
    ordered = _TYPE_OF.sub(
        lambda match: match[1] + "." + "t" * (len(match[0]) - len(match[1]) - 1), checked[found.end() :]
    )
    return checked[: found.end()] + ordered


def _anchored(text: str) -> str:
    """A query in which ``WHERE a.name = "..."`` stands in the pattern too: ``(a {name: "..."})``.

    grand-cypher then starts from that node, and not from every node of the graph. Only where all
    conditions hold together.
    """
    masked = mask(text)
    where = _WHERE.search(masked)
    if not where or _EITHER.search(masked, where.start(), where.end()):
        return text
    added: dict[int, str] = {}
    for found in _EQUALS.finditer(masked, where.start(), where.end()):
        node = re.compile(rf"\(\s*{found[1]}\s*(?::\s*[\w|\s]+)?(?=\))").search(masked, 0, where.start())
        if node:
            added.setdefault(node.end(), f" {{{found[2]}: {text[found.start(3) : found.end(3)]}}}")
    for place, inside in sorted(added.items(), reverse=True):
        text = text[:place] + inside + text[place:]
    return text


def _double_quoted(match: re.Match[str]) -> str:
    literal = match[0]
    if not literal.startswith("'") or '"' in literal:
        return literal
    return f'"{literal[1:-1]}"'


def _upper(text: str, masked: str) -> str:
    """The words that grand-cypher wants in capitals, in capitals."""
    for pattern in (_AGGREGATE, _KEYWORD):
        for match in pattern.finditer(masked):
            text = text[: match.start(1)] + match[1].upper() + text[match.end(1) :]
    return text


def _outside_literals(text: str, change: Callable[[str], str]) -> str:
    parts, place = [], 0
    for literal in LITERAL.finditer(text):
        parts += [change(text[place : literal.start()]), literal[0]]
        place = literal.end()
    return "".join([*parts, change(text[place:])])


def _arrow(edge: re.Match[str]) -> bool:
    """Whether an edge has exactly one arrow; two arrows are as good as none."""
    return ("<" in edge["left"]) != (">" in edge["right"])


def _types(edge: re.Match[str], text: str, known: Sequence[str]) -> list[str]:
    names = [name.strip(" \t\n:") for name in (edge["types"] or "").split("|")]
    for name in filter(None, names):
        if name not in known:
            at = text.index(name, edge.start())
            line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
            raise InputError(
                f"query, line {line}, column {column}: relation {name!r}: unknown; one of {', '.join(known)}"
            )
    return [name for name in names if name]


def _written(
    edge: re.Match[str], text: str, known: Sequence[str], facts: Sequence[str], turned: dict[str, str]
) -> str:
    """An edge as grand-cypher is to read it: with an arrow, and all types that it may have."""
    types = _types(edge, text, known)
    if _arrow(edge):
        # Turned edges are in the graph too: what has no type must not find them.
        wanted = types or (list(facts) if turned else [])
        left, right = ("<", "") if "<" in edge["left"] else ("", ">")
    else:
        wanted = [one for name in types or facts for one in (name, turned[name])]
        left, right = "", ">"
    hops = re.sub(r"\s", "", edge["hops"] or "")
    inside = (edge["name"] or "") + (":" + "|".join(wanted) if wanted else "") + hops
    return f"{left}-[{inside}]-{right}" if inside else f"{left}-[]-{right}"
