"""One HTML page that shows a graph and opens from disk without a network."""

from kgraph.page.answers import render_answer
from kgraph.page.document import describe, render_live, render_page, render_stored, script, style
from kgraph.page.index import Index, build_index
from kgraph.page.neighbourhood import describe_link, describe_neighbours
from kgraph.page.pieces import make_piece
from kgraph.page.selection import MAX_NODES, select_nodes

__all__ = [
    "MAX_NODES", "Index", "build_index", "describe", "describe_link", "describe_neighbours", "make_piece",
    "render_answer", "render_live", "render_page", "render_stored", "script", "select_nodes", "style",
]  # fmt: skip
