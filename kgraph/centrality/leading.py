"""The leading eigenvector of a network's matrix, also where several parts have the same leading value."""

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import breadth_first_order, connected_components

from kgraph.adjacency import Array

# A matrix up to this size is decomposed whole, which finds every vector of a tied leading value.
DENSE_NODES = 200
# Values closer than this are one value: rounding parts equal ones by about 1e-15.
TIE = 1e-10


def lead_undirected(matrix: sparse.csr_array) -> Array:
    """Give what all nodes alike have of the leading eigenvectors, so that like components share alike."""
    start = np.ones(matrix.shape[0])
    if len(start) > DENSE_NODES:
        return np.asarray(sparse.linalg.eigsh(matrix, k=1, which="LA", v0=start)[1][:, 0])
    values, vectors = np.linalg.eigh(matrix.toarray())
    top = vectors[:, values >= values[-1] * (1 - TIE)]
    return np.asarray(top @ (top.T @ start))


def lead_directed(matrix: sparse.csr_array) -> Array:
    """Give a vector x >= 0 with matrix^T x = r x, for the largest r; `matrix` runs from row to column.

    The power method fails where parts with the same r follow one another, so x is built from the parts whose
    nodes all reach each other (Frobenius 1912): it begins in those with the largest r behind which no other
    such part comes, and goes on from there along the edges. Without a circle r is 0, and x stands where no
    edge leaves.
    """
    incoming = matrix.T.tocsr()
    _, part_of = connected_components(matrix, connection="strong")
    sizes = np.bincount(part_of)
    circles = np.unique(part_of[(sizes[part_of] > 1) | (matrix.diagonal() != 0)])
    if not len(circles):
        return np.asarray(np.diff(matrix.indptr) == 0, dtype=float)
    members = {part: np.flatnonzero(part_of == part) for part in circles.tolist()}
    found = {part: _perron(incoming[rows][:, rows]) for part, rows in members.items()}
    largest = max(root for root, _ in found.values())
    leading = {part for part, (root, _) in found.items() if root >= largest * (1 - TIE)}
    values = np.zeros(matrix.shape[0])
    for part in sorted(leading):
        reached = breadth_first_order(matrix, members[part][0], return_predecessors=False)
        behind = np.sort(reached[part_of[reached] != part])
        if leading.isdisjoint(part_of[behind].tolist()):
            own = np.zeros(len(values))
            own[members[part]] = found[part][1]
            own[behind] = _carry(incoming, behind, own, largest)
            values += own
    return values


def _carry(incoming: sparse.csr_array, behind: Array, own: Array, root: float) -> Array:
    """The values of the nodes behind a part, from what comes in of it and of each other."""
    if not len(behind):
        return np.zeros(0)
    system = sparse.eye_array(len(behind), format="csc") * root - incoming[behind][:, behind].tocsc()
    return np.asarray(sparse.linalg.spsolve(system, incoming[behind] @ own))


def _perron(matrix: sparse.csr_array) -> tuple[float, Array]:
    """The largest eigenvalue of nodes that all reach each other, and its vector, of length one."""
    nodes = matrix.shape[0]
    if nodes > DENSE_NODES:
        values, vectors = sparse.linalg.eigs(matrix, k=1, which="LR", v0=np.ones(nodes))
    else:
        values, vectors = np.linalg.eig(matrix.toarray())
    place = int(np.argmax(values.real))
    return float(values[place].real), np.abs(vectors[:, place].real)
