"""Papers as read: the terms each one holds, and where the entities of the whole corpus stand in it."""

import re
from collections import ChainMap, Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.language import Language

from kgraph.corrections import Corrections
from kgraph.keywords.acronyms import find_definitions, settle_acronyms
from kgraph.keywords.casing import truecase
from kgraph.keywords.entities import (
    Key,
    Trie,
    build_trie,
    entity_key,
    find_entities,
    is_term,
    phrase_terms,
    spell_out,
    without_empty_heads,
    write_out,
)
from kgraph.keywords.phrases import Reading, read_texts
from kgraph.keywords.thesaurus import Thesaurus, letters_of, make_thesaurus, note_absent
from kgraph.records import Paper

# A term must stand alone in two papers; below this many papers in one, where two would leave almost nothing.
SMALL_CORPUS = 200

_REMARK = re.compile(r"\([^()]*\)")

# Where a term is printed: the number of the text in its page, start, end.
Place = tuple[int, int, int]


@dataclass(slots=True)
class Page:
    """A paper as read: `readings` are its texts in order, the title first, with acronyms written out.

    `own` are its author keywords as printed, `terms` its whole noun phrases and author keywords, and
    `found` says where the entities stand that at least two pages hold. `nearness` is how near its terms are
    to the whole, where that was measured.
    """

    paper: Paper
    texts: list[tuple[str, str]]
    readings: list[Reading]
    own: dict[Key, str]
    terms: frozenset[Key] = frozenset()
    found: dict[Key, list[Place]] = field(default_factory=dict)
    nearness: Mapping[Key, float] = field(default_factory=dict)

    def held(self) -> set[Key]:
        """The entities that stand in the texts, and the author keywords."""
        return self.found.keys() | self.own.keys()


def read_pages(
    papers: Sequence[Paper], case: Mapping[str, str], nlp: Language, corrections: Corrections
) -> tuple[list[Page], Thesaurus, tuple[str, ...]]:
    """Read the papers and find the entities that at least two of them hold.

    Also gives the corrections as keys of this corpus, and notes on those whose terms it does not hold.
    """
    pages, meanings = _read(papers, case, nlp)
    thesaurus = make_thesaurus(corrections, meanings)
    notes = note_absent(thesaurus, _find_named(pages, thesaurus))
    _look_up(pages, _count_stand_alone(pages), thesaurus)
    return pages, thesaurus, notes


def _find_named(pages: Sequence[Page], thesaurus: Thesaurus) -> set[Key]:
    """The terms that a line of the thesaurus names and that stand in a page."""
    named = dict.fromkeys(key for keys in thesaurus.keys.values() for key in keys)
    if not named:
        return set()
    found = {key for page in pages for key in page.own}
    # One look for all, and one more for each that may stand only inside a longer one.
    for keys in (named, *([key] for key in named)):
        if missing := {key: key for key in keys if key not in found}:
            trie = build_trie(missing)
            found |= {key for page in pages for key in find_places(page, trie)}
    return found


def find_places(page: Page, trie: Trie) -> dict[Key, list[Place]]:
    """Where the entities of a dictionary stand in a page, in the order of the text."""
    found: dict[Key, list[Place]] = {}
    for number, reading in enumerate(page.readings):
        for key, start, end in find_entities(reading, trie):
            found.setdefault(key, []).append((number, start, end))
    return found


def _texts(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "title", paper.title
    if paper.abstract:
        yield "abstract", paper.abstract


def _read(
    papers: Sequence[Paper], case: Mapping[str, str], nlp: Language
) -> tuple[list[Page], Mapping[str, Key]]:
    readings = read_texts(
        (
            truecase(text, case) if name == "title" else text
            for paper in papers
            for name, text in _texts(paper)
        ),
        nlp,
    )
    # Of two definitions of an acronym in one paper the first counts.
    definitions = [
        {short: long for _, text in _texts(paper) for short, long, _ in reversed(find_definitions(text))}
        for paper in papers
    ]
    settled = spell_out(settle_acronyms(definitions))
    pages = []
    for paper, defined in zip(papers, definitions, strict=True):
        meanings = ChainMap(spell_out(defined, settled), settled) if defined else settled
        texts = list(_texts(paper))
        written = [write_out(text, next(readings), meanings) for _, text in texts]
        printed = [" ".join(_REMARK.sub(" ", keyword).split()) for keyword in paper.keywords]
        own = {entity_key(keyword, meanings): keyword for keyword in printed}
        own.pop((), None)
        pages.append(Page(paper, texts, written, own))
    return pages, settled


def _count_stand_alone(pages: Sequence[Page]) -> Counter[Key]:
    """Fill in the terms of each page; count the pages of each term.

    A "bandit problem" gives way to *bandit* if that stands alone anywhere, but is no proof that it does.
    """
    raw = [{key for reading in page.readings for key in phrase_terms(reading)} for page in pages]
    standing = {key for terms in raw for key in terms}
    for page, terms in zip(pages, raw, strict=True):
        page.terms = (
            frozenset(key for key in terms if without_empty_heads(key, standing) == key) | page.own.keys()
        )
    return Counter(key for page in pages for key in page.terms)


def _look_up(pages: Sequence[Page], alone: Counter[Key], thesaurus: Thesaurus) -> None:
    """Fill in where the entities stand that at least two pages hold; give each its one spelling."""
    needed = 1 if len(pages) < SMALL_CORPUS else 2
    one_spelling = _merge_spellings(alone, thesaurus)
    by_hand = {key for keys in thesaurus.keys.values() for key in keys}
    total: Counter[Key] = Counter()
    for key, count in alone.items():
        total[one_spelling[key]] += count
    entities = {
        key: entity
        for key, entity in one_spelling.items()
        if (total[entity] >= needed and (is_term(key) or key in by_hand)) or thesaurus.is_promoted(entity)
        if not thesaurus.is_dropped(entity)
    }
    trie = build_trie(entities)
    for page in pages:
        page.found = find_places(page, trie)
        own = {one_spelling[key]: printed for key, printed in page.own.items()}
        page.own = {key: printed for key, printed in own.items() if not thesaurus.is_dropped(key)}
        terms = map(one_spelling.__getitem__, page.terms)
        page.terms = frozenset(key for key in terms if not thesaurus.is_dropped(key))
    # What only one page holds gives its place back to the terms inside it.
    holders = Counter(key for page in pages for key in page.held())
    trie = build_trie({key: entity for key, entity in entities.items() if holders[entity] > 1})
    for page in pages:
        if any(holders[key] < 2 for key in page.found):
            page.found = find_places(page, trie)
        _look_up_own(page)


def _look_up_own(page: Page) -> None:
    """Find the author keywords that are no entities (*privacy* is too common a word) in their own paper."""
    missing = {key: key for key in page.own if key not in page.found}
    taken = [place for places in page.found.values() for place in places]
    for key, places in find_places(page, build_trie(missing)).items() if missing else ():
        if free := [place for place in places if not any(_overlap(place, other) for other in taken)]:
            page.found[key] = free


def _overlap(one: Place, other: Place) -> bool:
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def _merge_spellings(alone: Mapping[Key, int], thesaurus: Thesaurus) -> dict[Key, Key]:
    """Map each term to the most frequent one of the same letters (*data set*, *dataset*).

    A variant of the thesaurus is mapped to its term; those that it names are here though none stands alone.
    """
    best: dict[str, Key] = {}
    for key, count in alone.items():
        letters = letters_of(key)
        other = best.get(letters)
        if other is None or (-count, key) < (-alone[other], other):
            best[letters] = key
    by_hand = (key for keys in thesaurus.keys.values() for key in keys)
    one_spelling = {}
    for key in dict.fromkeys((*alone, *by_hand)):
        entity = thesaurus.variants.get(letters_of(key), key)
        one_spelling[key] = best.get(letters_of(entity), entity)
    return one_spelling
