"""Structural holes: whether a node's contacts are linked without it, so that it brokers little."""

from typing import Any

import networkx as nx
import numpy as np
from scipy import sparse

from kgraph.centrality.conversion import by_node, to_matrix


def constraint(network: nx.Graph, weight: str | None = "weight") -> dict[Any, float]:
    """How far a node's contacts are bound up with each other (Burt 1992, p. 54): low for a broker.

    The sum over contacts v of (p_uv + sum over w of p_uw p_wv) squared, p being the share of u's weights,
    both directions added, that is with v. Not a number for a node without contacts.

    >>> constraint(nx.star_graph(4))[0]
    0.25
    """
    mutual = _mutual(network, weight)
    shares = _divided(mutual, mutual.sum(axis=1))
    contacts = (shares > 0).astype(float)
    bound = contacts * (shares + shares @ shares)
    return _of_linked(network, mutual, (bound * bound).sum(axis=1))


def effective_size(network: nx.Graph, weight: str | None = "weight") -> dict[Any, float]:
    """Number of a node's contacts, less what links among them make redundant (Burt 1992, p. 52).

    The sum over contacts v of 1 - sum over w of p_uw m_vw, p as in `constraint`, m the weight of v and w
    over v's largest: for plain links, contacts less their mean degree among themselves (Borgatti 1997).
    Not a number for a node without contacts.

    >>> effective_size(nx.star_graph(4))[0], effective_size(nx.complete_graph(5))[0]
    (4.0, 1.0)
    """
    mutual = _mutual(network, weight)
    shares = _divided(mutual, mutual.sum(axis=1))
    largest = mutual.max(axis=1).toarray().ravel() if mutual.nnz else np.zeros(mutual.shape[0])
    contacts = (shares > 0).astype(float)
    redundant = contacts * (shares @ _divided(mutual, largest).T)
    return _of_linked(network, mutual, contacts.sum(axis=1) - redundant.sum(axis=1))


def _mutual(network: nx.Graph, weight: str | None) -> sparse.csr_array:
    matrix = to_matrix(network, weight)
    return (matrix + matrix.T).tocsr()


def _divided(matrix: sparse.csr_array, by: np.ndarray[Any, Any]) -> sparse.csr_array:
    inverse = np.divide(1.0, by, out=np.zeros(len(by)), where=by > 0)
    return (sparse.diags_array(inverse) @ matrix).tocsr()


def _of_linked(network: nx.Graph, mutual: sparse.csr_array, values: np.ndarray[Any, Any]) -> dict[Any, float]:
    linked = mutual.sum(axis=1) - mutual.diagonal() > 0
    return by_node(network, np.where(linked, values, np.nan))
