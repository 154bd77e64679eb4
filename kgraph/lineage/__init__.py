"""What likely builds on what: links from later to earlier papers, by text, people, topics and dates.

`signals` says what speaks for a pair, `calibration` makes a probability of it, fitted and measured on true
citations by `benchmarks/quality/lineage.py`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise

import numpy as np

from kgraph.embeddings import Embedder
from kgraph.lineage.calibration import PLAIN, WITH_MEANING, Curve
from kgraph.lineage.dates import Dated, in_order
from kgraph.lineage.signals import Compared, Evidence, compare_texts, gather_evidence
from kgraph.records import LineageLink, Paper, Person, Tag
from kgraph.vocabulary import PARTS

# Parents a paper is given at most.
MOST_PARENTS = 5
# Two papers whose dates are less than this many days apart may have been written side by side: of 66 sure
# citations in a list of 28 papers, two ran against the dates.
UNCERTAIN_DAYS = 183
# Links of less weight are not made. A least weight of .02, .04, .1, .2 and .5 gives 4.6, 3.8, 2.3, .9 and
# .2 links a paper, of which .20, .23, .29, .43 and .68 are true citations: .31, .29, .22, .13 and .05 of all.
# The low value is for short reading lists, where the weights are too low and where by our own reading,
# without a count against reference lists, most of the weakest links hold.
LEAST_WEIGHT = 0.04
# Where neither paper is known to be the earlier one, either may build on the other. A paper cites a given
# one of its own year and venue a fifth as often as one of the two years before.
_EITHER_WAY = 0.5


def link_lineage(
    papers: Sequence[Paper],
    people: Sequence[Person],
    tags: Sequence[Tag],
    embedder: Embedder | None = None,
    compared: Compared | None = None,
) -> tuple[LineageLink, ...]:
    """Link each dated paper to the at most five earlier ones that it likely builds on, by (later, earlier).

    Papers are ordered by the middle of what their date may mean, then by id, and links only run from later to
    earlier: there is no cycle. Undated papers get no link, and count as papers all the same where the rarity
    of words and people is measured. A paper without abstract is read by its title.

    A weight, from 0.04 to 1, is the chance that the later paper cites the earlier one, where it has some
    7,600 papers of a broad field to choose from; in a narrow reading list, where all is close, it is too low.
    Its parts add up to it. The shared people and concepts are those of the fewest papers first. With an
    `embedder` sentence embeddings are one of the parts. `compared` is what `compare_words` gives for the
    papers, if it is known already.

    At least the 200 earlier papers most alike by their words are weighed. The time to find them grows with
    the square of the papers that share a word, of which words of more than 5,000 papers are left out: of
    the ACL Anthology 104,000 papers take 80 s on two busy cores.

    >>> link_lineage([], [], [])
    ()
    """
    dated, undated = in_order(papers)
    ordered = [*(one.paper for one in dated), *undated]
    pairs = gather_evidence(ordered, people, tags, embedder, compared=compared)
    curve = WITH_MEANING if embedder else PLAIN
    persons = _Holding((paper, person.id) for person in people for paper, _ in person.mentions)
    concepts = _Holding((tag.paper, tag.concept) for tag in tags)
    links = (
        _link(dated[later], dated[earlier], weight, evidence, persons, concepts)
        for later, earlier, weight, evidence in _parents(pairs, dated, curve)
    )
    return tuple(sorted(links, key=lambda link: (link.later, link.earlier)))


def compare_words(papers: Sequence[Paper]) -> Compared:
    """Compare papers by their words: the part of lineage that needs neither people nor topics."""
    dated, undated = in_order(papers)
    return compare_texts([*(one.paper for one in dated), *undated])


def _parents(
    evidence: Iterable[Evidence], dated: Sequence[Dated], curve: Curve
) -> Iterator[tuple[int, int, float, tuple[float, ...]]]:
    """The kept pairs as (later, earlier, weight, evidence), by number in `papers`; the undated come last."""
    first = np.array([one.first.toordinal() for one in dated])
    last = np.array([one.last.toordinal() for one in dated])
    for pairs in evidence:
        odds = curve.log_odds(pairs.parts)
        weights = curve.weigh(odds.sum(axis=0))
        likely = np.flatnonzero((pairs.later < len(dated)) & (weights >= LEAST_WEIGHT))
        later, earlier, odds = pairs.later[likely], pairs.earlier[likely], odds[:, likely]
        unordered = last[earlier] >= first[later]
        weights = (weights[likely] * np.where(unordered, _EITHER_WAY, 1)).round(4)
        order = np.lexsort((earlier, -weights, later))
        rank = np.arange(len(order)) - np.searchsorted(later[order], later[order])
        best = order[(rank < MOST_PARENTS) & (weights[order] >= LEAST_WEIGHT)]
        columns = (later[best], earlier[best], weights[best], odds[:, best].T)
        for one, other, weight, parts in zip(*(column.tolist() for column in columns), strict=True):
            yield one, other, weight, tuple(parts)


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
    later: Dated,
    earlier: Dated,
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

    >>> _share_out(0.5, (3.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0))
    (('text', 0.375), ('people', 0.125))
    """
    sums = list(accumulate(evidence))
    ends = [round(weight * 10_000 * part / sums[-1]) for part in sums]
    shares = [(end - start) / 10_000 for start, end in pairwise((0, *ends))]
    named = [(name, share) for name, share in zip(PARTS, shares, strict=True) if share > 0]
    return tuple(sorted(named, key=lambda part: -part[1]))
