"""Officials from a graph: who was seen in which office, on which days, and what of it is doubtful.

A directory of officials makes the next reading better, and a graph of many days of news is the best
source of one. What is mined is written as rows of a gazetteer.
"""

from kgraph.mining.held import Held, gather
from kgraph.mining.mine import Doubt, Mined, mine, write_mined

__all__ = ["Doubt", "Held", "Mined", "gather", "mine", "write_mined"]
