"""axe-core finds no rule of WCAG 2.2, levels A and AA, broken; docs/accessibility.md has the rest."""

from collections.abc import Sequence
from typing import Any

import pytest

import kgraph
from kgraph import profiles, report
from tests.browser.explorer import Explorer

pytestmark = pytest.mark.browser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
STATES = {
    "lineage": {"view": "lineage"},
    "authors": {"view": "authors", "node": "person:dario-amodei"},
    "topics": {"view": "topics", "color": "year"},
    "papers": {"view": "papers"},
    "everything": {"view": "everything", "hide": "keyword"},
    "around": {"view": "around", "node": "person:dario-amodei"},
    "path": {"view": "everything", "from": "person:dario-amodei", "to": "person:amanda-askell"},
}


def broken(tab: Any, rules: Sequence[str] = (*WCAG, "best-practice")) -> list[tuple[str, str]]:
    """The rules that are broken, each with the place and what axe says of it."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": list(rules)}}
    found = axe.Axe().run(tab, options=options).response["violations"]
    return [
        (one["id"], f"{node['target']}: {node['failureSummary']}") for one in found for node in one["nodes"]
    ]


@pytest.fixture(scope="module", params=["light", "dark"])
def colored(request: pytest.FixtureRequest, open_graph, demo: kgraph.Graph) -> Explorer:
    return open_graph(demo, color_scheme=request.param)


@pytest.mark.parametrize("state", STATES)
def test_the_page(colored: Explorer, state: str) -> None:
    colored.go(**STATES[state])
    assert broken(colored.tab) == []


def test_the_page_with_all_open(colored: Explorer, demo: kgraph.Graph) -> None:
    edge = next(demo.of_relation(kgraph.vocabulary.Relation.LIKELY_BUILDS_ON).iter_rows(named=True))
    colored.go(view="lineage", node=edge["source"], off="theme:interpretability")
    colored.open_filters()
    colored.panel.locator("details summary").last.click()
    colored.tab.locator("#exports summary").click()
    assert broken(colored.tab) == []
    colored.tab.locator("#exports summary").click()
    colored.go(view="lineage", link=f"{edge['source']}|likelyBuildsOn|{edge['target']}")
    colored.tab.get_by_label("Find a paper, person or topic").fill("learning")
    colored.tab.keyboard.press("ArrowDown")
    assert broken(colored.tab) == []
    colored.tab.keyboard.press("Escape")


def test_the_page_on_a_phone(open_graph, demo: kgraph.Graph) -> None:
    explorer = open_graph(demo, viewport={"width": 390, "height": 844})
    explorer.go(view="lineage")
    assert broken(explorer.tab) == []


def test_an_empty_page(open_graph, tiny: kgraph.Graph) -> None:
    explorer = open_graph(kgraph.Graph(tiny.nodes.clear(), tiny.edges.clear(), tiny.ledger, tiny.run))
    assert broken(explorer.tab) == []


@pytest.mark.parametrize("document", ["report", "profile"])
def test_the_report_and_a_profile(open_tab, cited: kgraph.Graph, document: str) -> None:
    if document == "report":
        html = report.render_html(report.compute_report(cited))
    else:
        html = profiles.render_html(profiles.compute_profile(cited, "person:ann-lee"))
    tab = open_tab(html)
    assert broken(tab, WCAG) == []
    tab.emulate_media(color_scheme="dark")
    assert broken(tab, WCAG) == []
