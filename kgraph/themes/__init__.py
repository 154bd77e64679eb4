"""Finds the themes of papers: the labels of a SKOS scheme, matched in titles and abstracts.

    scheme ── labels ──► dictionary of word keys ─┐
    papers ── texts  ──► words, keys, sentences ──┴─ mentions ── tagging ──► Tag, with its evidence

`docs/themes.md` says how a scheme is written and matched; each module says its own part.
"""

from kgraph.themes.tagging import tag_themes

__all__ = ["tag_themes"]
