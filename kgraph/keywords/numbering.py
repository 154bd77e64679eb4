"""Numbers for the terms of a batch of papers.

A term is written as the keys of its words with a space between them (*reward model*). That is how the tables
of a corpus name it, for numbers mean something in one batch only; in the order of these strings a term stands
where its words, compared one by one, would put it.
"""

from array import array
from collections.abc import Sequence
from itertools import islice, pairwise

import numpy as np
import polars as pl

from kgraph.keywords.arrays import Flags, Ints, Longs
from kgraph.keywords.keys import Keys

# The keys of the words of a term.
Key = tuple[str, ...]


class Terms:
    """The terms of a batch, numbered as they come; each is known by the numbers of its words.

    >>> terms = Terms(Keys())
    >>> [terms.number(term) for term in ("reward model", "art", "reward model")], terms.names().to_list()
    ([0, 1, 0], ['reward model', 'art'])
    """

    def __init__(self, keys: Keys, table: pl.DataFrame | None = None) -> None:
        self.keys = keys
        packed = table["words"].to_list() if table is not None else []
        self._numbers = {words: number for number, words in enumerate(packed)}
        self._names = pl.Series("term", [] if table is None else table["term"], dtype=pl.String)
        self._words = _unpack([])

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, term: str) -> int:
        """The number of a term by its name."""
        return self.number_words(array("i", map(self.keys.key_number, term.split())).tobytes())

    def number_words(self, words: bytes) -> int:
        """The number of a term; `words` are the numbers of its words, four bytes each."""
        return self._numbers.setdefault(words, len(self._numbers))

    def names(self) -> pl.Series:
        """The terms by number, as strings."""
        if new := list(islice(self._numbers, len(self._names), None)):
            words, ends = _unpack(new)
            keys = [self.keys.word_keys[word] for word in words.tolist()]
            names = [" ".join(keys[begin:end]) for begin, end in pairwise(ends.tolist())]
            self._names = pl.concat([self._names, pl.Series("term", names, dtype=pl.String)])
        return self._names

    def table(self) -> pl.DataFrame:
        """The terms by number: `words`, the packed numbers of their keys, and `term`, their names.

        >>> terms = Terms(Keys())
        >>> terms.number("reward model"), Terms(terms.keys, terms.table()).number("reward model")
        (0, 0)
        """
        packed = pl.Series("words", list(self._numbers), dtype=pl.Binary)
        return pl.DataFrame([packed, self.names()])

    def words(self) -> tuple[Ints, Longs]:
        """The words of all terms in a row, and where each term begins in it, one more for the end."""
        if len(self._words[1]) <= len(self):  # asked for often, and terms hardly ever come in between
            self._words = _unpack(list(self._numbers))
        return self._words

    def align(self, table: pl.DataFrame) -> pl.DataFrame:
        """The rows of a table with a column `term` in the order of the numbers; null for a term not in it."""
        return self.names().to_frame().join(table, on="term", how="left", maintain_order="left")

    def among(self, names: pl.Series) -> Flags:
        """Whether each term, by number, is among some names."""
        return self.names().is_in(names.implode()).to_numpy()

    def beginnings(self, numbers: Longs) -> tuple[Longs, Longs]:
        """The terms that other terms begin with: the places of these in `numbers`, and the numbers of those.

        >>> terms = Terms(Keys())
        >>> longer = np.array([terms.number("noise scale"), terms.number("gradient noise scale")])
        >>> terms.number("gradient noise"), [found.tolist() for found in terms.beginnings(longer)]
        (2, [[1], [2]])
        """
        packed = list(self._numbers)
        found = [
            (place, shorter)
            for place, words in enumerate(packed[number] for number in numbers.tolist())
            for end in range(4, len(words), 4)
            if (shorter := self._numbers.get(words[:end])) is not None
        ]
        columns = np.array(found, dtype=np.int64).reshape(-1, 2)
        return columns[:, 0], columns[:, 1]


def _unpack(terms: Sequence[bytes]) -> tuple[Ints, Longs]:
    ends = np.cumsum([0, *map(len, terms)], dtype=np.int64) // 4
    return np.frombuffer(b"".join(terms), dtype=np.int32), ends
