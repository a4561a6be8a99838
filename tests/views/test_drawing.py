import networkx as nx
import pytest

from kgraph.views.drawing import drawing
from kgraph.views.selection import select


def labels(*names: str) -> list[str]:
    graph = nx.MultiDiGraph()
    for number, name in enumerate(names):
        graph.add_node(number, name=name, label="PERSON", documents=len(names) - number)
    return [node["label"] for node in drawing(graph, select(graph, 10), "t").network.nodes]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("王毅", "王毅"),
        ("亚太经合组织领导人非正式会议", "亚太经合组织领\n导人非正式会议"),
        ("全国人民代表大会常务委员会法制工作委员会", "全国人民代表大会\n常务委员会法制…"),
        ("United Nations Children", "United Nations\nChildren"),
        ("North Atlantic Treaty Organization", "North Atlantic\nTreaty Organ…"),
        ("  两个\n空格 ", "两个 空格"),
    ],
)
def test_long_names_take_two_lines(name: str, label: str) -> None:
    assert labels(name) == [label]


def test_size_is_by_documents_and_shape_by_label(summit: nx.MultiDiGraph) -> None:
    chosen = select(summit, 50)
    nodes = drawing(summit, chosen, "t").network.nodes
    ranked = sorted(range(len(nodes)), key=lambda number: -nodes[number]["size"])
    documents = [summit.nodes[chosen.nodes[number]]["documents"] for number in ranked]
    assert documents == sorted(documents, reverse=True)
    shapes = {summit.nodes[node]["label"]: nodes[number]["shape"] for number, node in enumerate(chosen.nodes)}
    assert len(set(shapes.values())) == len(shapes) == 5


def test_physics_is_off(summit: nx.MultiDiGraph) -> None:
    assert drawing(summit, select(summit, 50), "t").network.options["physics"]["enabled"] is False
