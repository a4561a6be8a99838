"""Files that are either whole or not there."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import EINVAL, EISDIR
from pathlib import Path

__all__ = ["replacing", "write_lines"]


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path to write to that takes the place of another one at the end.

    It lies in the same folder, since only there a move is one step. If the block raises, the file
    of that name stays as it was.

    Parameters
    ----------
    path : pathlib.Path
        Missing folders above it are made.

    Yields
    ------
    pathlib.Path
        The path to write to.

    Raises
    ------
    OSError
        If the folder cannot be written to, or `path` is a folder itself or a device.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "page.html"
    >>> with replacing(path) as part:
    ...     _ = part.write_text("whole")
    >>> path.read_text()
    'whole'
    """
    if path.is_dir():
        raise IsADirectoryError(EISDIR, "is a folder", str(path))
    if path.exists() and not path.is_file():
        raise OSError(EINVAL, "is no regular file", str(path))  # /dev/stdout must not be replaced
    path.parent.mkdir(parents=True, exist_ok=True)
    # A short name of its own: the target's name may already have the length a file system allows.
    part = path.with_name(f".kgraph-{secrets.token_hex(6)}.part")
    try:
        yield part
        os.replace(part, path)
    except OSError as error:
        if error.filename != str(part):
            raise
        raise type(error)(error.errno, error.strerror, str(path)) from error
    finally:
        part.unlink(missing_ok=True)


def write_lines(path: Path, lines: Iterable[str], *, encoding: str = "utf-8") -> Path:
    r"""Write text, piece by piece, with ``\n`` as it stands.

    Parameters
    ----------
    path : pathlib.Path
    lines : iterable of str
        Pieces of the text; nothing is put between them.
    encoding : str

    Returns
    -------
    pathlib.Path
        `path`.
    """
    with replacing(path) as part, part.open("x", encoding=encoding, newline="") as stream:
        stream.writelines(lines)
    return path
