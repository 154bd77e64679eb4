"""Solutions and their joins."""

import polars as pl
import pytest
from rdflib import URIRef

from kgraph.columns.rows import NOTHING, Rows, Unsupported, common, constant, join, may_meet
from kgraph.ntriples import FOREIGN, IRI, NODE, STRING, TermType
from kgraph.vocabulary import BASE

PLAIN = TermType(STRING)
PAPER = TermType(NODE, frozenset({"paper"}), BASE)
PERSON = TermType(NODE, frozenset({"person"}), BASE)
OTHER = TermType(IRI, frozenset({FOREIGN}))
REASON = TermType(IRI, frozenset({"fragment"}))


def rows(**columns: list[str]) -> Rows:
    return Rows(pl.LazyFrame(columns), dict.fromkeys(columns, PLAIN))


def test_joins() -> None:
    one, other = rows(a=["1", "2"], b=["x", "y"]), rows(b=["x", "x", "z"], c=["7", "8", "9"])
    found = join(one, other)
    assert found.frame.sort("c").collect().rows() == [("1", "x", "7"), ("1", "x", "8")]
    assert dict(found.types) == dict.fromkeys("abc", PLAIN)
    assert join(NOTHING, one) is one
    assert join(one, NOTHING) is one


def test_all_pairs_only_beside_one_row() -> None:
    single = Rows(pl.LazyFrame({"n": ["5"]}), {"n": PLAIN}, alone=True)
    assert join(rows(a=["1", "2"]), single).frame.collect().height == 2
    with pytest.raises(Unsupported):
        join(rows(a=["1"]), rows(b=["2"]))


def test_what_may_be_unbound_is_not_joined_over() -> None:
    maybe = Rows(pl.LazyFrame({"a": ["1", None]}), {"a": PLAIN}, frozenset("a"))
    with pytest.raises(Unsupported):
        join(rows(a=["1"]), maybe)


def test_joins_are_made_in_the_order_that_was_chosen() -> None:
    """Polars puts joins in another order if it may, and that order may have n squared rows."""
    first = rows(a=["1"])
    second = rows(a=[str(number) for number in range(50)], b=["x"] * 50)
    third = rows(b=["x"] * 40, c=[str(number) for number in range(40)])
    plan = join(join(first, second), third).frame.explain()
    places = [plan.index(f'DF ["{column}"') for column in "abc" if f'DF ["{column}"' in plan]
    assert places[0] == min(places)
    assert plan.index('DF ["b", "c"]') == max(places)


def test_which_terms_may_be_the_same() -> None:
    assert may_meet(PAPER, PAPER)
    assert not may_meet(PAPER, PERSON)
    assert not may_meet(PAPER, REASON)
    assert may_meet(PAPER, OTHER)
    assert not may_meet(PLAIN, OTHER)
    assert not may_meet(PLAIN, TermType(STRING, language="en"))


def test_a_type_for_all() -> None:
    assert common([PAPER, PERSON]) == TermType(NODE, frozenset({"paper", "person"}), BASE)
    assert common([PAPER, REASON]).name == IRI
    with pytest.raises(Unsupported):
        common([PAPER, PLAIN])


@pytest.mark.parametrize(
    ("iri", "kind", "value"),
    [
        (f"{BASE}paper/lee-2020", NODE, "paper:lee-2020"),
        (f"{BASE}paper/10.1/%3Ca%3E", NODE, "paper:10.1/<a>"),
        (f"{BASE}paper/10.1/%3ca%3e", IRI, f"{BASE}paper/10.1/%3ca%3e"),  # written otherwise, another IRI
        (f"{BASE}paper/%FF", IRI, f"{BASE}paper/%FF"),
        (f"{BASE}paper/a#score:papers", IRI, f"{BASE}paper/a#score:papers"),
        (f"{BASE}community/papers-1", IRI, f"{BASE}community/papers-1"),
        ("https://example.org/paper/a", IRI, "https://example.org/paper/a"),
    ],
)
def test_an_iri_of_a_query(iri: str, kind: str, value: str) -> None:
    found = constant(URIRef(iri), BASE)
    assert (found.type.name, pl.select(found.expression).item()) == (kind, value)
