"""Rules and gazetteers as data: the rows, and how files of them are read.

A rule file is JSONL, one row a line. A row with the id of an earlier row replaces it; ``"off": true``
removes it. Unknown keys are refused with the file, the line, the key and the allowed keys.
"""

from kgraph.rules.boilerplate import BoilerplateRow
from kgraph.rules.load import RULE_FILES, read_rows, rule_rows
from kgraph.rules.patterns import CueRow, DayRow, PatternRow, TimeRow
from kgraph.rules.rows import EntityRow, Office, OntologyRow, Row
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
    "SuffixRow",
    "TimeRow",
    "TitleRow",
    "WordRow",
    "read_rows",
    "rule_rows",
]
