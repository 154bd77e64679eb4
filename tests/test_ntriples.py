"""Terms and lines print as Oxigraph prints them."""

from decimal import ROUND_HALF_EVEN, Decimal

import polars as pl
import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kgraph.ntriples import (
    BOOLEAN,
    INTEGER,
    Terms,
    date,
    decimal,
    fact,
    facts,
    foreign,
    named,
    node,
    number,
    string,
    term,
    text,
    typed,
)
from kgraph.vocabulary import iri

ALL_UNICODE = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))
TEXTS = st.text(st.characters(codec="utf-8"))


def printed(values: list[object], terms: Terms, dtype: pl.DataType | None = None) -> list[str | None]:
    return pl.DataFrame({"value": pl.Series(values, dtype=dtype)}).select(terms.printed).to_series().to_list()


def test_every_character_is_escaped_as_oxigraph_escapes_it() -> None:
    assert printed(list(ALL_UNICODE), string(pl.col("value"))) == [str(ox.Literal(c)) for c in ALL_UNICODE]


@given(TEXTS)
@example('\\n"\r\n\t\x85\u2028\ufeff\ufffe')
def test_literals(words: str) -> None:
    assert printed([words], string(pl.col("value"))) == [str(ox.Literal(words))]
    assert printed([words], string(pl.col("value"), "en")) == [str(ox.Literal(words, language="en"))]
    assert printed([words], text(pl.col("value"))) == [str(ox.Literal(words)) if words else None]


def test_no_text_is_no_fact() -> None:
    assert printed([None, "", " "], text(pl.col("value"), "en")) == [None, None, '" "@en']
    assert printed([None, "", " "], string(pl.col("value"))) == [None, '""', '" "']


@given(st.lists(st.floats(0, 1e6) | st.sampled_from([0.0, 1.0, 0.5, 0.00005, 0.00015, 0.12345, 0.99995])))
def test_decimals_have_four_places_at_most(values: list[float]) -> None:
    def rounded(value: float) -> str:
        digits = f"{Decimal(value).quantize(Decimal('0.0001'), ROUND_HALF_EVEN):f}"
        return digits.rstrip("0").rstrip(".")

    expected = [
        str(ox.Literal(rounded(value), datatype=ox.NamedNode(iri("xsd:decimal")))) for value in values
    ]
    assert printed([*values, None], decimal(pl.col("value")), pl.Float64()) == [*expected, None]


def test_dates_are_as_long_as_they_are_known() -> None:
    assert printed(["2020", "2020-05", "2020-05-01", "", None], date(pl.col("value"))) == [
        '"2020"^^<http://www.w3.org/2001/XMLSchema#gYear>',
        '"2020-05"^^<http://www.w3.org/2001/XMLSchema#gYearMonth>',
        '"2020-05-01"^^<http://www.w3.org/2001/XMLSchema#date>',
        None,
        None,
    ]


def test_a_date_of_another_form_is_never_dropped() -> None:
    with pytest.raises(pl.exceptions.InvalidOperationError):
        printed(["2020-5"], date(pl.col("value")))


def test_other_terms() -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    assert printed([True, False, None], typed(pl.col("value"), BOOLEAN)) == [
        f'"true"^^<{xsd}boolean>',
        f'"false"^^<{xsd}boolean>',
        None,
    ]
    assert printed([7, -1], typed(pl.col("value"), INTEGER)) == [
        f'"7"^^<{xsd}integer>',
        f'"-1"^^<{xsd}integer>',
    ]
    assert printed(["http://x/é"], named(pl.col("value"), "x")) == ["<http://x/é>"]
    assert printed(["http://x/é", None], foreign(pl.col("value"))) == ["<http://x/é>", None]
    assert pl.select(term("foaf:name").printed).item() == "<http://xmlns.com/foaf/0.1/name>"


def test_nodes() -> None:
    nodes = ["paper:10.1/<a>", "paper:lee-2020-1a2b", None]
    assert printed(nodes, node(pl.col("value"), "https://x/", "paper")) == [
        "<https://x/paper/10.1/%3Ca%3E>",
        "<https://x/paper/lee-2020-1a2b>",
        None,
    ]


@given(st.lists(st.floats(-1e6, 1e6)))
def test_numbers_have_all_their_digits(values: list[float]) -> None:
    lines = printed([*values, None], number(pl.col("value")), pl.Float64())
    assert [line and float(line.split('"')[1]) for line in lines] == [*values, None]


def test_what_terms_are_without_quotes_and_brackets() -> None:
    cases = (
        (string(pl.lit('a "b"'), "en"), 'a "b"'),
        (typed(pl.lit(value=True), BOOLEAN), "true"),
        (decimal(pl.lit(0.25)), "0.25"),
        (date(pl.lit("2020-05")), "2020-05"),
        (node(pl.lit("paper:ä b"), "https://x/", "paper"), "https://x/paper/ä%20b"),
        (named(pl.lit("https://x/#a"), "x"), "https://x/#a"),
    )
    found = [pl.select(terms.type.lexical(terms.values)).item() for terms, _ in cases]
    assert found == [lexical for _, lexical in cases]


def test_a_foreign_iri_breaks_out_of_no_line() -> None:
    with pytest.raises(ValueError, match="Invalid IRI"):
        printed(["http://x/> .\n<a:b>"], foreign(pl.col("value")))


def test_lines_of_one_and_of_many() -> None:
    table = pl.DataFrame(
        {
            "subject": ["<s:1>", "<s:2>", "<s:3>"],
            "ending": [" .\n", " <g:2> .\n", " .\n"],
            "label": ["one", None, ""],
            "names": [["a", "b", "a"], [None, "c"], []],
        }
    )
    name = "<http://xmlns.com/foaf/0.1/name>"
    assert table.select(
        fact("foaf:name", string(pl.col("label"))).line().alias("one"),
        facts("foaf:name", pl.col("names"), string(pl.element())).line().alias("many"),
    ).rows() == [
        (
            f'<s:1> {name} "one" .\n',
            f'<s:1> {name} "a" .\n<s:1> {name} "b" .\n<s:1> {name} "a" .\n',
        ),
        (None, f'<s:2> {name} "c" <g:2> .\n'),
        (f'<s:3> {name} "" .\n', None),
    ]
