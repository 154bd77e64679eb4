"""Where the entities of a corpus stand: which terms are entities, and the search for them in all pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kgraph.keywords.corpus import Corpus, page_of_pair, pair, term_of_pair
from kgraph.keywords.dictionary import (
    Dictionary,
    Key,
    Longs,
    Occurrences,
    build_dictionary,
    find_all,
    find_longest,
    join_occurrences,
)
from kgraph.keywords.entities import is_term, without_empty_heads
from kgraph.keywords.thesaurus import Thesaurus, letters_of

# A term must stand alone in two papers; below this many papers in one, where two would leave almost nothing.
SMALL_CORPUS = 200

# Pages that are searched together: some hundred thousand words.
_TOGETHER = 1000


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the pages of a corpus hold, each spelling as its entity; pairs are in order, each once.

    `own` has the author keywords of each page as printed, `own_pairs` as pairs; `terms` are pairs of a page
    and a term that is a whole noun phrase or an author keyword of it. `found` says where entities stand that
    two pages hold, and author keywords in their own page; `held` has the pairs of both, and `holders` counts
    the pages of each term. `local` are the terms of one page alone, and `places` is where they stand.
    """

    own: Sequence[Mapping[int, str]]
    own_pairs: Longs
    terms: Longs
    found: Occurrences
    held: Longs
    holders: Longs
    local: Longs
    places: Occurrences


def find_holdings(corpus: Corpus, thesaurus: Thesaurus) -> Holdings:
    """Find the entities that at least two pages hold, and the terms of each page besides."""
    terms = _standing_terms(corpus)
    entity_of = _merge_spellings(corpus, terms, thesaurus)
    entities = _choose_entities(corpus, terms, entity_of, thesaurus)
    dropped = np.array([thesaurus.is_dropped(key) for key in corpus.terms.keys], dtype=bool)
    own = [
        {
            entity: printed
            for entity, printed in {int(entity_of[term]): text for term, text in given.items()}.items()
            if not dropped[entity]
        }
        for given in corpus.own
    ]
    own_pairs = _own_pairs(own)
    merged = pair(page_of_pair(terms), entity_of[term_of_pair(terms)])
    terms = np.unique(merged[~dropped[term_of_pair(merged)]])
    found = _find_shared(corpus, entities, entity_of, own_pairs)
    found = _find_own(corpus, own_pairs, found)
    held = np.union1d(own_pairs, pairs_of(corpus, found))
    holders = count_pages(corpus, held)
    local = terms[holders[term_of_pair(terms)] < 2]
    local = local[_are_terms(corpus)[term_of_pair(local)] | np.isin(local, own_pairs)]
    places = _find_each(corpus, local)
    return Holdings(own, own_pairs, terms, found, held, holders, local, places)


def pairs_of(corpus: Corpus, found: Occurrences) -> Longs:
    """The pages and terms of occurrences, as pairs."""
    return np.unique(pair(corpus.page_of(found.first), found.term))


def find_present(corpus: Corpus, keys: Sequence[Key]) -> set[Key]:
    """Those of some terms that stand in a text, if only inside a longer one, and all author keywords."""
    if not keys:
        return set()
    numbers = np.array([corpus.terms.number(key) for key in keys], dtype=np.int64)
    dictionary = build_dictionary(corpus.terms, numbers, numbers, np.zeros_like(numbers))
    found = {term for given in corpus.own for term in given}
    for words, pages in _words_of(corpus, np.arange(len(corpus.papers))):
        found.update(find_all(dictionary, corpus.reading, words, np.zeros_like(pages)).term.tolist())
    return {corpus.terms.keys[term] for term in found}


def _own_pairs(own: Sequence[Mapping[int, str]]) -> Longs:
    counts = np.array([len(given) for given in own], dtype=np.int64)
    terms = np.array([term for given in own for term in given], dtype=np.int64)
    return np.unique(pair(np.repeat(np.arange(len(own)), counts), terms))


def count_pages(corpus: Corpus, pairs: Longs) -> Longs:
    """The number of pages that each term of a corpus is paired with."""
    return np.bincount(term_of_pair(pairs), minlength=len(corpus.terms.keys))


def _are_terms(corpus: Corpus) -> npt.NDArray[np.bool_]:
    """Whether each term can name a topic (`is_term`), as all that are noun phrases can."""
    flags = np.zeros(len(corpus.terms.keys), dtype=bool)
    flags[term_of_pair(corpus.phrases)] = True
    for term in np.flatnonzero(~flags).tolist():
        flags[term] = is_term(corpus.terms.keys[term])
    return flags


def _standing_terms(corpus: Corpus) -> Longs:
    """The pairs of pages and the terms that stand alone in them.

    A "bandit problem" gives way to *bandit* if that stands alone anywhere, but is no proof that it does.
    """
    keys = corpus.terms.keys
    numbers = np.unique(term_of_pair(corpus.phrases)).tolist()
    standing = {keys[number] for number in numbers}
    whole = np.zeros(len(keys), dtype=bool)
    whole[[number for number in numbers if without_empty_heads(keys[number], standing) == keys[number]]] = (
        True
    )
    return np.union1d(corpus.phrases[whole[term_of_pair(corpus.phrases)]], _own_pairs(corpus.own))


def _merge_spellings(corpus: Corpus, terms: Longs, thesaurus: Thesaurus) -> Longs:
    """The most frequent term of the same letters for each term (*data set*, *dataset*), itself for most.

    A variant of the thesaurus is mapped to its term.
    """
    keys = corpus.terms.keys
    by_hand = [corpus.terms.number(key) for key in thesaurus.named()]
    meant = {letters: corpus.terms.number(key) for letters, key in thesaurus.variants.items()}
    alone = count_pages(corpus, terms).tolist()
    letters = list(map(letters_of, keys))
    best: dict[str, int] = {}
    standing = [number for number, count in enumerate(alone) if count]
    for number in standing:
        other = best.setdefault(letters[number], number)
        if other != number and (-alone[number], keys[number]) < (-alone[other], keys[other]):
            best[letters[number]] = number
    entity_of = np.arange(len(keys))
    for number in (*standing, *by_hand):
        entity = meant.get(letters[number], number)
        entity_of[number] = best.get(letters[entity], entity)
    return entity_of


def _choose_entities(corpus: Corpus, terms: Longs, entity_of: Longs, thesaurus: Thesaurus) -> Longs:
    """The spellings to look up."""
    needed = 1 if len(corpus.papers) < SMALL_CORPUS else 2
    keys = corpus.terms.keys
    alone = count_pages(corpus, terms)
    total = np.bincount(entity_of, weights=alone)
    by_hand = np.isin(np.arange(len(keys)), [corpus.terms.number(key) for key in thesaurus.named()])
    promoted = np.array([thesaurus.is_promoted(key) for key in keys], dtype=bool)
    dropped = np.array([thesaurus.is_dropped(key) for key in keys], dtype=bool)
    chosen = ((total >= needed)[entity_of] & (_are_terms(corpus) | by_hand)) | promoted[entity_of]
    return np.flatnonzero(((alone > 0) | by_hand) & chosen & ~dropped[entity_of])


def _find_shared(corpus: Corpus, spellings: Longs, entity_of: Longs, own: Longs) -> Occurrences:
    """Find the entities that two pages hold."""
    pages = np.arange(len(corpus.papers))
    found = _find(corpus, pages, _dictionary(corpus, spellings, entity_of))
    # What only one page holds gives its place back to the terms inside it.
    held = pairs_of(corpus, found)
    holders = count_pages(corpus, np.union1d(own, held))
    again = np.unique(page_of_pair(held[holders[term_of_pair(held)] < 2]))
    spellings = spellings[holders[entity_of[spellings]] > 1]
    kept = found.take(~np.isin(corpus.page_of(found.first), again))
    return _in_order(kept, _find(corpus, again, _dictionary(corpus, spellings, entity_of)))


def _find_own(corpus: Corpus, own: Longs, found: Occurrences) -> Occurrences:
    """Add the author keywords that are no entities (*privacy* is too common a word), each in its paper."""
    others = _find_each(corpus, np.setdiff1d(own, pairs_of(corpus, found)))
    before = np.searchsorted(found.first, others.last) - 1
    ends = np.append(found.last, 0)[before]  # of the last entity that begins before the end of each
    return _in_order(found, others.take(ends <= others.first))


def _in_order(*parts: Occurrences) -> Occurrences:
    joined = join_occurrences(parts)
    return joined.take(np.argsort(joined.first, kind="stable"))


def _dictionary(corpus: Corpus, spellings: Longs, entity_of: Longs) -> Dictionary:
    return build_dictionary(corpus.terms, spellings, entity_of[spellings], np.zeros_like(spellings))


def _find(corpus: Corpus, pages: Longs, dictionary: Dictionary) -> Occurrences:
    """Look one dictionary up in some pages."""
    return join_occurrences(
        find_longest(dictionary, corpus.reading, words, np.zeros_like(words))
        for words, _ in _words_of(corpus, pages)
    )


def _find_each(corpus: Corpus, pairs: Longs) -> Occurrences:
    """Look up in each page the terms that it is paired with, and no others."""
    found = []
    for words, page_of_word in _words_of(corpus, np.unique(page_of_pair(pairs))):
        first, last = page_of_word[0], page_of_word[-1]
        begin, end = np.searchsorted(pairs, (first << 32, (last + 1) << 32))
        terms, pages = term_of_pair(pairs[begin:end]), page_of_pair(pairs[begin:end])
        dictionary = build_dictionary(corpus.terms, terms, terms, pages - first)
        found.append(find_longest(dictionary, corpus.reading, words, page_of_word - first))
    return join_occurrences(found)


def _words_of(corpus: Corpus, pages: Longs) -> Iterator[tuple[Longs, Longs]]:
    """The words of some pages, and the page of each; as many pages at a time as are searched together."""
    bounds = corpus.reading.bounds[corpus.first_texts]
    for start in range(0, len(pages), _TOGETHER):
        some = pages[start : start + _TOGETHER]
        sizes = bounds[some + 1] - bounds[some]
        jumps = bounds[some] - np.concatenate(([0], sizes.cumsum()[:-1]))
        yield np.arange(sizes.sum()) + np.repeat(jumps, sizes), np.repeat(some, sizes)
