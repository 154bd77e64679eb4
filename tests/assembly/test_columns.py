"""Lists of structs, laid flat and put together again."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.assembly.columns import nest_parts, nest_spans, tabulate
from kgraph.records import Span

spans = st.builds(
    Span, st.sampled_from(("title", "abstract")), st.integers(0, 99), st.integers(0, 99), st.text()
)


@given(st.lists(st.lists(spans)))
def test_each_row_gets_its_own_spans_in_order(rows: list[list[Span]]) -> None:
    column = nest_spans(rows)
    assert column.dtype.base_type() is pl.List
    assert column.to_list() == [
        [{"field": s.field, "start": s.start, "end": s.end, "text": s.text} for s in row] for row in rows
    ]


@pytest.mark.parametrize("rows", [[], [()], [(), (("text", 0.25), ("people", 0.5)), ()]])
def test_rows_without_values_are_empty_and_not_missing(rows: list[tuple[tuple[str, float], ...]]) -> None:
    column = nest_parts(rows)
    assert column.null_count() == 0
    assert [[tuple(part.values()) for part in row] for row in column.to_list()] == [list(r) for r in rows]


def test_columns_that_are_not_given_are_empty() -> None:
    schema = pl.Schema({"id": pl.String(), "kind": pl.String(), "names": pl.List(pl.String())})
    table = tabulate(schema, {"kind": "paper"}, {"id": ["paper:a", "paper:b"]})
    assert table.schema == schema
    assert table.rows() == [("paper:a", "paper", None), ("paper:b", "paper", None)]
    assert tabulate(schema, {"kind": "paper"}, {"id": []}).rows() == []
