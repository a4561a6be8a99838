"""Why a frame that was tried gives nothing, in words for whoever writes frames."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kgraph.language.item import Item
from kgraph.language.rolemap import Roles
from kgraph.language.trace import Tried
from kgraph.ontology import relations
from kgraph.rules import PatternRow

__all__ = ["reason_of"]

Name = Callable[[str], str]

# So many words of a list are shown.
_MOST = 8
_FIXED = {
    "transitive": "nothing follows the trigger in its clause, or 的 stands before it",
    "partner": "only one side is named",
    "noun": "right before a noun as trigger must stand 的, a light verb or both sides of a joint frame",
    "told": "it is what somebody is told to do, or what is done to him",
    "both": "somebody is on both sides",
    "own": "what is left of the sides are a state and its own, or agents of two kinds",
    "sent": "a state travels only where its delegation is named, and not to where it sets out from",
    "speaker": "who speaks is not who does it",
}


def reason_of(tried: Tried, items: Sequence[Item], name: Name) -> str:
    """Why a frame gives nothing.

    Parameters
    ----------
    tried : Tried
    items : sequence of Item
        Of its sentence.
    name : callable
        The name of an entity by its id.

    Returns
    -------
    str
        Empty if it gives something.
    """
    row, why = tried.row, tried.why
    if why in _FIXED:
        return _FIXED[why]
    if why == "after":
        return f"right behind the trigger must stand {_any(row.after)}"
    if why == "unless":
        return f"a word behind the trigger ends in {_any(row.unless)}"
    if why == "behind":
        return f"behind the trigger in its clause must stand {_any(row.behind)}"
    if why == "governors":
        return f"before the trigger in its clause must stand {_any(row.governors)}"
    if why == "statuses" and tried.outcome is not None and tried.outcome.cue is not None:
        cue = tried.outcome.cue
        word = f" ({items[cue.item].text})" if cue.item >= 0 else ""
        return f"it counts only when {_any(row.statuses)}, and this is {cue.status}{word}"
    if why in {"subject", "object", "condition"} and tried.roles is not None:
        return _nobody("object" if why == "condition" else why, row, tried.roles, name)
    return why


def _any(words: Sequence[str]) -> str:
    if len(words) == 1:
        return words[0]
    more = f" and {len(words) - _MOST} more" if len(words) > _MOST else ""
    return f"one of {'、'.join(words[:_MOST])}{more}"


def _nobody(side: str, row: PatternRow, roles: Roles, name: Name) -> str:
    """Which roles a side may come from, and why none of them has anybody for it."""
    relation = relations()[row.relation]
    if side == "subject":
        wanted, labels = row.subject, row.subject_labels or relation.subject
    else:
        wanted, labels = row.object, row.object_labels or relation.object
    filled = roles.filled()
    told = []
    for role in wanted:
        if role not in filled:
            told.append(f"{role} is empty")
            continue
        members = filled[role]
        names = "、".join(name(member.entity) for member in members)
        if not any(member.label in labels for member in members):
            found = "、".join(dict.fromkeys(member.label for member in members))
            told.append(f"{role} is {names} ({found}), not {_or(labels)}")
        elif role == "patient" and roles.modifies and roles.modifies not in row.modifier:
            told.append(f"patient is {names}, which only modifies what follows it")
        elif side == "object" and row.object_kinds:
            told.append(f"{role} is {names}, not of the kind {_or(row.object_kinds)}")
        else:
            told.append(f"{role} is {names}, who cannot be the {side} here")
    return f"no {side}: {'; '.join(told)}"


def _or(labels: Sequence[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} or {labels[-1]}"
