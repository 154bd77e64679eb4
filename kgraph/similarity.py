"""How alike papers are by their words: TF-IDF vectors, their products, and each paper's nearest neighbours.

Everything is sparse. The product of all papers with all papers is taken in blocks of rows and never kept.
"""

from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import sparse
from wordfreq import zipf_frequency

from kgraph.records import Paper
from kgraph.terms import word_key, words

Floats = npt.NDArray[np.float32]

# A word this common in English (Zipf scale: 5.6 is 400 in a million) is a function word or as good as one.
# A hand-made stop list of 326 words does no better: MRR .424 against .418, with a standard error of .014.
_COMMON_WORD = 5.6
# A word of the title counts twice: AUC .9501 / .9477 on two halves of true citations, against .9489 / .9460.
_TITLE_WEIGHT = 2
# Flattens inverse document frequency. 1 gives MRR .413 / .405 on the two halves, .7 gives .417 / .428.
_RARITY_POWER = 0.7
# Words that a paper has beside those we can read: without them the cosine of two short titles that share one
# word is that of close kin. Without this, pairs of bare titles with a weight of .7 or more in `lineage` are
# true citations in 6 of 100 cases; with it the weights hold for titles much as they do for abstracts. With 20
# titles get weights too low, with 35 hardly any.
_UNREAD = 15
# Rows of the all-by-all product that are held at once: 128 rows of 100,000 papers are 51 MB.
_BLOCK = 128
# Terms in more papers than this do not enter: they say little, and without a bound a product of all papers
# costs the square of their number. At 13,171 papers R@5 is .339 with this bound and .340 without.
_MOST_PAPERS = 5000

_GAP = -1  # stands between fields, and for words that are left out


def text_vectors(papers: Sequence[Paper]) -> Any:
    """TF-IDF of title and abstract over words and pairs of adjacent words: a row for each paper.

    The weight of a term is `(1 + ln tf) * (1 + ln((n + 1) / (df + 1))) ** 0.7`. A pair counts only if two
    papers hold it. Source: Salton & Buckley, "Term-weighting approaches in automatic text retrieval", IPM
    24(5), 1988; the power, the pairs and the double weight of the title are ours.

    The result is a SciPy CSR matrix of float32. A row of `n` words has the length `sqrt(n / (n + 15))`, and a
    paper without words an empty one, so the product of two rows is a cosine that makes allowance for what
    was not read.

    >>> from kgraph.records import Origin
    >>> titles = ("Reward models", "Reward models revisited", "Speech recognition")
    >>> rows = text_vectors([Paper(f"paper:{n}", title, Origin("a", n)) for n, title in enumerate(titles)])
    >>> [[round(float(value), 2) for value in row] for row in (rows @ rows.T).toarray()]
    [[0.12, 0.11, 0.0], [0.11, 0.17, 0.0], [0.0, 0.0, 0.12]]
    """
    codes, owners, counts, singles = _terms(papers)
    _, columns = np.unique(codes, return_inverse=True)
    shape = (len(papers), int(columns.max(initial=-1)) + 1)
    # Logarithms differ between processors in the last bit: in double precision, rounded to single at the
    # end, that bit is gone.
    vectors = sparse.csr_matrix((counts, (owners, columns)), shape=shape, dtype=np.float64)
    single = np.zeros(shape[1], dtype=bool)
    single[columns[singles]] = True
    holders = np.bincount(vectors.indices, minlength=shape[1])
    vectors.data = 1 + np.log(vectors.data)
    rarity = (1 + np.log((shape[0] + 1) / (holders + 1))) ** _RARITY_POWER
    rarity[(~single & (holders < 2)) | (holders > _MOST_PAPERS)] = 0
    vectors = vectors.multiply(rarity).tocsr()
    vectors.eliminate_zeros()
    squares = np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel()
    read = np.maximum(vectors[:, single].getnnz(axis=1), 1)
    lengths = np.sqrt(squares * (read + _UNREAD) / read)
    vectors.data /= np.repeat(lengths, np.diff(vectors.indptr))
    return vectors.astype(np.float32)


def products(vectors: Any) -> Iterator[tuple[int, Floats]]:
    """Products of all rows with all rows, in dense blocks: (number of the first row, block)."""
    across = vectors.T.tocsr()
    for start in range(0, vectors.shape[0], _BLOCK):
        yield start, (vectors[start : start + _BLOCK] @ across).toarray()


def neighbourhoods(vectors: Any, size: int) -> tuple[npt.NDArray[np.intp], Floats]:
    """Each row's nearest rows, itself among them, as (numbers, weights): two arrays of `size + 1` columns.

    The weights of a row are its products, scaled to add up to 1; a row without words has weights of 0. Fewer
    columns are given if there are fewer rows.
    """
    kept = min(size + 1, vectors.shape[0])
    numbers = np.zeros((vectors.shape[0], kept), dtype=np.intp)
    weights = np.zeros((vectors.shape[0], kept), dtype=np.float32)
    for start, block in products(vectors):
        nearest = _largest(block, kept)
        numbers[start : start + len(block)] = nearest
        weights[start : start + len(block)] = np.take_along_axis(block, nearest, axis=1)
    totals = weights.sum(axis=1, keepdims=True, dtype=np.float64).astype(np.float32)
    return numbers, np.divide(weights, totals, out=weights, where=totals > 0)


def _largest(block: Floats, count: int) -> npt.NDArray[np.intp]:
    """The columns of the `count` largest values of each row, in ascending order; of equal ones the first.

    `argpartition` would choose among equals as the processor at hand does.
    """
    width = block.shape[1]
    least = np.partition(block, width - count, axis=1)[:, width - count, np.newaxis]
    above, equal = block > least, block == least
    missing = count - above.sum(axis=1, keepdims=True, dtype=np.int32)
    chosen = above | (equal & (equal.cumsum(axis=1, dtype=np.int32) <= missing))
    return np.nonzero(chosen)[1].reshape(len(block), count)


def _terms(papers: Sequence[Paper]) -> tuple[npt.NDArray[Any], ...]:
    """Codes of the terms, the paper and the weight of each, and which are single words, as flat arrays."""
    numbers: dict[str, int] = {}
    stream: array[int] = array("q")
    owner: array[int] = array("q")
    weight: array[int] = array("q")
    for row, paper in enumerate(papers):
        for text, count in ((paper.title, _TITLE_WEIGHT), (paper.abstract or "", 1)):
            before = len(stream)
            for word in words(text):
                key = word_key(word.surface)
                stream.append(numbers.setdefault(key, len(numbers)) if _tells(key) else _GAP)
            stream.append(_GAP)
            owner.extend([row] * (len(stream) - before))
            weight.extend([count] * (len(stream) - before))
    terms, owners, counts = (np.array(flat, dtype=np.int64) for flat in (stream, owner, weight))
    kept = terms != _GAP
    pair = kept[:-1] & kept[1:]
    # A pair of words has a number beyond those of all single words.
    pairs = (terms[:-1][pair] + 1) * len(numbers) + terms[1:][pair]
    return (
        np.concatenate((terms[kept], pairs)),
        np.concatenate((owners[kept], owners[:-1][pair])),
        np.concatenate((counts[kept], counts[:-1][pair])),
        np.arange(len(pairs) + int(kept.sum())) < int(kept.sum()),
    )


@lru_cache(maxsize=1 << 17)
def _tells(key: str) -> bool:
    """A word that may tell what a paper is about: not a lone letter, a number or a common word."""
    return len(key) > 1 and not key.isdigit() and zipf_frequency(key, "en") < _COMMON_WORD
