"""The verb frames, and the words that may trigger one."""

from __future__ import annotations

from functools import cache

from kgraph.rules import PatternRow, rule_rows

__all__ = ["pattern_rows", "trigger_words"]


@cache
def pattern_rows() -> dict[str, PatternRow]:
    """The rows of patterns.jsonl by id."""
    return {row.id: row for row in rule_rows("patterns", PatternRow)}


def trigger_words() -> list[tuple[str, str]]:
    """Every trigger with the id of its pattern, for the lexicon."""
    return [(trigger, row.id) for row in pattern_rows().values() for trigger in row.triggers]
