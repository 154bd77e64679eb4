"""Entities in texts: the noun phrases that may name one, with acronyms written out.

A text is read with its acronyms written out, so that *RLHF policies* holds the same entity as
*reinforcement learning from human feedback*. The words that an acronym stands for share its place in the
text and are never split.
"""

from collections import ChainMap
from collections.abc import Mapping, Sequence

import numpy as np

from kgraph.keywords.acronyms import is_acronym, singular_acronym
from kgraph.keywords.generic import EMPTY_COMPOUNDS, EMPTY_MODIFIERS, EMPTY_NOUNS, WEAK_MODIFIERS
from kgraph.keywords.numbering import Key
from kgraph.keywords.reading import Reading
from kgraph.keywords.termhood import measure_commonness
from kgraph.terms import split_words, term_key, word_key

# A single word is a term only if it is rarer in English than this (Zipf scale: 4 is ten in a million).
RARE_WORD = 4.0
# Words of a term as printed. Author keywords of more than four words are under 4 % (NeurIPS).
LONGEST_TERM = 4

# The words that what is empty at the front of a phrase can begin with.
EMPTY_STARTS = EMPTY_MODIFIERS | {compound[0] for compound in EMPTY_COMPOUNDS}
_NO_TOPIC = EMPTY_MODIFIERS | WEAK_MODIFIERS | EMPTY_NOUNS
# Taggers take these for nouns where they stand in a list (helpful, honest and harmless).
_ADJECTIVE_ENDINGS = ("less", "ful", "ous", "able", "ible", "ical")
_NOUNS_LIKE_ADJECTIVES = frozenset(("cable", "observable", "table", "timetable", "variable", "wearable"))


def write_out(reading: Reading, acronyms: Mapping[int, Sequence[int]]) -> Reading:
    """Replace words by others, all at the place of the one: `acronyms` has the keys for each such word."""
    if not acronyms:
        return reading
    copies = np.ones(len(reading.keys), dtype=np.int64)
    for place, numbers in acronyms.items():
        copies[place] = len(numbers)
    moved = np.concatenate(([0], copies.cumsum()))
    keys = np.repeat(reading.keys, copies)
    joined, inner = np.repeat(reading.joined, copies), np.repeat(reading.inner, copies)
    for place, numbers in acronyms.items():
        begin, end = moved[place], moved[place + 1]
        keys[begin:end] = numbers
        joined[begin + 1 : end] = inner[begin + 1 : end] = True
    return Reading(
        keys,
        np.repeat(reading.starts, copies),
        np.repeat(reading.ends, copies),
        joined,
        inner,
        moved[reading.bounds],
        moved[reading.phrases],
    )


def spell_out(definitions: Mapping[str, str], *others: dict[str, Key]) -> dict[str, Key]:
    """Turn each acronym's long form into a key. Acronyms inside it are written out too, from all arguments.

    >>> spell_out({"RLAIF": "RL from AI Feedback"}, {"RL": ("reinforcement", "learning")})["RLAIF"]
    ('reinforcement', 'learning', 'from', 'ai', 'feedback')
    """
    plain = ChainMap({short: term_key(long) for short, long in definitions.items()}, *others)
    return {short: entity_key(long, plain) for short, long in definitions.items()}


def entity_key(text: str, meanings: Mapping[str, Key]) -> Key:
    """The key of a term, with the acronyms in it written out.

    >>> entity_key("RL agents", {"RL": ("reinforcement", "learning")})
    ('reinforcement', 'learning', 'agent')
    """
    key: list[str] = []
    for word in split_words(text)[1::2]:
        meaning = meanings.get(singular_acronym(word)) if is_acronym(word) else None
        key.extend(meaning or (word_key(word),))
    return tuple(key)


def phrase_term(words: Key, inner: Sequence[bool]) -> Key | None:
    """The term that a noun phrase is, if it is one.

    Empty modifiers are dropped from the front; what is left must name a topic (see `is_term`). `inner` is
    true for each word that shares the place of the one before it.

    >>> phrase_term(("novel", "large", "scale", "reward", "model"), [False] * 5)
    ('reward', 'model')
    """
    first = 0
    while first < len(words) and words[first] in EMPTY_STARTS:
        if words[first : first + 2] in EMPTY_COMPOUNDS:
            first += 2
        elif words[first : first + 3] in EMPTY_COMPOUNDS:
            first += 3
        elif words[first] in EMPTY_MODIFIERS:
            first += 1
        else:
            break
    key = words[first:]
    printed = len(key) - sum(inner[first + 1 :])
    return key if key and printed <= LONGEST_TERM and is_term(key) else None


def says_nothing(word: str) -> bool:
    """Whether a word, by its key, adds nothing to a topic: it is empty, a letter, or no letters alone."""
    return word in _NO_TOPIC or not word.isalpha() or len(word) == 1


def is_term(key: Key) -> bool:
    """Whether a key can name a topic: not made of empty words only, and rare in English if a single word.

    >>> is_term(("reward", "model")), is_term(("novel", "approach")), is_term(("calibration",))
    (True, False, True)
    """
    if all(map(says_nothing, key)):
        return False
    if len(key) > 1:
        return key not in EMPTY_COMPOUNDS and not (len(key[-1]) == 1 and key[-1].isalpha())
    [word] = key
    if len(word) < 3 or (word.endswith(_ADJECTIVE_ENDINGS) and word not in _NOUNS_LIKE_ADJECTIVES):
        return False
    return measure_commonness(word) < RARE_WORD
