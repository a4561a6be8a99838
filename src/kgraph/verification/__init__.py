"""Confirm the mentions and relations of a store, row by row, against the inputs they were read from."""

from kgraph.verification.problem import Problem
from kgraph.verification.verify import Verification, verify

__all__ = ["Problem", "Verification", "verify"]
