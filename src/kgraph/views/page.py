"""One HTML file to look at a graph in a browser, without a network."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

import networkx as nx
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kgraph.errors import KgraphError
from kgraph.store import Store
from kgraph.views.atomic import write_lines
from kgraph.views.drawing import drawing
from kgraph.views.palette import COMMUNITIES, EDGES, LABELS, OTHER_EDGE, OTHER_LABEL
from kgraph.views.payload import payload
from kgraph.views.selection import select
from kgraph.views.values import clean_text

__all__ = ["write_page"]

_TEMPLATES = Path(__file__).with_name("templates")
# In the order in which they need each other.
_SCRIPTS = (
    "elements.js",
    "words.js",
    "data.js",
    "backbone.js",
    "model.js",
    "canvas.js",
    "paint.js",
    "names.js",
    "panel.js",
    "overview.js",
    "facts.js",
    "timeline.js",
    "chart.js",
    "dates.js",
    "filters.js",
    "spelling.js",
    "search.js",
    "picture.js",
    "keys.js",
    "main.js",
)
_STYLES = ("frame.css", "filters.css", "stage.css", "panel.css", "print.css")
_NO_SIZE = "0" * 10
# `<` ends a script or opens a comment in it; the two separators once ended a line of JavaScript.
_ESCAPES = str.maketrans({char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"})


def write_page(
    graph: nx.MultiDiGraph,
    path: Path,
    *,
    title: str = "kgraph",
    top: int = 300,
    evidence: int = 20,
    store: Store | None = None,
    focus: Collection[Any] = (),
) -> Path:
    """Write a page that shows the strongest part of a graph.

    One file, which holds everything and asks for nothing: it can be opened from disk, mailed and
    archived. Its content policy lets no script run but its own, and nothing be fetched.

    Parameters
    ----------
    graph : networkx.MultiDiGraph
        As :func:`kgraph.graph.build_graph` makes it.
    path : pathlib.Path
    title : str
    top : int
        The most nodes; those with the greatest weight of facts, kept connected.
    evidence : int
        The most sentences of one fact.
    store : Store, optional
        Where the graph comes from. With it subject, object and trigger are marked in the sentences
        as the rules found them; without it, wherever a name of either side is written.
    focus : collection of node
        On the page however weak they are. It opens with the strongest of them in the middle, its card
        beside it.

    Returns
    -------
    pathlib.Path
        `path`.

    Raises
    ------
    KgraphError
        If the installed pyvis has no vis-network in it.
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> write_page(kg.graph(), Path("graph.html"), title="中美往来")  # doctest: +SKIP
    """
    title = clean_text(title)
    selection = select(graph, top, focus)
    middle = next((number for number, node in enumerate(selection.nodes) if node in focus), None)
    network, portrait = drawing(graph, selection, title, None if middle is None else selection.nodes[middle])
    script = "\n".join(map(_template, _SCRIPTS))
    # Inside one function the page leaves nothing behind but what it says it does.
    code = [_inline(_vis_network()), _inline(f'(() => {{\n"use strict";\n{script}}})();\n')]
    style = _inline(_colours() + "\n".join(map(_template, _STYLES)))
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters |= {"embed": _embed, "parsed": json.loads}
    environment.globals["page"] = {
        "data": payload(graph, selection, evidence, store)
        | {"portrait": portrait, "focus": middle, "bytes": _NO_SIZE},
        "words": json.loads(_template("words.json")),
        "scripts": code,
        "style": style,
        "policy": _policy(code, style),
    }
    # pyvis renders its nodes, edges and options with any template it is given.
    network.templateEnv = environment
    network.path = "page.html"
    return write_lines(path, [_with_size(network.generate_html())])


def _with_size(html: str) -> str:
    """The page with its own size in it, in as many digits as the place that was kept for it."""
    size = f"{len(html.encode()):0{len(_NO_SIZE)}d}"
    return html.replace(f'"bytes":"{_NO_SIZE}"', f'"bytes":"{size}"', 1)


def _template(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _embed(value: Any) -> Markup:
    """JSON for a script element, with nothing in it that could end the element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.translate(_ESCAPES))


def _inline(code: str) -> Markup:
    """Code for an element, as the browser will hash it: with line feeds only."""
    code = code.replace("\r\n", "\n").replace("\r", "\n")
    if "</" in code:
        code = code.replace("</script", "<\\/script").replace("</style", "<\\/style")
    return Markup(code)


def _policy(scripts: list[Markup], style: Markup) -> str:
    allowed = " ".join(_hash(script) for script in scripts)
    return (
        f"default-src 'none'; script-src {allowed}; style-src {_hash(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )


def _hash(code: str) -> str:
    digest = hashlib.sha256(code.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _vis_network() -> str:
    import pyvis

    found = sorted(Path(pyvis.__file__).parent.glob("templates/lib/vis-*/vis-network.min.js"))
    found = found or sorted(Path(pyvis.__file__).parent.rglob("vis-network.min.js"))
    if not found:
        folder = Path(pyvis.__file__).parent
        raise KgraphError(f"{folder}: no vis-network.min.js in it; run: pip install --force-reinstall pyvis")
    code = found[-1].read_text(encoding="utf-8")
    # The map is not beside the page; a browser's developer tools would ask for it.
    return code.split("//# sourceMappingURL=")[0]


def _colours() -> str:
    """The palette as custom properties, so that the style sheet and the drawing share it."""
    groups = {f"community-{number}": look for number, look in enumerate(COMMUNITIES)}
    looks = {
        **groups,
        "community--1": OTHER_LABEL,
        **LABELS,
        "OTHER": OTHER_LABEL,
        **EDGES,
        "structure": OTHER_EDGE,
        "CO_OCCURS": OTHER_EDGE,
    }
    lines = []
    for selector, place in ((":root", 0), (':root[data-theme="dark"]', 1)):
        values = " ".join(f"--{name.replace(' ', '-')}: {look[place]};" for name, look in looks.items())
        lines.append(f"{selector} {{ {values} }}\n")
    return "".join(lines)
