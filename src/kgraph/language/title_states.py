"""Whether an office without a state is of the home state, by who holds it.

外长A in a text at home is the home state's, unless A cannot be its official: 马来西亚外长A，卫生部长苏巴拉;
中央组织部部长范明政, who serves Vietnam.
"""

from __future__ import annotations

from kgraph.language.affiliation import Affiliation, affiliation
from kgraph.language.phrases import Phrase
from kgraph.language.surnames import is_chinese_name
from kgraph.language.title_holders import Holder
from kgraph.language.transliteration import is_transliterated
from kgraph.language.world import World
from kgraph.records import Entity
from kgraph.rules import TitleRow

__all__ = ["of_own_state"]

_LONG = 4
_RULING = frozenset({"government", "party", "military", "legislature", "court"})


def of_own_state(
    phrase: Phrase,
    of: Affiliation,
    holder: Holder,
    name: str,
    before: str,
    world: World,
    made: dict[str, Entity],
) -> Affiliation:
    """An office, left open or given to another state where its holder cannot serve the home state.

    Parameters
    ----------
    phrase : Phrase
    of : Affiliation
        What the phrase is of by itself.
    holder : Holder
    name : str
        Of the holder, folded.
    before : str
        The state of the office right before it, behind a comma; empty if there is none.
    world : World
    made : dict
        Entities of the document that no gazetteer lists.

    Returns
    -------
    Affiliation
    """
    if not of.of or of.state != world.home_state or any(one.label == "COUNTRY" for one in phrase.chain):
        return of
    row = world.row(holder.found.entity)
    if row is not None:
        served = {world.state_of(row.id), *(world.state_of(one.of) for one in row.offices)}
        if not row.country or any(_is_home(state, world) for state in served):
            return of
        if phrase.chain:
            return Affiliation("") if _rules(of.of, world) else of
        return affiliation(phrase, world.state_of(row.id), world, made)
    if phrase.chain or phrase.within or (isinstance(phrase.row, TitleRow) and phrase.row.of):
        return of
    other = before if before != world.home_state else ""
    if not _is_foreign(name, beside_foreign=bool(other)):
        return of
    return affiliation(phrase, other, world, made) if other else Affiliation("")


def _is_foreign(name: str, *, beside_foreign: bool) -> bool:
    """Whether a name is not of Chinese form; 苏巴拉 may be either, and goes by the official before it."""
    if "·" in name:
        return True
    if is_chinese_name(name):
        return beside_foreign and is_transliterated(name)
    return is_transliterated(name) or len(name) >= _LONG


def _is_home(state: str, world: World) -> bool:
    row = world.row(state)
    return state == world.home_state or (row is not None and row.country == world.home_state)


def _rules(of: str, world: World) -> bool:
    row = world.row(of)
    return row is not None and row.kind in _RULING
