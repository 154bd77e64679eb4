"""Reads the ontology: the theme scheme that drives the theme extractor and the colours of every view.

    file ── files ──► statements ── dialects ──► SKOS ── labels ──► one language ─┐
                                                   └──── hierarchy ── naming ─────┴─► Scheme of Themes

Any SKOS scheme is read as it is: `docs/themes.md` says which shapes of it.
"""

from kgraph.schema.files import ontology_file
from kgraph.schema.scheme import read_scheme, read_themes
from kgraph.schema.theme import Scheme, Theme

__all__ = ["Scheme", "Theme", "ontology_file", "read_scheme", "read_themes"]
