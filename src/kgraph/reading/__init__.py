"""From files to documents: what is read, in which format and encoding, and what is refused and why.

>>> import tempfile, pathlib
>>> folder = pathlib.Path(tempfile.mkdtemp())
>>> text = "外长会谈\\n\\n两国外长在首都举行会谈，就双边关系交换意见。"
>>> _ = (folder / "20231028.txt").write_text(text, encoding="gbk")
>>> [document] = read([folder])
>>> document.title, document.published, document.published_basis
('外长会谈', '2023-10-28', 'name')
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from kgraph.reading.files import read_rows, read_source, read_stream
from kgraph.reading.options import ReadOptions
from kgraph.reading.sources import STDIN, Source, sources
from kgraph.records import Document, Rejected

__all__ = ["STDIN", "ReadOptions", "Source", "read", "read_rows", "read_source", "read_stream", "sources"]


def read(inputs: Sequence[str | Path], options: ReadOptions | None = None) -> Iterator[Document | Rejected]:
    """Read files and folders, one document at a time.

    Parameters
    ----------
    inputs : sequence of str or pathlib.Path
        Files, folders (walked to the bottom, without what starts with a dot), ``-`` for standard
        input. A file is judged by what is inside: plain text, Markdown, HTML, RSS or Atom, items as
        feed readers save them, JSON, JSONL, each also packed with gzip; Parquet.
    options : ReadOptions, optional

    Yields
    ------
    Document or Rejected
        Every file ends as at least one of the two.

    Raises
    ------
    InputError
        Before the first record, if a path does not exist or a folder holds no file.
    """
    for source in sources(inputs):
        yield from read_source(source, options)
