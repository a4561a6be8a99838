"""Cypher over the graph, run by grand-cypher."""

from __future__ import annotations

from typing import Any

import grandcypher
import networkx as nx
from lark.exceptions import UnexpectedCharacters, UnexpectedInput

from kgraph.errors import InputError
from kgraph.ontology import relations
from kgraph.query.cyphertext import Prepared, checkable, prepare
from kgraph.query.table import Table

__all__ = ["QueryResult", "query"]

# What the labels of grand-cypher's convention are called.
_LABELS = "__labels__"
_TERMS = {
    "LEFT_ANGLE": "<",
    "RIGHT_ANGLE": ">",
    "VBAR": "|",
    "STAR": "*",
    "DOT": ".",
    "COMMA": ",",
    "COLON": ":",
    "EQUAL": "=",
    "LPAR": "(",
    "RPAR": ")",
    "LBRACE": "{",
    "RBRACE": "}",
    "LSQB": "[",
    "RSQB": "]",
    "CNAME": "a name",
    "TYPE": "a relation",
    "ESTRING": "a text in quotes",
    "NUMBER": "a number",
    "MIN_HOP": "a number",
    "MAX_HOP": "a number",
}
# What people write who know Cypher, and what does the same here.
_REMEDIES = {
    "*)": "count what has a name, as COUNT(r)",
    "{": 'put conditions on an edge behind WHERE, as WHERE r.status = "actual"',
    "DELETE": "a query only reads",
    "SET": "a query only reads",
    "CREATE": "a query only reads",
    "MERGE": "a query only reads",
    "OPTIONAL": "OPTIONAL MATCH is not known here; ask twice",
    "WITH": "WITH is not known here; ask twice, or use SQL (docs/cookbook.md)",
}


class QueryResult(Table[dict[str, Any]]):
    """Rows of a query: dicts by what the query returns, in its order.

    Attributes
    ----------
    columns : tuple of str
        What stands behind RETURN.
    notes : tuple of str
        What the one who asks should know.
    """

    notes: tuple[str, ...] = ()

    def _columns(self) -> tuple[str, ...]:
        return ()


def query(graph: nx.MultiDiGraph, text: str) -> QueryResult:
    """Run a Cypher query.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As :func:`kgraph.graph.build_graph` makes it.
    text : str
        ``MATCH`` ... ``WHERE`` ... ``RETURN`` ... The label of a node is that of the entity, the type
        of an edge its relation. Of a relation without direction (MEET) an edge without an arrow
        finds either side, as in Neo4j. ``CO_OCCURS`` edges are there if the query names them.

    Returns
    -------
    QueryResult

    Raises
    ------
    InputError
        If the query cannot be read; the message has the line with a caret under the place.

    Examples
    --------
    >>> query(graph, 'MATCH (a)-[r:MEET]-(b) WHERE a.name = "王毅" RETURN b.name, r.first')  # doctest: +SKIP
    """
    try:
        grandcypher._GrandCypherGrammar.parse(checkable(text))
    except UnexpectedInput as error:
        raise InputError(_pointed(text, error)) from error
    ready = prepare(text, sorted(relations()))
    try:
        runner = grandcypher.GrandCypher(_host(graph, ready))
        # Its index loses rows where two nodes have conditions (1.2.0).
        runner.auto_node_jsondata_hints = runner.auto_where_hints = False
        found = runner.run(ready.returned.text)
    except Exception as error:
        raise InputError(_meaning(error)) from error
    values = {str(name): [_plain(one) for one in column] for name, column in found.items()}
    result = QueryResult(ready.returned.rows(values), ready.returned.columns)
    result.notes = ready.notes
    return result


def _host(graph: nx.MultiDiGraph, ready: Prepared) -> nx.MultiDiGraph:
    """The graph as grand-cypher wants it: labels as sets, and edges turned where no arrow says how."""
    host = nx.MultiDiGraph()
    for node, data in graph.nodes(data=True):
        host.add_node(node, **{**data, "id": node, _LABELS: {data.get("label")}})
    for subject, other, key, data in graph.edges(keys=True, data=True):
        relation = data["relation"]
        if relation not in ready.relations:
            continue
        values = {name: value for name, value in data.items() if name != "facts"} | _first(data)
        host.add_edge(subject, other, key=key, **values, **{_LABELS: {relation}})
        if relation in ready.turned and subject != other:
            host.add_edge(other, subject, key=f"<{key}", **values, **{_LABELS: {ready.turned[relation]}})
    return host


def _first(data: dict[str, Any]) -> dict[str, Any]:
    """The first sentence behind an edge, and where it stands."""
    one = next((one for fact in data.get("facts") or () for one in fact.evidence), None)
    if one is None:
        return {}
    return {"sentence": one.text, "document": one.name, "source": one.source, "url": one.url}


def _plain(value: Any) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, dict):
        return {str(name): _plain(one) for name, one in value.items() if name not in (_LABELS, "facts")}
    if isinstance(value, set | frozenset):
        return sorted(map(str, value))
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def _pointed(text: str, error: UnexpectedInput) -> str:
    """Where a query cannot be read, with a caret, and what could stand there."""
    if isinstance(error, UnexpectedCharacters):
        wanted, line, column = error.allowed or set(), error.line, error.column
    else:
        wanted = set(getattr(error, "expected", None) or ())
        lines = text.split("\n")
        while len(lines) > 1 and not lines[-1].strip():
            lines.pop()
        line, column = len(lines), len(lines[-1].rstrip()) + 1
    shown = text.split("\n")[line - 1] if text else ""
    # A Chinese character is two columns wide.
    pad = "".join("\u3000" if ord(char) > 0x2E7F else " " for char in shown[: column - 1])
    terms = sorted({_TERMS.get(str(name), str(name)) for name in wanted if not str(name).startswith("__")})
    if any(str(name).startswith("__ANON") for name in wanted) and "<" in terms:
        terms = [term for term in terms if term != "<"] + ["an edge as -[r:MEET]-"]
    hint = f"; expected {', '.join(terms)}" if terms else ""
    for sign, remedy in _REMEDIES.items():
        if shown[column - 1 :].startswith(sign):
            hint = f"; {remedy}"
    found = f"{shown[column - 1 :].split()[0]!r}" if shown[column - 1 :].strip() else "the end"
    return f"query, line {line}, column {column}: cannot read {found}{hint}\n  {shown}\n  {pad}^"


def _meaning(error: Exception) -> str:
    """What is wrong with a query that can be read."""
    text = str(error)
    if isinstance(error, NotImplementedError | IndexError) and "." in text:
        name = text.removeprefix("Unknown entity name: ").removeprefix("Entity ").partition(" ")[0]
        return f"query: {name.partition('.')[0]!r} in {name!r} stands in no MATCH"
    if isinstance(error, KeyError):
        return f"query: {error.args[0]!s} stands in no MATCH"
    return f"query: grand-cypher cannot run it ({text or type(error).__name__})"
