"""The most alike of many texts, from their vectors: before each, and around each.

No product of all rows with all rows is ever held: for each row the best are kept.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy import sparse
from sparse_dot_topn import sp_matmul_topn

from kgraph.parallel import count_cores
from kgraph.tracking import track

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
