"""How near the terms of a paper are to what the paper says, where an embedder is at hand.

The idea is that of EmbedRank (K. Bennani-Smires et al., CoNLL 2018) and KeyBERT: what a paper is about lies
near the whole of it. There the cosine ranks alone; here it is one factor among the others.
"""

from collections.abc import Iterator, Sequence

from kgraph.embeddings import Embedder
from kgraph.keywords.entities import Key
from kgraph.keywords.pages import Page

# A term keeps this much of its weight however far it is, for a cosine may be negative. With .02, .1 and .2
# the F1 of the first ten is 37.7, 37.6 and 37.0 (Inspec, training set); the square of the cosine gives 37.8.
_LEAST = 0.02
# Pages whose terms are embedded at once: 16,000 vectors are 25 MB.
_PAGES = 1000


def measure_nearness(pages: Sequence[Page], embedder: Embedder) -> Iterator[dict[Key, float]]:
    """The cosine of each term and its page (title and abstract), from 0.02 to 1: a dictionary a page."""
    for start in range(0, len(pages), _PAGES):
        some = pages[start : start + _PAGES]
        wholes = embedder.embed([". ".join(text for _, text in page.texts) for page in some])
        terms = [sorted(page.held() | page.terms) for page in some]
        keys = sorted({key for held in terms for key in held})
        vectors = embedder.embed([" ".join(key) for key in keys])
        row_of = {key: row for row, key in enumerate(keys)}
        for whole, held in zip(wholes, terms, strict=True):
            cosines = vectors[[row_of[key] for key in held]] @ whole
            yield {key: max(float(cosine), _LEAST) for key, cosine in zip(held, cosines, strict=True)}
