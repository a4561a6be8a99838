"""Why a file cannot be opened or written, and what to do."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

__all__ = ["DISK_ERRORS", "unwritten", "why_not"]

DISK_ERRORS = (
    duckdb.IOException,
    duckdb.FatalException,
    duckdb.OutOfMemoryException,
    duckdb.TransactionException,
)
"""Raised where a file cannot be written; after some of them the connection is of no more use."""


def unwritten(path: Path, error: Exception) -> str:
    """Why a batch is not in the file, and what to do."""
    return (
        f"{path}: cannot be written ({str(error).splitlines()[0]}); see to free space on its disk and run "
        "the same command again: what was written before is kept"
    )


def why_not(path: Path, error: Exception) -> str:
    """Why a file cannot be opened, and what to do."""
    text = str(error)
    if "different configuration" in text:
        return f"{path}: is open in this program; close that graph first: kg.close()"
    if "lock" in text.lower():
        holder = re.search(r"held in (.+?)\. ", text)
        who = f" ({holder[1]})" if holder else ""
        return (
            f"{path}: is open in another process{who}: many may read a graph while none writes, and one may "
            "write while none reads; wait for it, end it, or choose another folder"
        )
    return f"{path}: is no kgraph store; choose another folder, or remove the file ({text.splitlines()[0]})"
