"""The passages that show why two papers are linked: the two sentences, one of each, that are most alike.

Sentences are compared by their words, each counting the more the fewer papers hold it. A title is quoted only
where there is no abstract, or nothing alike in it.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse

from kgraph.parallel import map_threads
from kgraph.records import LineageLink, Paper, Span
from kgraph.similarity import tells
from kgraph.terms import TOGETHER, number_words, word_key
from kgraph.tracking import track

# A sentence ends with its mark and what closes it, before white space that is not followed by a small letter
# (but: xRAG), or at an empty line; Chinese and Japanese marks need no space.
_END = re.compile(r"[.!?…]+[\"'”’)\]}*]*(?=\s+(?:[^\sa-z]|[a-z]+[A-Z]))|[。！？]+[”’」』）]*|(?=\n\s*\n)")
# The same for a single line, which most are: where it is known how a match begins, a search takes a fifth of
# the time.
_END_IN_LINE = re.compile(
    r"[.!?…。！？](?:(?<=[.!?…])[.!?…]*[\"'”’)\]}*]*(?=\s+(?:[^\sa-z]|[a-z]+[A-Z]))|(?<=[。！？])[。！？]*[”’」』）]*)"
)
# A point behind these ends no sentence: 62 of 400 NeurIPS abstracts are cut otherwise than by the sentencizer
# of spaCy, and in the 29 of them that were read ours was right but for two names without a capital.
_ABBREVIATION = re.compile(
    r"\b(?:[Ee]\.g|[Ii]\.e|al|[Cc]f|vs|resp|approx|viz|[DM]rs?|Prof|w\.r\.t|a\.k\.a)\.\Z"
)
_NUMBERED = re.compile(
    r"\b(?:[Ff]igs?|[Ee]qn?s?|[Ss]ecs?|[Tt]abs?|[Rr]efs?|[Nn]os?|[Vv]ols?|pp?|[Cc]hs?|[Tt]hms?|[Dd]efs?)\.\Z"
)
_NUMBER = re.compile(r"\s*[\d(]")
_LONGEST_ABBREVIATION = 8
_LETTERS = re.compile(r"[^\W\d_]{2}")

# Words that a sentence has beside those that are read: without them short sentences win by a single word.
_UNREAD = 5
# With this floor 95 % of the inferred links among 2,000 NeurIPS papers are quoted and 5.5 % of 8,000 random
# pairs; with .14 it is 87 and 2.7 %, with .10 it is 98 and 11 %, and what comes in below .11 is mostly such
# as "extensive experiments show". In a list of 28 papers the floors .14, .12 and .10 quote 47, 69 and 92 % of
# the links.
_LEAST_COSINE = 0.12
# A title that stands beside an abstract is quoted only if no two sentences of abstracts are alike enough:
# no cosine makes up for this.
_SPARE_TITLE = 2.0
# Pairs of sentences that are compared at once: 200,000 with 15 words each are 40 MB.
_BLOCK = 200_000

# Sentences whose words are read at once: about as much text as `TOGETHER` texts.
_READ = 4 * TOGETHER

_RARITY = "rarity.parquet"
_SILENT = -1  # the number of all words that say nothing

_Ints = npt.NDArray[np.int64]


class Rarity(NamedTuple):
    """How many of some papers hold each word, by its key."""

    papers: int
    holders: Mapping[str, int]


def quote_passages(
    links: Sequence[LineageLink],
    papers: Iterable[Paper],
    rarity: Rarity | None = None,
    keep: Path | None = None,
) -> tuple[LineageLink, ...]:
    """Give each link the two sentences, one of the later and one of the earlier paper, that are most alike.

    A word weighs `1 + ln((n + 1) / (df + 1))`, where `df` of the `n` linked papers hold it, and pairs of
    sentences are compared by the cosine (Salton & Buckley 1988), made smaller for short ones. A link whose
    best pair has less than 0.12 keeps `passages` empty. Of equally alike pairs the first in reading order is
    taken. `rarity` says how rare words are if more is known than these links; what is learned of them is
    kept in the folder `keep` (`read_rarity`). Each text is read once: 208,376 links among 104,188 papers
    (60,617 abstracts) take 24 s on one core.

    >>> from kgraph.records import Origin
    >>> texts = ("We train a reward model. It is small.", "Data is scarce. A reward model is learned.")
    >>> papers = [Paper(f"paper:{n}", "On it", Origin("a", n), abstract=texts[n]) for n in (0, 1)]
    >>> link = LineageLink("paper:1", "paper:0", 0.5, (), (), (), direction_uncertain=False)
    >>> [(span.start, span.text) for span in quote_passages([link], papers)[0].passages]
    [(16, 'A reward model is learned.'), (0, 'We train a reward model.')]
    """
    linked = sorted({paper for link in links for paper in (link.later, link.earlier)})
    row_of = {paper: row for row, paper in enumerate(linked)}
    texts = {paper.id: paper for paper in papers if paper.id in row_of}
    sentences, starts = _split_all([texts[paper] for paper in linked])
    spare = _spare_titles(sentences, starts)
    vectors, learned = _vectors(sentences, starts, rarity)
    if keep:
        _write_rarity(learned, keep)
    later = np.array([row_of[link.later] for link in links], dtype=np.int64)
    earlier = np.array([row_of[link.earlier] for link in links], dtype=np.int64)
    quoted: list[LineageLink] = []
    blocks = list(_blocks(np.diff(starts)[later] * np.diff(starts)[earlier]))
    ends = ((later[start:end], earlier[start:end]) for start, end in blocks)
    compared = map_threads(partial(_compare, vectors, spare, starts), ends)
    watched = track("comparing sentences", compared, len(blocks))
    for (start, end), found in zip(blocks, watched, strict=True):
        for link, (one, other) in zip(links[start:end], found.tolist(), strict=True):
            passages = (sentences[one], sentences[other]) if one >= 0 else ()
            quoted.append(_with_passages(link, passages))
    return tuple(quoted)


def _with_passages(link: LineageLink, passages: tuple[Span, ...]) -> LineageLink:
    # Said at length: of the Anthology's links `dataclasses.replace` makes 60,000 a second, this 500,000.
    return LineageLink(
        link.later,
        link.earlier,
        link.weight,
        link.parts,
        link.shared_people,
        link.shared_concepts,
        link.direction_uncertain,
        passages,
    )


def _compare(vectors: Any, spare: npt.NDArray[np.float64], starts: _Ints, ends: tuple[_Ints, _Ints]) -> _Ints:
    """For each link, by the numbers of its papers, the two sentences that are most alike; -1 if none are."""
    one, other, owner = _pairs(starts, *ends)
    cosines = np.asarray(vectors[one].multiply(vectors[other]).sum(axis=1)).ravel().round(6)
    value = np.where(cosines >= _LEAST_COSINE, cosines - spare[one] - spare[other], -np.inf)
    best = _first_largest(value, owner, len(ends[0]))
    found: _Ints = np.where(np.isfinite(value[best]), (one[best], other[best]), -1).T
    return found


def learn_rarity(papers: Sequence[Paper]) -> Rarity:
    """How rare words are in some papers: of the parts of a corpus all numbers add up."""
    _, rarity = _vectors(*_split_all(papers), None)
    return rarity


def read_rarity(folder: Path) -> Rarity:
    """What `quote_passages` has kept in a folder."""
    table = pl.read_parquet(folder / _RARITY)
    holders: dict[str, int] = dict(table.select("word", "papers").iter_rows())
    return Rarity(holders.pop(""), holders)


def _write_rarity(rarity: Rarity, folder: Path) -> None:
    holders = {"": rarity.papers, **rarity.holders}  # no word is empty
    table = pl.DataFrame({"word": list(holders), "papers": list(holders.values())})
    table.sort("word").write_parquet(folder / _RARITY, compression="zstd")


def split_sentences(paper: Paper) -> tuple[Span, ...]:
    """The title of a paper, then the sentences of its abstract, without the white space around them.

    >>> from kgraph.records import Origin
    >>> paper = Paper("paper:a", "Why", Origin("a", 1), abstract="Lee et al. (2019) won by 3.5. So did xGo.")
    >>> [(span.start, span.text) for span in split_sentences(paper)]
    [(0, 'Why'), (0, 'Lee et al. (2019) won by 3.5.'), (30, 'So did xGo.')]
    """
    abstract = paper.abstract or ""
    return (Span("title", 0, len(paper.title), paper.title), *_sentences(abstract))


def _split_all(papers: Sequence[Paper]) -> tuple[list[Span], _Ints]:
    """The sentences of papers, and where those of each begin, one more for the end."""
    sentences: list[Span] = []
    first = [0]
    for paper in track("reading sentences", papers, len(papers)):
        sentences += split_sentences(paper)
        first.append(len(sentences))
    return sentences, np.array(first)


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for end in (*_ends(text), len(text)):
        piece = text[start:end]
        # What has no word (the number of a list) goes with what follows.
        if _LETTERS.search(piece):
            begin = start + len(piece) - len(piece.lstrip())
            yield Span("abstract", begin, start + len(piece.rstrip()), piece.strip())
            start = end


def _ends(text: str) -> Iterator[int]:
    for match in (_END if "\n" in text else _END_IN_LINE).finditer(text):
        if match.group() == ".":
            before = text[max(0, match.start() - _LONGEST_ABBREVIATION) : match.end()]
            if _ABBREVIATION.search(before):
                continue
            if _NUMBERED.search(before) and _NUMBER.match(text, match.end()):
                continue
        yield match.end()


def _spare_titles(sentences: Sequence[Span], starts: _Ints) -> npt.NDArray[np.float64]:
    """What is taken off for each sentence: something for a title if its paper has an abstract."""
    titles = starts[:-1][np.diff(starts) > 1]
    spare = np.zeros(len(sentences))
    spare[titles] = _SPARE_TITLE
    return spare


class _Numbers(dict[str, int]):
    """Printed words to numbers of their keys, or `_SILENT`."""

    def __init__(self) -> None:
        self._of: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        key = word_key(word)
        self[word] = self._of.setdefault(key, len(self._of)) if tells(key) else _SILENT
        return self[word]

    def sort_keys(self) -> tuple[list[str], _Ints]:
        """The keys that have a number, in order, and the numbers."""
        keys = sorted(self._of)
        return keys, np.array([self._of[key] for key in keys], dtype=np.int64)


def _vectors(sentences: Sequence[Span], starts: _Ints, rarity: Rarity | None) -> tuple[Any, Rarity]:
    """A row of length 1, or less for short ones, for each sentence: its words, weighted by their rarity."""
    number_of = _Numbers()
    texts = [sentence.text for sentence in sentences]
    parts, sizes = [np.empty(0, dtype=np.int32)], [np.empty(0, dtype=np.int64)]
    for first in range(0, len(texts), _READ):
        some = number_words(texts[first : first + _READ])
        parts.append(np.array([number_of[word] for word in some.words], dtype=np.int32)[some.numbers])
        sizes.append(some.sizes)
    # In the order of the alphabet sums over words are the same whatever other papers there are.
    keys, order = number_of.sort_keys()
    place_of = np.empty(len(keys), dtype=np.int64)
    place_of[order] = np.arange(len(keys))
    read, owners = np.concatenate(parts), np.repeat(np.arange(len(texts)), np.concatenate(sizes))
    telling = read != _SILENT
    rows, columns = _cells(owners[telling], place_of[read[telling]])
    _, held = _cells(np.searchsorted(starts, rows, side="right") - 1, columns)
    counts = np.bincount(held, minlength=len(keys)).tolist()
    known = rarity or Rarity(len(starts) - 1, dict(zip(keys, counts, strict=True)))
    weights = np.array([1 + math.log((known.papers + 1) / (known.holders.get(key, 0) + 1)) for key in keys])
    lengths = np.bincount(rows, minlength=len(sentences))
    ends = np.concatenate(([0], lengths.cumsum()))
    vectors = sparse.csr_matrix((weights[columns], columns, ends), shape=(len(sentences), len(weights)))
    squares = np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel()
    read = np.maximum(lengths, 1)
    norms = np.sqrt(squares * (read + _UNREAD) / read)
    vectors.data /= np.repeat(norms, lengths)
    return vectors, known


def _cells(rows: _Ints, columns: _Ints) -> tuple[_Ints, _Ints]:
    """The cells of a matrix, each once and in order."""
    cells = np.sort(rows << 32 | columns)  # `np.unique` takes ten times as long
    cells = cells[np.diff(cells, prepend=-1) > 0]
    return cells >> 32, cells & 0xFFFFFFFF


def _blocks(sizes: _Ints) -> Iterator[tuple[int, int]]:
    """Runs of links, as (start, end), that have some `_BLOCK` pairs of sentences each."""
    ends = np.flatnonzero(np.diff(np.cumsum(sizes) // _BLOCK)) + 1
    bounds = [0, *ends.tolist(), len(sizes)]
    yield from ((start, end) for start, end in pairwise(bounds) if start < end)


def _pairs(starts: _Ints, later: _Ints, earlier: _Ints) -> tuple[_Ints, _Ints, _Ints]:
    """All pairs of sentences of some links, in reading order: of the later, of the earlier, of which link."""
    height, width = starts[later + 1] - starts[later], starts[earlier + 1] - starts[earlier]
    sizes = height * width
    owner = np.repeat(np.arange(len(later)), sizes)
    place = np.arange(len(owner)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    return starts[later][owner] + place // width[owner], starts[earlier][owner] + place % width[owner], owner


def _first_largest(values: npt.NDArray[np.float64], owner: _Ints, owners: int) -> _Ints:
    """The place of the first largest value of each owner; owners are sorted, and each has a value."""
    order = np.lexsort((np.arange(len(values)), -values, owner))
    return order[np.searchsorted(owner[order], np.arange(owners))]
