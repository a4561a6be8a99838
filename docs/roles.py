"""Links in docstrings: what numpydoc writes as a role of Sphinx becomes a link of the site."""

from __future__ import annotations

import re
from typing import Any

import griffe

_ROLE = re.compile(r":(?:class|func|meth|mod|data|attr):`~?([\w.]+)`")


class Roles(griffe.Extension):
    """Turn ``:class:`~kgraph.records.Fact``` into a link, where the site has the page, else into its name."""

    def on_object(self, *, obj: griffe.Object, **kwargs: Any) -> None:
        """Change the docstring of one object."""
        if obj.docstring:
            obj.docstring.value = _ROLE.sub(_link, obj.docstring.value)


def _link(role: re.Match[str]) -> str:
    name = role[1].rpartition(".")[2]
    return f'<autoref identifier="{role[1]}" optional><code>{name}</code></autoref>'
