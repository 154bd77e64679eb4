"""The straight line: files in, a graph out. Each stage is one line; nothing flows back."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from types import ModuleType

import polars as pl
from spacy.language import Language

from kgraph.archive import Records
from kgraph.assembly import add_edges, assemble
from kgraph.assembly.edges import lineage_edges
from kgraph.citations import match_references
from kgraph.corrections import PEOPLE_VERBS, THESAURUS_VERBS, Corrections, read_corrections
from kgraph.cycles import uncollected
from kgraph.definitions import define_keywords
from kgraph.embeddings import Embedder, load_embedder
from kgraph.graph import Graph
from kgraph.iris import check_base
from kgraph.keywords import Workplace, extract_tables, read_tags
from kgraph.keywords.matches import match_themes
from kgraph.keywords.phrases import load_pipeline, name_model
from kgraph.keywords.thesaurus import promote_to_themes
from kgraph.ledger import Ledger, Run, Statistics, reconcile, with_references
from kgraph.lineage import compare_table, compare_words, link_by_topics, tabulate_texts, tabulate_topics
from kgraph.lineage.signals import Compared
from kgraph.memory import Memory
from kgraph.networks.caps import note_large_papers
from kgraph.parallel import aside, begun, count_cores
from kgraph.passages import quote_passages
from kgraph.people import identify_kept
from kgraph.records import Paper, References, Rejected
from kgraph.schema import Theme, read_scheme
from kgraph.scores import score
from kgraph.sources import Meter, open_sources, unwatched
from kgraph.sources.apart import read_apart
from kgraph.themes import tag_themes
from kgraph.vocabulary import BASE

# What `run.parameters` says of a model, or of a file of corrections, where none was used.
BLANK = "none"

# From so many papers on their words are compared in a process of its own, while who is who is decided here.
_MANY_PAPERS = 20_000

# The packages whose version can change what a build finds.
_DECISIVE = (
    "kgraph",
    "igraph",
    "nicknames",
    "numpy",
    "polars",
    "scipy",
    "spacy",
    "sparse-dot-topn",
    "wordfreq",
)


_FORGETFUL = Memory()


def _silent(stage: str) -> None:
    """Report progress to nobody."""


def build(
    sources: Iterable[str | Path],
    *,
    columns: Mapping[str, str] | None = None,
    themes: Path | None = None,
    people: Path | None = None,
    thesaurus: Path | None = None,
    model: bool = True,
    embed: bool = False,
    base: str = BASE,
    progress: Callable[[str], None] = _silent,
    meter: Meter = unwatched,
) -> Graph:
    """Read papers from files, folders, patterns (`exports/*.ris`) and standard input (`-`), and link them.

    `columns` says what fields are called in tables and plain JSON with other names (`{"title": "Titel"}`).
    `themes` is a SKOS file that takes the place of the bundled scheme. `people` and `thesaurus` are files of
    decisions made by hand (`kgraph.corrections`); one that fits nothing is noted in the ledger. With `model`
    the English language model finds noun phrases if it is installed; without, stop words and punctuation
    bound them. With `embed` keywords are ordered, and lineage is found, by what texts mean, too
    (`kgraph.embeddings`): slower, and it needs packages. `base` is where the nodes live: the beginning of
    their IRIs.

    `progress` is called with the name of each stage as it starts, `meter` with the bytes read and those there
    are in all (None with standard input).

    Raises `SourceError` for a source that cannot be used, `SchemaError` for a theme file that cannot,
    `UnknownNameError` for a field in `columns` that is none, `MissingExtraError` for packages that `embed`
    needs, and `KgraphError` for a file of decisions that cannot be used, or whose lines contradict one
    another.

    >>> build(["papers.txt"]).count(Kind.PAPER)  # doctest: +SKIP
    28
    """
    choices = Choices(themes, people, thesaurus, model, embed, base)
    choices.check()
    progress("reading")
    return build_records(collect(sources, columns=columns, meter=meter), choices, progress)


def link(
    papers: Sequence[Paper],
    ledger: Ledger,
    *,
    inputs: tuple[tuple[str, str], ...] = (),
    themes: Path | None = None,
    people: Path | None = None,
    thesaurus: Path | None = None,
    model: bool = True,
    embed: bool = False,
    base: str = BASE,
    progress: Callable[[str], None] = _silent,
) -> Graph:
    """Link papers that are already records; the arguments are those of `build`."""
    choices = Choices(themes, people, thesaurus, model, embed, base)
    choices.check()
    return _link(papers, ledger, inputs, choices, progress, _FORGETFUL, None)


@dataclass(frozen=True, slots=True)
class Choices:
    """What a build may be told; the fields are arguments of `build`."""

    themes: Path | None = None
    people: Path | None = None
    thesaurus: Path | None = None
    model: bool = True
    embed: bool = False
    base: str = BASE

    def check(self) -> None:
        """Raise what can be known to be wrong before anything is read."""
        check_base(self.base)
        if self.embed:
            load_embedder()


def collect(
    sources: Iterable[str | Path], *, columns: Mapping[str, str] | None = None, meter: Meter = unwatched
) -> Records:
    """Read all records of some sources; arguments and errors are those of `build`."""
    papers: list[Paper] = []
    rejected: list[Rejected] = []
    inputs: list[tuple[str, str]] = []
    with uncollected():
        for found in read_apart(open_sources(sources, columns=columns), columns, meter):
            papers += found[0]
            rejected += found[1]
            inputs += found[2]
    return Records(tuple(papers), tuple(rejected), tuple(sorted(set(inputs))))


@dataclass(frozen=True, slots=True)
class Means:
    """What the stages work with, made of `Choices`; `notes` are on lines and labels that fit nothing."""

    nlp: Language
    embedder: Embedder | None
    scheme: tuple[Theme, ...]
    people: Corrections
    thesaurus: Corrections
    notes: tuple[tuple[str, ...], tuple[str, ...]]


def build_records(
    records: Records,
    choices: Choices,
    progress: Callable[[str], None] = _silent,
    memory: Memory = _FORGETFUL,
    means: Means | None = None,
) -> Graph:
    """Merge records of one paper and link the papers; `choices` are checked already.

    What later builds can use is kept in `memory`, and what an earlier one has read there is not read again.
    `means` is what `prepare` gives for the choices, if it is known already.
    """
    with uncollected():
        inputs = records.inputs
        papers, ledger = reconcile(chain(records.papers, records.rejected))
        del records
        return _link(papers, ledger, inputs, choices, progress, memory, means)


def prepare(choices: Choices) -> Means:
    """Load what a build works with. Raises what `build` does of files that cannot be used."""
    curated = read_scheme(choices.themes)
    people = read_corrections(choices.people, PEOPLE_VERBS) if choices.people else Corrections()
    thesaurus = read_corrections(choices.thesaurus, THESAURUS_VERBS) if choices.thesaurus else Corrections()
    scheme, notes = promote_to_themes(curated.themes, thesaurus)
    embedder = load_embedder() if choices.embed else None
    return Means(load_pipeline(choices.model), embedder, scheme, people, thesaurus, (curated.notes, notes))


def _link(
    papers: Sequence[Paper],
    ledger: Ledger,
    inputs: tuple[tuple[str, str], ...],
    choices: Choices,
    progress: Callable[[str], None],
    memory: Memory,
    means: Means | None,
) -> Graph:
    """All stages. Networks are studied while lineage is sought: none that is scored is made of it."""
    with _compared(papers, memory.words) as compare:
        means = means or prepare(choices)
        progress("people")
        persons, notes = identify_kept(papers, means.people, keep=memory.people)
        progress("themes")
        theme_tags = tag_themes(papers, means.scheme)
        progress("keywords")
        place = Workplace(means.nlp, means.embedder, earlier=memory.earlier_texts, keep=memory.texts)
        keywords, mentions, keyword_notes = extract_tables(papers, means.thesaurus, place)
        shared = pl.Series([keyword.id for keyword in keywords if keyword.shared], dtype=pl.String)
        defining = read_tags(mentions.filter(pl.col("concept").is_in(shared.implode())))
        keywords = define_keywords(match_themes(keywords, means.scheme), defining, papers)
        progress("citations")
        citations, references = match_references(papers)
        progress("graph")
        run = record_run(inputs, choices, means)
        ledger = account_for(ledger, references, means, notes, keyword_notes)
        graph = assemble(
            papers, persons, means.scheme, keywords, theme_tags, citations, (), ledger, run, mentions
        )
        compared = compare()
        topics = pl.concat([tabulate_topics(theme_tags), mentions.select("paper", held="concept")])
    # Half a gigabyte of the Anthology, which the next stages need.
    del keywords, mentions, defining, theme_tags, citations, compare
    memory.remember(means.scheme)
    with aside(score, graph) as scored:
        progress("lineage")
        links = link_by_topics(papers, persons, topics, means.embedder, compared)
        lineage = lineage_edges(quote_passages(links, papers, keep=memory.words))
        progress("centrality")
        graph = add_edges(scored(), lineage)
    return with_notes(graph, note_large_papers(graph))


@contextmanager
def _compared(papers: Sequence[Paper], keep: Path | None) -> Iterator[Callable[[], Compared]]:
    """Compare the words of papers meanwhile, if that is worth a process and there is a core for it."""
    if len(papers) < _MANY_PAPERS or count_cores() < 2:
        yield lambda: compare_words(papers, keep)
    else:
        with begun(compare_table, tabulate_texts(papers), keep) as compare:
            yield compare


def account_for(
    ledger: Ledger, references: References, means: Means, people: Sequence[str], keywords: Sequence[str]
) -> Ledger:
    """The ledger with what became of the references, and the notes of all stages in their order."""
    ledger = with_references(ledger, references)
    ledger = replace(ledger, statistics=Statistics(ledger.total.kept))
    curated, promoted = means.notes
    return replace(ledger, notes=(*ledger.notes, *curated, *people, *promoted, *keywords))


def with_notes(graph: Graph, notes: Iterable[str]) -> Graph:
    """A graph with further notes in its ledger."""
    return replace(graph, ledger=replace(graph.ledger, notes=(*graph.ledger.notes, *notes)))


def record_run(inputs: tuple[tuple[str, str], ...], choices: Choices, means: Means) -> Run:
    """Say how a graph is made: the versions of what decides, the parameters, the files with their hashes."""
    return Run(
        versions=tuple((name, version(name)) for name in _DECISIVE),
        parameters=(
            ("base", choices.base),
            ("model", name_model(means.nlp) or BLANK),
            ("embed", means.embedder.name if means.embedder else BLANK),
            ("themes", choices.themes.name if choices.themes else "bundled"),
            ("people", means.people.sha256 or BLANK),
            ("thesaurus", means.thesaurus.sha256 or BLANK),
        ),
        inputs=inputs,
    )


class _CallableModule(ModuleType):
    """`kgraph.build` names this module as well as its function, so the module can be called too."""

    __call__ = staticmethod(build)


sys.modules[__name__].__class__ = _CallableModule
