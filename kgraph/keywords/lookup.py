"""Where the entities of a corpus stand in a batch of it, and the terms that one page alone has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from kgraph.keywords.arrays import Flags, Longs, are_among, distinct, page_of_pair, pair, term_of_pair
from kgraph.keywords.batch import Batch
from kgraph.keywords.dictionary import (
    Occurrences,
    build_dictionary,
    find_all,
    find_longest,
    join_occurrences,
)
from kgraph.keywords.entities import is_term

# Pages that are searched together: some hundred thousand words.
_TOGETHER = 1000


@dataclass(frozen=True, slots=True)
class Holdings:
    """What the pages of a batch hold, each spelling as its entity; pairs are in order, each once.

    `own` has the author keywords and `printed` how each is written; `terms` are whole noun phrases and author
    keywords. `spellings` are looked up, each as one of `entities`; `found` says where these stand, and `held`
    has their pairs and the author keywords.
    """

    own: Longs
    printed: Sequence[str]
    terms: Longs
    spellings: Longs
    entities: Longs
    found: Occurrences
    held: Longs


def look_up(batch: Batch, settled: pl.DataFrame) -> Holdings:
    """Look up the entities that `settle_entities` chose: each page is searched for all of them."""
    spellings, entities = _number_sought(batch, settled)
    whole, entity_of = _number_entities(batch, settled)
    meant = pair(page_of_pair(batch.own), entity_of[term_of_pair(batch.own)])
    kept = np.flatnonzero(entity_of[term_of_pair(batch.own)] >= 0)
    order = kept[np.argsort(meant[kept], kind="stable")]
    own = meant[order]
    last = np.append(own[1:] != own[:-1], True) if len(own) else np.empty(0, dtype=bool)
    terms = distinct(batch.phrases[whole[term_of_pair(batch.phrases)]], batch.own)
    merged = pair(page_of_pair(terms), entity_of[term_of_pair(terms)])
    found = _find(batch, np.arange(len(batch.papers)), spellings, entities)
    return Holdings(
        own[last],
        [batch.printed[number] for number in order[last].tolist()],
        distinct(merged[entity_of[term_of_pair(terms)] >= 0]),
        spellings,
        entities,
        found,
        distinct(own, pairs_of(batch, found)),
    )


def look_again(batch: Batch, holdings: Holdings, shared: Flags) -> Holdings:
    """Look up again where an entity was found that is not `shared`: its place goes to the terms inside it.

    Author keywords that are no entities (*privacy* is too common a word) are found too, each in its paper.
    """
    found = holdings.found
    again = distinct(batch.page_of(found.first[~shared[found.term]]))
    kept = found.take(~are_among(batch.page_of(found.first), again))
    some = shared[holdings.entities]
    found = _in_order(kept, _find(batch, again, holdings.spellings[some], holdings.entities[some]))
    others = find_each(batch, holdings.own[~are_among(holdings.own, pairs_of(batch, found))])
    before = np.searchsorted(found.first, others.last) - 1
    ends = np.append(found.last, 0)[before]  # of the last entity that begins before the end of each
    found = _in_order(found, others.take(ends <= others.first))
    return replace(holdings, found=found, held=distinct(holdings.own, pairs_of(batch, found)))


def pairs_of(batch: Batch, found: Occurrences) -> Longs:
    """The pages and terms of occurrences, as pairs."""
    return distinct(pair(batch.page_of(found.first), found.term))


def find_present(batch: Batch, terms: Sequence[str]) -> Longs:
    """The pages in which some terms stand, if only inside longer ones, as pairs."""
    numbers = np.array(list(map(batch.terms.number, terms)), dtype=np.int64)
    dictionary = build_dictionary(batch.terms, numbers, numbers, np.zeros_like(numbers))
    parts = [
        find_all(dictionary, batch.reading, words, np.zeros_like(words))
        for words, _ in _words_of(batch, np.arange(len(batch.papers) if terms else 0))
    ]
    return pairs_of(batch, join_occurrences(parts))


def find_local(batch: Batch, holdings: Holdings, shared: Flags) -> tuple[Longs, Occurrences]:
    """The terms of each page that are not `shared` and can be keywords, as pairs, and where they stand."""
    local = holdings.terms[~shared[term_of_pair(holdings.terms)]]
    phrases = np.zeros(len(batch.terms), dtype=bool)
    phrases[term_of_pair(batch.phrases)] = True  # of these it is known
    names = batch.terms.names()
    others = distinct(term_of_pair(local)[~phrases[term_of_pair(local)]])
    phrases[others] = [is_term(tuple(names[term].split())) for term in others.tolist()]
    local = local[phrases[term_of_pair(local)] | are_among(local, holdings.own)]
    return local, find_each(batch, local)


def find_each(batch: Batch, pairs: Longs) -> Occurrences:
    """Look up in each page the terms that it is paired with, and no others."""
    found = []
    for words, page_of_word in _words_of(batch, distinct(page_of_pair(pairs))):
        first, last = page_of_word[0], page_of_word[-1]
        begin, end = np.searchsorted(pairs, (first << 32, (last + 1) << 32))
        terms, pages = term_of_pair(pairs[begin:end]), page_of_pair(pairs[begin:end])
        dictionary = build_dictionary(batch.terms, terms, terms, pages - first)
        found.append(find_longest(dictionary, batch.reading, words, page_of_word - first))
    return join_occurrences(found)


def _number_sought(batch: Batch, settled: pl.DataFrame) -> tuple[Longs, Longs]:
    """The numbers of the spellings to look up whose words stand in the batch, and those of what they mean."""
    sought = settled.filter("sought")
    known = batch.terms.names()
    numbers = pl.DataFrame({"term": known, "number": np.arange(len(known))})
    spelled = sought.join(numbers, on="term", how="left", maintain_order="left")
    spelled = spelled.filter(pl.col("number").is_not_null() | batch.terms.keys.know(spelled["term"]))
    meant = spelled.select(term="entity").join(numbers, on="term", how="left", maintain_order="left")
    return _number(batch, spelled), _number(batch, meant)


def _number(batch: Batch, table: pl.DataFrame) -> Longs:
    """The numbers of terms, of which those that are new to the batch have none yet."""
    new = table["number"].is_null()
    numbers = table["number"].fill_null(-1).to_numpy().copy()
    numbers[new.to_numpy()] = list(map(batch.terms.number, table["term"].filter(new)))
    return numbers


def _number_entities(batch: Batch, settled: pl.DataFrame) -> tuple[Flags, Longs]:
    """Which terms of a batch stand alone, and the entity of each: itself for most, -1 if it is dropped."""
    table = batch.terms.align(settled)
    entity_of = np.arange(len(table))
    entity_of[(table["entity"].is_null() & table["sought"].is_not_null()).to_numpy()] = -1
    merged = table.with_row_index().filter(pl.col("entity") != pl.col("term"))
    entity_of[merged["index"].to_numpy()] = list(map(batch.terms.number, merged["entity"]))
    return table["whole"].fill_null(False).to_numpy(), entity_of


def _in_order(*parts: Occurrences) -> Occurrences:
    joined = join_occurrences(parts)
    return joined.take(np.argsort(joined.first, kind="stable"))


def _find(batch: Batch, pages: Longs, spellings: Longs, entities: Longs) -> Occurrences:
    """Look some spellings up in some pages."""
    dictionary = build_dictionary(batch.terms, spellings, entities, np.zeros_like(spellings))
    return join_occurrences(
        find_longest(dictionary, batch.reading, words, np.zeros_like(words))
        for words, _ in _words_of(batch, pages)
    )


def _words_of(batch: Batch, pages: Longs) -> Iterator[tuple[Longs, Longs]]:
    """The words of some pages, and the page of each; as many pages at a time as are searched together."""
    bounds = batch.reading.bounds[batch.first_texts]
    for start in range(0, len(pages), _TOGETHER):
        some = pages[start : start + _TOGETHER]
        sizes = bounds[some + 1] - bounds[some]
        jumps = bounds[some] - np.concatenate(([0], sizes.cumsum()[:-1]))
        yield np.arange(sizes.sum()) + np.repeat(jumps, sizes), np.repeat(some, sizes)
