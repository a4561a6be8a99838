"""What a worker process does: it takes batches of documents on one pipe and answers on another.

A worker is started with :func:`command`. The first message to it is what :func:`kgraph.language.load`
needs; it answers with None, or with the exception that loading raised. Each further message is a list of
documents, and each answer what was found in them. It ends when its input ends, so also when the process
that started it is killed.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import IO, TypeAlias

from spacy.language import Language

from kgraph.errors import KgraphError
from kgraph.language import extractions, load
from kgraph.records import Document, Extraction, Rejected
from kgraph.sketches import sketches

__all__ = ["Outcome", "Setup", "command", "extract_all", "main"]

Outcome: TypeAlias = "Extraction | Rejected"
Setup: TypeAlias = "tuple[tuple[str, ...], str | None]"
"""Paths of the user's gazetteers, and of the model if it is not that of kgraph."""


def command() -> list[str]:
    """The command line of a worker.

    It looks for modules where this process does, and imports nothing of the user's script: that needs
    no ``if __name__ == "__main__"``.
    """
    start = f"import sys; sys.path[:] = {sys.path!r}; from kgraph.engines.worker import main; main()"
    return [sys.executable, "-c", start]


def main() -> None:
    """Serve until the input ends."""
    # What a library prints must not get among the answers.
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # An interrupt is the parent's to handle.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        serve(requests, answers)
    except (EOFError, BrokenPipeError):
        os._exit(0)  # nobody is there to answer; buffers that cannot be written are of no use


def serve(requests: IO[bytes], answers: IO[bytes]) -> None:
    """Answer requests until there are no more.

    Raises
    ------
    EOFError
        At the end.
    """
    gazetteers, model = pickle.load(requests)
    try:
        nlp = load(gazetteers, model=model)
    except KgraphError as error:
        _send(error, answers)
        return
    _send(None, answers)
    while True:
        _send(list(extract_all(nlp, pickle.load(requests))), answers)


def _send(answer: object, answers: IO[bytes]) -> None:
    pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
    answers.flush()


def extract_all(nlp: Language, documents: Iterable[Document]) -> Iterator[Outcome]:
    """Extract from documents; one that cannot be borne does not take the others along.

    Yields
    ------
    Extraction or Rejected
        One for each document, in their order.
    """
    for document in documents:
        try:
            found = next(extractions(nlp, [document]))
            made = sketches(document, found.sentences, found.mentions, found.relations)
            yield replace(found, sketches=tuple(made))
        except KgraphError:
            raise
        except MemoryError:
            yield rejected(
                document,
                f"needs more memory than there is for its {len(document.text):,} characters; split it into "
                "articles, one a file or one a line of JSONL",
            )
        except Exception as error:
            yield rejected(
                document,
                f"is not borne by kgraph's rules ({type(error).__name__}: {error}); report it, with the "
                "text: this is a mistake in kgraph",
            )


def rejected(document: Document, reason: str) -> Rejected:
    """A document that was read, but from which nothing can be extracted."""
    return Rejected(document.path, reason, document.line, document.input)
