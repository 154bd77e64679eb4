"""Numbers for the keys of words."""

from collections.abc import Iterable


class Keys:
    """The keys of words (`kgraph.terms.word_key`), numbered as they come; number 0 is the border of texts.

    >>> keys = Keys(["", "reward"])
    >>> keys.key_number("model"), keys.key_number("reward"), keys.knows("reward model"), keys.knows("art")
    (2, 1, True, False)
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

    def knows(self, term: str) -> bool:
        """Whether all words of a term, by their keys, have come."""
        return all(key in self._numbers for key in term.split())
