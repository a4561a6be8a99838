"""Names of institutions without the state that they begin with: 韩国 | 国家情报院.

They count only in a document that names the state.
"""

from __future__ import annotations

from collections.abc import Mapping

from kgraph.rules import EntityRow

__all__ = ["HOME", "tails"]

# How long the rest must be, by kind; what another kind's name leaves (航空公司, 武装力量) is anybody's.
_SHORTEST = {
    "party": 3,
    "legislature": 3,
    "government": 4,
    "court": 4,
    "thinktank": 4,
    "media": 4,
    "university": 4,
}
# Of these only a rest that no other has: 国家通讯社 is many.
_SHARED = frozenset({"media", "university"})
# Media of the mainland call their own organs and party by bare names: 外交部, 共产党.
HOME = "country:CN"


def tails(entities: Mapping[str, EntityRow]) -> dict[str, tuple[str, ...]]:
    """What is left of the names of institutions behind the name of their state.

    Parameters
    ----------
    entities : mapping of str to EntityRow
        All gazetteer rows by id.

    Returns
    -------
    dict
        For each rest the ids of the institutions that have it, in the order of the rows. Rests that many
        companies, papers or banks share (国家通讯社) are left out, as they name none.
    """
    found: dict[str, list[str]] = {}
    shared: set[str] = set()
    at_home: set[str] = set()
    for row in entities.values():
        state = entities.get(row.country or "")
        if row.label != "INSTITUTION" or state is None or row.kind not in _SHORTEST:
            continue
        prefixes = [name for name in (state.name, *state.aliases) if len(name) > 1]
        # The longest first: of 哈萨克斯坦议会 no 斯坦议会 is left.
        prefixes.sort(key=len, reverse=True)
        for name in (row.name, *row.aliases):
            prefix = next((one for one in prefixes if name.startswith(one)), "")
            rest = name[len(prefix) :] if prefix else ""
            if len(rest) < _SHORTEST[row.kind] or not rest.isalnum() or rest.startswith("家"):
                continue  # of 蒙古国家安全委员会 no 家安全委员会 is left either
            if state.id == HOME:
                at_home.add(rest)
                continue
            owners = found.setdefault(rest, [])
            if row.id not in owners:
                owners.append(row.id)
            if row.kind in _SHARED:
                shared.add(rest)
    return {
        rest: tuple(owners)
        for rest, owners in found.items()
        if rest not in at_home and (len(owners) == 1 or rest not in shared)
    }
