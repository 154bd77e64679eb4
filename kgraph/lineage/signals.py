"""What speaks for a later paper building on an earlier one, for all pairs that are alike enough.

Each part is in the units of log-odds once it is multiplied by its weight (`lineage.calibration`):

    text        how alike the words of the two papers are
    context     how alike the later paper is to the nearest neighbours of the earlier one: two papers on one
                topic need not use the same words. Plays the part of latent semantic analysis
    people      shared people, each counting less the more papers they have, and more as first author
    concepts    shared themes and keywords, each counting less the more papers it has
    title       the earlier paper gives its work a name to cite it by ("ImageNet: A Large-Scale ...")
    standing    the authors of the earlier paper have many papers
    age         the earlier paper has been out for a year or two: added, never multiplied
    meaning     how alike sentence embeddings of the two are; nothing without the extra `embed`
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse

from kgraph.embeddings import Embedder, join_texts
from kgraph.lineage.dates import days_of, middle_of
from kgraph.lineage.neighbours import Neighbours, line_up, look_nearby, look_up
from kgraph.lineage.stored import Known, write_known
from kgraph.parallel import map_threads
from kgraph.records import Paper, Person
from kgraph.similarity import learn_vectors, neighbourhoods, similar_before
from kgraph.tracking import track

# Pairs whose words are less alike are passed over, and .04 % of the links among 13,171 papers with them.
LEAST_COSINE = 0.06
# Of the earlier papers the most alike are weighed, at least so many: with 50, 100, 200 or all of 7,631 R@5 is
# .350, .356, .360 and .359 (before `standing` was a part).
CANDIDATES = 200
NEIGHBOURS = 20
# Evidence grows with the logarithm of a cosine above this floor. Citations get likelier by a factor, not by a
# step: against the plain cosine the logarithm lowers the log-loss of the true parents from 5.35 to 5.20.
_FLOOR = 0.02
# A shared person counts 1 / sqrt(their papers), twice that on a paper where they come first. The sum is
# bounded: two papers of one large collaboration are not linked by their author lists alone.
FIRST_AUTHOR = 2.0
_HALF_PEOPLE = 0.6
_HALF_CONCEPTS = 4.0
# Concepts of more papers than this say too little (less than .02) for what comparing their papers costs.
MOST_PAPERS = 2000
# The papers that the authors of a paper have are counted on a logarithmic scale, and up to so many: a
# collaboration of hundreds has not that much more standing.
_MOST_STANDING = 200
# A paper cites those of two years before it half again as often as equally similar ones of the year before.
# What is older is cited less because its words are less alike: nothing is taken off for age.
_MOST_YEARS = 2.0
DAYS_A_YEAR = 365.25
# "ImageNet: A Large-Scale Hierarchical Image Database", but not "Attention Is All You Need".
_NAMED = re.compile(r"[^:?]{2,40}: ")
# Rows that are weighed at once: 64 rows of 100,000 papers are 26 MB. With 32 and 8 the same papers take a
# fifth and four fifths more time.
BLOCK = 64


Floats = npt.NDArray[np.float64]


class Evidence(NamedTuple):
    """Pairs of papers by number, and what speaks for each: one row for each of `vocabulary.PARTS`."""

    later: npt.NDArray[np.intp]
    earlier: npt.NDArray[np.intp]
    parts: npt.NDArray[np.float64]


class Compared(NamedTuple):
    """How alike texts are: for each paper those before it, and for each those near it (`neighbourhoods`)."""

    before: Any
    near: Any


def compare_texts(
    papers: Sequence[Paper],
    candidates: int = CANDIDATES,
    least_cosine: float = LEAST_COSINE,
    keep: Path | None = None,
) -> Compared:
    """Compare the words of each paper with those of the papers before it in `papers`.

    What papers that come later are to be compared with is kept in the folder `keep`.
    """
    vectors, vocabulary = learn_vectors(papers)
    before = similar_before(vectors, candidates, least_cosine)
    near = neighbourhoods(vectors, before + before.T, NEIGHBOURS)
    if keep:
        write_known(Known([paper.id for paper in papers], vectors, vocabulary, near), papers, keep)
    return Compared(before, near)


def gather_evidence(
    papers: Sequence[Paper],
    people: Sequence[Person],
    topics: pl.DataFrame,
    embedder: Embedder | None = None,
    *,
    candidates: int = CANDIDATES,
    least_cosine: float = LEAST_COSINE,
    compared: Compared | None = None,
) -> Iterator[Evidence]:
    """Weigh each paper against those before it in `papers`, block by block.

    Of the earlier papers at least the `candidates` most alike by their words are weighed, but none less alike
    than `least_cosine`. Context is query expansion turned round: here the earlier paper, the document, is
    expanded by its neighbours (Singhal & Pereira, "Document expansion for speech retrieval", SIGIR 1999).
    `topics` has a row for each concept that a paper has: `paper` and `held`.
    `compared` is what `compare_texts` gives for the same arguments, if it is known already.
    """
    before, near = compared or compare_texts(papers, candidates, least_cosine)
    row_of = {paper.id: row for row, paper in enumerate(papers)}
    texts = [join_texts(paper.title, paper.abstract) for paper in papers] if embedder else []
    signals = make_signals(
        map(look_at, papers),
        line_up(near),
        _authorship(papers, people, row_of),
        _aboutness(topics, row_of),
        embedder.embed(texts) if embedder else None,
    )
    blocks = range(0, len(papers), BLOCK)
    weigh = partial(_weigh_block, signals, before, before.T.tocsr())
    return track("weighing", map_threads(weigh, blocks), len(blocks))


class Looks(NamedTuple):
    """What a paper says of itself: whether it names its work, and the middle of its date, if it has one."""

    named: bool
    middle: float


def look_at(paper: Paper) -> Looks:
    """Look at the title and the date of a paper."""
    days = days_of(paper.date or "")
    return Looks(names_its_work(paper.title), middle_of(*days) if days else np.nan)


@dataclass(frozen=True, slots=True)
class Signals:
    """What the parts are made of: what is near each paper, and a row a paper, by people and by concepts."""

    near: Neighbours
    authors: Any
    papers_of_people: Any
    topics: Any
    papers_of_topics: Any
    named: npt.NDArray[np.float64]
    standing: npt.NDArray[np.float64]
    middles: npt.NDArray[np.float64]
    meanings: Any


def make_signals(
    looks: Iterable[Looks], near: Neighbours, authors: Any, topics: Any, meanings: Any
) -> Signals:
    """Put together what a corpus says: `authors` and `topics` are of `weigh_authors` and `weigh_topics`."""
    named, middles = np.array(list(looks), dtype=np.float64).reshape(-1, 2).T
    return Signals(
        near=near,
        authors=authors,
        papers_of_people=authors.T.tocsr(),
        topics=topics,
        papers_of_topics=topics.T.tocsr(),
        named=named,
        standing=_standing(authors),
        middles=middles,
        meanings=meanings,
    )


def _weigh_block(signals: Signals, before: Any, after: Any, start: int) -> Evidence:
    # Both whole matrices are added block by block: of the Anthology their sum has 36 million numbers.
    rows = slice(start, start + BLOCK)
    return weigh_rows(signals, before[rows] + after[rows], start)


def weigh_rows(signals: Signals, alike: Any, start: int) -> Evidence:
    """Weigh the papers from `start` on against those before them; `alike` has their rows."""
    block = sparse.tril(alike, k=start - 1, format="coo")
    row, later, earlier = block.row, start + block.row.astype(np.intp), block.col.astype(np.intp)
    rows = slice(start, start + alike.shape[0])
    shared = (
        look_nearby(alike, signals.near, row, earlier),
        look_up(signals.authors[rows] @ signals.papers_of_people, row, earlier),
        look_up(signals.topics[rows] @ signals.papers_of_topics, row, earlier),
    )
    # In double precision from here on: the last bit of a logarithm differs between processors.
    nearby, known, common = (values.astype(np.float64) for values in shared)
    years = (signals.middles[later] - signals.middles[earlier]) / DAYS_A_YEAR
    meaning = np.zeros(len(row)) if signals.meanings is None else _cosines(signals.meanings, later, earlier)
    text = block.data.astype(np.float64)
    facts = signals.named[earlier], signals.standing[earlier]
    return Evidence(later, earlier, stack_parts(text, nearby, known, common, *facts, years, meaning))


def stack_parts(
    text: Floats,
    nearby: Floats,
    known: Floats,
    common: Floats,
    named: Floats,
    standing: Floats,
    years: Floats,
    meaning: Floats,
) -> Floats:
    """What speaks for some pairs, a row for each of `vocabulary.PARTS`.

    Of each pair: how alike the words are, and those of the later paper and of what is near the earlier; what
    shared people and concepts add up to; whether the earlier names its work, and its standing; the years
    between (not a number if unknown); how alike the meanings are.
    """
    return np.array(
        (
            np.log1p(text / _FLOOR),
            np.log1p(nearby / _FLOOR),
            known / (known + _HALF_PEOPLE),
            common / (common + _HALF_CONCEPTS),
            named,
            standing,
            np.clip(np.nan_to_num(years), 0, _MOST_YEARS),
            meaning,
        )
    )


def _cosines(vectors: Any, later: npt.NDArray[np.intp], earlier: npt.NDArray[np.intp]) -> Any:
    return np.maximum(np.einsum("ij,ij->i", vectors[later], vectors[earlier], dtype=np.float64), 0)


def names_its_work(title: str) -> bool:
    """Whether a title gives what a paper is about a name to cite it by.

    >>> names_its_work("ImageNet: A Large-Scale Hierarchical Image Database")
    True
    """
    return bool(_NAMED.match(title))


def _authorship(papers: Sequence[Paper], people: Sequence[Person], row_of: dict[str, int]) -> Any:
    first: dict[tuple[int, int], bool] = {}
    for column, person in enumerate(sorted(people, key=lambda person: person.id)):
        for paper, position in person.mentions:
            if (row := row_of.get(paper)) is not None:
                first[row, column] = first.get((row, column), False) or position == 1
    cells = np.array(list(first), np.intp).reshape(-1, 2)
    return weigh_authors(cells, np.array(list(first.values()), bool), (len(papers), len(people)))


def weigh_authors(cells: npt.NDArray[np.intp], leads: npt.NDArray[np.bool_], shape: tuple[int, int]) -> Any:
    """Papers by people; the product with itself adds up `1 / sqrt(papers)` over the people that two share.

    `cells` has a row, the numbers of both, for each paper and person, `leads` says who comes first.
    """
    rows, columns = cells.T
    papers = np.bincount(columns, minlength=shape[1])
    values = papers[columns] ** -0.25 * np.where(leads, FIRST_AUTHOR, 1.0)
    return sparse.csr_matrix((values, (rows, columns)), shape=shape, dtype=np.float32)


def _standing(authors: Any) -> npt.NDArray[np.float64]:
    """The logarithm of how many papers the authors of each paper have, added up."""
    written = authors.astype(bool).astype(np.float64)
    return measure_standing(written @ np.asarray(written.sum(axis=0)).ravel())


def measure_standing(papers: Floats) -> Floats:
    """The standing that so many papers give, of all authors together."""
    return np.asarray(np.log(np.clip(papers, 1, _MOST_STANDING)))


def _aboutness(topics: pl.DataFrame, row_of: dict[str, int]) -> Any:
    rows = pl.DataFrame([*row_of.items()], {"paper": pl.String, "row": pl.Int64}, orient="row")
    held = topics.select("paper", "held").unique().join(rows, on="paper")
    concepts = held["held"].unique().sort()
    columns = held["held"].cast(pl.Enum(concepts)).to_physical().cast(pl.Int64)
    cells = held.select("row", columns.alias("column")).sort("row", "column").to_numpy()
    return weigh_topics(cells.astype(np.intp, copy=False), (len(row_of), len(concepts)))


def weigh_topics(cells: npt.NDArray[np.intp], shape: tuple[int, int]) -> Any:
    """Papers by concepts; the product with itself adds up `1 / sqrt(papers)` over those that two share.

    `cells` has a row, the numbers of both, for each paper and concept.
    """
    rows, columns = cells.T
    papers = np.bincount(columns, minlength=shape[1])
    kept = papers[columns] <= MOST_PAPERS
    values = papers[columns[kept]] ** -0.25
    return sparse.csr_matrix((values, (rows[kept], columns[kept])), shape=shape, dtype=np.float32)
