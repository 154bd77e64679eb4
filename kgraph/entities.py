"""Entities in texts: the noun phrases that may name one, and the places where a dictionary's entities stand.

A text is read with its acronyms written out, so that *RLHF policies* holds the same entity as
*reinforcement learning from human feedback*. The words that an acronym stands for share its place in the
text and are never split.
"""

from collections.abc import Container, Iterator, Mapping
from typing import Any, NamedTuple

from wordfreq import zipf_frequency

from kgraph.acronyms import is_acronym, singular_acronym
from kgraph.generic import EMPTY_HEADS, EMPTY_MODIFIERS, EMPTY_NOUNS, WEAK_MODIFIERS
from kgraph.phrases import Reading
from kgraph.terms import word_key, words

Key = tuple[str, ...]

# A single word is a term only if it is rarer in English than this (Zipf scale: 4 is ten in a million).
RARE_WORD = 4.0
# Words of a term as printed. Author keywords of more than four words are under 4 % (NeurIPS).
LONGEST_TERM = 4

_NO_TOPIC = EMPTY_MODIFIERS | WEAK_MODIFIERS | EMPTY_NOUNS
# A trie as nested dictionaries; the entity that ends at a node stands under the empty word.
Trie = dict[str, Any]


class Occurrence(NamedTuple):
    """An entity stands at `start:end` of a text."""

    key: Key
    start: int
    end: int


def write_out(text: str, reading: Reading, meanings: Mapping[str, str]) -> Reading:
    """Replace each acronym in a reading of `text` by the words of its meaning, all at the acronym's place."""
    acronyms: dict[int, Key] = {}
    for place, (start, end) in enumerate(zip(reading.starts, reading.ends, strict=True)):
        if expanded := _meaning(text[start:end], meanings):
            acronyms[place] = expanded
    if not acronyms:
        return reading
    written = Reading([], [], [], [], [])
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


def entity_key(text: str, meanings: Mapping[str, str]) -> Key:
    """The key of a term, with the acronyms in it written out.

    >>> entity_key("RL agents", {"RL": "reinforcement learning"})
    ('reinforcement', 'learning', 'agent')
    """
    key: list[str] = []
    for word in words(text):
        key.extend(_meaning(word.surface, meanings) or (word_key(word.surface),))
    return tuple(key)


def _meaning(surface: str, meanings: Mapping[str, str]) -> Key | None:
    if not is_acronym(surface):
        return None
    short = singular_acronym(surface)
    long = meanings.get(short)
    if long is None:
        return None
    # A long form may hold an acronym itself (RL from human feedback), never its own.
    return entity_key(long, {other: meaning for other, meaning in meanings.items() if other != short})


def phrase_terms(reading: Reading) -> Iterator[tuple[int, Key]]:
    """Yield the terms that are whole noun phrases, each with the place of its first word.

    Empty modifiers are dropped from the front; what is left must name a topic (see `is_term`).
    """
    keys, starts = reading.keys, reading.starts
    for begin, last in reading.phrases:
        first = begin
        while first < last and keys[first] in EMPTY_MODIFIERS:
            first += 1
        if first < last and len(set(starts[first:last])) <= LONGEST_TERM:
            key = tuple(keys[first:last])
            if starts[first] == starts[last - 1] and len(key) > 1 or is_term(key):
                yield first, key


def is_term(key: Key) -> bool:
    """Whether a key can name a topic: not made of empty words only, and rare in English if a single word.

    >>> is_term(("reward", "model")), is_term(("novel", "approach")), is_term(("calibration",))
    (True, False, True)
    """
    if all(word in _NO_TOPIC or word.isdigit() or len(word) == 1 for word in key):
        return False
    return len(key) > 1 or (len(key[0]) > 2 and zipf_frequency(key[0], "en", wordlist="small") < RARE_WORD)


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
