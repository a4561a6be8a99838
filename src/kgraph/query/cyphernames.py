"""Names in a Cypher query that the graph writes otherwise: why a query finds nothing."""

from __future__ import annotations

import re

from kgraph.errors import NotFoundError
from kgraph.query.find import resolve
from kgraph.store import Store

__all__ = ["name_notes"]

# name: "..." in a pattern, .name = "..." in a condition
_NAMED = re.compile(r"""\bname\s*(?::|==?)\s*(?:"([^"\\]*)"|'([^'\\]*)')""")


def name_notes(store: Store, text: str) -> tuple[str, ...]:
    """What to say of the names that a query asks for and no entity has as its canonical name.

    Parameters
    ----------
    store : Store
    text : str
        The query.

    Returns
    -------
    tuple of str
        One line a name: how it is written in the graph, or which names are near.
    """
    wanted = list(dict.fromkeys(one or other for one, other in _NAMED.findall(text)))
    names = dict(store.query("SELECT id, name FROM entities"))
    notes = []
    for name in wanted:
        if not name or name in names.values():
            continue
        try:
            known = dict.fromkeys(names[entity] for entity in resolve(store, name))
            notes.append(f"{name!r} is called {'、'.join(known)} in the graph")
        except NotFoundError as error:
            notes.append(str(error))
    return tuple(notes)
