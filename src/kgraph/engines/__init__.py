"""Run the language step over many documents: here, or in several processes."""

from kgraph.engines.fingerprints import fingerprint, language_fingerprint
from kgraph.engines.local import check_jobs, run
from kgraph.engines.worker import Outcome

__all__ = ["Outcome", "check_jobs", "fingerprint", "language_fingerprint", "run"]
