import builtins
from typing import Any

import networkx as nx
import numpy as np
import pytest

from kgraph.views.layout import LANDSCAPE, PORTRAIT, Box, positions
from kgraph.views.selection import select
from tests.views.graphs import crowd


def place(graph: nx.MultiDiGraph, top: int = 1000, aspect: float = LANDSCAPE) -> list[tuple[int, int]]:
    chosen = select(graph, top)
    (spots,) = positions(chosen.nodes, chosen.edges, [Box(30, 20)] * len(chosen.nodes), [aspect])
    return spots


def test_the_same_graph_stands_in_the_same_place(summit: nx.MultiDiGraph) -> None:
    other = nx.MultiDiGraph()
    other.add_nodes_from(reversed(list(summit.nodes(data=True))))
    other.add_edges_from(reversed(list(summit.edges(keys=True, data=True))))
    assert place(summit) == place(other)


def test_no_node_lies_on_another() -> None:
    spots = place(crowd(120, 500))
    near = [
        (a, b)
        for number, a in enumerate(spots)
        for b in spots[:number]
        if abs(a[0] - b[0]) < 50 and abs(a[1] - b[1]) < 30
    ]
    assert len(near) <= len(spots) * 0.02


def test_it_is_wide_on_a_screen_and_high_on_a_phone() -> None:
    for aspect in (LANDSCAPE, PORTRAIT):
        xs, ys = zip(*place(crowd(120, 500), aspect=aspect), strict=True)
        assert ((max(xs) - min(xs)) > (max(ys) - min(ys))) == (aspect > 1)


def test_without_scipy_whatever_the_number(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = builtins.__import__

    def refuse(name: str, *rest: Any, **more: Any) -> Any:
        if name.split(".", maxsplit=1)[0] == "scipy":
            raise ImportError(name)
        return plain(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    assert len(place(crowd(700, 3000), top=600)) == 600


def test_a_drawing_for_each_shape_of_screen(summit: nx.MultiDiGraph) -> None:
    chosen = select(summit, 50)
    boxes = [Box(30, 20)] * len(chosen.nodes)
    both = positions(chosen.nodes, chosen.edges, boxes, [LANDSCAPE, PORTRAIT])
    assert both == [place(summit, aspect=LANDSCAPE), place(summit, aspect=PORTRAIT)]


def test_a_focus_stands_in_the_middle_of_those_who_are_stronger() -> None:
    graph = crowd(60, 500)
    focus = select(graph, 60).nodes[-1]
    for other in list(graph):
        graph.add_edge(focus, other, key="CALL", relation="CALL", weight=1)
    chosen = select(graph, 60)
    number = chosen.nodes.index(focus)

    def off_centre(focus: str | None) -> float:
        boxes = [Box(30, 20)] * len(chosen.nodes)
        (spots,) = positions(chosen.nodes, chosen.edges, boxes, [LANDSCAPE], focus)
        found = np.array(spots) / np.ptp(np.array(spots), axis=0)
        return float(np.abs(found[number] - found.mean(axis=0)).max())

    assert off_centre(focus) < 0.1
    assert off_centre(focus) < off_centre(None)


def test_who_meets_often_stands_nearer_than_the_rest() -> None:
    graph = nx.MultiDiGraph()
    for group in ("ab", "cd"):
        for number in range(12):
            graph.add_edge(f"{group[0]}{number}", f"{group[0]}{(number + 1) % 12}", key="MEET", weight=9)
            graph.add_edge(f"{group[0]}{number}", f"{group[0]}{(number + 5) % 12}", key="MEET", weight=9)
    graph.add_edge("a0", "c0", key="MEET", weight=1)
    chosen = select(graph, 24)
    spots = dict(zip(chosen.nodes, place(graph), strict=True))
    middles = {
        letter: np.mean([spot for node, spot in spots.items() if node[0] == letter], axis=0)
        for letter in "ac"
    }
    apart = np.linalg.norm(middles["a"] - middles["c"])
    within = [np.linalg.norm(np.array(spot) - middles[node[0]]) for node, spot in spots.items()]
    assert apart > np.mean(within)


@pytest.mark.parametrize("number", [0, 1, 2, 30])
def test_nodes_without_edges_stand_beside_each_other(number: int) -> None:
    (spots,) = positions(list(range(number)), [], [Box(30, 20)] * number)
    assert len(set(spots)) == number
