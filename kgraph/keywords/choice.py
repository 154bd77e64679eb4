"""Which terms each page keeps as its keywords, with what weight."""

import math
from dataclasses import dataclass

import numpy as np
import polars as pl

from kgraph.keywords.arrays import Flags, Floats, Longs, are_among, page_of_pair, pair, term_of_pair
from kgraph.keywords.batch import Batch
from kgraph.keywords.lookup import Holdings, pairs_of
from kgraph.keywords.mentions import Mentions
from kgraph.keywords.nearness import Nearness
from kgraph.keywords.termhood import measure_termhood
from kgraph.keywords.weights import measure_salience, measure_standing

# A paper has at most so many keywords besides its authors': first its shared entities by weight, then its
# best local terms, which do not link. Indexers give ten on average (Inspec); F1 of the first ten is 40 to 41.
KEYWORDS_PER_PAPER = 10
# A shared entity must have this weight for each unit of ln(1 + papers): the more papers, the more pairs meet
# by chance. F1 over pairs of NeurIPS papers with a common author keyword is best at a least weight of .25 for
# lists of 28 papers, .5 for 200, .4 to .5 for 2,000. A part of the paper's best weight as a second condition
# raises no F1 and takes links from short lists.
LEAST_WEIGHT = 0.06


@dataclass(frozen=True, slots=True)
class Choice:
    """Terms that pages keep, as pairs of page and term in order, and their weights."""

    pairs: Longs
    weights: Floats

    def take(self, rows: Flags | Longs) -> "Choice":
        """Those of some rows."""
        return Choice(self.pairs[rows], self.weights[rows])


def choose_shared(
    batch: Batch, holdings: Holdings, mentions: Mentions, standing: pl.DataFrame, near: Nearness, papers: int
) -> Choice:
    """The weightiest entities of each page among those that other pages hold, author keywords, promoted ones.

    `standing` is that of the whole corpus (`weigh_entities`), `papers` its size.
    """
    table = batch.terms.align(standing)
    standing_of = table["standing"].fill_null(0.0).to_numpy()
    promoted = table["promoted"].fill_null(False).to_numpy()
    pairs = holdings.held[standing_of[term_of_pair(holdings.held)] > 0]
    own = are_among(pairs, holdings.own)
    salience = measure_salience(batch, mentions, pairs, own | mentions.name(pairs))
    weights = salience * standing_of[term_of_pair(pairs)]
    found = Choice(pairs, weights * near.of(pairs))
    weighty = weights >= LEAST_WEIGHT * math.log1p(papers)
    first = _rank(batch, found) < KEYWORDS_PER_PAPER
    return found.take((first & weighty) | own | promoted[term_of_pair(pairs)])


def complete_choice(
    batch: Batch,
    holdings: Holdings,
    mentions: Mentions,
    local: Longs,
    choice: Choice,
    linking: Flags,
    near: Nearness,
    papers: int,
) -> Choice:
    """Add the best other terms of each page to the entities chosen, and scale weights to the page's largest.

    `local` are the terms of one page alone, as pairs. Chosen entities that are not `linking`, for no second
    page of the corpus has chosen them, are ranked with these. `papers` is the size of the corpus.
    """
    pairs = local[_are_worth(batch, holdings, mentions, local)]
    named = are_among(pairs, holdings.own) | mentions.name(pairs)
    salience = measure_salience(batch, mentions, pairs, named) * near.of(pairs)
    one = np.ones(len(pairs), dtype=np.int64)
    standing = measure_standing(papers, one, one * named, one)
    weights = _weigh_terms(batch, pairs) * salience * standing
    links = linking[term_of_pair(choice.pairs)]
    kept, others = choice.take(links), _join(choice.take(~links), Choice(pairs, weights))
    room = KEYWORDS_PER_PAPER - np.bincount(page_of_pair(kept.pairs), minlength=len(batch.papers))
    fit = _rank(batch, others) < room[page_of_pair(others.pairs)]
    whole = _join(kept, others.take(fit | are_among(others.pairs, holdings.own)))
    largest = np.zeros(len(batch.papers))
    np.maximum.at(largest, page_of_pair(whole.pairs), whole.weights)
    return Choice(whole.pairs, whole.weights / largest[page_of_pair(whole.pairs)])


def _join(one: Choice, other: Choice) -> Choice:
    joined = Choice(np.concatenate((one.pairs, other.pairs)), np.concatenate((one.weights, other.weights)))
    return joined.take(np.argsort(joined.pairs, kind="stable"))


def _rank(batch: Batch, choice: Choice) -> Longs:
    """The rank of each pair in its page, from 0: by weight, then in the order of the alphabet."""
    pages = page_of_pair(choice.pairs)
    numbers, which = np.unique(term_of_pair(choice.pairs), return_inverse=True)
    names = batch.terms.names().gather(numbers)
    alphabetical = names.rank("ordinal").to_numpy()[which]
    order = np.lexsort((alphabetical, -choice.weights, pages))
    ranks = np.empty(len(pages), dtype=np.int64)
    ranks[order] = np.arange(len(pages)) - np.searchsorted(pages, pages)
    return ranks


def _weigh_terms(batch: Batch, pairs: Longs) -> Floats:
    """The termhood of the terms of pairs."""
    numbers, which = np.unique(term_of_pair(pairs), return_inverse=True)
    names = batch.terms.names().gather(numbers)
    return measure_termhood(names)[which]


def _are_worth(batch: Batch, holdings: Holdings, mentions: Mentions, local: Longs) -> Flags:
    """Whether each local term is an author keyword, or mentioned and more than words added to another term.

    Said once, a term that another of the page's begins is mostly none but a sentence that goes on ("the
    gradient noise scale rises").
    """
    own = are_among(local, holdings.own)
    count, _ = mentions.count(local)
    once = np.flatnonzero((count == 1) & ~own & ~mentions.name(local))
    places, shorter = batch.terms.beginnings(term_of_pair(local[once]))
    beginnings = pair(page_of_pair(local[once[places]]), shorter)
    found = pairs_of(batch, holdings.found)
    goes_on = are_among(beginnings, holdings.terms) | are_among(beginnings, found)
    worth = own | (count > 0)
    worth[once[places[goes_on]]] = False
    return worth
