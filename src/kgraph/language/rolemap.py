"""The names in each role of a clause."""

from __future__ import annotations

from dataclasses import dataclass, field

from kgraph.language.item import Member

__all__ = ["Members", "Roles"]

Members = tuple[Member, ...]


@dataclass(slots=True)
class Roles:
    """Groups of names by role, each empty where the clause names none.

    Attributes
    ----------
    agent : tuple of Member
        Who does it.
    own : tuple of Member
        The agent, if it stands in the verb's own clause.
    patient : tuple of Member
        The object right behind the verb, or the one that a passive is about.
    modifies : str
        ``of``, ``noun``, ``clause`` or ``within`` if the patient only modifies what stands behind it
        (反对美国的做法, 会见中国企业家, 打击美国支持的武装, 打击叙利亚境内的武装), else empty.
    described : tuple of Member
        The head of a clause that describes the object (会见来华访问的B).
    prepositional : dict of str to tuple of Member
        Names behind 同 (``with``), 对 (``to``), 由 (``by``), 在 (``at``), 应 (``invited``), 把
        (``taking``), 从 (``from``), 就 (``about``); 对 behind the verb (``onto``); the names that modify
        the agent (``agent-of``) or the verb's own noun (``owner``).
    following : tuple of Member
        The agent of the next clause.
    asked_by : tuple of Member
        Where the agent is the object of a pivot verb: that verb's agent.
    reported : bool
        Whether that verb asks for nothing: 指出B是幕后黑手.
    clause_start, clause_end : int
        Indexes of the items between which the clause lies.
    crossed : bool
        Whether another verb stands between the agent and this one.
    blocked : bool
        Whether the verb is what an opinion is about, so that no agent is inherited.
    """

    agent: Members = ()
    own: Members = ()
    patient: Members = ()
    modifies: str = ""
    described: Members = ()
    prepositional: dict[str, Members] = field(default_factory=dict)
    following: Members = ()
    asked_by: Members = ()
    reported: bool = False
    clause_start: int = 0
    clause_end: int = 0
    crossed: bool = False
    blocked: bool = False

    def get(self, role: str) -> Members:
        """The names in a role, by its word in the rule files."""
        return self._own().get(role) or self.prepositional.get(role, ())

    def filled(self) -> dict[str, Members]:
        """All roles that have names, by their words in the rule files."""
        return {role: names for role, names in (self._own() | self.prepositional).items() if names}

    def _own(self) -> dict[str, Members]:
        return {
            "agent": self.agent,
            "own": self.own,
            "patient": self.patient,
            "described": self.described,
            "following": self.following,
        }
