"""The pipeline: a spaCy ``Language`` of small components, as models/configs/pipeline.cfg lists them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spacy import util
from spacy.language import Language

from kgraph.errors import KgraphError, ModelError
from kgraph.language.model import check_model, model_path

__all__ = ["load"]


def load(
    gazetteers: Sequence[str | Path] = (),
    *,
    model: str | Path | None = None,
    without: Sequence[str] = (),
) -> Language:
    """Load the pipeline that reads Chinese news.

    Parameters
    ----------
    gazetteers : sequence of str or pathlib.Path
        Gazetteers of the user: JSONL of :class:`~kgraph.rules.EntityRow`, or CSV.
    model : str or pathlib.Path, optional
        Folder of a trained pipeline, made by the project in models/; that of kgraph by default.
        ``spacy.load`` reads such a folder as well.
    without : sequence of str
        Names of components to leave out, to measure what one of them is good for.

    Returns
    -------
    spacy.language.Language
        ``nlp(text).ents`` are the entities; ``doc._.mentions`` and ``doc._.relations`` hold all that
        was found (see :mod:`kgraph.language.attributes`).

    Raises
    ------
    ModelError
        If the model is missing, cannot be read, or was made for another version of kgraph.
    RuleError
        If a row of a gazetteer cannot be used.

    Examples
    --------
    >>> nlp = load()
    >>> [(ent.text, ent.label_) for ent in nlp("王毅访问美国。").ents]
    [('王毅', 'PERSON'), ('美国', 'COUNTRY')]
    """
    folder = Path(model) if model is not None else model_path()
    check_model(folder)
    tokenizer = {"gazetteers": [str(path) for path in gazetteers]}
    try:
        return util.load_model_from_path(
            folder, exclude=list(without), config={"nlp": {"tokenizer": tokenizer}}
        )
    except KgraphError:
        raise
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"{folder}: the model cannot be read ({error}); "
            "reinstall kgraph, or name a model folder that is whole"
        ) from error
