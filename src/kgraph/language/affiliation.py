"""What an office phrase is an office of."""

from __future__ import annotations

from kgraph.language.chunks import Chunk
from kgraph.language.phrases import Phrase
from kgraph.language.world import World
from kgraph.records import Entity
from kgraph.rules import OrganRow, TitleRow

__all__ = ["Affiliation", "affiliation"]


_CABINET = "政府"
_PROVINCES = ("州", "省", "邦", "大区", "自治区", "共和国")


class Affiliation:
    """What an office is of: an entity id, the entity if it is not listed, and the state behind it.

    Attributes
    ----------
    of : str
        Empty if the text does not settle it.
    entity : Entity or None
    state : str
        Id of the state; empty if not known.
    """

    __slots__ = ("entity", "of", "state")

    def __init__(self, of: str, state: str = "", entity: Entity | None = None) -> None:
        self.of = of
        self.state = state
        self.entity = entity


def affiliation(phrase: Phrase, context: str, world: World, made: dict[str, Entity]) -> Affiliation:
    """Settle what an office phrase is an office of.

    Parameters
    ----------
    phrase : Phrase
    context : str
        The state that what stands before the phrase suggests, empty if nothing does: the state of
        the office before it in a list, or of the holder.
    world : World
    made : dict
        Entities of the document that no gazetteer lists.

    Returns
    -------
    Affiliation
    """
    if phrase.several and not phrase.chain:
        return Affiliation("")
    state = _state(phrase, world, made) or context
    inner = _institution(phrase, state, world, made)
    row = phrase.row
    if isinstance(row, TitleRow) and row.of is not None:
        return Affiliation(row.of, world.state_of(row.of))
    served = _organ_of(phrase.served)
    if served and inner is None:
        return _organ(served, state or world.home(served), world)
    if isinstance(row, OrganRow):
        if inner is not None and not _is_government(inner.of, world):
            return inner
        if (local := _local(phrase, row.id, "", state, world, made)) is not None:
            return local
        return _organ(row.id, state or world.home(row.id), world)
    if row.attaches == "organ" and row.organ:
        if inner is not None:
            return inner
        if (local := _local(phrase, row.organ, "", state, world, made)) is not None:
            return local
        return _organ(row.organ, state or (world.home_state if row.home else ""), world)
    if row.attaches == "state":
        if inner is not None and phrase.chain[-1].text.endswith(_CABINET):
            return inner  # 民族团结政府总理; a government with no name of its own is the state
        within = phrase.chain[-1] if phrase.chain and phrase.chain[-1].label == "PLACE" else None
        if within is not None:
            place, whole = _entity(within), world.state_of(_entity(within), made)
            if whole not in {place, world.home_state}:
                return Affiliation(place, state)  # 鞑靼斯坦总统
        if state:
            return Affiliation(state, state)
        if inner is not None:
            return inner
        home = world.home_state if row.home and not phrase.within else ""
        return Affiliation(home, home)
    if row.attaches == "place":
        places = [chunk for chunk in phrase.chain if chunk.label in {"PLACE", "COUNTRY"}]
        if places:
            of = _entity(places[-1])
            return Affiliation(of, world.state_of(of, made) or state)
        return Affiliation("")
    if inner is not None:
        return inner
    places = [chunk for chunk in phrase.chain if chunk.label == "PLACE"]
    if places:
        return Affiliation(_entity(places[-1]), state)
    events = [chunk for chunk in phrase.chain if chunk.label == "EVENT"]
    if events:
        return Affiliation(_entity(events[-1]), state)
    # A country alone: 哈萨克斯坦副总理.
    return Affiliation(state, state) if state and (phrase.chain or row.national) else Affiliation("")


def _entity(chunk: Chunk) -> str:
    assert chunk.found is not None
    return chunk.found.entity


def _state(phrase: Phrase, world: World, made: dict[str, Entity]) -> str:
    """The state that the phrase itself names, or whose institution it names."""
    sides = [chunk for chunk in phrase.chain if chunk.label == "COUNTRY" and chunk.text.endswith("方")]
    if sides:
        return _entity(sides[-1])
    for chunk in phrase.chain:
        if chunk.label == "COUNTRY":
            return _entity(chunk)
    for chunk in reversed(phrase.chain):
        if chunk.found is not None and (state := world.state_of(_entity(chunk), made)):
            return state
    return ""


def _institution(phrase: Phrase, state: str, world: World, made: dict[str, Entity]) -> Affiliation | None:
    """The last institution or organ of the phrase, made whole with its state."""
    for chunk in reversed(phrase.chain):
        if chunk.label == "INSTITUTION":
            of = _entity(chunk)
            return Affiliation(of, world.state_of(of, made) or state)
        if chunk.is_organ:
            organ = next(sense.ref for sense in chunk.senses if sense.kind == "organ")
            if (local := _local(phrase, organ, chunk.text, state, world, made)) is not None:
                return local
            state = state or world.home(organ, chunk.text)
            if not state:
                return Affiliation("")
            whole = world.organ(organ, state, chunk.text)
            return Affiliation(whole.id, state, whole)
    return None


def _local(
    phrase: Phrase, organ: str, surface: str, state: str, world: World, made: dict[str, Entity]
) -> Affiliation | None:
    """The organ of a state's part, where that is what is named last: 得克萨斯州 | 众议院议长."""
    places = [chunk for chunk in phrase.chain if chunk.found is not None]
    if not places or places[-1].label != "PLACE":
        return None
    of = _entity(places[-1])
    row = world.row(of)
    known = row.name if row is not None else made[of].name if of in made else ""
    region = row is not None and row.kind == "region" and row.country is not None
    province = (row is None or row.kind == "province") and known.endswith(_PROVINCES)
    if not region and not province:
        return None
    kind = world.lexicon.organs[organ]
    name = known + (surface or kind.name)
    attributes = {"kind": kind.kind} | ({"country": state} if state else {})
    entity = Entity(f"INSTITUTION:{name}", "INSTITUTION", name, (), attributes)
    return Affiliation(entity.id, state, entity)


def _organ_of(row: TitleRow | OrganRow | None) -> str:
    """The kind of organ that a title is of by itself, empty if it is of none."""
    if row is None:
        return ""
    return row.id if isinstance(row, OrganRow) else row.organ or ""


def _is_government(entity: str, world: World) -> bool:
    row = world.row(entity)
    return row is not None and row.id == "org:CN-state-council"


def _organ(organ: str, state: str, world: World) -> Affiliation:
    if not state:
        return Affiliation("")
    whole = world.organ(organ, state)
    return Affiliation(whole.id, state, whole)
