"""Each view opens and holds the nodes and links of the graph; its address brings it back."""

import pytest

import kgraph
from kgraph.vocabulary import Kind, Relation
from tests.browser.explorer import Explorer

pytestmark = pytest.mark.browser

VIEWS = ["lineage", "authors", "topics", "papers", "everything", "around"]


def major(graph: kgraph.Graph) -> set[str]:
    """The nodes that the view of everything shows at first: keywords of one paper are left out."""
    return {
        row["id"]
        for row in graph.nodes.iter_rows(named=True)
        if row["shared"] is not False and not row["close_match"]
    }


def triples(graph: kgraph.Graph, *relations: Relation) -> set[tuple[str, str, str]]:
    return set(graph.of_relation(*relations).select("source", "relation", "target").iter_rows())


def test_the_lineage_holds_papers_and_what_they_build_on(toy_page: Explorer, toy: kgraph.Graph) -> None:
    assert toy_page.view == "lineage"
    assert toy_page.ids() == set(toy.of_kind(Kind.PAPER)["id"])
    assert toy_page.triples() == triples(toy, Relation.CITES, Relation.LIKELY_BUILDS_ON)


def test_citations_are_in_the_lineage(open_graph, cited: kgraph.Graph) -> None:
    explorer = open_graph(cited)
    drawn = triples(cited, Relation.CITES, Relation.LIKELY_BUILDS_ON)
    assert {relation for _, relation, _ in drawn} == {"cites", "likelyBuildsOn"}
    assert explorer.triples() == drawn


@pytest.mark.parametrize("network", ["authors", "topics", "papers"])
def test_a_network_holds_who_and_what_share(toy_page: Explorer, toy: kgraph.Graph, network: str) -> None:
    toy_page.go(view=network)
    wanted = kgraph.to_networkx(toy, network)
    assert toy_page.ids() <= set(wanted)
    toy_page.go(view=network, minor="true")
    assert toy_page.ids() == set(wanted)
    shown = {
        (frozenset((row["source"], row["target"])), round(float(row["weight"]), 3))
        for row in toy_page.rows("links")
    }
    assert shown == {(frozenset((a, b)), round(weight, 3)) for a, b, weight in wanted.edges(data="weight")}


def test_everything_holds_all(toy_page: Explorer, toy: kgraph.Graph) -> None:
    toy_page.go(view="everything")
    assert toy_page.ids() == major(toy)
    toy_page.go(view="everything", minor="true")
    assert toy_page.ids() == set(toy.nodes["id"])
    assert toy_page.triples() == triples(toy, *Relation)
    assert toy_page.note == f"{toy.nodes.height} nodes, {toy.edges.height} links."


def test_around_holds_a_node_and_its_neighbours(toy_page: Explorer, toy: kgraph.Graph) -> None:
    person = "person:hugo-bell"
    toy_page.go(view="around", node=person)
    own = toy.edges.filter((toy.edges["source"] == person) | (toy.edges["target"] == person))
    assert toy_page.ids() >= {person, *own["source"]}
    assert toy_page.triples() >= set(own.select("source", "relation", "target").iter_rows())
    drawn = {link for link in toy_page.triples() if link[1] in set(Relation)}
    assert drawn <= triples(toy, *Relation)
    assert toy_page.heading == "Hugo Bell"


def test_views_are_switched_by_buttons_and_digits_and_back(toy_page: Explorer) -> None:
    for name in VIEWS:
        toy_page.tab.locator(f"#views [data-view={name}]").click()
        assert (toy_page.view, toy_page.heading.lower()) == (name, name)
    for digit, name in enumerate(VIEWS, start=1):
        toy_page.tab.keyboard.press(str(digit))
        assert toy_page.view == name
    for name in reversed(VIEWS[:-1]):
        toy_page.tab.go_back()
        assert toy_page.view == name
    toy_page.tab.go_forward()
    assert toy_page.view == "authors"


def test_an_address_brings_back_what_was_shown(toy_page: Explorer, open_graph, toy: kgraph.Graph) -> None:
    """Another page of the graph, opened at the address that this one has, shows the same."""
    other = open_graph(toy)
    states = [
        {
            "view": "everything",
            "node": "person:hugo-bell",
            "hide": ["keyword", "theme"],
            "color": "community",
        },
        {"view": "topics", "minor": "true", "weight": "40", "size": "topics.degree"},
        {
            "view": "lineage",
            "first": "2019",
            "last": "2022",
            "off": "theme:interpretability",
            "without": "cites",
        },
        {"view": "papers", "at": "12,-30,0.8"},
        {"view": "authors", "color": "year"},
    ]
    for state in states:
        toy_page.go(**state)
        before = toy_page.picture(), toy_page.ids(), toy_page.triples(), toy_page.panel.inner_text()
        other.tab.goto(toy_page.tab.url)
        other.tab.reload()
        assert (other.picture(), other.ids(), other.triples(), other.panel.inner_text()) == before


def test_what_is_done_stands_in_the_address(toy_page: Explorer) -> None:
    toy_page.tab.locator("#views [data-view=authors]").click()
    toy_page.tab.get_by_label("Colour").select_option("year")
    toy_page.tab.get_by_label("Size").select_option("authors.degree")
    toy_page.set_range("first", 2019)
    toy_page.panel.locator("button.node").first.click()
    node = toy_page.rows("nodes")[0]["id"]
    for part in ("view=authors", "color=year", "size=authors.degree", "first=2019", "node=person:"):
        assert part in toy_page.hash
    assert node.startswith("person:")


def test_an_address_that_says_nothing_known_shows_the_first_view(toy_page: Explorer) -> None:
    toy_page.go(view="nowhere", node="paper:none", link="a|b|c", weight="much", at="x,y", color="taste")
    assert toy_page.view == "lineage"
    assert toy_page.heading == "Lineage"
