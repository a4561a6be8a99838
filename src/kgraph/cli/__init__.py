"""The command line: every command only calls the Python API."""

from kgraph.cli.app import app, main

__all__ = ["app", "main"]
