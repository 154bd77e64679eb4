"""What likely builds on what: links from later to earlier papers, inferred from text, people and dates.

The evidence for a pair is the sum of three things that can be read off a link again:

    text        how alike the words of the two papers are
    context     how alike the later paper is to the nearest neighbours of the earlier one: two papers on one
                topic need not use the same words. Plays the part of latent semantic analysis
    people      shared people, each counting less the more papers they have

A logistic curve turns the evidence into a weight. `benchmarks/quality/lineage.py` fits and measures all of it
on true citations.
"""

import calendar
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse

from kgraph.records import LineageLink, Paper, Person, Tag
from kgraph.similarity import neighbourhoods, products, text_vectors

# Parents a paper is given at most.
MOST_PARENTS = 5
# Two papers whose dates are less than this many days apart may have been written side by side: of 66 sure
# citations in a list of 28 papers, two ran against the dates.
UNCERTAIN_DAYS = 183

# Pairs whose words are less alike are passed over, and .04 % of the links among 13,171 papers with them.
LEAST_COSINE = 0.06
_NEIGHBOURS = 20
# Evidence grows with the logarithm of a cosine above this floor. Citations get likelier by a factor, not by a
# step: against the plain cosine the logarithm lowers the log-loss of the true parents from 5.35 to 5.20.
_FLOOR = 0.02
# Picked from .6 to 1.6 for context, .8 to 1.5 for people, and 10 or 20 neighbours, on half of the citing
# papers; most of that grid lies within a standard error (R@5 .01, MRR .015). The other half was looked at
# along the way, so its figures are a check and no blind test.
_CONTEXT = 0.9
_PEOPLE = 1.1
# People who each count 1 / sqrt(their papers) add up to half of what any number of them can give. The bound
# keeps two papers of one large collaboration from being linked by their author lists alone.
_HALF_PEOPLE = 0.3
# Platt's logistic curve, fitted on half of 919 papers that each cite some of 7,631 earlier ones. On the
# other half, weights that average .03, .07, .14 and .28 met .04, .07, .14 and .25 true citations; .49 and
# .80 are too sure with .29 and .61. On bare titles (both halves) .03, .07, .14, .26, .49 and .78 met .03,
# .09, .17, .33, .67 and .64. The size of the corpus matters little: the median cosine of true pairs (before
# allowance for unread words) is .10 among 13,171 papers and .14 within samples of 28.
_SLOPE = 3.17
_OFFSET = 14.52
# Links of less weight are not made. On the same half, with at most five links a paper, a least weight of
# .03, .05, .1, .2 and .5 gives 3.7, 2.8, 1.7, .9 and .2 links a paper, precision .21, .24, .31, .40 and .58,
# and recall .26, .23, .17, .11 and .04. The low value is for short reading lists, where the weights are too
# low and where by our own reading, without a count against reference lists, most of the weakest links hold.
LEAST_WEIGHT = 0.04
# Where neither paper is known to be the earlier one, either may build on the other. A paper cites a given
# one of its own year and venue a fifth as often as one of the two years before.
_EITHER_WAY = 0.5

PARTS = ("text", "context", "people")


class Evidence(NamedTuple):
    """Pairs of papers by number, and what speaks for each: one row for each of `PARTS`."""

    later: npt.NDArray[np.intp]
    earlier: npt.NDArray[np.intp]
    parts: npt.NDArray[np.float64]


class _Dated(NamedTuple):
    """A paper with the first and the last day that its date may mean."""

    first: date
    last: date
    paper: Paper

    @property
    def middle(self) -> float:
        return (self.first.toordinal() + self.last.toordinal()) / 2


def link_lineage(
    papers: Sequence[Paper], people: Sequence[Person], tags: Sequence[Tag]
) -> tuple[LineageLink, ...]:
    """Link each dated paper to the at most five earlier ones that it likely builds on, by (later, earlier).

    Papers are ordered by the middle of what their date may mean, then by id, and links only run from later to
    earlier: there is no cycle. Undated papers get no link, and count as papers all the same where the rarity
    of words and people is measured. A paper without abstract is read by its title.

    A weight, from 0.04 to 1, is the chance that the later paper cites the earlier one, where it has some
    7,600 papers of a broad field to choose from; in a narrow reading list, where all is close, it is too low.
    Its parts add up to it. The shared people and concepts are those of the fewest papers first.

    Time grows with the square of the number of papers, memory in proportion to it: 13,000 papers take 10 s
    (Anthology, many without abstract) to 25 s (all with), 104,188 take 6 minutes and 1.4 GB, on one core.

    >>> link_lineage([], [], [])
    ()
    """
    spans = {paper.id: span for paper in papers if (span := _days(paper.date or ""))}
    dated = sorted(
        (_Dated(*spans[paper.id], paper) for paper in papers if paper.id in spans),
        key=lambda one: (one.middle, one.paper.id),
    )
    undated = sorted((paper for paper in papers if paper.id not in spans), key=lambda paper: paper.id)
    ordered = [*(one.paper for one in dated), *undated]
    persons = _Holding((paper, person.id) for person in people for paper, _ in person.mentions)
    concepts = _Holding((tag.paper, tag.concept) for tag in tags)
    links = (
        _link(dated[later], dated[earlier], weight, evidence, persons, concepts)
        for later, earlier, weight, evidence in _parents(ordered, people, dated)
    )
    return tuple(sorted(links, key=lambda link: (link.later, link.earlier)))


def gather_evidence(
    papers: Sequence[Paper], people: Sequence[Person], least_cosine: float = LEAST_COSINE
) -> Iterator[Evidence]:
    """Weigh each paper against those before it in `papers`, block by block.

    Pairs whose words are less alike than `least_cosine` are passed over. Context is query expansion turned
    round: here the earlier paper, the document, is expanded by its neighbours (Singhal & Pereira, "Document
    expansion for speech retrieval", SIGIR 1999), which raises AUC
    from .961 to .969 beside text and people, and leaves R@5 (.334) and MRR (.467, .471) as they were.
    """
    vectors = text_vectors(papers)
    near, nearness = neighbourhoods(vectors, _NEIGHBOURS)
    authors = _authorship(papers, people)
    for start, cosines in products(vectors):
        rows = np.arange(len(cosines))
        cosines[rows, start + rows] = 0  # that a paper is like itself says nothing of its forebears
        alike = cosines >= least_cosine
        alike[np.arange(len(papers)) >= start + rows[:, np.newaxis]] = False
        row, earlier = np.nonzero(alike)
        context = sum(
            nearness[earlier, column] * cosines[row, near[earlier, column]] for column in range(near.shape[1])
        )
        shared = (authors[start : start + len(cosines)] @ authors.T).toarray()[row, earlier]
        # In double precision from here on: the last bit of a logarithm differs between processors.
        alike_here, alike_near, people_shared = np.array((cosines[row, earlier], context, shared), np.float64)
        parts = (
            np.log1p(alike_here / _FLOOR),
            _CONTEXT * np.log1p(alike_near / _FLOOR),
            _PEOPLE * people_shared / (people_shared + _HALF_PEOPLE),
        )
        yield Evidence(start + row, earlier, np.array(parts))


def weigh(evidence: Any) -> Any:
    """The weight, from 0 to 1, of a sum of evidence: a number or an array.

    Source: J. Platt, "Probabilistic outputs for support vector machines", 1999.

    >>> round(float(weigh(4.0)), 2)
    0.14
    """
    return 1 / (1 + np.exp(_OFFSET - _SLOPE * evidence))


def _parents(
    papers: Sequence[Paper], people: Sequence[Person], dated: Sequence[_Dated]
) -> Iterator[tuple[int, int, float, tuple[float, ...]]]:
    """The kept pairs as (later, earlier, weight, evidence), by number in `papers`; the undated come last."""
    first = np.array([one.first.toordinal() for one in dated])
    last = np.array([one.last.toordinal() for one in dated])
    for pairs in gather_evidence(papers, people):
        likely = np.flatnonzero((pairs.later < len(dated)) & (weigh(pairs.parts.sum(axis=0)) >= LEAST_WEIGHT))
        later, earlier, parts = pairs.later[likely], pairs.earlier[likely], pairs.parts[:, likely]
        unordered = last[earlier] >= first[later]
        weights = (weigh(parts.sum(axis=0)) * np.where(unordered, _EITHER_WAY, 1)).round(4)
        given: Counter[int] = Counter()
        for pair in np.lexsort((earlier, -weights, later)).tolist():
            given[later[pair]] += 1
            if weights[pair] >= LEAST_WEIGHT and given[later[pair]] <= MOST_PARENTS:
                yield (
                    int(later[pair]),
                    int(earlier[pair]),
                    float(weights[pair]),
                    tuple(parts[:, pair].tolist()),
                )


class _Holding:
    """Who or what each paper has."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._of: dict[str, set[str]] = defaultdict(set)
        for paper, held in pairs:
            self._of[paper].add(held)
        self._papers = Counter(held for all_held in self._of.values() for held in all_held)

    def shared(self, one: str, other: str) -> tuple[str, ...]:
        """What both papers have, the most telling first: that of the fewest papers."""
        both = self._of.get(one, set()) & self._of.get(other, set())
        return tuple(sorted(both, key=lambda held: (self._papers[held], held)))


def _link(
    later: _Dated,
    earlier: _Dated,
    weight: float,
    evidence: tuple[float, ...],
    persons: _Holding,
    concepts: _Holding,
) -> LineageLink:
    ids = later.paper.id, earlier.paper.id
    return LineageLink(
        later=ids[0],
        earlier=ids[1],
        weight=weight,
        parts=_share_out(weight, evidence),
        shared_people=persons.shared(*ids),
        shared_concepts=concepts.shared(*ids),
        direction_uncertain=earlier.last >= later.first or later.middle - earlier.middle < UNCERTAIN_DAYS,
    )


def _share_out(weight: float, evidence: tuple[float, ...]) -> tuple[tuple[str, float], ...]:
    """Divide a weight among the parts by their share in the evidence, to the last ten-thousandth.

    >>> _share_out(0.5, (3.0, 0.0, 1.0))
    (('text', 0.375), ('people', 0.125))
    """
    whole, total = round(weight * 10_000), math.fsum(evidence)
    ends = [0, *(round(whole * math.fsum(evidence[:count]) / total) for count in (1, 2, 3))]
    shares = [(ends[number + 1] - ends[number]) / 10_000 for number in range(len(PARTS))]
    named = [(name, share) for name, share in zip(PARTS, shares, strict=True) if share > 0]
    return tuple(sorted(named, key=lambda part: (-part[1], PARTS.index(part[0]))))


def _authorship(papers: Sequence[Paper], people: Sequence[Person]) -> Any:
    """Papers by people; the product with itself adds up `1 / sqrt(papers)` over the people that two share."""
    row_of = {paper.id: row for row, paper in enumerate(papers)}
    rows, columns, values = [], [], []
    for column, person in enumerate(sorted(people, key=lambda person: person.id)):
        held = sorted({row_of[paper] for paper, _ in person.mentions if paper in row_of})
        rows += held
        columns += [column] * len(held)
        values += [len(held) ** -0.25] * len(held)
    shape = (len(papers), len(people))
    return sparse.csr_matrix((values, (rows, columns)), shape=shape, dtype=np.float32)


def _days(text: str) -> tuple[date, date] | None:
    """The first and the last day that an ISO date, month or year may mean; nothing for what is no date.

    >>> _days("2022-02")
    (datetime.date(2022, 2, 1), datetime.date(2022, 2, 28))
    """
    try:
        year, month, day = (*(int(part) for part in text.split("-")), 0, 0)[:3]
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or calendar.monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return first, last
