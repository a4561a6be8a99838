"""Where the trained model lies."""

from __future__ import annotations

from pathlib import Path

from kgraph.errors import ModelError

__all__ = ["model_path"]

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
