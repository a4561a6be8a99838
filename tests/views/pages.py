"""What is inside a page that was written."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any


class Scripts(HTMLParser):
    """The script elements of a page, as a browser would cut them."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str | None, str]] = []
        self.open = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self.found.append((dict(attrs).get("id"), ""))
            self.open = True

    def handle_endtag(self, tag: str) -> None:
        self.open = self.open and tag != "script"

    def handle_data(self, data: str) -> None:
        if self.open:
            name, text = self.found[-1]
            self.found[-1] = (name, text + data)


def parts(page: Path) -> dict[str, Any]:
    """The JSON of a page by the id of its element, and its whole ``text``."""
    text = page.read_text(encoding="utf-8")
    scripts = Scripts(text).found
    assert [name for name, _ in scripts] == ["nodes", "edges", "options", "words", "data", None, None]
    return {name: json.loads(body) for name, body in scripts if name} | {"text": text}
