"""Names that no list holds: a linear-chain CRF over characters, trained in models/."""

from kgraph.language.ner.crf import Crf
from kgraph.language.ner.features import TEMPLATES, feature_keys

__all__ = ["TEMPLATES", "Crf", "feature_keys"]
