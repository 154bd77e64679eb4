"""The terms of texts: words, their beginnings and pairs of adjacent words, as numbers."""

from array import array
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import takewhile
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from wordfreq import iter_wordlist, zipf_frequency

from kgraph.records import Paper
from kgraph.terms import TOGETHER, number_words, word_key
from kgraph.tracking import track

# A word this common in English (Zipf scale: 5.6 is 400 in a million) is a function word or as good as one.
# A hand-made stop list of 326 words does no better: MRR .424 against .418, with a standard error of .014.
_COMMON_WORD = 5.6
# A word of the title counts twice: AUC .9501 / .9477 on two halves of true citations, against .9489 / .9460.
_TITLE_WEIGHT = 2
# Longer words also count by their first letters (interpret-able, -ability, -ation), a stemmer that errs on
# the side of alike. In the whole ranking of `lineage`: R@5 .358, MRR .509 with, .358, .501 without; fragments
# of four to six letters anywhere in a word give .359, .516 at three times the cost.
_BEGINNING = 5

_GAP = -1  # stands between fields, and for words that are left out

Longs = npt.NDArray[np.int64]


class Terms(NamedTuple):
    """The terms of some papers, an entry for each time that one stands in a text.

    `codes` are those of `Surfaces` or, for pairs of words, `(first + 1) << 32 | second`; `owners` are the
    numbers of the papers, `counts` how much an entry counts.
    """

    codes: Longs
    owners: Longs
    counts: Longs
    is_word: npt.NDArray[np.bool_]
    is_pair: npt.NDArray[np.bool_]


def read_terms(papers: Sequence[Paper], surfaces: "Surfaces") -> Terms:
    """Read the terms of titles and abstracts; words that have not come before get numbers in `surfaces`."""
    texts = [text for paper in papers for text in (paper.title, paper.abstract or "")]
    parts, sizes = [np.empty(0, dtype=np.int32)], [np.empty(0, dtype=np.int64)]
    firsts = range(0, len(texts), TOGETHER)
    for first in track("reading words", firsts, len(firsts)):
        some = number_words(texts[first : first + TOGETHER])
        number_of = np.array([surfaces[word] for word in some.words], dtype=np.int32)
        parts.append(np.insert(number_of[some.numbers], some.sizes.cumsum(), 0))
        sizes.append(some.sizes + 1)
    read, lengths = np.concatenate(parts), np.concatenate(sizes)
    owners = np.repeat(np.repeat(np.arange(len(papers)), 2), lengths)
    counts = np.repeat(np.tile((_TITLE_WEIGHT, 1), len(papers)), lengths)
    terms, starts = (np.array(codes, dtype=np.int64)[read] for codes in (surfaces.words, surfaces.beginnings))
    kept, started = terms != _GAP, starts != _GAP
    pair = kept[:-1] & kept[1:]
    # A pair of words has a number beyond those of all single words and beginnings.
    pairs = (terms[:-1][pair] + 1) << 32 | terms[1:][pair]
    kinds = np.repeat(np.arange(3), (int(kept.sum()), int(started.sum()), len(pairs)))
    return Terms(
        np.concatenate((terms[kept], starts[started], pairs)),
        np.concatenate((owners[kept], owners[started], owners[:-1][pair])),
        np.concatenate((counts[kept], counts[started], counts[:-1][pair])),
        kinds == 0,
        kinds == 2,
    )


class Surfaces(dict[str, int]):
    """Printed words, numbered as they come; what each stands for is looked up once.

    `words` and `beginnings` have the codes of each number, a gap for what tells nothing. Number 0 stands
    between two texts. `known` are the words and beginnings that have a code already, in the order of these.
    """

    def __init__(self, known: Iterable[str] = ()) -> None:
        super().__init__({"": 0})
        self.words, self.beginnings = array("q", [_GAP]), array("q", [_GAP])
        self._codes = {key: code for code, key in enumerate(known)}

    @property
    def codes(self) -> tuple[str, ...]:
        """The words and beginnings by code."""
        return tuple(self._codes)

    def code_of(self, key: str) -> int:
        """The code of a word or beginning that has come."""
        return self._codes[key]

    def __missing__(self, surface: str) -> int:
        key, lower = word_key(surface), surface.lower()
        word = beginning = _GAP
        if tells(key):
            word = self._code(key)
            if len(lower) > _BEGINNING:
                beginning = self._code(f"{lower[:_BEGINNING]}…")
        self.words.append(word)
        self.beginnings.append(beginning)
        number = self[surface] = len(self)
        return number

    def _code(self, key: str) -> int:
        return self._codes.setdefault(key, len(self._codes))


@lru_cache(maxsize=1 << 17)
def tells(key: str) -> bool:
    """Whether a word may tell what a text is about, by its key: not a lone letter, a number or a common word.

    >>> tells("reward"), tells("the"), tells("7")
    (True, False, False)
    """
    if len(key) < 2 or key.isdigit():
        return False
    if key.isascii() and key.isalpha():  # wordfreq would take it apart first, to find one word
        return key not in _common_words()
    return zipf_frequency(key, "en") < _COMMON_WORD


@cache
def _common_words() -> frozenset[str]:
    by_frequency = iter_wordlist("en")
    return frozenset(takewhile(lambda word: zipf_frequency(word, "en") >= _COMMON_WORD, by_frequency))
