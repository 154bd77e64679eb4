"""Numbers for the keys of words."""

from collections.abc import Iterable

import polars as pl


class Keys:
    """The keys of words (`kgraph.terms.word_key`), numbered as they come; number 0 is the border of texts.

    >>> keys = Keys(["", "reward"])
    >>> keys.key_number("model"), keys.key_number("reward")
    (2, 1)
    >>> keys.know(pl.Series(["reward model", "reward art", "art"])).to_list()
    [True, False, False]
    """

    def __init__(self, keys: Iterable[str] = ("",)) -> None:
        self.word_keys = list(keys)
        self._numbers = {key: number for number, key in enumerate(self.word_keys)}

    def key_number(self, key: str) -> int:
        """The number of a key."""
        number = self._numbers.setdefault(key, len(self.word_keys))
        if number == len(self.word_keys):
            self.word_keys.append(key)
        return number

    def know(self, terms: pl.Series) -> pl.Series:
        """Whether all words of each term, by their keys, have come."""
        come = pl.Series(self.word_keys, dtype=pl.String).implode()
        return terms.str.split(" ").list.eval(pl.element().is_in(come)).list.all()
