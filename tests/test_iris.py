"""IRIs of nodes: one by one and as a column, and short again."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.iris import node_fragments, node_iri, node_iris, short_name
from kgraph.vocabulary import BASE

LOCAL_NAMES = st.text(st.characters(codec="utf-8"), min_size=1)


def test_iris_hold_any_name() -> None:
    assert node_iri("paper:10.1000/x(1) <y>") == BASE + "paper/10.1000/x(1)%20%3Cy%3E"
    assert node_iri("person:王-é") == BASE + "person/王-é"
    assert node_iri("theme:a#b?c", "http://x/") == "http://x/theme/a%23b%3Fc"


@given(st.lists(LOCAL_NAMES))
def test_a_column_is_named_as_its_nodes_are(local_names: list[str]) -> None:
    ids = [f"paper:{name}" for name in ["plain-1", *local_names]]
    column = pl.DataFrame({"id": ids})
    assert column.select(node_iris(pl.col("id"))).to_series().to_list() == [node_iri(name) for name in ids]
    assert column.select(node_fragments(pl.col("id"))).to_series().to_list() == [
        "paper:" + node_iri(name, "").removeprefix("paper/") for name in ids
    ]


def test_lists_and_missing_nodes_are_named_too() -> None:
    lists = pl.DataFrame(
        {"basis": [["person:é b", "keyword:a"], [], None], "node": ["theme:a:b", None, None]}
    )
    named = lists.select(
        pl.col("basis").list.eval(node_iris(pl.element(), "http://x/")),
        node_iris(pl.col("node"), "http://x/"),
    )
    assert named.rows() == [
        (["http://x/person/é%20b", "http://x/keyword/a"], "http://x/theme/a:b"),
        ([], None),
        (None, None),
    ]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("http://purl.org/dc/terms/title", "dcterms:title"),
        (BASE + "paper/old", "paper:old"),
        ("https://example.org/x", "https://example.org/x"),
    ],
)
def test_short_names(full: str, short: str) -> None:
    assert short_name(full) == short
