"""A dictionary of terms, and the places where they stand in texts: all on numbers, all texts at a time.

The dictionary is a trie laid out level by level: an edge is one integer, made of the node that it leaves and
the word that it is for, and the edges of a level are sorted. So each word of many texts takes one step
together with all others, by one binary search.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from kgraph.keywords.arrays import Flags, Longs
from kgraph.keywords.numbering import Terms
from kgraph.keywords.reading import Reading


class Occurrences(NamedTuple):
    """Terms in a reading: each stands from word `first` to the word before `last`."""

    first: Longs
    last: Longs
    term: Longs

    def take(self, chosen: Flags | Longs | slice) -> "Occurrences":
        """Those that a mask, their numbers or a slice choose."""
        return Occurrences(self.first[chosen], self.last[chosen], self.term[chosen])


@dataclass(frozen=True, slots=True)
class Dictionary:
    """A trie. `levels[d]` has the edges to the nodes at depth `d + 1`, sorted, and the number of the first.

    `terms` has the term that ends at a node, or -1. The first nodes are the roots: there may be several
    dictionaries in one, each with a root of its own. `begins` says of each word whether any term begins with
    it: few words do, and the others are not searched for.
    """

    levels: tuple[tuple[Longs, int], ...]
    terms: Longs
    begins: Flags


def build_dictionary(terms: Terms, spellings: Longs, meant: Longs, roots: Longs) -> Dictionary:
    """Build the dictionary in which term `spellings[i]` stands for `meant[i]`, below the root `roots[i]`."""
    words, ends = terms.words()
    begin, lengths = ends[spellings], ends[spellings + 1] - ends[spellings]
    width = len(terms.keys.word_keys)
    count = int(roots.max(initial=0)) + 1
    node, values, levels = roots.copy(), [np.full(count, -1)], []
    for depth in range(int(lengths.max(initial=0))):
        longer = np.flatnonzero(lengths > depth)
        edges, edge = np.unique(node[longer] * width + words[begin[longer] + depth], return_inverse=True)
        node[longer] = count + edge
        whole = lengths[longer] == depth + 1
        value = np.full(len(edges), -1)
        value[edge[whole]] = meant[longer[whole]]
        values.append(value)
        levels.append((edges, count))
        count += len(edges)
    begins = np.zeros(width, dtype=bool)
    begins[words[begin[lengths > 0]]] = True
    return Dictionary(tuple(levels), np.concatenate(values), begins)


def find_all(dictionary: Dictionary, reading: Reading, places: Longs, roots: Longs) -> Occurrences:
    """Find all terms that begin at the words `places`, looked up below `roots`; the longest first.

    A term does not reach over punctuation other than a hyphen, and does not cut an acronym.
    """
    free = ~reading.inner[places] & dictionary.begins[reading.keys[places]]
    first, node = places[free], roots[free]
    ahead = first
    found = []
    for edges, count in dictionary.levels:
        wanted = node * len(dictionary.begins) + reading.keys[ahead]
        edge = np.searchsorted(edges, wanted)
        edge[edge == len(edges)] = 0
        there = edges[edge] == wanted
        first, ahead, node = first[there], ahead[there] + 1, count + edge[there]
        term = dictionary.terms[node]
        whole = (term >= 0) & ~reading.inner[ahead]
        found.append(Occurrences(first[whole], ahead[whole], term[whole]))
        on = reading.joined[ahead]
        first, ahead, node = first[on], ahead[on], node[on]
    return join_occurrences(reversed(found))


def find_longest(dictionary: Dictionary, reading: Reading, places: Longs, roots: Longs) -> Occurrences:
    """Find terms from left to right, the longest at each place, without overlaps."""
    found = find_all(dictionary, reading, places, roots)
    found = found.take(np.argsort(found.first, kind="stable"))
    chosen, end = [], -1
    for number, (first, last) in enumerate(zip(found.first.tolist(), found.last.tolist(), strict=True)):
        if first >= end:
            chosen.append(number)
            end = last
    return found.take(np.array(chosen, dtype=np.int64))


def join_occurrences(parts: Iterable[Occurrences]) -> Occurrences:
    """Make one of several, in their order."""
    nothing = np.empty(0, dtype=np.int64)
    columns = zip(*(Occurrences(nothing, nothing, nothing), *parts), strict=True)
    return Occurrences(*map(np.concatenate, columns))
