"""Which noun phrases of a text are terms: what `entities.phrase_term` says, of many at once."""

from array import array

import numpy as np

from kgraph.keywords.arrays import Bytes, Longs
from kgraph.keywords.entities import EMPTY_STARTS, LONGEST_TERM, is_term, phrase_term, says_nothing
from kgraph.keywords.numbering import Terms
from kgraph.keywords.reading import Reading

# What is known of a word: it says something, a phrase that it opens may begin with nothing, it is one letter,
# it is a term by itself.
_SAYS, _OPENS, _LETTER, _ALONE = 1, 2, 4, 8


class Candidates:
    """Finds the terms among noun phrases, and remembers what it has seen of words and phrases."""

    def __init__(self, terms: Terms) -> None:
        self._terms = terms
        self._traits = array("B")
        self._opened = _TermOfPhrase(terms)

    def find(self, reading: Reading) -> tuple[Longs, Longs]:
        """The first words of the phrases of a reading that are terms, and the numbers of these terms."""
        traits = self._traits_of_keys()[reading.keys]
        first, last = reading.phrases[:, 0], reading.phrases[:, 1]
        said = np.concatenate(([0], (traits & _SAYS > 0).cumsum()))
        printed = np.concatenate(([0], (~reading.inner).cumsum()))
        short = 1 + printed[last] - printed[first + 1] <= LONGEST_TERM
        compound = short & (said[last] > said[first]) & (traits[last - 1] & _LETTER == 0)
        opens = traits[first] & _OPENS > 0  # few, but they need a rule for which arrays are no help
        plain = ~opens & np.where(last - first > 1, compound, traits[first] & _ALONE > 0)
        spans = reading.phrases * reading.keys.itemsize
        words = reading.keys.tobytes()
        number = self._terms.number_words
        numbers = [number(words[begin:end]) for begin, end in spans[plain].tolist()]
        words = np.where(reading.inner, -reading.keys, reading.keys).tobytes()
        numbers += [self._opened[words[begin:end]] for begin, end in spans[opens].tolist()]
        found = np.array(numbers, dtype=np.int64)
        places = np.concatenate((first[plain], first[opens]))
        return places[found >= 0], found[found >= 0]

    def _traits_of_keys(self) -> Bytes:
        for word in self._terms.keys.word_keys[len(self._traits) :]:
            letter = len(word) == 1 and word.isalpha()
            self._traits.append(
                _SAYS * (not says_nothing(word))
                | _OPENS * (word in EMPTY_STARTS)
                | _LETTER * letter
                | _ALONE * is_term((word,))
            )
        return np.array(self._traits, dtype=np.uint8)


class _TermOfPhrase(dict[bytes, int]):
    """The term that a noun phrase is, or -1, by the numbers of its words, negative for inner ones."""

    def __init__(self, terms: Terms) -> None:
        super().__init__()
        self._terms = terms

    def __missing__(self, phrase: bytes) -> int:
        numbers = memoryview(phrase).cast("i").tolist()
        words = [abs(number) for number in numbers]
        keys = self._terms.keys.word_keys
        key = phrase_term(tuple([keys[word] for word in words]), [number < 0 for number in numbers])
        self[phrase] = term = -1 if key is None else self._terms.number(" ".join(key))
        return term
