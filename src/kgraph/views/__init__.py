"""From a graph to files: a page for the browser, and the formats of other programs.

Every file is written beside its place and then moved, and the same graph gives the same bytes.
"""

from kgraph.views.formats import FORMATS, GRAPH_FORMATS, format_of, write_view
from kgraph.views.gexf import write_gexf
from kgraph.views.graphml import write_graphml
from kgraph.views.jsons import write_cytoscape, write_json
from kgraph.views.neo4j import write_neo4j
from kgraph.views.page import write_page
from kgraph.views.tables import write_csv
from kgraph.views.turtle import write_turtle

__all__ = [
    "FORMATS",
    "GRAPH_FORMATS",
    "format_of",
    "write_csv",
    "write_cytoscape",
    "write_gexf",
    "write_graphml",
    "write_json",
    "write_neo4j",
    "write_page",
    "write_turtle",
    "write_view",
]
