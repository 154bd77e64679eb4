"""The texts of a paper as the matcher reads them: keys of words, and where words and sentences stand."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

import polars as pl

from kgraph.terms import split_words, term_key, word_key

# A compound in camel case is read as its parts: KernelBench speaks of a bench, SciBERT of BERT.
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])")
_CAMEL = re.compile(r"[a-z][A-Z]")
_SENTENCE_END = re.compile(r"[.?!](?=\s)")
_BRACKET = re.compile(r"\(([^\W_]{2,})(?![^\W_]|['’.][^\W_])")
_LONGEST_WORD = 25

# What may stand between two words of one label.
_JOINTS = frozenset(" \t\r\n-‐‑–/'’\"“”`*_~{}\\\u00a0")


@dataclass(frozen=True)
class Text:
    """A field of a paper.

    >>> text = Text("title", "KernelBench (KB)")
    >>> text.keys, text.span(0, 1), text.word(2)
    (('kernel', 'bench', 'kb'), (0, 11), 'KB')
    """

    field: str
    text: str

    # Most texts name few themes, so words and places are worked out when they are first asked for.
    @cached_property
    def pieces(self) -> list[str]:
        """Gaps and words in turn."""
        return split_words(_part(self.text))

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys of the words."""
        return tuple(map(word_key, self.pieces[1::2]))

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(map(len, self.pieces)))

    @cached_property
    def _seams(self) -> list[int]:
        """Where `pieces` have a blank that the text does not have."""
        if self._ends[-1] == len(self.text):
            return []
        return [match.start() + shift for shift, match in enumerate(_SEAM.finditer(self.text))]

    @cached_property
    def _sentence_ends(self) -> list[int]:
        return [match.start() for match in _SENTENCE_END.finditer(self.text)]

    def word(self, place: int) -> str:
        """A word as it is printed."""
        return self.pieces[2 * place + 1]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Where the words from `first` to `last` start and end."""
        start, end = self._ends[2 * first], self._ends[2 * last + 1]
        if seams := self._seams:
            return start - bisect_left(seams, start), end - bisect_left(seams, end)
        return start, end

    def is_joined(self, first: int, last: int) -> bool:
        """Whether only blanks, hyphens and quotes stand between the words from `first` to `last`."""
        return all(map(_JOINTS.issuperset, self.pieces[2 * first + 2 : 2 * last + 1 : 2]))

    def sentence(self, start: int) -> int:
        """The number of the sentence that a character stands in, from 0."""
        return bisect_right(self._sentence_ends, start)

    def meanings(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The acronyms that the text explains, in keys: "word error rate (WER)" gives `wer`, three words."""
        for match in _BRACKET.finditer(self.text):
            if is_acronym(match[1]):
                acronym = word_key(match[1])
                before = self.text[max(match.start() - _LONGEST_WORD * len(acronym), 0) : match.start()]
                meaning = term_key(_part(before))[-len(acronym) :]
                if acronym == "".join(key[0] for key in meaning):
                    yield acronym, meaning


def _part(text: str) -> str:
    """The text with a blank in each seam of camel case."""
    return _SEAM.sub(" ", text) if _CAMEL.search(text) else text


def part_all(texts: pl.Series) -> pl.Series:
    """Texts with a blank in each seam of camel case, as `Text` reads them."""
    return texts.str.replace_all("([a-z])([A-Z])", "$1 $2")


def is_acronym(surface: str) -> bool:
    """Whether a word is written as an acronym: two capitals or more, and perhaps a plural ending.

    >>> [is_acronym(word) for word in ("RL", "LLMs", "Rl", "A")]
    [True, True, False, False]
    """
    stem = surface.removesuffix("s").rstrip("'’")
    return len(stem) > 1 and stem.isupper()
