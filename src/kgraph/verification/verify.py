"""Put the checks together: what is wrong among the rows, then with the documents behind them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import duckdb

from kgraph.rules import PatternRow, rule_rows
from kgraph.script import fold
from kgraph.store import Store
from kgraph.verification.again import confirmed_documents
from kgraph.verification.checks import AGAIN, CHECKS, KEYS, Check
from kgraph.verification.problem import Problem

__all__ = ["Verification", "verify"]

Rows = dict[str, dict[int, str]]


@dataclass(slots=True)
class Verification:
    """What a verification found.

    Attributes
    ----------
    relations, mentions, documents : int
        Rows looked at.
    confirmed : int
        Relations with nothing wrong whose document stands in an input as it is stored: so their evidence and
        their trigger stand there too.
    confirmed_mentions, confirmed_documents : int
        The same of mentions and documents.
    problems : list of Problem
        What could not be confirmed, row by row.
    """

    relations: int = 0
    confirmed: int = 0
    mentions: int = 0
    confirmed_mentions: int = 0
    documents: int = 0
    confirmed_documents: int = 0
    problems: list[Problem] = field(default_factory=list)


def verify(store: Store) -> Verification:
    """Check every row of a store, and read its inputs again.

    The store does the checks of its rows, and the inputs are read document by document: a store of many
    years needs no more memory than its list of documents.

    Parameters
    ----------
    store : Store

    Returns
    -------
    Verification
    """
    result = Verification()
    bad: Rows = defaultdict(dict)
    result.problems += _missing(store)
    gone = {problem.table for problem in result.problems}  # tables that are of no use
    result.problems += _rows(store, gone, bad)
    if {"inputs", "documents", "duplicates"} & gone:
        return result
    confirmed: set[str] = set()
    try:
        result.problems += confirmed_documents(store, confirmed)
        result.documents, result.confirmed_documents = store.count("documents"), len(confirmed)
        if "relations" not in gone:
            result.relations, result.confirmed = _counts(store, "relations", confirmed, bad)
        if "mentions" not in gone:
            result.mentions, result.confirmed_mentions = _counts(store, "mentions", confirmed, bad)
    except duckdb.Error as error:
        result.problems.append(_unreadable("documents", error))
    return result


def _missing(store: Store) -> Iterator[Problem]:
    """Tables that the store does not have."""
    there = {row[0] for row in store.query("SELECT table_name FROM information_schema.tables")}
    for table in KEYS:
        if table not in there:
            yield Problem(table, {}, "", "the table is missing", AGAIN)


def _rows(store: Store, gone: set[str], bad: Rows) -> Iterator[Problem]:
    """Rows that are wrong; a table that cannot be read joins those that are `gone`."""
    for check in CHECKS:
        tables = {check.table, "documents", *(table for table in KEYS if f"FROM {table}" in check.wrong)}
        if not tables & gone:
            try:
                yield from _wrong(store, check, bad)
            except duckdb.Error as error:
                gone.add(check.table)
                yield _unreadable(check.table, error)
    if not {"relations", "documents"} & gone:
        try:
            yield from _triggers(store, bad)
        except duckdb.Error as error:
            gone.add("relations")
            yield _unreadable("relations", error)


def _wrong(store: Store, check: Check, bad: Rows) -> Iterator[Problem]:
    keys = KEYS[check.table]
    columns = ", ".join(f'CAST(t."{key}" AS VARCHAR)' for key in keys)
    place, join = "NULL, NULL", ""
    if check.table in {"sentences", "mentions", "relations", "duplicates"}:
        place, join = "d.path, d.line", "LEFT JOIN documents d ON d.id = t.document"
    elif check.table in {"documents", "rejects"}:
        place = "t.path, t.line"
    rows = store.query(
        f"SELECT t.rowid, {check.detail}, {place}, {columns} FROM {check.table} t {join} "
        f"WHERE {check.wrong} ORDER BY t.rowid"
    )
    for number, detail, path, line, *values in rows:
        row = {key: value for key, value in zip(keys, values, strict=True) if value is not None}
        bad[check.table][number] = row.get("document", "")
        where = "" if path is None else path if line is None else f"{path}, line {line}"
        yield Problem(check.table, row, where, check.what.format(detail), AGAIN)


def _triggers(store: Store, bad: Rows) -> Iterator[Problem]:
    """Relations of verb frames whose trigger is none of the words of their frame."""
    words = {row.id: set(row.triggers) for row in rule_rows("patterns", PatternRow)}
    found = store.query(
        "SELECT t.rule, substring(d.text, t.trigger_start + 1, t.trigger_end - t.trigger_start) AS word, "
        "list(t.rowid ORDER BY t.rowid) FROM relations t JOIN documents d ON d.id = t.document "
        "WHERE starts_with(t.rule, 'pattern:') AND 0 <= t.trigger_start AND t.trigger_start < t.trigger_end "
        "AND t.trigger_end <= length(d.text) GROUP BY t.rule, word ORDER BY t.rule, word"
    )
    for rule, word, numbers in found:
        if rule in words and fold(word) not in words[rule]:
            what = f"its trigger {{}} is no word of {rule} in this version of kgraph"
            numbered = ", ".join(map(str, numbers))
            check = Check("relations", what, f"t.rowid IN ({numbered})", "'" + word.replace("'", "''") + "'")
            yield from _wrong(store, check, bad)


def _counts(store: Store, table: str, confirmed: set[str], bad: Rows) -> tuple[int, int]:
    """Rows of a table, and those with nothing wrong in confirmed documents."""
    by_document = Counter(dict(store.query(f"SELECT document, count(*) FROM {table} GROUP BY document")))
    wrong = sum(document in confirmed for document in bad[table].values())
    good = sum(count for document, count in by_document.items() if document in confirmed)
    return by_document.total(), good - wrong


def _unreadable(table: str, error: duckdb.Error) -> Problem:
    why = str(error).splitlines()[0]
    return Problem(table, {}, "", f"the table cannot be read ({why})", AGAIN)
