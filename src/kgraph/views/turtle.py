"""RDF as Turtle: entities, facts, and the sentences behind them as reified statements."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import networkx as nx

from kgraph.ontology import labels, relations, statuses
from kgraph.records import Evidence, Fact
from kgraph.views.atomic import write_lines
from kgraph.views.flat import ordered_edges, safe_ids, unique_id
from kgraph.views.values import clean_text

__all__ = ["write_turtle"]

_PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "kg": "urn:kgraph:vocabulary:",
}
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_DATES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_IRI = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")

Pairs = Iterable[tuple[str, str]]


def write_turtle(graph: nx.MultiDiGraph, path: Path) -> Path:
    """Write a graph as RDF, in Turtle.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As :func:`kgraph.graph.build_graph` makes it.
    path : pathlib.Path

    Returns
    -------
    pathlib.Path
        `path`. Entities are ``<urn:kgraph:entity:...>``, labels, relations and statuses ``kg:...``.
        A fact is an ``rdf:Statement`` with its dates, status, speaker and weight; its sentences are
        ``prov:wasDerivedFrom``. Only what is ``actual`` is also stated outright: what is planned,
        wished, denied or past is not so because somebody wrote of it.

    Raises
    ------
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> write_turtle(kg.graph(), Path("graph.ttl"))  # doctest: +SKIP
    >>> rdflib.Graph().parse("graph.ttl")  # doctest: +SKIP
    """
    return write_lines(path, _turtle(graph))


def _turtle(graph: nx.MultiDiGraph) -> Iterator[str]:
    for prefix, space in _PREFIXES.items():
        yield f"@prefix {prefix}: <{space}> .\n"
    yield "\n"
    yield from _vocabulary()
    ids = safe_ids(graph)
    for node, unique in ids.items():
        yield _entity(unique, graph.nodes[node])
    documents: set[str] = set()
    taken: set[str] = set()
    for source, target, key, data in ordered_edges(graph):
        if data.get("facts"):
            for fact in data["facts"]:
                yield from _fact(fact, ids, taken, documents)
        else:
            yield _pair(ids[source], ids[target], str(key), data, taken)


def _vocabulary() -> Iterator[str]:
    kinds = (
        (labels(), ["rdfs:Class"]),
        (relations(), ["rdf:Property"]),
        (statuses(), ["kg:Status"]),
    )
    for rows, types in kinds:
        for name, row in rows.items():
            more = ["owl:SymmetricProperty"] if row.symmetric else []
            yield _node(
                f"kg:{name}",
                [
                    *(("a", one) for one in types + more),
                    ("rdfs:label", f"{_text(row.zh)}@zh"),
                    ("rdfs:comment", f"{_text(row.definition)}@en"),
                    ("rdfs:comment", f"{_text(row.definition_zh)}@zh"),
                ],
            )


def _entity(unique: str, data: dict[str, Any]) -> str:
    pairs = [
        ("a", f"kg:{data['label']}") if data.get("label") in labels() else ("a", "owl:Thing"),
        ("rdfs:label", f"{_text(str(data.get('name') or unique))}@zh"),
        ("dcterms:identifier", _text(unique)),
        *(("skos:altLabel", f"{_text(str(alias))}@zh") for alias in data.get("aliases") or ()),
    ]
    if data.get("en"):
        pairs.append(("rdfs:label", f"{_text(str(data['en']))}@en"))
    for name in ("mentions", "documents"):
        if data.get(name):
            pairs.append((f"kg:{name}", str(int(data[name]))))
    return _node(_entity_iri(unique), pairs)


def _fact(fact: Fact, ids: dict[Any, str], taken: set[str], documents: set[str]) -> Iterator[str]:
    subject, other = (_entity_iri(ids.get(end, clean_text(end))) for end in (fact.subject, fact.object))
    relation = f"kg:{fact.relation}"
    if fact.status == "actual":
        yield f"{subject} {relation} {other} .\n"
    pairs = [
        ("a", "rdf:Statement"),
        ("rdf:subject", subject),
        ("rdf:predicate", relation),
        ("rdf:object", other),
        ("kg:status", f"kg:{fact.status}"),
        ("kg:stories", str(fact.stories)),
        ("kg:sentences", str(fact.sentences)),
        *_optional("kg:title", fact.title),
        *_dated("kg:from", fact.date_from),
        *_dated("kg:to", fact.date_to),
        *_optional("kg:dateBasis", fact.date_basis),
    ]
    if fact.speaker:
        pairs.append(("kg:speaker", _entity_iri(ids.get(fact.speaker, clean_text(fact.speaker)))))
    iri = _unique(
        "fact", (fact.subject, fact.relation, fact.object, fact.title, fact.date_from, fact.status), taken
    )
    sentences = [
        (_unique("evidence", (one.document, one.start, one.end, one.rule, iri), taken), one)
        for one in fact.evidence
    ]
    pairs += [("prov:wasDerivedFrom", sentence) for sentence, _ in sentences]
    yield _node(iri, pairs)
    for sentence, one in sentences:
        yield from _evidence(sentence, one, documents)


def _evidence(iri: str, one: Evidence, documents: set[str]) -> Iterator[str]:
    document = f"<urn:kgraph:document:{quote(clean_text(one.document), safe='')}>"
    yield _node(
        iri,
        [
            ("a", "kg:Evidence"),
            ("rdf:value", f"{_text(one.text)}@zh"),
            ("dcterms:isPartOf", document),
            ("kg:start", str(one.start)),
            ("kg:end", str(one.end)),
            ("kg:rule", _text(one.rule)),
        ],
    )
    if document not in documents:
        documents.add(document)
        link = clean_text(one.url or "")
        yield _node(
            document,
            [
                ("a", "kg:Document"),
                ("dcterms:identifier", _text(one.name)),
                *((("dcterms:title", f"{_text(one.title)}@zh"),) if one.title else ()),
                *_dated("dcterms:issued", one.published),
                *_optional("dcterms:publisher", one.source),
                *(
                    (("dcterms:source", f"<{link}>" if _IRI.fullmatch(link) else _text(link)),)
                    if link
                    else ()
                ),
            ],
        )


def _pair(source: str, target: str, key: str, data: dict[str, Any], taken: set[str]) -> str:
    """An edge without facts: co-occurrence, which is no statement about the two."""
    pairs = [
        ("a", "kg:CoOccurrence"),
        ("rdf:subject", _entity_iri(source)),
        ("rdf:object", _entity_iri(target)),
        ("kg:sentences", str(int(data.get("sentences") or 0))),
    ]
    if data.get("npmi") is not None:
        pairs.append(("kg:npmi", f'"{float(data["npmi"])}"^^xsd:double'))
    return _node(_unique("pair", (source, key, target), taken), pairs)


def _node(iri: str, pairs: Pairs) -> str:
    lines = " ;\n    ".join(f"{name} {value}" for name, value in pairs)
    return f"{iri} {lines} .\n"


def _entity_iri(unique: str) -> str:
    return f"<urn:kgraph:entity:{quote(unique, safe=':')}>"


def _unique(kind: str, parts: Iterable[object], taken: set[str]) -> str:
    """An IRI that depends on what it names only; a number tells apart what differs in nothing else."""
    digest = hashlib.sha256(repr(tuple(parts)).encode("utf-8", "surrogatepass")).hexdigest()[:20]
    return f"<{unique_id(f'urn:kgraph:{kind}:{digest}', taken, '-')}>"


def _text(text: str) -> str:
    return f'"{clean_text(text).translate(_ESCAPES)}"'


def _optional(name: str, text: str | None) -> list[tuple[str, str]]:
    return [(name, _text(text))] if text else []


def _dated(name: str, day: str | None) -> list[tuple[str, str]]:
    if not day:
        return []
    kind = _DATES.get(len(day))
    return [(name, f"{_text(day)}^^{kind}" if kind else _text(day))]
