"""The path between two chosen nodes is a shortest one over what is shown."""

import networkx as nx
import pytest

import kgraph
from tests.browser.explorer import Explorer

pytestmark = pytest.mark.browser

READ = """panel => [
  panel.querySelector("h2").textContent,
  [...panel.querySelectorAll(".steps li > button.node")].map(one => one.textContent),
  panel.innerText,
]"""


@pytest.mark.parametrize("view", ["authors", "everything"])
def test_a_path_is_a_shortest_one(toy_page: Explorer, view: str) -> None:
    toy_page.go(view=view)
    network = nx.Graph((row["source"], row["target"]) for row in toy_page.rows("links"))
    labels = {row["id"]: row["label"] for row in toy_page.rows("nodes")}
    nodes = sorted(network)
    pairs = [(nodes[place], nodes[-1 - place * 3 % len(nodes)]) for place in range(0, len(nodes), 3)]
    pairs = [(one, other) for one, other in pairs if one != other]
    assert len(pairs) > 5
    found = toy_page.read([{"view": view, "from": one, "to": other} for one, other in pairs], READ)
    for (one, other), (heading, steps, text) in zip(pairs, found, strict=True):
        assert heading == "Path"
        if nx.has_path(network, one, other):
            assert len(steps) == nx.shortest_path_length(network, one, other) + 1
            assert (steps[0], steps[-1]) == (labels[one], labels[other])
        else:
            assert (steps, "No links that are shown join the two in this view." in text) == ([], True)


def test_a_path_is_asked_for_in_the_panel(toy_page: Explorer) -> None:
    toy_page.go(view="everything", node="person:hugo-bell")
    toy_page.tab.get_by_role("button", name="Path from here").click()
    assert "Choose the other end" in toy_page.note
    toy_page.tab.get_by_label("Find a paper, person or topic").fill("Ruth Adeyemi")
    toy_page.tab.keyboard.press("Enter")
    assert toy_page.heading == "Path"
    assert toy_page.panel.locator(".steps").inner_text().count("CodeNest") >= 1
    assert {row["label"] for row in toy_page.rows("nodes")} == {
        "Hugo Bell", "Ruth Adeyemi", "CodeNest: Grading LaTeX Macros Written by Language Models",
    }  # fmt: skip
    assert len(toy_page.rows("links")) == 2
    toy_page.panel.get_by_role("button", name="evidence").first.click()
    assert toy_page.heading == "Why this link?"
    toy_page.tab.go_back()
    toy_page.panel.get_by_role("button", name="End").click()
    assert toy_page.heading == "Ruth Adeyemi"


def test_two_that_nothing_joins_are_looked_for_in_everything(toy_page: Explorer, toy: kgraph.Graph) -> None:
    toy_page.go(view="authors", **{"from": "person:imani-mwangi", "to": "person:hugo-bell"})
    assert "No links that are shown join the two" in toy_page.panel.inner_text()
    toy_page.panel.get_by_role("button", name="Look in everything").click()
    steps = toy_page.panel.locator(".steps li > button.node").all_inner_texts()
    whole = kgraph.to_networkx(toy).to_undirected()
    assert len(steps) - 1 <= nx.shortest_path_length(whole, "person:imani-mwangi", "person:hugo-bell") + 2
    assert (steps[0], steps[-1]) == ("Imani Mwangi", "Hugo Bell")
