"""Text from sources is shown as text, and graphs with little or much in them are shown as they are."""

from dataclasses import replace

import polars as pl
import pytest

import kgraph
from kgraph.ledger import reconcile
from kgraph.page import selection
from kgraph.records import Mention, Origin, Paper
from kgraph.vocabulary import Kind
from tests.browser.explorer import Explorer

pytestmark = pytest.mark.browser

HARD = [
    "</script><script>alert(1)</script>",
    "<!--<script>alert(2)",
    "{{ 7 * 7 }} {% raw %} {# no #}",
    "Line\u2028and paragraph\u2029parted",
    "\U0001f600\U0001d54f reward models before reward models",
    "<img src=x onerror=alert(3)> & &amp; ' \"",
    "دراسة نماذج المكافأة \u202eeht\u202c",
    "]]> <![CDATA[ \\u003c \\",
]


def paper(number: int, title: str, **facts) -> Paper:
    return Paper(id=f"paper:p{number}", title=title, origin=Origin("invented", number), **facts)


def linked(*papers: Paper) -> kgraph.Graph:
    return kgraph.link(*reconcile(list(papers)), model=False)


@pytest.fixture(scope="module")
def hard() -> kgraph.Graph:
    abstract = "\U0001f52c\U0001f600 We fit reward models. Reward models are learned by \U0001d54f people."
    return linked(
        *(
            paper(
                number, title, date=str(2010 + number), venue=title, abstract=abstract,
                mentions=(Mention(f"Ann {'ابن سينا' if number % 2 else 'Lee'}", 1, organizations=(title,)),),
                organizations=(title,), keywords=(title,),
            )
            for number, title in enumerate(HARD)
        )
    )  # fmt: skip


@pytest.mark.parametrize("view", ["lineage", "everything"])
def test_hard_titles_are_text(open_graph, hard: kgraph.Graph, view: str) -> None:
    explorer = open_graph(hard)
    labels = hard.labels()
    read = "panel => [panel.querySelector('h2').textContent, panel.querySelectorAll('script, img').length]"
    found = explorer.read([{"view": view, "node": node} for node in labels], read)
    assert found == [[label, 0] for label in labels.values()]
    explorer.go(view=view, minor="true")
    assert {row["label"] for row in explorer.rows("nodes")} >= {
        title for title in HARD if title in labels.values()
    }
    nodes = explorer.picture().nodes
    assert {" ".join(name.split()) for name in nodes} >= {
        " ".join(label.split()) for node, label in labels.items() if node.startswith("paper:")
    }
    assert explorer.tab.evaluate("document.querySelectorAll('script').length") == 2


def test_marks_behind_signs_of_two_places(open_graph, hard: kgraph.Graph) -> None:
    explorer = open_graph(hard)
    [node] = hard.of_kind(Kind.PAPER).filter(pl.col("label").str.starts_with("\U0001f600"))["id"]
    explorer.go(node=node)
    marked = explorer.panel.locator("mark").all_inner_texts()
    assert "reward models" in marked
    assert {words for words in marked if "\U0001f52c" in words or "\U0001f600" in words} == set()


def test_nothing(open_graph, tiny: kgraph.Graph) -> None:
    empty = kgraph.Graph(tiny.nodes.clear(), tiny.edges.clear(), tiny.ledger, tiny.run)
    explorer = open_graph(empty)
    assert explorer.note == "There is nothing to show."
    explorer.tab.keyboard.press("1")
    explorer.tab.keyboard.press("Escape")
    explorer.tab.get_by_label("Find a paper, person or topic").fill("a")


ALWAYS = {"lineage", "papers", "everything", "around"}


@pytest.mark.parametrize(
    ("papers", "views"),
    [
        ([paper(1, "Alone")], ALWAYS),
        ([paper(1, "Undated", mentions=(Mention("Ann Lee", 1),)), paper(2, "Too")], {*ALWAYS, "authors"}),
        ([paper(1, "Dated", date="2001"), paper(2, "Dated too", date="2001")], ALWAYS),
    ],
    ids=["one paper", "no dates", "no authors and one year"],
)
def test_little(open_graph, papers: list[Paper], views: set[str]) -> None:
    graph = linked(*papers)
    explorer = open_graph(graph)
    shown = explorer.tab.locator("#views button").evaluate_all("all => all.map(one => one.dataset.view)")
    assert set(shown) >= views
    assert explorer.tab.locator("#time").is_hidden()
    for view in shown:
        explorer.go(view=view)
        assert explorer.heading
        assert explorer.picture().nodes
    explorer.go(view="everything", node="paper:p1")
    assert explorer.heading == papers[0].title


def test_much_says_its_numbers(open_graph, toy: kgraph.Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selection, "MAX_NODES", 60)
    explorer = open_graph(toy)
    held = explorer.go(view="everything", minor="true").ids()
    assert len(held) == 60
    assert f"60 of {toy.nodes.height} nodes" in explorer.note
    assert "kgraph serve" in explorer.note
    explorer.go(view="lineage")
    papers = [node for node in held if node.startswith("paper:")]
    assert explorer.ids() == set(papers)
    if len(papers) < toy.count(Kind.PAPER):
        assert f"{len(papers)} of {toy.count(Kind.PAPER)} papers" in explorer.note
    cut = next(
        row for row in toy.nodes.iter_rows(named=True)
        if row["id"] in held and not set(neighbours(toy, row["id"])) <= held
    )  # fmt: skip
    explorer.go(view="everything", node=cut["id"])
    missing = sum(node not in held for node in neighbours(toy, cut["id"]))
    assert f"{missing} link" in explorer.panel.inner_text()


def neighbours(graph: kgraph.Graph, node: str) -> list[str]:
    edges = graph.edges
    return [
        *edges.filter(edges["source"] == node)["target"],
        *edges.filter(edges["target"] == node)["source"],
    ]


def test_a_title_of_the_page_is_text(open_tab, tiny: kgraph.Graph) -> None:
    from kgraph import page

    title = "<b>{{x}}</b> </title><script>alert(1)</script>"
    tab = open_tab(page.render_page(replace(tiny), title=title))
    assert tab.title() == title
    assert tab.locator("h1").inner_text() == title
    assert Explorer(tab, None).heading == "Lineage"
