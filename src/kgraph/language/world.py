"""What the gazetteers know of states, their organs, and the people who serve them."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc

from kgraph.language.lexicon import Lexicon
from kgraph.language.tails import HOME
from kgraph.records import Entity
from kgraph.rules import EntityRow, Office

__all__ = ["World", "held"]


class World:
    """Questions about listed entities, answered from the lexicon.

    Parameters
    ----------
    lexicon : Lexicon

    Attributes
    ----------
    home_state : str
        Id of the state whose organs and titles are often named without it.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        # Empty if the user's gazetteer has switched it off.
        self._usual_home = HOME if HOME in lexicon.entities else ""
        self.home_state = self._usual_home
        self._holders: dict[str, list[tuple[Office, str]]] = {}
        self._by_role = {
            (row.country, row.role): row.id for row in lexicon.entities.values() if row.role and row.country
        }

    def turn_to(self, doc: Doc) -> None:
        """Take the home state of a document, for all questions until the next document.

        Parameters
        ----------
        doc : spacy.tokens.Doc
            With ``doc._.home``, empty where it is the usual one.
        """
        self.home_state = doc._.home or self._usual_home

    def row(self, entity: str) -> EntityRow | None:
        """The gazetteer row of an entity id, if it has one."""
        return self.lexicon.entities.get(entity)

    def state_of(self, entity: str, made: dict[str, Entity] | None = None) -> str:
        """The state an entity is, or belongs to; empty if it is not known.

        Parameters
        ----------
        entity : str
            Entity id.
        made : dict, optional
            Entities of the document that no gazetteer lists.
        """
        row = self.row(entity)
        if row is None:
            if made and entity in made:
                country: str = made[entity].attributes.get("country", "")
                return country
            return ""
        if row.label == "COUNTRY" or row.kind == "territory":
            return row.id
        if row.country or row.label != "PERSON":
            # A gazetteer of the user may have switched the state off.
            return row.country if row.country in self.lexicon.entities else ""
        # A person serves the state that the institutions are of.
        states = dict.fromkeys(self.state_of(office.of) for office in row.offices)
        return next(filter(None, states), "")

    def holder(self, of: str, rule: str, day: str) -> str:
        """Who held an office on a day, as the gazetteer has it.

        Parameters
        ----------
        of : str
            Id of the institution, country or place.
        rule : str
            Id of the title's row in titles.jsonl or organs.jsonl.
        day : str
            ISO date.

        Returns
        -------
        str
            Id of the person; empty if nobody or several are known.
        """
        if not self._holders:
            for row in self.lexicon.entities.values():
                for office in row.offices:
                    self._holders.setdefault(office.of, []).append((office, row.id))
        title, organ = self.lexicon.titles.get(rule), self.lexicon.organs.get(rule)
        if title is not None:
            names = {title.title, *title.aliases}
        else:
            names = {"部长", "大臣", *(organ.heads if organ is not None else ())}
        found = {
            person
            for office, person in self._holders.get(of, ())
            if office.title in names and office.since is not None and held(office, day)
        }
        return found.pop() if len(found) == 1 else ""

    def home(self, organ: str, surface: str = "") -> str:
        """The state that an organ named alone is of: the home state, if its own is called so.

        外交部 alone is China's; 总统府 alone is not, for China has none, nor is 议会.

        Parameters
        ----------
        organ : str
            Id in organs.jsonl.
        surface : str
            How the text calls the organ; any of its usual names if empty.

        Returns
        -------
        str
            Id of the home state, or empty.
        """
        listed, home = self._by_role.get((self.home_state, organ)), self.row(self.home_state)
        if listed is None or home is None:
            return ""
        row, kind = self.lexicon.entities[listed], self.lexicon.organs[organ]
        names = {row.name, *row.aliases}
        called = (surface,) if surface else (kind.name, *kind.aliases)
        return home.id if any(name in names or home.name + name in names for name in called) else ""

    def organ(self, organ: str, state: str, surface: str = "") -> Entity:
        """The organ of a state: the listed one, or one named after the state and the organ.

        Parameters
        ----------
        organ : str
            Id in organs.jsonl.
        state : str
            Id of a country or territory.
        surface : str
            How the text calls the organ, where it names it (防卫省); else the organ's usual name.

        Returns
        -------
        Entity
            One that is not listed has in ``also`` its names made from the state's short names.
        """
        listed = self._by_role.get((state, organ))
        if listed is not None:
            row = self.lexicon.entities[listed]
            return Entity(row.id, row.label, row.name, (), _attributes(row))
        row = self.lexicon.entities[state]
        kind = self.lexicon.organs[organ]
        name = surface or kind.name
        slug = organ.removeprefix("organ:")
        code = state.split(":")[1]
        attributes: dict[str, Any] = {"kind": kind.kind, "country": state}
        also = [short + name for short in (*row.aliases, *row.short) if len(short) < len(row.name)]
        if also:
            attributes["also"] = also
        listed_id = f"org:{code}-{slug}" if name == kind.name else f"INSTITUTION:{row.name}{name}"
        return Entity(listed_id, "INSTITUTION", row.name + name, (), attributes)


def held(office: Office, day: str | None) -> bool:
    """Whether an office was held on a day; without a day any will do, without dates none.

    Of an office that was mined it is known only from when to when it was seen.

    Parameters
    ----------
    office : Office
    day : str or None
        ISO date.
    """
    since, until = office.since, office.until
    if since is None and until is None:
        if office.seen is None:
            return False
        since, until = office.seen.first, office.seen.last
    if day is None:
        return True
    return (since is None or since <= day) and (until is None or day <= until + "-31")


def _attributes(row: EntityRow) -> dict[str, str]:
    return {key: value for key, value in (("kind", row.kind), ("country", row.country)) if value}
