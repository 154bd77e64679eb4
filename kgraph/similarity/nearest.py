"""The most alike of many texts, from their vectors: before each, and around each.

No product of all rows with all rows is ever held: for each row the best are kept.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

from kgraph.parallel import count_cores
from kgraph.tracking import track

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]

# Rows that are compared with each other whole; above, the earlier half gives each of the later its best.
_LEAF = 1024


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
    found = []
    parts = plan_parts(0, size)
    for part in track("comparing", parts, len(parts)):
        later, earlier = shared[part.later : part.last], shared[part.first : part.later]
        row, column, values = compare_part(later, earlier, count, least, count_cores())
        found.append((row + np.int32(part.later), column + np.int32(part.first), values))
    rows, columns, values = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return sparse.csr_matrix((values, (rows, columns)), shape=(size, size), dtype=np.float32)


class Part(NamedTuple):
    """Rows that are compared: those from `later` to `last` with those from `first` to `later`.

    If these are none, they are compared among themselves.
    """

    first: int
    later: int
    last: int


def plan_parts(first: int, last: int) -> list[Part]:
    """Halve rows again and again; each pair of rows is in one part.

    >>> plan_parts(0, 3)
    [Part(first=0, later=0, last=3)]
    """
    if last - first <= _LEAF:
        return [Part(first, first, last)]
    middle = (first + last) // 2
    return [*plan_parts(first, middle), *plan_parts(middle, last), Part(first, middle, last)]


def compare_part(
    later: Any, earlier: Any, count: int, least: float, threads: int
) -> tuple[Ints, Ints, Floats]:
    """The products of the rows of a `Part`, of `least` or more: row, column and value, counted from its rows.

    Of `earlier` ones each of `later` gets the `count` largest; without these, all before it among `later`.
    """
    if not earlier.shape[0]:
        found = sparse.tril(later @ later.T, k=-1, format="coo")
        kept = found.data >= least
        return found.row[kept].astype(np.int32), found.col[kept].astype(np.int32), found.data[kept]
    found = sp_matmul_topn(later, earlier.T.tocsr(), top_n=count, threshold=least, n_threads=threads).tocoo()
    return found.row.astype(np.int32), found.col.astype(np.int32), found.data


def neighbourhoods(vectors: Any, alike: Any, size: int) -> Any:
    """Each row's `size` nearest rows and itself, as a CSR matrix whose rows add up to 1.

    `alike` is a symmetric CSR matrix of products, such as `similar_before` plus its transpose. A row without
    words is empty; of equally near rows the first count.
    """
    return nearest_rows(square(vectors), alike, 0, size)


def square(vectors: Any) -> Floats:
    """The product of each row with itself."""
    return np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel()


def nearest_rows(squares: Floats, alike: Any, first: int, size: int) -> Any:
    """Some rows of `neighbourhoods`: `alike` has those from `first` on, and `squares` their own products."""
    near = _largest(alike, max(size, 1)).tocoo()
    itself = np.arange(len(squares))
    row, column = np.concatenate((itself, near.row)), np.concatenate((first + itself, near.col))
    values = np.concatenate((squares, near.data)).astype(np.float32)
    own = first + row == column
    order = np.lexsort((column, -values, ~own, row))
    row, column, values = row[order], column[order], values[order]
    rank = np.arange(len(row)) - np.searchsorted(row, row)
    kept = (rank <= size) & (values > 0)
    near = sparse.csr_matrix((values[kept], (row[kept], column[kept])), shape=alike.shape)
    totals = np.asarray(near.sum(axis=1, dtype=np.float64)).ravel()
    near.data /= np.repeat(totals, np.diff(near.indptr)).astype(np.float32)
    return near


def _largest(matrix: Any, count: int) -> Any:
    """The `count` (from 1) largest entries of each row, and those that equal the least of them.

    What is left to be sorted is a twentieth of the Anthology's 36 million.
    """
    identity = sparse.identity(matrix.shape[1], dtype=matrix.dtype, format="csr")
    best = sp_matmul_topn(matrix, identity, top_n=count, threshold=0, n_threads=count_cores())
    full = np.diff(best.indptr) == count
    least = np.zeros(matrix.shape[0], dtype=matrix.dtype)
    least[full] = np.minimum.reduceat(best.data, best.indptr[:-1][full]) if full.any() else 0
    kept = np.flatnonzero(matrix.data >= np.repeat(least, np.diff(matrix.indptr)))
    # The rows of all entries would be 0.3 GB, at the moment when most is held.
    rows = np.searchsorted(matrix.indptr, kept, side="right") - 1
    return sparse.csr_matrix((matrix.data[kept], (rows, matrix.indices[kept])), shape=matrix.shape)
