"""Rows of boilerplate.jsonl: what stands around an article and is none of it."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field, field_validator

from kgraph.rules.rows import Row

__all__ = ["BoilerplateRow"]


class BoilerplateRow(Row):
    """One kind of boilerplate.

    Attributes
    ----------
    pattern : str
        A regular expression for folded text (simplified, half-width digits, letters and brackets).
    where : str
        ``line``: it is a whole paragraph. ``tail``: it is the end of one. ``title``: it is the
        beginning of a title.
    treat : str
        ``drop``, or ``apart``: it stays in the text as a paragraph of its own (captions, bylines),
        which is never joined to a sentence.
    examples, counterexamples : list of str
        Lines that it must and must not match.
    """

    pattern: str
    where: Literal["line", "tail", "title"]
    treat: Literal["drop", "apart"] = "drop"
    examples: list[str] = Field(min_length=1)
    counterexamples: list[str] = Field(min_length=1)

    @field_validator("pattern")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"is no regular expression ({error})") from error
        return value
