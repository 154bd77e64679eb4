"""Entities in texts: the noun phrases that may name one, and the places where a dictionary's entities stand.

A text is read with its acronyms written out, so that *RLHF policies* holds the same entity as
*reinforcement learning from human feedback*. The words that an acronym stands for share its place in the
text and are never split.
"""

import re
from array import array
from bisect import bisect_right
from collections import ChainMap
from collections.abc import Container, Iterator, Mapping
from typing import Any, NamedTuple

from kgraph.keywords.acronyms import is_acronym, singular_acronym
from kgraph.keywords.generic import EMPTY_COMPOUNDS, EMPTY_HEADS, EMPTY_MODIFIERS, EMPTY_NOUNS, WEAK_MODIFIERS
from kgraph.keywords.phrases import Reading
from kgraph.keywords.termhood import measure_commonness
from kgraph.terms import term_key, word_key, words

Key = tuple[str, ...]

# A single word is a term only if it is rarer in English than this (Zipf scale: 4 is ten in a million).
RARE_WORD = 4.0
# Words of a term as printed. Author keywords of more than four words are under 4 % (NeurIPS).
LONGEST_TERM = 4

# Where an acronym may stand.
_TWO_CAPITALS = re.compile(r"[A-Z][a-z0-9]*[A-Z]")
_NO_TOPIC = EMPTY_MODIFIERS | WEAK_MODIFIERS | EMPTY_NOUNS
# Taggers take these for nouns where they stand in a list (helpful, honest and harmless).
_ADJECTIVE_ENDINGS = ("less", "ful", "ous", "able", "ible", "ical")
_NOUNS_LIKE_ADJECTIVES = frozenset(("cable", "observable", "table", "timetable", "variable", "wearable"))

# A trie as nested dictionaries; the entity that ends at a node stands under the empty word.
Trie = dict[str, Any]


class Occurrence(NamedTuple):
    """An entity stands at `start:end` of a text."""

    key: Key
    start: int
    end: int


def write_out(text: str, reading: Reading, meanings: Mapping[str, Key]) -> Reading:
    """Replace each acronym in a reading of `text` by the words of its meaning, all at the acronym's place."""
    acronyms: dict[int, Key] = {}
    for match in _TWO_CAPITALS.finditer(text):
        place = bisect_right(reading.starts, match.start()) - 1
        if place >= 0 and match.start() < reading.ends[place]:
            surface = text[reading.starts[place] : reading.ends[place]]
            if meaning := meanings.get(singular_acronym(surface)):
                acronyms[place] = meaning
    if not acronyms:
        return reading
    written = Reading([], array("i"), array("i"), [], [])
    place_of = []
    for place, key in enumerate(reading.keys):
        place_of.append(len(written.keys))
        for number, part in enumerate(acronyms.get(place, (key,))):
            written.keys.append(part)
            written.starts.append(reading.starts[place])
            written.ends.append(reading.ends[place])
            written.joined.append(number > 0 or reading.joined[place])
    place_of.append(len(written.keys))
    written.phrases.extend((place_of[first], place_of[last]) for first, last in reading.phrases)
    return written


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
    for word in words(text):
        meaning = meanings.get(singular_acronym(word.surface)) if is_acronym(word.surface) else None
        key.extend(meaning or (word_key(word.surface),))
    return tuple(key)


def phrase_terms(reading: Reading) -> Iterator[Key]:
    """Yield the terms that are whole noun phrases, in the order of the text.

    Empty modifiers are dropped from the front; what is left must name a topic (see `is_term`).
    """
    keys, starts = reading.keys, reading.starts
    for begin, last in reading.phrases:
        first = begin
        while first < last:
            if tuple(keys[first : first + 2]) in EMPTY_COMPOUNDS:
                first += 2
            elif tuple(keys[first : first + 3]) in EMPTY_COMPOUNDS:
                first += 3
            elif keys[first] in EMPTY_MODIFIERS:
                first += 1
            else:
                break
        if first < last and len(set(starts[first:last])) <= LONGEST_TERM:
            key = tuple(keys[first:last])
            if is_term(key):
                yield key


def is_term(key: Key) -> bool:
    """Whether a key can name a topic: not made of empty words only, and rare in English if a single word.

    >>> is_term(("reward", "model")), is_term(("novel", "approach")), is_term(("calibration",))
    (True, False, True)
    """
    if all(word in _NO_TOPIC or not word.isalpha() or len(word) == 1 for word in key):
        return False
    if len(key) > 1:
        return key not in EMPTY_COMPOUNDS and not (len(key[-1]) == 1 and key[-1].isalpha())
    [word] = key
    if len(word) < 3 or (word.endswith(_ADJECTIVE_ENDINGS) and word not in _NOUNS_LIKE_ADJECTIVES):
        return False
    return measure_commonness(word) < RARE_WORD


def without_empty_heads(key: Key, alone: Container[Key]) -> Key:
    """Drop empty nouns from the end of a term as long as what is left also stands alone.

    >>> without_empty_heads(("bandit", "problem"), {("bandit",)})
    ('bandit',)
    """
    while len(key) > 1 and key[-1] in EMPTY_HEADS and key[:-1] in alone:
        key = key[:-1]
    return key


def build_trie(entities: Mapping[Key, Key]) -> Trie:
    """Build the dictionary that `find_entities` looks up, from the spellings to the entity each one is."""
    trie: Trie = {}
    for spelling, entity in entities.items():
        node = trie
        for word in spelling:
            node = node.setdefault(word, {})
        node[""] = entity
    return trie


def find_entities(reading: Reading, trie: Trie) -> Iterator[Occurrence]:
    """Find the entities of a dictionary from left to right, the longest at each place, without overlaps.

    An entity does not reach over punctuation other than a hyphen, and does not cut an acronym.
    """
    keys, starts, joined = reading.keys, reading.starts, reading.joined
    place, count = 0, len(keys)
    while place < count:
        node = trie.get(keys[place])
        if node is None or (place and starts[place] == starts[place - 1]):
            place += 1
            continue
        key, end, ahead = None, place + 1, place + 1
        while node is not None:
            if "" in node and (ahead == count or starts[ahead] != starts[ahead - 1]):
                key, end = node[""], ahead
            node = node.get(keys[ahead]) if ahead < count and joined[ahead] else None
            ahead += 1
        if key is not None:
            yield Occurrence(key, starts[place], reading.ends[end - 1])
        place = end
