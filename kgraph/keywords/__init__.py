"""Keywords: the entities that the texts of a corpus share.

Ranking each paper's phrases and intersecting the lists links few papers, because a shared term often sits
inside a longer phrase. So the corpus is read twice: what is a whole noun phrase in some paper becomes the
dictionary, and the dictionary is looked up in all texts. What few papers put in a title or let stand alone
(*dataset*, *robust*) ranks low however often it occurs.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from spacy.language import Language

from kgraph.corrections import Corrections
from kgraph.cycles import uncollected
from kgraph.embeddings import Embedder
from kgraph.keywords.counts import add_up
from kgraph.keywords.naming import make_keywords, name_keywords
from kgraph.keywords.recalled import write_labels
from kgraph.keywords.steps import Corpus
from kgraph.keywords.tagged import Tagged
from kgraph.keywords.tags import read_tags, tabulate_tags
from kgraph.keywords.working import (
    Batches,
    TakenUp,
    Worked,
    Workplace,
    go_on,
    let_go,
    take_up,
    work_through,
)
from kgraph.records import Keyword, Paper, Tag

__all__ = [
    "Extracted",
    "TakenUp",
    "Workplace",
    "extract_corrected",
    "extract_keywords",
    "extract_tables",
    "go_on",
    "let_go",
    "name_found",
    "read_tags",
    "take_up",
    "work_through",
]


def extract_keywords(
    papers: Sequence[Paper], nlp: Language, embedder: Embedder | None = None, *, processes: int | None = None
) -> tuple[tuple[Keyword, ...], tuple[Tag, ...]]:
    """Find the entities of a corpus and tag the papers with them; both sorted (by id; by paper and id).

    `nlp` comes from `phrases.load_pipeline`; a large corpus is tagged in as many processes as there are
    cores, or in `processes`, with the same result. A paper keeps the shared entities that matter most in it
    and a few of its best terms besides: keywords with `shared` false, which do not link. All author keywords
    of a source are kept; one that the texts do not hold is `Status.ASSERTED` and has no evidence.

    The weight of a tag is the product of three factors, divided by the largest of its paper:

    - *salience*: (1 + ln mentions) · (2 if in the title or an author keyword, else 1 / (1 + place of the
      first mention, from 0 to 1 of the abstract));
    - *standing*: √(√rarity · (papers that have it in the title or as author keyword + 0.4) / (papers with
      it + 2)) · share of its papers where it is a whole noun phrase; rarity is ln(1 + papers / papers with
      it) / ln(1 + papers);
    - *termhood*: what its words alone say (see `termhood`).

    F1 over pairs of NeurIPS papers with a common author keyword is 28.6 on the sample that the constants were
    chosen on and 30.0 on another. It was 25 before there was termhood and an absolute least weight, and 20
    without standing. A regression fitted to the authors' keywords on the same features gives 28.4 and 29.6.
    Termhood raised F1 of the first five on Inspec, train and dev, from 28.8 and 31.3 to 31.1 and 33.2.
    An `embedder` adds *nearness*, the cosine of term and paper. It orders a paper's keywords; whether an
    entity has the least weight is asked without it, for that links papers. F1 of the first five and ten on
    Inspec rises to 32.0 and 40.0 (train), 34.5 and 41.9 (dev), links stay as they are.
    """
    place = Workplace(nlp, embedder, processes)
    keywords, tags, _ = extract_corrected(papers, Corrections(), place)
    return keywords, tags


def extract_corrected(
    papers: Sequence[Paper], corrections: Corrections, place: Workplace
) -> tuple[tuple[Keyword, ...], tuple[Tag, ...], tuple[str, ...]]:
    """Find the entities as `extract_keywords` does, with what `thesaurus.toml` decides on top.

    The third value notes the lines whose term stands in no text. Raises `KgraphError`, naming both lines, for
    two that contradict each other.
    """
    keywords, table, notes = extract_tables(papers, corrections, place)
    return keywords, tuple(read_tags(table)), notes


def extract_tables(
    papers: Sequence[Paper], corrections: Corrections, place: Workplace
) -> tuple[tuple[Keyword, ...], pl.DataFrame, tuple[str, ...]]:
    """Do as `extract_corrected` does; the tags stay a table (`tags.tabulate_tags`).

    Those of 104,000 papers take 10 s and 0.3 GB as objects.
    """
    with uncollected():
        found = name_found(work_through(papers, corrections, place), place)
        keywords = make_keywords(found.named).values()
        table = tabulate_tags(found.batches, found.corpus.tagged, found.named)
        return tuple(sorted(keywords, key=lambda each: each.id)), table, found.corpus.notes


@dataclass(frozen=True, slots=True)
class Extracted:
    """The keywords of a corpus (`naming.name_keywords`), the ids of the papers of each batch, its tables."""

    named: pl.DataFrame
    batches: Batches
    corpus: Corpus[Tagged]


def name_found(worked: Worked, place: Workplace) -> Extracted:
    """Name the keywords that the steps of a corpus have found; they keep their names where that is known."""
    corpus = worked.corpus
    named = name_keywords(corpus.tagged, corpus.custom, corpus.thesaurus, worked.known)
    if place.keep and not corpus.thesaurus.labels:
        write_labels(add_up([batch.forms for batch in corpus.tagged]), named, place.keep)
    return Extracted(named, worked.batches, corpus)
