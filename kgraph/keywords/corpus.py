"""The texts of a corpus as one row of numbers, with acronyms written out, and the terms of each paper."""

import re
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt
from spacy.language import Language

from kgraph.keywords.acronyms import find_definitions, settle_acronyms, singular_acronym
from kgraph.keywords.casing import truecase
from kgraph.keywords.dictionary import Key, Longs, Terms
from kgraph.keywords.entities import entity_key, phrase_term, spell_out, write_out
from kgraph.keywords.phrases import Lexicon
from kgraph.keywords.reading import Ints, Reading, join_readings, read_texts
from kgraph.records import Paper
from kgraph.terms import word_key

_REMARK = re.compile(r"\([^()]*\)")

# What an acronym stands for in a paper.
Meanings = Mapping[str, Key]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Papers as read. `first_texts[p]` is the title of page `p` among the texts of `reading`, then the end.

    `phrases` are the terms that are whole noun phrases of each page (see `pair`). `own` are the author
    keywords of each page as printed; `meanings` says what the acronyms of the corpus stand for.
    """

    papers: Sequence[Paper]
    reading: Reading
    first_texts: Longs
    terms: Terms
    phrases: Longs
    own: Sequence[Mapping[int, str]]
    meanings: Meanings

    def page_of(self, words: Longs) -> Longs:
        """The pages in which words stand."""
        return np.searchsorted(self.reading.bounds[self.first_texts], words, side="right") - 1

    def is_title(self, words: Longs) -> npt.NDArray[np.bool_]:
        """Whether words stand in the title of their page."""
        titles = self.first_texts[self.page_of(words)]
        return np.equal(self.reading.text_of(words), titles)


def pair(pages: Longs, terms: Longs) -> Longs:
    """A page and a term that it has, as one number: pairs in ascending order are sorted by page."""
    return pages << 32 | terms


def page_of_pair(pairs: Longs) -> Longs:
    """The pages of pairs."""
    return pairs >> 32


def term_of_pair(pairs: Longs) -> Longs:
    """The terms of pairs."""
    return pairs & 0xFFFFFFFF


def texts_of(paper: Paper) -> Iterator[tuple[str, str]]:
    """The texts of a paper with the names of their fields, the title first."""
    yield "title", paper.title
    if paper.abstract:
        yield "abstract", paper.abstract


def read_corpus(
    papers: Sequence[Paper], case: Mapping[str, str], nlp: Language, processes: int | None = None
) -> Corpus:
    """Read the papers; `case` is what `learn_case` learned from them, `processes` those of `read_texts`."""
    definitions = [_define(paper) for paper in papers]
    settled = spell_out(settle_acronyms(definitions))
    meanings = [
        ChainMap(spell_out(defined, settled), settled) if defined else settled for defined in definitions
    ]
    lexicon = Lexicon(nlp)
    terms = Terms(lexicon)
    shorts = np.array(sorted(map(lexicon.key_number, _keys_of(definitions))), dtype=np.int32)
    term_of = _TermOfPhrase(terms)
    prose = (
        truecase(text, case) if name == "title" else text
        for paper in papers
        for name, text in texts_of(paper)
    )
    owners = ((page, text) for page, paper in enumerate(papers) for _, text in texts_of(paper))
    readings, found = [], []
    for reading in read_texts(prose, nlp, lexicon, processes):
        block = list(islice(owners, len(reading.bounds) - 1))
        acronyms = _find_acronyms(reading, shorts, block, meanings)
        numbers = {place: [lexicon.key_number(key) for key in meaning] for place, meaning in acronyms.items()}
        written = write_out(reading, numbers)
        readings.append(written)
        found.append(_find_terms(written, [page for page, _ in block], term_of))
    own = [_own_keywords(paper, meant, terms) for paper, meant in zip(papers, meanings, strict=True)]
    sizes = [1 + bool(paper.abstract) for paper in papers]
    return Corpus(
        papers,
        join_readings(readings),
        np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))),
        terms,
        np.unique(np.concatenate([np.empty(0, dtype=np.int64), *found])),
        own,
        settled,
    )


def _define(paper: Paper) -> dict[str, str]:
    # Of two definitions of an acronym in one paper the first counts.
    return {short: long for _, text in texts_of(paper) for short, long, _ in reversed(find_definitions(text))}


# What may stand behind an acronym: its key is not always that of the acronym alone (*GPS's*).
_ENDINGS = ("", "s", "'s", "s's")


def _keys_of(definitions: Iterable[Iterable[str]]) -> set[str]:
    """The keys that a defined acronym may have: as printed, in a title's small letters, with an ending."""
    shorts = {short for defined in definitions for short in defined}
    return {
        word_key(form + ending) for short in shorts for form in (short, short.lower()) for ending in _ENDINGS
    }


def _find_acronyms(
    reading: Reading, shorts: Ints, texts: Sequence[tuple[int, str]], meanings: Sequence[Meanings]
) -> dict[int, Key]:
    """The words of a reading that are acronyms, with their meanings; `texts` has pages and texts."""
    places = np.flatnonzero(np.isin(reading.keys, shorts))
    found = {}
    for place, number, start, end in zip(
        places.tolist(),
        reading.text_of(places).tolist(),
        reading.starts[places].tolist(),
        reading.ends[places].tolist(),
        strict=True,
    ):
        page, text = texts[number]
        if meaning := meanings[page].get(singular_acronym(text[start:end])):
            found[place] = meaning
    return found


class _TermOfPhrase(dict[bytes, int]):
    """The term that a noun phrase is, or -1, by the numbers of its words, negative for inner ones."""

    def __init__(self, terms: Terms) -> None:
        super().__init__()
        self._terms = terms

    def __missing__(self, phrase: bytes) -> int:
        numbers = memoryview(phrase).cast("i").tolist()
        words = [abs(number) for number in numbers]
        keys = self._terms.lexicon.word_keys
        key = phrase_term(tuple([keys[word] for word in words]), [number < 0 for number in numbers])
        self[phrase] = term = -1 if key is None else self._terms.number(key, words[len(words) - len(key) :])
        return term


def _find_terms(reading: Reading, pages: Sequence[int], term_of: Mapping[bytes, int]) -> Longs:
    """The terms that are noun phrases of a reading, as pairs; `pages` are by text."""
    words = np.where(reading.inner, -reading.keys, reading.keys).tobytes()
    size = reading.keys.itemsize
    spans = (reading.phrases * size).tolist()
    terms = np.array([term_of[words[first:last]] for first, last in spans], dtype=np.int64)
    texts = reading.text_of(reading.phrases[:, 0])
    pairs = pair(np.array(pages, dtype=np.int64)[texts], terms)
    return np.unique(pairs[terms >= 0])


def _own_keywords(paper: Paper, meanings: Meanings, terms: Terms) -> dict[int, str]:
    printed = [" ".join(_REMARK.sub(" ", keyword).split()) for keyword in paper.keywords]
    own = {entity_key(keyword, meanings): keyword for keyword in printed}
    own.pop((), None)
    return {terms.number(key): keyword for key, keyword in own.items()}
