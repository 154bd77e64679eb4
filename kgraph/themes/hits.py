"""The labels that stand in texts: where one may begin is looked for in all words at once.

Few texts name a theme, so most need not be read any closer.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import polars as pl

from kgraph.terms import number_words, word_key
from kgraph.themes.labels import Dictionary, Label
from kgraph.themes.texts import part_all

_Longs = npt.NDArray[np.int64]
_NONE = -1
# A label in a text: the places of its first and its last word.
Hit = tuple[int, int, Label]


def walk(keys: Sequence[str], starts: Iterable[int], dictionary: Dictionary) -> Iterator[Hit]:
    """Every label in a row of keys that begins at one of `starts`, overlapping ones too."""
    for first in starts:
        step = dictionary.steps.get(keys[first])
        last = first
        while step is not None:
            for label in step.labels:
                yield first, last, label
            last += 1
            step = step.next.get(keys[last]) if last < len(keys) else None


@dataclass(frozen=True)
class Finder:
    """A dictionary of labels by number: `firsts` and `seconds` are the words of its pairs, by key."""

    dictionary: Dictionary
    firsts: dict[str, int]
    seconds: dict[str, int]
    pairs: _Longs

    def find(self, texts: Sequence[str]) -> list[list[Hit]]:
        """The labels in each text, overlapping ones too, in the order of their first words.

        >>> from kgraph.schema import Theme
        >>> from kgraph.themes.labels import compile_labels
        >>> themes = [Theme("theme:rl", "urn:rl", "Reinforcement learning", alt_labels=("RL",))]
        >>> found = make_finder(compile_labels(themes)).find(["RL by reinforcement learning", "Learning"])
        >>> [[(first, last) for first, last, _ in hits] for hits in found]
        [[(0, 0), (2, 3)], []]
        """
        found = number_words(part_all(pl.Series(texts, dtype=pl.String)))
        keys = list(map(word_key, found.words))
        begins = np.array([key in self.dictionary.words for key in keys], dtype=np.bool_)[found.numbers]
        first, second = (
            np.array([numbers.get(key, _NONE) for key in keys], dtype=np.int64)[found.numbers]
            for numbers in (self.firsts, self.seconds)
        )
        ends = found.sizes.cumsum()
        second[ends[:-1][found.sizes[1:] > 0]] = _NONE  # no pair reaches into the next text
        maybe = np.flatnonzero((first[:-1] != _NONE) & (second[1:] != _NONE))
        codes = first[maybe] * len(self.seconds) + second[maybe + 1]
        begins[maybe[np.isin(codes, self.pairs)]] = True
        places = np.flatnonzero(begins)
        bounds = np.searchsorted(places, np.append(0, ends))
        within = (places - np.repeat(ends - found.sizes, np.diff(bounds))).tolist()
        row = np.array(keys, dtype=object)[found.numbers].tolist()
        own = zip(pairwise(np.append(0, ends).tolist()), pairwise(bounds.tolist()), strict=True)
        return [
            list(walk(row[begin:end], within[first:last], self.dictionary)) if first < last else []
            for (begin, end), (first, last) in own
        ]


def make_finder(dictionary: Dictionary) -> Finder:
    """Number the words with which the labels of a dictionary begin."""
    firsts, seconds = (
        {key: number for number, key in enumerate(sorted({pair[place] for pair in dictionary.pairs}))}
        for place in (0, 1)
    )
    pairs = [firsts[first] * len(seconds) + seconds[second] for first, second in dictionary.pairs]
    return Finder(dictionary, firsts, seconds, np.sort(np.array(pairs, dtype=np.int64)))
