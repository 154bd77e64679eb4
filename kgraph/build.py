"""The straight line: files in, a graph out. Each stage is one line; nothing flows back."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from types import ModuleType

from kgraph.corrections import PEOPLE_VERBS, THESAURUS_VERBS, Corrections, read_corrections
from kgraph.graph import Graph, assemble
from kgraph.keywords import extract_corrected
from kgraph.keywords.phrases import load_pipeline, uses_model
from kgraph.keywords.thesaurus import promote_to_themes
from kgraph.ledger import Ledger, Run, reconcile
from kgraph.lineage import link_lineage
from kgraph.people import identify_corrected
from kgraph.records import Paper
from kgraph.schema import read_themes
from kgraph.sources import find_files, read
from kgraph.themes import tag_themes

# What `run.parameters` says of the language model, or of a file of corrections, where none was used.
BLANK = "none"

# The packages whose version can change what a build finds.
_DECISIVE = ("kgraph", "igraph", "nicknames", "numpy", "polars", "scipy", "spacy", "wordfreq")


def _silent(stage: str) -> None:
    """Report progress to nobody."""


def build(
    sources: Iterable[str | Path],
    *,
    themes: Path | None = None,
    people: Path | None = None,
    thesaurus: Path | None = None,
    model: bool = True,
    progress: Callable[[str], None] = _silent,
) -> Graph:
    """Read papers from files and folders and link them into a graph.

    `themes` is a SKOS file that takes the place of the bundled scheme. `people` and `thesaurus` are files of
    decisions made by hand (`kgraph.corrections`); one that fits nothing is noted in the ledger. With `model`
    the English language model finds noun phrases if it is installed; without, stop words and punctuation
    bound them. `progress` is called with the name of each stage as it starts.

    Raises `SourceError` for a source that cannot be used, `SchemaError` for a theme file that cannot, and
    `KgraphError` for a file of decisions that cannot, or whose lines contradict each other.

    >>> build(["papers.txt"]).count(Kind.PAPER)  # doctest: +SKIP
    28
    """
    sources = [sources] if isinstance(sources, str | Path) else list(sources)
    progress("reading")
    papers, ledger = reconcile(read(sources))
    inputs = tuple((file.name, file.sha256()) for file in find_files(sources))
    return link(
        papers,
        ledger,
        inputs=inputs,
        themes=themes,
        people=people,
        thesaurus=thesaurus,
        model=model,
        progress=progress,
    )


def link(
    papers: Sequence[Paper],
    ledger: Ledger,
    *,
    inputs: tuple[tuple[str, str], ...] = (),
    themes: Path | None = None,
    people: Path | None = None,
    thesaurus: Path | None = None,
    model: bool = True,
    progress: Callable[[str], None] = _silent,
) -> Graph:
    """Link papers that are already records; the arguments are those of `build`."""
    nlp = load_pipeline(model)
    scheme = read_themes(themes)
    by_hand = read_corrections(people, PEOPLE_VERBS) if people else Corrections()
    terms = read_corrections(thesaurus, THESAURUS_VERBS) if thesaurus else Corrections()
    progress("people")
    persons, notes = identify_corrected(papers, by_hand)
    progress("themes")
    scheme, theme_notes = promote_to_themes(scheme, terms)
    theme_tags = tag_themes(papers, scheme)
    progress("keywords")
    keywords, keyword_tags, keyword_notes = extract_corrected(papers, nlp, terms)
    tags = (*theme_tags, *keyword_tags)
    progress("lineage")
    lineage = link_lineage(papers, persons, tags)
    progress("graph")
    language = f"{nlp.meta['name']} {nlp.meta['version']}" if uses_model(nlp) else BLANK
    run = Run(
        versions=tuple((name, version(name)) for name in _DECISIVE),
        parameters=(
            ("model", language),
            ("themes", themes.name if themes else "bundled"),
            ("people", by_hand.sha256 or BLANK),
            ("thesaurus", terms.sha256 or BLANK),
        ),
        inputs=inputs,
    )
    ledger = replace(ledger, notes=(*ledger.notes, *notes, *theme_notes, *keyword_notes))
    return assemble(papers, persons, scheme, keywords, tags, lineage, ledger, run)


class _CallableModule(ModuleType):
    """`kgraph.build` names this module as well as its function, so the module can be called too."""

    __call__ = staticmethod(build)


sys.modules[__name__].__class__ = _CallableModule
