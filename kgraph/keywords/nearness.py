"""How near the terms of a paper are to what the paper says, where an embedder is at hand.

The idea is that of EmbedRank (K. Bennani-Smires et al., CoNLL 2018) and KeyBERT: what a paper is about lies
near the whole of it. There the cosine ranks alone; here it is one factor among the others.

It says which keyword comes first, not which one links papers. With the least weight of shared entities asked
of it too, more of them fall the fewer papers there are: F1 over pairs of 250 NeurIPS papers goes from 30.0
and 29.1 (two samples) to 28.5 and 25.7, of 500 from 27.8 and 33.9 to 30.2 and 31.8. Divided by the largest of
the page it is 31.2 and 26.0, 30.4 and 35.0; by the mean it gains nothing. Used for the order alone
it moves none of them by more than .2, and the first five and ten of Inspec are as good as by any of these.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from kgraph.embeddings import Embedder, join_texts
from kgraph.keywords.arrays import Floats, Longs, term_of_pair
from kgraph.keywords.batch import Batch, texts_of

# A term keeps this much of its weight however far it is, for a cosine may be negative. The first five and ten
# of Inspec (train) are as good with the cosine to the power of .7 (32.1, 40.0) and of 1.5 (32.0, 40.0).
_LEAST = 0.02
# Pages whose terms are embedded at once: 16,000 vectors are 25 MB.
_PAGES = 1000


@dataclass(frozen=True, slots=True)
class Nearness:
    """The cosines of terms and pages, by the pairs of both, which are in order; without any, all are 1."""

    pairs: Longs
    cosines: Floats

    def of(self, pairs: Longs) -> Floats:
        """The cosines of some of the pairs."""
        if not len(self.pairs):
            return np.ones(len(pairs))
        return self.cosines[np.searchsorted(self.pairs, pairs)]


NO_NEARNESS = Nearness(np.empty(0, dtype=np.int64), np.empty(0))


def measure_nearness(batch: Batch, pairs: Longs, embedder: Embedder) -> Nearness:
    """Measure the cosines of terms and their pages (title and abstract), from 0.02 to 1."""
    names = batch.terms.names().to_list()
    cosines = np.empty(len(pairs))
    for start in range(0, len(batch.papers), _PAGES):
        papers = batch.papers[start : start + _PAGES]
        wholes = embedder.embed([join_texts(*(text for _, text in texts_of(paper))) for paper in papers])
        bounds = np.searchsorted(pairs, np.arange(start, start + len(papers) + 1) << 32)
        terms = [names[term] for term in term_of_pair(pairs[bounds[0] : bounds[-1]]).tolist()]
        keys = sorted(set(terms))
        vectors = embedder.embed(keys)
        row_of = {key: row for row, key in enumerate(keys)}
        rows = np.array([row_of[term] for term in terms], dtype=np.int64)
        for whole, (begin, end) in zip(wholes, pairwise(bounds.tolist()), strict=True):
            some = rows[begin - bounds[0] : end - bounds[0]]
            order = np.argsort(some)
            cosines[begin + order] = vectors[some[order]] @ whole
    return Nearness(pairs, np.maximum(cosines, _LEAST))
