"""Which inputs a run has to read, and which it forgets."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kgraph.building.states import GONE
from kgraph.reading import STDIN, ReadOptions, Source
from kgraph.store import Inputs, InputState

__all__ = ["Plan", "make_plan", "vanished"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of the inputs of a run.

    Attributes
    ----------
    todo : list of Source
        To be read: they are new, have changed, or were not read to their end.
    skipped : int
        How many of those given need not be read.
    pruned : int
        How many were forgotten because they are gone.
    read_with : mapping of str to ReadOptions
        Inputs that are read as they were the first time, by key.
    """

    todo: list[Source]
    skipped: int
    pruned: int = 0
    read_with: Mapping[str, ReadOptions] = field(default_factory=dict)


def make_plan(
    inputs: Inputs,
    given: Sequence[Source],
    state_of: Callable[[Source], InputState],
    gone: Sequence[str] = (),
) -> Plan:
    """Compare inputs with what the store knows of them, and forget what has changed or is to go.

    Parameters
    ----------
    inputs : Inputs
    given : sequence of Source
    state_of : callable
        The state of an input now.
    gone : sequence of str
        Keys of inputs to forget.

    Returns
    -------
    Plan
    """
    known = inputs.states()
    todo: dict[str, Source] = {}
    changed: list[str] = list(gone)
    for source in given:
        if source.key in known and source.key != STDIN:
            before, done = known[source.key]
            now = state_of(source)
            if now != before:
                if now[:2] == GONE != before[:2]:
                    continue  # it went after it was listed: what it held stays, as of all that goes
                changed.append(source.key)
            elif done:
                continue
        todo[source.key] = source
    skipped = len(given) - len(todo)
    # What held a reprint of a document that goes holds the only printing now.
    read_with: dict[str, ReadOptions] = {}
    reprints: list[str] = []
    for key in inputs.reprints(changed) if changed else ():
        if key in todo or not Path(key).is_file():
            continue
        path, options = inputs.place(key)
        todo[key] = Source(path, key, Path(key).stat().st_size)
        read_with[key] = ReadOptions.from_json(options)
        reprints.append(key)
    if reprints:
        skipped = len(given) - sum(source.key in todo for source in given)
    inputs.forget([*changed, *reprints])
    return Plan(list(todo.values()), skipped, len(gone), read_with)


def vanished(inputs: Inputs, given: Sequence[Source], roots: Sequence[str | Path]) -> list[str]:
    """Keys of inputs that were read from below these folders and are not there any more."""
    there = {source.key for source in given}
    folders = [Path(os.path.abspath(root)) for root in roots if os.path.isdir(root)]
    return sorted(
        key
        for key in inputs.states().keys() - there - {STDIN}
        if any(folder in Path(key).parents for folder in folders) and not os.path.lexists(key)
    )
