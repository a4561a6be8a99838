"""Names that no list holds: a linear-chain CRF over characters, trained in models/."""

from kgraph.language.ner.clusters import Clusters, word_key
from kgraph.language.ner.crf import Crf
from kgraph.language.ner.features import TEMPLATES, feature_keys
from kgraph.language.ner.model import FORMAT, NameModel

__all__ = ["FORMAT", "TEMPLATES", "Clusters", "Crf", "NameModel", "feature_keys", "word_key"]
