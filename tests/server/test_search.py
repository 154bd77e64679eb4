"""The search for names, without HTTP."""

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kgraph
from kgraph.identifiers import fold
from kgraph.server.search import Finder, Found, _fold
from kgraph.vocabulary import BASE
from tests.charts import chart

OLD = Found("paper:old", "paper", 'Old <script>alert("&")</script> {{paper}}', 2017)
NEW = Found("paper:new", "paper", "Reward models again", 2020)
THEME = Found("theme:reward", "theme", "Reward modeling", None)
KEYWORD = Found("keyword:reward-model", "keyword", "reward model", None)
UNI = Found("organization:uni-o", "organization", "Uni Ö", None)


@pytest.fixture(scope="module")
def finder(tiny: kgraph.Graph) -> Finder:
    return Finder(tiny)


@pytest.mark.parametrize(
    ("query", "kinds", "expected"),
    [
        ("reward MODEL", (), [KEYWORD, NEW, THEME]),
        ("model reward", (), [NEW, THEME, KEYWORD]),
        ("reward", ("theme", "paper"), [NEW, THEME]),
        ("UNI o", (), [UNI]),
        ("10.1000/x(1)y", (), [NEW]),
        ("<script>alert", (), [OLD]),
        ("reward learning", (), [THEME]),
        ("odel", (), []),
        ("孤", (), [Found("paper:lone", "paper", "孤", None)]),
        ("", (), []),
        (" – ", (), []),
        ("zzz", (), []),
    ],
)
def test_each_word_begins_a_word_of_a_name(
    finder: Finder, query: str, kinds: tuple[str, ...], expected: list[Found]
) -> None:
    assert finder.find(query, 10, kinds) == (len(expected), expected)


def test_the_most_central_come_first_and_all_are_counted(toy: kgraph.Graph) -> None:
    finder = Finder(toy)
    people = toy.of_kind(kgraph.Kind.PERSON)["label"]
    named = [name for name in people if any(word.startswith("a") for word in fold(name).split())]
    total, found = finder.find("a", 2, ["person"])
    assert total >= len(named) > len(found) == 2
    ranks = dict(toy.scores.filter(network="authors", measure="pagerank").select("id", "value").iter_rows())
    values = [ranks[one.id] for one in found]
    assert values == sorted(values, reverse=True)


def test_by_kind_papers_come_first(finder: Finder) -> None:
    assert finder.find_by_kind("reward", 1) == {
        "paper": (1, [NEW]),
        "theme": (1, [THEME]),
        "keyword": (1, [KEYWORD]),
    }
    assert list(finder.list_first(2)) == ["paper", "person", "theme", "keyword", "organization"]


def test_a_name_stands_for_one_node_or_for_none_for_sure(finder: Finder) -> None:
    for name in ("paper:new", f"{BASE}paper/new", "reward models AGAIN", "again"):
        assert finder.name(name, BASE) == [NEW], name
    assert finder.name("reward", BASE) == []
    assert finder.name("", BASE) == []
    assert finder.name("reward modeling", BASE) == [THEME]


def test_namesakes_are_all_told_and_a_keyword_gives_way() -> None:
    graph = chart(people={"p": "a", "q": "b"}, themes={"t": "a"}, keywords={"k": "b"})
    same = pl.when(pl.col("kind") == "paper").then(pl.col("label")).otherwise(pl.lit("Same"))
    finder = Finder(replace(graph, nodes=graph.nodes.with_columns(label=same)))
    named = ["person:p", "person:q", "theme:t"]
    assert sorted(one.id for one in finder.name("same", BASE)) == named
    assert finder.called(["Same"]) == {}
    assert Finder(graph).called(["Person P", "nobody"]) == {"Person P": "person:p"}
    assert Finder(graph).labels(["person:p", "person:none"]) == {"person:p": "Person P"}


@given(st.lists(st.text(), min_size=1))
def test_whole_columns_are_folded_as_names_are(texts: list[str]) -> None:
    clean = [text.encode("utf-8", "ignore").decode() for text in texts]
    assert _fold(pl.Series(clean, dtype=pl.String)).to_list() == [fold(text) for text in clean]
