"""Where the trained model lies, and whether it is one that this kgraph can read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import srsly
from packaging.specifiers import InvalidSpecifier, SpecifierSet

from kgraph import __version__
from kgraph.errors import ModelError

__all__ = ["check_model", "model_path"]

_NAME = "zh_kgraph_news"


def model_path() -> Path:
    """The folder of the model that comes with kgraph.

    Returns
    -------
    pathlib.Path
        In an installed package ``kgraph/data/zh_kgraph_news``, in a checkout ``models/zh_kgraph_news``.

    Raises
    ------
    ModelError
        If it is in neither.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "data" / _NAME, package.parent.parent / "models" / _NAME):
        if folder.is_dir():
            return folder
    raise ModelError(f"the model {_NAME} is not installed with kgraph in {package}; reinstall kgraph")


def check_model(folder: Path) -> None:
    """See to it that a folder holds a pipeline made for this version of kgraph.

    Parameters
    ----------
    folder : pathlib.Path

    Raises
    ------
    ModelError
        If the folder or its description is missing, or names other versions of kgraph.
    """
    missing = [name for name in ("meta.json", "config.cfg") if not (folder / name).is_file()]
    if missing:
        raise ModelError(
            f"{folder}: no model here ({', '.join(missing)} missing); "
            "reinstall kgraph, or name a model folder that is whole"
        )
    try:
        meta: Any = srsly.read_json(folder / "meta.json")
        wanted = str(meta["kgraph_version"])
        fits = SpecifierSet(wanted).contains(__version__, prereleases=True)
    except (OSError, ValueError, KeyError, TypeError, InvalidSpecifier) as error:
        raise ModelError(
            f"{folder / 'meta.json'}: does not say which kgraph the model is for ({error!r}); "
            "name a model folder made by models/scripts/package.py"
        ) from error
    if not fits:
        raise ModelError(
            f"{folder}: a model for kgraph {wanted}, but this is kgraph {__version__}; "
            "install a kgraph that fits, or make the model again (models/README.md)"
        )
