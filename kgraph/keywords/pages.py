"""Pages: a paper as read, with the terms that it holds and the places where they stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kgraph.keywords.corpus import Corpus, term_of_pair, texts_of
from kgraph.keywords.dictionary import Key, Longs, Occurrences
from kgraph.keywords.lookup import Holdings
from kgraph.records import Paper

# Pages that are made at a time.
_TOGETHER = 1000

# Where a term is printed: the number of the text in its page, start, end.
Place = tuple[int, int, int]
Places = dict[Key, list[Place]]


@dataclass(frozen=True, slots=True)
class Page:
    """A paper as read; `texts` have the names of their fields, the title comes first.

    `own` are its author keywords as printed, `terms` its whole noun phrases and author keywords; `found` says
    where the entities stand that at least two pages hold, and `local` where its other terms do, if they do.
    """

    paper: Paper
    texts: Sequence[tuple[str, str]]
    own: Mapping[Key, str]
    terms: frozenset[Key]
    found: Places
    local: Places

    def held(self) -> set[Key]:
        """The entities that stand in the texts, and the author keywords."""
        return self.found.keys() | self.own.keys()


def make_pages(corpus: Corpus, holdings: Holdings) -> Iterator[Page]:
    """Make the pages of a corpus in turn, so that few are there at a time."""
    keys = corpus.terms.keys
    for start in range(0, len(corpus.papers), _TOGETHER):
        pages = range(start, min(start + _TOGETHER, len(corpus.papers)))
        found = _places_by_page(corpus, holdings.found, pages)
        local = _places_by_page(corpus, holdings.places, pages)
        terms, lone = (_keys_by_page(corpus, pairs, pages) for pairs in (holdings.terms, holdings.local))
        for number, page in enumerate(pages):
            paper = corpus.papers[page]
            yield Page(
                paper,
                list(texts_of(paper)),
                {keys[term]: printed for term, printed in holdings.own[page].items()},
                frozenset(terms[number]),
                found[number],
                {key: [] for key in lone[number]} | local[number],
            )


def _keys_by_page(corpus: Corpus, pairs: Longs, pages: range) -> list[list[Key]]:
    """The terms that some pages are paired with."""
    keys = corpus.terms.keys
    bounds = np.searchsorted(pairs, np.arange(pages.start, pages.stop + 1) << 32).tolist()
    some = [keys[term] for term in term_of_pair(pairs[bounds[0] : bounds[-1]]).tolist()]
    return [some[bounds[i] - bounds[0] : bounds[i + 1] - bounds[0]] for i in range(len(pages))]


def _places_by_page(corpus: Corpus, found: Occurrences, pages: range) -> list[Places]:
    """Where terms stand in some pages, in the order of the text."""
    keys, reading = corpus.terms.keys, corpus.reading
    words = reading.bounds[corpus.first_texts[[pages.start, pages.stop]]]
    begin, end = np.searchsorted(found.first, words)
    some = found.take(slice(begin, end))
    page = corpus.page_of(some.first)
    places: list[Places] = [{} for _ in pages]
    printed = zip(
        (reading.text_of(some.first) - corpus.first_texts[page]).tolist(),
        reading.starts[some.first].tolist(),
        reading.ends[some.last - 1].tolist(),
        strict=True,
    )
    for number, term, place in zip((page - pages.start).tolist(), some.term.tolist(), printed, strict=True):
        places[number].setdefault(keys[term], []).append(place)
    return places
