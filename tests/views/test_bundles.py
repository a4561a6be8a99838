import networkx as nx

from kgraph.views.bundles import bundles
from kgraph.views.selection import select


def test_each_edge_is_in_the_bundle_of_its_two_ends(summit: nx.MultiDiGraph) -> None:
    chosen = select(summit, 50)
    found = bundles(chosen.nodes, chosen.edges)
    assert sorted(number for bundle in found.values() for number in bundle) == list(range(len(chosen.edges)))
    for (one, other), numbers in found.items():
        ends = {chosen.nodes[one], chosen.nodes[other]}
        assert all({chosen.edges[number].source, chosen.edges[number].target} == ends for number in numbers)
    assert len(found) < len(chosen.edges)
