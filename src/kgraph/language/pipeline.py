"""The pipeline: a spaCy ``Language`` of small components."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

__all__ = ["COMPONENTS", "load"]

COMPONENTS = (
    "kgraph_sentences_v1",
    "kgraph_gazetteer_v1",
    "kgraph_linking_v1",
    "kgraph_organs_v1",
    "kgraph_compose_v1",
    "kgraph_persons_v1",
    "kgraph_titles_v1",
    "kgraph_ner_v1",
    "kgraph_references_v1",
    "kgraph_dates_v1",
    "kgraph_patterns_v1",
    "kgraph_entities_v1",
)


def load(gazetteers: Sequence[str | Path] = (), *, without: Sequence[str] = ()) -> Language:
    """Build the pipeline that reads Chinese news.

    Parameters
    ----------
    gazetteers : sequence of str or pathlib.Path
        Gazetteers of the user: JSONL of :class:`~kgraph.rules.EntityRow`.
    without : sequence of str
        Names of `COMPONENTS` to leave out, to measure what one of them is good for.

    Returns
    -------
    spacy.language.Language
        ``nlp(text).ents`` are the entities; ``doc._.mentions`` and ``doc._.relations`` hold all that
        was found (see :mod:`kgraph.language.attributes`).

    Raises
    ------
    ModelError
        If the segmentation model is missing or cannot be read.
    RuleError
        If a row of a gazetteer cannot be used.

    Examples
    --------
    >>> nlp = load()
    >>> [(ent.text, ent.label_) for ent in nlp("王毅访问美国。").ents]
    [('王毅', 'PERSON'), ('美国', 'COUNTRY')]
    """
    config: dict[str, Any] = {
        "nlp": {
            "tokenizer": {
                "@tokenizers": "kgraph.tokenizer.v1",
                "gazetteers": [str(path) for path in gazetteers],
                "segmenter": None,
            }
        }
    }
    nlp = spacy.blank("zh", config=config)
    for name in COMPONENTS:
        if name not in without:
            nlp.add_pipe(name)
    return nlp
