"""Rows of delimited text: what a writer of CSV wrote comes back, and a stray quote spoils one row."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from kgraph.sources.rows import Row, read_rows

CELLS = st.text(st.sampled_from('ab ,;"\n\t|é'), max_size=8)


@given(
    st.integers(1, 4).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width))),
    st.sampled_from([",", ";", "\t", "|"]),
)
def test_what_was_written_comes_back(rows: list[list[str]], delimiter: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    text = out.getvalue()
    width = len(rows[0]) if rows else 0
    read = list(read_rows(text.split("\n"), delimiter, width=width))
    assert [row.cells for row in read] == [row for row in rows if any(cell.strip() for cell in row)]
    lines = text.split("\n")
    for row in read:
        assert row.raw.split("\n") == lines[row.line - 1 : row.line + row.raw.count("\n")]


def test_a_quote_that_is_never_closed_costs_one_row() -> None:
    lines = ['a,"b', *["c,d"] * 500, 'e,"f', "g,h"]
    rows = list(read_rows(lines, ",", first=2, width=2))
    assert rows[:2] == [Row(2, ["a", "b"], 'a,"b'), Row(3, ["c", "d"], "c,d")]
    assert rows[-2:] == [Row(503, ["e", "f"], 'e,"f'), Row(504, ["g", "h"], "g,h")]
    assert len(rows) == 503


def test_a_quote_that_another_row_closes_costs_one_row() -> None:
    lines = ['a,"b,c', 'd,"e",f', 'g,"h', 'i",j']
    assert [(row.line, row.cells) for row in read_rows(lines, ",", width=3)] == [
        (1, ["a", "b", "c"]),
        (2, ["d", "e", "f"]),
        (3, ["g", "h\ni", "j"]),
    ]
