"""Fresh papers among those that are known, by their words: what they are like, and what is near whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse

from kgraph.lineage.signals import CANDIDATES, LEAST_COSINE, NEIGHBOURS, Floats
from kgraph.lineage.stored import Known
from kgraph.records import Paper
from kgraph.similarity import vectors_by
from kgraph.tracking import track

# Papers that are compared with all others at once: 64 rows of 100,000 are 26 MB.
_BLOCK = 64
# Pairs whose surroundings are compared at once, each with some twenty papers.
_PAIRS = 4096
_NOTHING = (np.empty(0), np.empty(0), np.empty(0))

Rows = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Papers in the order of time, a row each.

    `vectors` are by their words, in another order: `source` has the place of each row there. `near` has the
    papers near each with their shares of 1. `fresh` are the rows of the fresh papers, in order, and `alike`
    has a row for each of them: all papers alike enough.
    """

    vectors: Any
    source: Rows
    near: Any
    fresh: Rows
    alike: Any


def place_fresh(ids: pl.Series, known: Known, fresh: Sequence[Paper]) -> Surroundings:
    """Compare the `fresh` of some papers with all of them, whose `ids` are in the order of time."""
    every = pl.Series("paper", [*known.papers, *(paper.id for paper in fresh)], dtype=pl.String)
    # Of a paper that was another when it became known the last row counts.
    numbers = every.to_frame().with_row_index("row").unique("paper", keep="last")
    placed = ids.to_frame("paper").join(numbers, on="paper", how="left", maintain_order="left")
    source = placed["row"].to_numpy().astype(np.intp)
    vectors = sparse.vstack([known.vectors, vectors_by(known.vocabulary, fresh)], format="csr")
    rows = np.flatnonzero(source >= len(known.papers))
    alike, around = _compare(vectors, source, rows)
    row_of = np.full(len(every), -1)
    row_of[source] = np.arange(len(source))
    old = known.near.tocoo()
    one, other = row_of[old.row], row_of[old.col]
    kept = (one >= 0) & (other >= 0)
    cells = (np.append(one[kept], around.row), np.append(other[kept], around.col))
    shares = np.append(old.data[kept], around.data)
    near = sparse.csr_matrix((shares, cells), shape=(len(ids), len(ids)))
    return Surroundings(vectors, source, near, rows, alike)


def find_pairs(around: Surroundings, dated: int) -> tuple[Rows, Rows, Floats, Floats]:
    """The pairs of fresh papers with others: later, earlier, how alike, and what `measure_nearby` says.

    The first `dated` rows have a date. Of the papers before a fresh one, and of those behind it, the 200 most
    alike are taken: which fresh paper is among the 200 before an older one is not known.
    """
    found: list[tuple[Any, Any, Any, Any]] = []
    for number, row in enumerate(around.fresh.tolist()):
        if row >= dated:
            continue
        alike = around.alike[number].toarray().ravel()
        before = _most_alike(alike[:row])
        nearby = around.near[before] @ alike
        found.append((np.full(len(before), row), before, alike[before], nearby))
        behind = row + 1 + _most_alike(alike[row + 1 : dated])
        behind = behind[~np.isin(behind, around.fresh)]  # these look back themselves
        earlier = np.full(len(behind), row)
        found.append((behind, earlier, alike[behind], measure_nearby(around, behind, earlier)))
    nothing = np.empty(0, dtype=np.intp)
    later, earlier, text, near = (
        np.concatenate(columns) for columns in zip((nothing, nothing, nothing, nothing), *found, strict=True)
    )
    return later.astype(np.intp), earlier.astype(np.intp), text.astype(np.float64), near.astype(np.float64)


def measure_alike(around: Surroundings, one: Rows, other: Rows) -> Floats:
    """How alike the papers of some pairs are."""
    one, other = around.source[one], around.source[other]
    products = around.vectors[one].multiply(around.vectors[other])
    return np.asarray(products.sum(axis=1), dtype=np.float64).ravel()


def measure_nearby(around: Surroundings, later: Rows, earlier: Rows) -> Floats:
    """How alike the later paper of each pair is to those near the earlier one."""
    nearby: list[Any] = [np.empty(0)]
    for start in range(0, len(later), _PAIRS):
        some = slice(start, start + _PAIRS)
        near = around.near[earlier[some]].tocoo()
        one, other = later[some][near.row], near.col.astype(np.intp)
        alike = measure_alike(around, one, other)
        alike[(alike < LEAST_COSINE) | (one == other)] = 0
        count = len(later[some])
        nearby.append(np.bincount(near.row, weights=near.data * alike, minlength=count))
    return np.concatenate(nearby)


def _compare(vectors: Any, source: Rows, rows: Rows) -> tuple[Any, Any]:
    """What is alike to each of some rows, and what is near it: sparse matrices, the second with all rows."""
    size = len(source)
    own = vectors[source[rows]]
    words = np.unique(own.indices)  # of the others no product is made
    own, columns = own[:, words], vectors[:, words].T.tocsr()
    near: list[tuple[Any, Any, Any]] = [_NOTHING]
    alike = [sparse.csr_matrix((0, size), dtype=np.float32)]
    starts = range(0, len(rows), _BLOCK)
    for start in track("comparing", starts, len(starts)):
        block = rows[start : start + _BLOCK]
        products = (own[start : start + _BLOCK] @ columns).toarray()[:, source]
        near += _nearest(products, block)
        products[np.arange(len(block)), block] = 0
        products[products < LEAST_COSINE] = 0
        alike.append(sparse.csr_matrix(products))
    row, column, value = (np.concatenate(parts) for parts in zip(*near, strict=True))
    return sparse.vstack(alike, format="csr"), sparse.coo_matrix((value, (row, column)), shape=(size, size))


def _nearest(products: Any, rows: Rows) -> Iterator[tuple[Any, Any, Any]]:
    """Each row and the nearest others, with their shares of 1, as `similarity.neighbourhoods` finds them."""
    for values, row in zip(products, rows.tolist(), strict=True):
        own = values[row]
        others = _most_alike(values, 1 + NEIGHBOURS)
        others = others[others != row]
        others = others[np.argsort(-values[others], kind="stable")][:NEIGHBOURS]
        near = np.append([row], others) if own > 0 else others
        shares = np.append([own], values[others]) if own > 0 else values[others]
        yield np.full(len(near), row), near, shares / max(shares.sum(dtype=np.float64), np.finfo(float).tiny)


def _most_alike(values: Any, count: int = CANDIDATES) -> Rows:
    """The places of the `count` largest values above zero, and of those that equal the least of them."""
    places = np.flatnonzero(values)
    if len(places) > count:
        least = np.partition(values[places], -count)[-count]
        places = places[values[places] >= least]
    return places
