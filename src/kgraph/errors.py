"""The exceptions kgraph raises on purpose.

Every message names the value, what was expected and what to do. The command line shows it in one
line; ``--debug`` adds the traceback.
"""

from __future__ import annotations

__all__ = ["InputError", "KgraphError", "ModelError", "NotFoundError", "RuleError", "StoreError"]


class KgraphError(Exception):
    """Base of every exception that kgraph raises on purpose."""


class InputError(KgraphError):
    """Raised when what the user asks to be read is missing or cannot be read at all."""


class RuleError(KgraphError):
    """Raised when a rule or gazetteer file has a row that cannot be used; names file and line."""


class ModelError(KgraphError):
    """Raised when the trained model is missing, truncated or made by another version."""


class StoreError(KgraphError):
    """Raised when a folder is no kgraph output, or its store was written by another schema."""


class NotFoundError(KgraphError):
    """Raised when a name asked for is not in the graph; the message offers the nearest names."""
