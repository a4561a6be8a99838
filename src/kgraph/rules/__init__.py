"""Rules and gazetteers as data: the rows, and how files of them are read.

A rule file is JSONL, one row a line; a gazetteer of a user may be CSV. A row with the id of an earlier
row replaces it; ``"off": true`` removes it. Unknown keys are refused with the file, the line, the key
and the allowed keys.
"""

from kgraph.rules.boilerplate import BoilerplateRow
from kgraph.rules.load import RULE_FILES, collector_paused, read_rows, rule_rows
from kgraph.rules.patterns import CueRow, DayRow, PatternRow, TimeRow
from kgraph.rules.rows import EntityRow, Office, OntologyRow, Row, Seen
from kgraph.rules.titles import OrganRow, TitleRow
from kgraph.rules.words import CompoundRow, ContextRow, ContinuationRow, ReferenceRow, SuffixRow, WordRow

__all__ = [
    "RULE_FILES",
    "BoilerplateRow",
    "CompoundRow",
    "ContextRow",
    "ContinuationRow",
    "CueRow",
    "DayRow",
    "EntityRow",
    "Office",
    "OntologyRow",
    "OrganRow",
    "PatternRow",
    "ReferenceRow",
    "Row",
    "Seen",
    "SuffixRow",
    "TimeRow",
    "TitleRow",
    "WordRow",
    "collector_paused",
    "read_rows",
    "rule_rows",
]
