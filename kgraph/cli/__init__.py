"""The command line: parse, call one function, print. Data goes to stdout, messages to stderr.

Heavy imports stand inside the commands, so that `--help` is instant.
"""

from kgraph.cli import ask, build, keywords, lineage, people, slices, themes, trends, views, why
from kgraph.cli.group import main

__all__ = [
    "ask",
    "build",
    "keywords",
    "lineage",
    "main",
    "people",
    "slices",
    "themes",
    "trends",
    "views",
    "why",
]
