"""Counts of batches add up on every data frame as they do here."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

nw = pytest.importorskip("narwhals", reason="the extra `spark` is not installed")

from kgraph.cluster.counts import add_up  # noqa: E402
from kgraph.keywords import counts as local  # noqa: E402

_ROWS = st.lists(
    st.tuples(st.sampled_from(["", "a", "b"]), st.sampled_from(["x", "y"]), st.integers(0, 9)), max_size=9
)


def table(rows: list[tuple[str, str, int]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"term": pl.String, "form": pl.String, "papers": pl.Int64}, orient="row")


@given(_ROWS, _ROWS)
def test_the_sums_are_those_of_the_tables(
    one: list[tuple[str, str, int]], other: list[tuple[str, str, int]]
) -> None:
    both = nw.from_native(pl.concat([table(one), table(other)]).lazy())
    expected = local.add_up([table(one), table(other)])
    assert sorted(add_up(both).collect().rows()) == sorted(expected.rows())
