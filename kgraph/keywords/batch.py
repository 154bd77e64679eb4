"""A batch of papers as one row of numbers, with acronyms written out, and the terms of each paper."""

import re
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np
from spacy.language import Language

from kgraph.keywords.acronyms import singular_acronym
from kgraph.keywords.arrays import Flags, Ints, Longs, distinct, pair
from kgraph.keywords.candidates import Candidates
from kgraph.keywords.casing import Titles
from kgraph.keywords.entities import entity_key, spell_out, write_out
from kgraph.keywords.numbering import Key, Terms
from kgraph.keywords.phrases import Lexicon
from kgraph.keywords.reading import Reading, join_readings, read_texts
from kgraph.keywords.tagging import BLOCK
from kgraph.keywords.usage import Custom, Definitions, define_acronyms
from kgraph.records import Paper
from kgraph.terms import word_key
from kgraph.tracking import track

_REMARK = re.compile(r"\([^()]*\)")

# What an acronym stands for in a paper.
Meanings = Mapping[str, Key]


@dataclass(frozen=True, slots=True)
class Batch:
    """Papers as read. `first_texts[p]` is the title of page `p` among the texts of `reading`, then the end.

    `titles` are written as sentences. `phrases` are the terms that are whole noun phrases of each page, as
    pairs in order (see `arrays.pair`). `own` are the author keywords of each page, as pairs in the order in
    which they are printed, and `printed` says how.
    """

    papers: Sequence[Paper]
    titles: Sequence[str]
    reading: Reading
    first_texts: Longs
    terms: Terms
    phrases: Longs
    own: Longs
    printed: Sequence[str]

    def page_of(self, words: Longs) -> Longs:
        """The pages in which words stand."""
        return np.searchsorted(self.reading.bounds[self.first_texts], words, side="right") - 1

    def is_title(self, words: Longs) -> Flags:
        """Whether words stand in the title of their page."""
        titles = self.first_texts[self.page_of(words)]
        return np.equal(self.reading.text_of(words), titles)


def read_batch(
    papers: Sequence[Paper],
    custom: Custom,
    nlp: Language,
    processes: int | None = None,
    definitions: Sequence[Definitions] | None = None,
) -> Batch:
    """Read some papers of a corpus with a `custom`; `processes` are those of `read_texts`.

    `definitions` are what `define_acronyms` says of each paper, if that is known already.
    """
    if definitions is None:
        definitions = list(map(define_acronyms, papers))
    settled = custom.acronyms
    meanings = [
        ChainMap(spell_out(defined, settled), settled) if defined else settled for defined in definitions
    ]
    titles = list(map(Titles(custom.case).write, (paper.title for paper in papers)))
    lexicon = Lexicon(nlp)
    terms = Terms(lexicon)
    shorts = _number_acronyms(chain(settled, *definitions), lexicon)
    candidates = Candidates(terms)
    prose = (
        text
        for title, paper in zip(titles, papers, strict=True)
        for text in ((title, paper.abstract) if paper.abstract else (title,))
    )
    owners = ((page, text) for page, paper in enumerate(papers) for _, text in texts_of(paper))
    readings, found = [], [np.empty(0, dtype=np.int64)]
    sizes = [1 + bool(paper.abstract) for paper in papers]
    blocks = read_texts(prose, nlp, lexicon, processes)
    for reading in track("reading texts", blocks, -(-sum(sizes) // BLOCK)):
        block = list(islice(owners, len(reading.bounds) - 1))
        acronyms = _find_acronyms(reading, shorts, block, meanings)
        meant = {place: [lexicon.key_number(key) for key in meaning] for place, meaning in acronyms.items()}
        written = write_out(reading, meant)
        readings.append(written)
        places, numbers = candidates.find(written)
        pages = np.array([page for page, _ in block], dtype=np.int64)[written.text_of(places)]
        found.append(pair(pages, numbers))
    own = [
        (page, terms.number(" ".join(key)), keyword)
        for page, (paper, meant) in enumerate(zip(papers, meanings, strict=True))
        for key, keyword in _own_keywords(paper, meant).items()
    ]
    return Batch(
        papers,
        titles,
        join_readings(readings),
        np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))),
        terms,
        distinct(*found),
        np.array([page << 32 | term for page, term, _ in own], dtype=np.int64),
        [keyword for _, _, keyword in own],
    )


def texts_of(paper: Paper) -> Iterator[tuple[str, str]]:
    """The texts of a paper with the names of their fields, the title first."""
    yield "title", paper.title
    if paper.abstract:
        yield "abstract", paper.abstract


# What may stand behind an acronym: its key is not always that of the acronym alone (*GPS's*).
_ENDINGS = ("", "s", "'s", "s's")


def _number_acronyms(shorts: Iterable[str], lexicon: Lexicon) -> Ints:
    """The keys that a defined acronym may have: as printed, in a title's small letters, with an ending."""
    forms = {form for short in shorts for form in (short, short.lower())}
    keys = {word_key(form + ending) for form in forms for ending in _ENDINGS}
    return np.array(sorted(map(lexicon.key_number, sorted(keys))), dtype=np.int32)


def _find_acronyms(
    reading: Reading, shorts: Ints, texts: Sequence[tuple[int, str]], meanings: Sequence[Meanings]
) -> dict[int, Key]:
    """The words of a reading that are acronyms, with their meanings; `texts` has pages and texts."""
    is_short = np.zeros(max(reading.keys.max(initial=0), shorts.max(initial=0)) + 1, dtype=bool)
    is_short[shorts] = True
    places = np.flatnonzero(is_short[reading.keys])
    found = {}
    for place, number, start, end in zip(
        places.tolist(),
        reading.text_of(places).tolist(),
        reading.starts[places].tolist(),
        reading.ends[places].tolist(),
        strict=True,
    ):
        page, text = texts[number]
        word = text[start:end]
        if not word.islower() and (meaning := meanings[page].get(singular_acronym(word))):
            found[place] = meaning
    return found


def _own_keywords(paper: Paper, meanings: Meanings) -> dict[Key, str]:
    printed = [" ".join(_REMARK.sub(" ", keyword).split()) for keyword in paper.keywords]
    own = {entity_key(keyword, meanings): keyword for keyword in printed}
    own.pop((), None)
    return own
