"""GEXF 1.3, Gephi's own format: typed attributes, colours, sizes, and spells for the timeline."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import networkx as nx
from lxml import etree

from kgraph.ontology import relations
from kgraph.records import Fact
from kgraph.views.atomic import replacing
from kgraph.views.dates import bounds
from kgraph.views.flat import edge_ids, flat_graph, ordered_edges, safe_ids
from kgraph.views.palette import LABELS, OTHER_LABEL
from kgraph.views.sizes import node_sizes
from kgraph.views.values import Scalar

__all__ = ["spells", "write_gexf"]

_SPACE = "http://gexf.net/1.3"
_VIZ = "http://gexf.net/1.3/viz"
_TYPES: dict[type, str] = {str: "string", int: "long", float: "double", bool: "boolean"}
# What readers take for a part of the format and not for an attribute.
_RESERVED = ("id", "pid", "start", "end", "parents", "slices", "spells", "networkx_key", "viz")
# What an edge has as attributes of XML.
_OF_THE_EDGE = ("label", "weight")

Spell = tuple[str, str]


def write_gexf(graph: nx.MultiDiGraph, path: Path) -> Path:
    """Write a graph as GEXF 1.3.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As :func:`kgraph.graph.build_graph` makes it.
    path : pathlib.Path

    Returns
    -------
    pathlib.Path
        `path`. The attributes are those of GraphML. A dated edge has a spell for each time at which
        one of its facts holds; a node has the spells of its edges, unless one of them is always there
        (an office, co-occurrence): then it is always there too.

    Raises
    ------
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> write_gexf(kg.graph(), Path("graph.gexf"))  # doctest: +SKIP
    """
    flat = flat_graph(graph)
    edges = list(flat.edges(keys=True, data=True))
    times = dict(
        zip(
            edge_ids(graph, safe_ids(graph)),
            (spells(data) for *_, data in ordered_edges(graph)),
            strict=True,
        )
    )
    of_nodes = _of_nodes((source, target, times[key]) for source, target, key, _ in edges)
    sizes = node_sizes({node: data.get("documents") or 0 for node, data in flat.nodes(data=True)})
    for data in [data for _, data in flat.nodes(data=True)] + [data for *_, data in edges]:
        for name in _RESERVED:
            if name in data:
                data[f"attribute_{name}"] = data.pop(name)
    node_keys = _keys((data for _, data in flat.nodes(data=True)), ("label",))
    edge_keys = _keys((data for *_, data in edges), _OF_THE_EDGE)
    with replacing(path) as part, part.open("xb") as stream, etree.xmlfile(stream, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("gexf", xmlns=_SPACE, nsmap={"viz": _VIZ}, version="1.3"):
            xml.write(_meta())
            with xml.element(
                "graph",
                mode="dynamic",
                defaultedgetype="directed",
                timeformat="date",
                timerepresentation="interval",
            ):
                xml.write(_declared("node", node_keys), _declared("edge", edge_keys))
                with xml.element("nodes"):
                    for node, data in flat.nodes(data=True):
                        item = etree.Element("node", id=node, label=str(data.get("label", node)))
                        _add_values(item, data, node_keys)
                        _add_spells(item, of_nodes.get(node, []))
                        _add_look(item, str(data.get("type", "")), sizes[node])
                        xml.write(item)
                with xml.element("edges"):
                    for source, target, key, data in edges:
                        relation = str(data.get("label", ""))
                        item = etree.Element(
                            "edge",
                            id=key,
                            source=source,
                            target=target,
                            label=relation,
                            kind=relation,
                            weight=str(data.get("weight", 1)),
                        )
                        _add_values(item, data, edge_keys)
                        _add_spells(item, times[key])
                        xml.write(item)
    return path


def spells(data: dict[str, Any]) -> list[Spell]:
    """The times at which the facts of an edge hold, as days; none where that is not known.

    Parameters
    ----------
    data : dict
        Of an edge of the graph.

    Returns
    -------
    list of (str, str)
        First and last days, in order, apart from one another: Gephi refuses times that overlap. A
        fact without a date counts where it was told, but one that lasts does not.
    """
    return _merged(spell for fact in data.get("facts") or () if (spell := _spell(fact)))


def _spell(fact: Fact) -> Spell | None:
    start, end = bounds(fact.date_from, fact.date_to)
    row = relations().get(fact.relation)
    if start is None and not (row and row.state):
        told = sorted(one.published for one in fact.evidence if one.published)
        start, end = bounds(told[0], told[0]) if told else (None, None)
    return (start, end) if start and end and start <= end else None


def _merged(given: Iterable[Spell]) -> list[Spell]:
    merged: list[Spell] = []
    for start, end in sorted(given):
        if merged and start <= _next_day(merged[-1][1]):
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _next_day(day: str) -> str:
    known = date.fromisoformat(day)
    return day if known == date.max else (known + timedelta(days=1)).isoformat()


def _of_nodes(edges: Iterable[tuple[str, str, list[Spell]]]) -> dict[str, list[Spell]]:
    """The times of each node: those of its edges, none if one of them has none."""
    known: dict[str, list[Spell]] = {}
    always: set[str] = set()
    for source, target, times in edges:
        for node in (source, target):
            if not times:
                always.add(node)
            known.setdefault(node, []).extend(times)
    return {node: _merged(times) for node, times in known.items() if node not in always}


def _meta() -> etree._Element:
    # No date and no version: the same graph would give other bytes tomorrow.
    meta = etree.Element("meta")
    etree.SubElement(meta, "creator").text = "kgraph"
    return meta


def _keys(rows: Iterable[dict[str, Scalar]], without: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Number and type of each attribute, by name; a column has one type."""
    types: dict[str, str] = {}
    for row in rows:
        for name, value in row.items():
            if name not in without:
                types.setdefault(name, _TYPES[type(value)])
    return {name: (str(number), kind) for number, (name, kind) in enumerate(types.items())}


def _declared(kind: str, keys: dict[str, tuple[str, str]]) -> etree._Element:
    declared = etree.Element("attributes", {"class": kind, "mode": "static"})
    for name, (number, of_type) in keys.items():
        etree.SubElement(declared, "attribute", id=number, title=name, type=of_type)
    return declared


def _add_values(item: etree._Element, data: dict[str, Scalar], keys: dict[str, tuple[str, str]]) -> None:
    values = etree.SubElement(item, "attvalues")
    for name, value in data.items():
        if name in keys:
            text = str(value).lower() if isinstance(value, bool) else str(value)
            etree.SubElement(values, "attvalue", {"for": keys[name][0], "value": text})


def _add_spells(item: etree._Element, times: Sequence[Spell]) -> None:
    if times:
        inside = etree.SubElement(item, "spells")
        for start, end in times:
            etree.SubElement(inside, "spell", start=start, end=end)


def _add_look(item: etree._Element, label: str, size: float) -> None:
    colour = LABELS.get(label, OTHER_LABEL).light
    red, green, blue = (str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    etree.SubElement(item, f"{{{_VIZ}}}color", r=red, g=green, b=blue)
    etree.SubElement(item, f"{{{_VIZ}}}size", value=str(size))
