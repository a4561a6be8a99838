"""Dates that another sentence of the document tells: of a headline's story, of the event attended."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from kgraph.language.attributes import Claim
from kgraph.language.dating import When
from kgraph.ontology import relations

__all__ = ["with_dates_elsewhere"]

_TOLD = frozenset({"explicit", "relative", "inferred"})
_GUESSED = frozenset({None, "publication", "dateline", "carried"})
_DATED = frozenset({"ATTEND", "HOST", "LOCATED_IN"})
# What closes an event tells its end only.
_HELD = ("举行", "召开", "举办", "开幕", "主办", "承办", "主持")


def with_dates_elsewhere(claims: Sequence[Claim], folded: str, headlines: Container[int]) -> Iterator[Claim]:
    """Claims without a date of their own with the one that another sentence tells.

    What a headline tells has the date that its story gives to the same; who attends an event does so when
    it is held, wherever the document tells that.

    Parameters
    ----------
    claims : sequence of Claim
        Of one document.
    folded : str
        Its text.
    headlines : container of int
        Starts of the sentences that are headlines.

    Yields
    ------
    Claim
    """
    held = _held(claims, folded)
    told: dict[tuple[str, str, str, str], When] = {}
    for claim in claims:
        if claim.start not in headlines and claim.since is not None:
            told.setdefault(_same(claim), (claim.since, claim.until, claim.basis))
    for claim in claims:
        when = None
        if claim.basis in _GUESSED:
            when = told.get(_same(claim)) if claim.start in headlines else None
            if claim.status not in {"wish", "negated"}:
                when = held.get(_event(claim), when)
        if when is None:
            yield claim
        else:
            since, until, basis = when
            basis = "carried" if basis in {"explicit", "relative"} else basis
            yield claim._replace(since=since, until=until, basis=basis)


def _same(claim: Claim) -> tuple[str, str, str, str]:
    """What makes two claims tell the same thing."""
    ends = (claim.subject, claim.object)
    if relations()[claim.relation].symmetric:
        ends = (min(ends), max(ends))
    return (*ends, claim.relation, claim.status)


def _held(claims: Sequence[Claim], folded: str) -> dict[str, When]:
    """When each event is held, the first time or the first stretch of days that is told."""
    held: dict[str, When] = {}
    for claim in claims:
        event = _event(claim)
        verb = folded[claim.trigger_start : claim.trigger_end]
        if event and claim.relation != "ATTEND" and claim.basis in _TOLD and verb.endswith(_HELD):
            known = held.get(event)
            if known is None or (known[0] == known[1] and claim.since != claim.until):
                held[event] = claim.since, claim.until, claim.basis
    return held


def _event(claim: Claim) -> str:
    """The event that a claim is about, by its id; empty if it is about none."""
    ends = (claim.subject,) if claim.relation == "LOCATED_IN" else (claim.object,)
    if claim.relation not in _DATED:
        return ""
    return next((end for end in ends if end.lower().startswith("event:")), "")
