"""The derived tables as a list of SQL statements, for any engine that can run them.

Each statement is one SELECT in the dialect that DuckDB and Spark share, in a file of its own
(``sql/NAME.sql``), and makes the table of its name from the tables before it. What the two say
differently is a word in braces, filled in from the engine's :class:`Words`. Only connected components
need a driver: it repeats one statement until nothing changes.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

from kgraph.ontology import relations, statuses

__all__ = ["DERIVED", "KEPT_FROM", "Tables", "Words", "derivation", "derive_tables", "statement"]

_SQL = Path(__file__).with_name("sql")

# A report follows what it tells by at most this many days; within them the two are one occasion.
_REPORTED_WITHIN = 3
# What is told without a date, such as a plan, is of an occasion within so many days of its report.
_UNDATED_WITHIN = 183
# A day carried on from another sentence may be the neighbour of the one meant.
_CARRIED_WITHIN = 1
# The first day of the year 1 and the last of the year 9999, counted from 1970.
_EVER, _NEVER = -719_162, 2_932_896

KEPT_FROM = 2
"""Fewest sentences of a pair in the table ``cooccurrences``: most pairs stand together once."""

# Of the 16 bands of two texts that are nearly the same. Seen in thirteen years of a newscast: at 10 and
# more, sentences differ in 23日 and 23号, or in 今天上午 before them; at 8, in what was done (出席, 主持).
_AGREEING = 10
# Days between the printings of a text that is nearly the same.
_REPRINTED_WITHIN = 7
# Letters of a sentence that tells its text from others, and of what two printings share at least; the share
# of the shorter one.
_TELLING, _ENOUGH, _MOSTLY = 12, 60, 0.8

DERIVED = ("stories", "facts", "evidence", "edges", "entity_counts", "totals", "cooccurrences", "surfaces")
"""Tables that stay in the store; the others are made on the way."""


class Words(NamedTuple):
    """What the dialects say differently.

    Attributes
    ----------
    seeds : str
        An aggregate over (since, until): the list of seeds as structs of width, since and until.
    """

    seeds: str


class Tables(Protocol):
    """An engine's tables: what is made is seen by the statements behind it."""

    words: Words

    def make(self, name: str, select: str) -> None:
        """Make a table, or make it anew."""

    def rename(self, name: str, new: str) -> None:
        """Give a table the name of another one, which goes."""

    def drop(self, *names: str) -> None:
        """Drop tables that nothing needs any more."""

    def number(self, select: str) -> int:
        """The one number that a query gives."""


@cache
def derivation() -> str:
    """A fingerprint of all statements: where it differs, so may what they make."""
    texts = [statement(path.stem) for path in sorted(_SQL.glob("*.sql"))]
    texts += [_relation_kinds(), _status_ranks()]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]


def derive_tables(tables: Tables) -> None:
    """Make the derived tables from documents, sentences, mentions, relations and sketches.

    Parameters
    ----------
    tables : Tables
    """
    tables.make("relation_kinds", _relation_kinds())
    tables.make("status_ranks", _status_ranks())
    for name in ("bands", "alike", "wording_edges"):
        _step(tables, name)
    components(tables, "wordings", "wording_edges", "key", "wording")
    _step(tables, "story_edges")
    components(tables, "told_again", "story_edges", "document", "story")
    _step(tables, "stories")
    for name in ("claims", "windows", "seeds", "occasions", "told", "retold_edges"):
        _step(tables, name)
    components(tables, "retold", "retold_edges", "node", "component")
    for name in (
        "facts",
        "evidence",
        "edges",
        "named",
        "entity_counts",
        "totals",
        "cooccurrences",
        "surfaces",
    ):
        _step(tables, name)
    tables.drop(
        *(
            "relation_kinds",
            "status_ranks",
            "bands",
            "alike",
            "wording_edges",
            "wordings",
            "story_edges",
            "told_again",
        ),
        *("claims", "windows", "seeds", "occasions", "told", "retold_edges", "retold", "named"),
    )


def components(tables: Tables, name: str, edges: str, node: str, label: str) -> None:
    """The connected components of a table of edges (a, b).

    Each node takes the least label among its own and its neighbours', and then the label of that label,
    which doubles the reach of every round: a chain of n nodes takes about log n rounds. The least node
    of a component names it, in whatever order the edges come.

    Parameters
    ----------
    tables : Tables
    name : str
        Of the table to make; what stands in no edge is not in it.
    edges : str
        Of the table of edges.
    node, label : str
        Names of the columns to make.
    """
    tables.make("ways", f"SELECT a, b FROM {edges} UNION SELECT b AS a, a AS b FROM {edges}")
    tables.make("labels", "SELECT a AS node, least(a, min(b)) AS label FROM ways GROUP BY a")
    while True:
        tables.make("labels_next", statement("components"))
        changed = tables.number(
            "SELECT count(*) FROM labels_next n JOIN labels l ON l.node = n.node WHERE l.label <> n.label"
        )
        tables.rename("labels_next", "labels")
        if not changed:
            break
    tables.make(name, f"SELECT node AS {node}, label AS {label} FROM labels")
    tables.drop("ways", "labels")


def statement(name: str, words: Words | None = None, *, least: int = KEPT_FROM, where: str = "true") -> str:
    """The SELECT that makes a table, with its words filled in.

    Parameters
    ----------
    name : str
    words : Words, optional
        For the statements that need them.
    least : int
        The fewest sentences of a pair, in ``cooccurrences``.
    where : str
        Which facts count, in ``edges``.
    """
    return _text(name).format(
        seeds=words.seeds if words else "",
        reported_within=_REPORTED_WITHIN,
        undated_within=_UNDATED_WITHIN,
        carried_within=_CARRIED_WITHIN,
        ever=_EVER,
        never=_NEVER,
        agreeing=_AGREEING,
        reprinted_within=_REPRINTED_WITHIN,
        telling=_TELLING,
        enough=_ENOUGH,
        mostly=_MOSTLY,
        least=least,
        where=where,
        ranks=f"({_status_ranks()})",
        npmi=_text("npmi"),
    )


def _step(tables: Tables, name: str) -> None:
    tables.make(name, statement(name, tables.words))


@cache
def _text(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


def _relation_kinds() -> str:
    rows = (f"('{row.name}', {row.symmetric}, {row.sided}, {row.state})" for row in relations().values())
    return f"SELECT * FROM (VALUES {', '.join(rows)}) AS kinds (relation, mutual, sided, lasting)"


def _status_ranks() -> str:
    rows = (f"('{row.name}', {row.rank})" for row in statuses().values())
    return f"SELECT * FROM (VALUES {', '.join(rows)}) AS ranks (status, rank)"
