"""From a graph to files: a page for the browser, GraphML, GEXF, CSV and JSON.

Every file is written beside its place and then moved, and the same graph gives the same bytes.
"""

from kgraph.views.formats import FORMATS, write_view
from kgraph.views.gexf import write_gexf
from kgraph.views.graphml import write_graphml
from kgraph.views.page import write_page
from kgraph.views.tables import write_csv, write_json

__all__ = ["FORMATS", "write_csv", "write_gexf", "write_graphml", "write_json", "write_page", "write_view"]
