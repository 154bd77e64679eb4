"""Pair by pair there is what whole matrices have: of what is near an earlier paper to the last bit."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from kgraph.lineage.neighbours import line_up, look_nearby, look_up


@given(st.integers(1, 12), st.integers(0, 10_000), st.floats(0, 1))
def test_pairs_have_what_the_product_has(papers: int, seed: int, density: float) -> None:
    draw = np.random.default_rng(seed)
    alike, near = (
        sparse.random(papers, papers, density, "csr", np.float32, draw).sorted_indices() for _ in range(2)
    )
    rows, earlier = (draw.integers(0, papers, 20).astype(np.intp) for _ in range(2))
    product = (alike @ near.T).toarray()
    assert look_nearby(alike, line_up(near), rows.astype(np.int32), earlier).tolist() == [
        product[row, other] for row, other in zip(rows, earlier, strict=True)
    ]


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1), st.integers(0, 10_000))
def test_no_value_stays_for_the_next_matrix(shapes: list[tuple[int, int]], seed: int) -> None:
    draw = np.random.default_rng(seed)
    for height, width in shapes:
        matrix = sparse.random(height, width, 0.5, "csr", np.float32, draw)
        rows, columns = (whole.ravel() for whole in np.indices((height, width)))
        found = look_up(matrix, rows.astype(np.int32), columns.astype(np.intp))
        assert found.reshape(height, width).tolist() == matrix.toarray().tolist()
