"""What a user may say about the inputs, checked before anything is read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kgraph.encoding import known_encoding
from kgraph.errors import InputError
from kgraph.reading.dates import parse_date

__all__ = ["TARGETS", "ReadOptions"]

TARGETS = ("text", "title", "published", "source", "url", "id")


@dataclass(frozen=True)
class ReadOptions:
    """Options of :func:`kgraph.reading.read`.

    Attributes
    ----------
    fields : mapping of str to str
        For JSON and Parquet: which key or column holds the ``text``, ``title``, ``published``,
        ``source``, ``url`` or ``id``; a dot leads into an inner object (``data.body``). Keys not named
        here are found by their usual names.
    encoding : str or None
        The encoding of the inputs, whatever the evidence says.
    published : str or None
        ISO date for documents that do not tell theirs.
    max_characters : int
        A single document longer than this is rejected, for the language step takes up to 2 KiB of memory
        a character: 1.5 GiB for the longest one, with what a process takes anyway. What is held at once
        when files are read follows from it: 40 bytes of plain text for each, 100 of HTML or a feed, 60 of
        one line or element of JSON, as most of these is no text.
    boilerplate : tuple of pathlib.Path
        Rule files laid over ``kgraph/data/zh/boilerplate.jsonl``.

    Raises
    ------
    InputError
        If a field, the encoding, the date or the limit is none.

    Examples
    --------
    >>> ReadOptions(fields={"text": "html"}, published="2023-10-28").published
    '2023-10-28'
    >>> ReadOptions(fields={"texte": "html"})
    Traceback (most recent call last):
    ...
    kgraph.errors.InputError: field 'texte': unknown; give one of text, title, published, source, url, id
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    published: str | None = None
    max_characters: int = 500_000
    boilerplate: tuple[Path, ...] = ()

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        for target, key in self.fields.items():
            if target not in TARGETS:
                raise InputError(f"field {target!r}: unknown; give one of {', '.join(TARGETS)}")
            if not key:
                raise InputError(f"field {target!r}: names no key; give one, as in {target}=KEY")
        if self.encoding is not None and not known_encoding(self.encoding):
            raise InputError(f"encoding {self.encoding!r}: unknown; give one such as utf-8, gb18030 or big5")
        if self.published is not None and parse_date(self.published) != self.published:
            raise InputError(
                f"date {self.published!r}: is no day; give one as YYYY-MM-DD, such as 2023-10-28"
            )
        if self.max_characters < 1:
            raise InputError(f"max_characters {self.max_characters}: must be 1 or more")

    def to_json(self) -> str:
        """The options as one line of JSON, the same for the same options.

        Examples
        --------
        >>> options = ReadOptions(fields={"text": "html"})
        >>> ReadOptions.from_json(options.to_json()) == options
        True
        """
        values = asdict(self) | {"boilerplate": [str(path.absolute()) for path in self.boilerplate]}
        return json.dumps(values, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> ReadOptions:
        """The options that :meth:`to_json` wrote."""
        values = json.loads(text)
        return cls(**(values | {"boilerplate": tuple(map(Path, values["boilerplate"]))}))
