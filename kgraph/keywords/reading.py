"""Texts as numbers: their words, where these stand, and which of them make noun phrases."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.language import Language

from kgraph.keywords.arrays import Flags, Ints, Longs
from kgraph.keywords.phrases import PLURAL, Lexicon, blank_out, find_phrases, uses_model
from kgraph.keywords.tagging import BLOCK, Block, Tokens, tag_blocks
from kgraph.terms import split_words


@dataclass(frozen=True, slots=True)
class Reading:
    """Texts as words in one row; behind each text stands a word of key 0, which belongs to no text.

    `keys[i]` is the number of the key of the word at `starts[i]:ends[i]` of its text; `joined[i]` is true if
    only a space or a hyphen stands before it. `inner[i]` is true for the second and each further word that an
    acronym is written out with; all have the acronym's place. `bounds[t]` is the first word of text `t`, and
    of the last text's successor. `phrases` has a row for each noun phrase: first word, word behind the last.
    """

    keys: Ints
    starts: Ints
    ends: Ints
    joined: Flags
    inner: Flags
    bounds: Longs
    phrases: Longs

    def text_of(self, places: Longs) -> Longs:
        """The numbers of the texts in which the words at `places` stand."""
        return np.searchsorted(self.bounds, places, side="right") - 1


def read_texts(
    texts: Iterable[str], nlp: Language, lexicon: Lexicon, processes: int | None = None
) -> Iterator[Reading]:
    """Read texts, some hundred at a time, in their order; `lexicon` numbers their words.

    `processes` is the number of those that tag; with None, as many as there are cores.

    >>> from kgraph.keywords.phrases import load_pipeline
    >>> lexicon = Lexicon(nlp := load_pipeline(model=False))
    >>> [reading] = read_texts(["We train a reward model."], nlp, lexicon)
    >>> [[lexicon.word_keys[key] for key in reading.keys[first:last]] for first, last in reading.phrases]
    [['reward', 'model']]
    """
    prose = map(blank_out, texts)
    blocks = iter(lambda: list(islice(prose, BLOCK)), [])
    if uses_model(nlp):
        for block, tokens in tag_blocks(blocks, nlp, processes):
            yield _read(block, lexicon, tokens)
    else:
        nothing = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.uint8)
        for block in blocks:
            yield _read(block, lexicon, nothing)


def _read(texts: Block, lexicon: Lexicon, tokens: Tokens) -> Reading:
    pieces: list[str] = []
    sizes = np.empty(len(texts), dtype=np.int64)
    for number, text in enumerate(texts):
        before = len(pieces)
        pieces += split_words(text)
        pieces.append("")  # the word between two texts
        sizes[number] = (len(pieces) - before) // 2
    count = len(pieces) // 2
    words = np.fromiter(map(lexicon.__getitem__, pieces[1::2]), dtype=np.int32, count=count)
    gaps = np.fromiter(map(lexicon.gaps.__getitem__, pieces[::2]), dtype=np.int32, count=count)
    lengths = np.frombuffer(lexicon.lengths, dtype=np.int32)[words]
    ends = (np.frombuffer(lexicon.gaps.lengths, dtype=np.int32)[gaps] + lengths).cumsum(dtype=np.int64)
    bounds = np.concatenate(([0], sizes.cumsum()))
    glue = np.frombuffer(lexicon.gaps.glue, dtype=np.uint8)[gaps]
    glue[1:][np.frombuffer(lexicon.ends_phrase, dtype=bool)[words[:-1]]] = ord(".")
    starts = ends - lengths
    classes = np.frombuffer(lexicon.classes, dtype=np.uint8)[words]
    tagged = classes == 0
    classes[tagged] = tokens[1][np.searchsorted(tokens[0], starts[tagged], side="right") - 1]
    plural = tagged & (classes == ord(PLURAL))
    classes[plural] = np.frombuffer(lexicon.plural_classes, dtype=np.uint8)[words[plural]]
    offsets = np.repeat(np.concatenate(([0], ends[bounds[1:-1] - 1])), sizes)  # of the texts in all
    ends -= np.frombuffer(lexicon.endings, dtype=np.uint8)[words]
    return Reading(
        np.frombuffer(lexicon.key_of, dtype=np.int32)[words],
        (starts - offsets).astype(np.int32),
        (ends - offsets).astype(np.int32),
        ((glue == ord(" ")) | (glue == ord("-"))) & (words > 0),
        np.zeros(count, dtype=bool),
        bounds,
        find_phrases(glue, classes, sizes),
    )


def join_readings(readings: Sequence[Reading]) -> Reading:
    """Make one reading of several, in their order; it has all their words and no phrases."""
    offsets = np.cumsum([0, *(len(reading.keys) for reading in readings)])
    bounds = (reading.bounds[1:] + offset for reading, offset in zip(readings, offsets, strict=False))

    def join(columns: Iterable[npt.NDArray[Any]], kind: npt.DTypeLike) -> npt.NDArray[Any]:
        return np.concatenate((np.empty(0, dtype=kind), *columns))

    return Reading(
        join((reading.keys for reading in readings), np.int32),
        join((reading.starts for reading in readings), np.int32),
        join((reading.ends for reading in readings), np.int32),
        join((reading.joined for reading in readings), np.bool_),
        join((reading.inner for reading in readings), np.bool_),
        join((np.zeros(1, dtype=np.int64), *bounds), np.int64),
        np.empty((0, 2), dtype=np.int64),
    )
