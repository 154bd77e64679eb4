"""Paths through the lineage of papers: main paths, the kin of a paper, and how a theme came down."""

from kgraph.paths.counts import (
    count_followers,
    expect_followers,
    expected_path_counts,
    search_path_counts,
)
from kgraph.paths.kin import Kin, ancestors, descendants
from kgraph.paths.main import MainPath, key_route_main_paths, main_path
from kgraph.paths.network import OVER, Dag, Step, read_dag, read_links, read_steps
from kgraph.paths.themes import Carrier, Place, ThemeLineage, broader_themes, theme_lineage

__all__ = [
    "OVER", "Carrier", "Dag", "Kin", "MainPath", "Place", "Step", "ThemeLineage", "ancestors",
    "broader_themes", "count_followers", "descendants", "expect_followers", "expected_path_counts",
    "key_route_main_paths", "main_path", "read_dag", "read_links", "read_steps", "search_path_counts",
    "theme_lineage",
]  # fmt: skip
