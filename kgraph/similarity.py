"""How alike papers are by their words: TF-IDF vectors, the most alike before each, neighbours.

Everything is sparse. No product of all papers with all papers is ever held: for each paper the best are kept.
"""

from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn
from wordfreq import zipf_frequency

from kgraph.parallel import count_cores
from kgraph.records import Paper
from kgraph.terms import split_words, word_key
from kgraph.tracking import track

Floats = npt.NDArray[np.float32]

# A word this common in English (Zipf scale: 5.6 is 400 in a million) is a function word or as good as one.
# A hand-made stop list of 326 words does no better: MRR .424 against .418, with a standard error of .014.
_COMMON_WORD = 5.6
# A word of the title counts twice: AUC .9501 / .9477 on two halves of true citations, against .9489 / .9460.
_TITLE_WEIGHT = 2
# Flattens inverse document frequency. 1 gives MRR .413 / .405 on the two halves, .7 gives .417 / .428.
_RARITY_POWER = 0.7
# Longer words also count by their first letters (interpret-able, -ability, -ation), a stemmer that errs on
# the side of alike. In the whole ranking of `lineage`: R@5 .358, MRR .509 with, .358, .501 without; fragments
# of four to six letters anywhere in a word give .359, .516 at three times the cost.
_BEGINNING = 5
# Words that a paper has beside those we can read: without them the cosine of two short titles that share one
# word is that of close kin. Links of `lineage` with a weight of .1 to .2 are true citations in 12 of 100
# cases where there are abstracts, and on bare titles in 4 with 4 unread words, 13 with 8 and 45 with 15.
_UNREAD = 8
# Terms in more papers than this do not enter: they say little, and without a bound a product of all papers
# costs the square of their number. At 13,171 papers R@5 is .339 with this bound and .340 without.
_MOST_PAPERS = 5000
# Papers that are compared with each other whole; above, the earlier half gives each of the later its best.
_LEAF = 1024

_GAP = -1  # stands between fields, and for words that are left out


def text_vectors(papers: Sequence[Paper]) -> Any:
    """TF-IDF of title and abstract over words, their beginnings and pairs of adjacent words: a row a paper.

    The weight of a term is `(1 + ln tf) * (1 + ln((n + 1) / (df + 1))) ** 0.7`. A pair counts only if two
    papers hold it. Source: Salton & Buckley, "Term-weighting approaches in automatic text retrieval", IPM
    24(5), 1988; the power, the beginnings, the pairs and the double weight of the title are ours.

    The result is a SciPy CSR matrix of float32. A row of `n` words has the length `sqrt(n / (n + 8))`, and a
    paper without words an empty one, so the product of two rows is a cosine that makes allowance for what
    was not read.

    >>> from kgraph.records import Origin
    >>> titles = ("Reward models", "Reward models revisited", "Speech recognition")
    >>> rows = text_vectors([Paper(f"paper:{n}", title, Origin("a", n)) for n, title in enumerate(titles)])
    >>> [[round(float(value), 2) for value in row] for row in (rows @ rows.T).toarray()]
    [[0.2, 0.19, 0.0], [0.19, 0.27, 0.0], [0.0, 0.0, 0.2]]
    """
    codes, owners, counts, is_word, is_pair = _terms(papers)
    distinct, columns = np.unique(codes, return_inverse=True)
    shape = (len(papers), len(distinct))
    # Logarithms differ between processors in the last bit: in double precision, rounded to single at the
    # end, that bit is gone.
    vectors = sparse.csr_matrix((counts, (owners, columns)), shape=shape, dtype=np.float64)
    words_of, pairs = np.zeros(shape[1], dtype=bool), np.zeros(shape[1], dtype=bool)
    words_of[columns[is_word]] = True
    pairs[columns[is_pair]] = True
    holders = np.bincount(vectors.indices, minlength=shape[1])
    vectors.data = 1 + np.log(vectors.data)
    rarity = (1 + np.log((shape[0] + 1) / (holders + 1))) ** _RARITY_POWER
    rarity[(pairs & (holders < 2)) | (holders > _MOST_PAPERS)] = 0
    vectors.data *= rarity[vectors.indices]
    vectors.eliminate_zeros()
    squares = np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel()
    read = np.maximum(vectors[:, words_of].getnnz(axis=1), 1)
    lengths = np.sqrt(squares * (read + _UNREAD) / read)
    vectors.data /= np.repeat(lengths, np.diff(vectors.indptr))
    return vectors.astype(np.float32)


def similar_before(vectors: Any, count: int, least: float) -> Any:
    """For each row the rows before it that are most like it, as a CSR matrix of their products.

    Row `i` holds products of at least `least` (above 0) with rows below `i`: all of the `count` largest, and
    some more. The rows are halved again and again, the later half looking for its best in the earlier one, so
    time is that of half the product of all rows, and memory that of `count` numbers a row and halving.

    >>> rows = sparse.csr_matrix(np.array([[1, 0], [0.6, 0.8], [0, 1]], dtype=np.float32))
    >>> [[round(float(value), 2) for value in row] for row in similar_before(rows, 5, 0.1).toarray()]
    [[0.0, 0.0, 0.0], [0.6, 0.0, 0.0], [0.0, 0.8, 0.0]]
    """
    # What a single row holds adds to no product.
    shared = vectors[:, np.flatnonzero(np.bincount(vectors.indices, minlength=vectors.shape[1]) > 1)]
    size = shared.shape[0]
    halves = track("comparing", _halves(shared, 0, size, count, least), _count_halves(size))
    found = [part for part in halves if part.nnz]
    rows, columns, values = (
        np.concatenate([getattr(part, name) for part in found] or [np.empty(0)])
        for name in ("row", "col", "data")
    )
    return sparse.csr_matrix((values, (rows, columns)), shape=(size, size), dtype=np.float32)


def _count_halves(rows: int) -> int:
    """How many parts `_halves` gives."""
    return 1 if rows <= _LEAF else 1 + _count_halves(rows // 2) + _count_halves(rows - rows // 2)


def _halves(vectors: Any, first: int, last: int, count: int, least: float) -> Iterator[Any]:
    """Products of rows `first` to `last` with those before them in this range, placed in the whole."""
    size = vectors.shape[0]
    if last - first <= _LEAF:
        part = vectors[first:last]
        found = sparse.tril(part @ part.T, k=-1, format="coo")
        kept = found.data >= least
        row, column, values, shift = found.row[kept], found.col[kept], found.data[kept], first
    else:
        middle = (first + last) // 2
        yield from _halves(vectors, first, middle, count, least)
        yield from _halves(vectors, middle, last, count, least)
        earlier, cores = vectors[first:middle].T.tocsr(), count_cores()
        found = sp_matmul_topn(vectors[middle:last], earlier, top_n=count, threshold=least, n_threads=cores)
        found = found.tocoo()
        row, column, values, shift = found.row, found.col, found.data, middle
    places = (row.astype(np.int32) + np.int32(shift), column.astype(np.int32) + np.int32(first))
    yield sparse.coo_matrix((values, places), shape=(size, size))


def neighbourhoods(vectors: Any, alike: Any, size: int) -> Any:
    """Each row's `size` nearest rows and itself, as a CSR matrix whose rows add up to 1.

    `alike` is a symmetric CSR matrix of products, such as `similar_before` plus its transpose. A row without
    words is empty; of equally near rows the first count.
    """
    number = vectors.shape[0]
    itself = sparse.diags(np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel(), format="coo")
    near = _largest(alike, max(size, 1)).tocoo()
    row, column = np.concatenate((itself.row, near.row)), np.concatenate((itself.col, near.col))
    values = np.concatenate((itself.data, near.data)).astype(np.float32)
    own = row == column
    order = np.lexsort((column, -values, ~own, row))
    row, column, values = row[order], column[order], values[order]
    rank = np.arange(len(row)) - np.searchsorted(row, row)
    kept = (rank <= size) & (values > 0)
    near = sparse.csr_matrix((values[kept], (row[kept], column[kept])), shape=(number, number))
    totals = np.asarray(near.sum(axis=1, dtype=np.float64)).ravel()
    near.data /= np.repeat(totals, np.diff(near.indptr)).astype(np.float32)
    return near


def _largest(matrix: Any, count: int) -> Any:
    """The `count` (from 1) largest entries of each row, and those that equal the least of them.

    What is left to be sorted is a twentieth of the Anthology's 36 million.
    """
    identity = sparse.identity(matrix.shape[0], dtype=matrix.dtype, format="csr")
    best = sp_matmul_topn(matrix, identity, top_n=count, threshold=0, n_threads=count_cores())
    full = np.diff(best.indptr) == count
    least = np.zeros(matrix.shape[0], dtype=matrix.dtype)
    least[full] = np.minimum.reduceat(best.data, best.indptr[:-1][full]) if full.any() else 0
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    kept = matrix.data >= least[rows]
    return sparse.csr_matrix((matrix.data[kept], (rows[kept], matrix.indices[kept])), shape=matrix.shape)


def _terms(papers: Sequence[Paper]) -> tuple[npt.NDArray[Any], ...]:
    """Codes of the terms, the paper and the weight of each, and which are words and pairs, as flat arrays."""
    surfaces = _Surfaces()
    stream, sizes = array("i"), array("q")
    for paper in track("reading words", papers, len(papers)):
        for text in (paper.title, paper.abstract or ""):
            before = len(stream)
            stream.extend(map(surfaces.__getitem__, split_words(text)[1::2]))
            stream.append(0)
            sizes.append(len(stream) - before)
    read, lengths = np.array(stream, dtype=np.int64), np.array(sizes, dtype=np.int64)
    owners = np.repeat(np.repeat(np.arange(len(papers)), 2), lengths)
    counts = np.repeat(np.tile((_TITLE_WEIGHT, 1), len(papers)), lengths)
    terms, starts = (np.array(codes, dtype=np.int64)[read] for codes in (surfaces.words, surfaces.beginnings))
    kept, started = terms != _GAP, starts != _GAP
    pair = kept[:-1] & kept[1:]
    # A pair of words has a number beyond those of all single words and beginnings.
    pairs = (terms[:-1][pair] + 1) * surfaces.count + terms[1:][pair]
    kinds = np.repeat(np.arange(3), (int(kept.sum()), int(started.sum()), len(pairs)))
    return (
        np.concatenate((terms[kept], starts[started], pairs)),
        np.concatenate((owners[kept], owners[started], owners[:-1][pair])),
        np.concatenate((counts[kept], counts[started], counts[:-1][pair])),
        kinds == 0,
        kinds == 2,
    )


class _Surfaces(dict[str, int]):
    """Printed words, numbered as they come; what each stands for is looked up once.

    `words` and `beginnings` have the codes of each number, a gap for what tells nothing. Number 0 stands
    between two texts.
    """

    def __init__(self) -> None:
        super().__init__({"": 0})
        self.words, self.beginnings = array("q", [_GAP]), array("q", [_GAP])
        self._codes: dict[str, int] = {}

    @property
    def count(self) -> int:
        """The number of codes."""
        return len(self._codes)

    def __missing__(self, surface: str) -> int:
        key, lower = word_key(surface), surface.lower()
        word = beginning = _GAP
        if tells(key):
            word = self._code(key)
            if len(lower) > _BEGINNING:
                beginning = self._code(f"{lower[:_BEGINNING]}…")
        self.words.append(word)
        self.beginnings.append(beginning)
        number = self[surface] = len(self)
        return number

    def _code(self, key: str) -> int:
        return self._codes.setdefault(key, len(self._codes))


@lru_cache(maxsize=1 << 17)
def tells(key: str) -> bool:
    """Whether a word may tell what a text is about, by its key: not a lone letter, a number or a common word.

    >>> tells("reward"), tells("the"), tells("7")
    (True, False, False)
    """
    return len(key) > 1 and not key.isdigit() and zipf_frequency(key, "en") < _COMMON_WORD
