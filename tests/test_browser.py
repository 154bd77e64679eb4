"""The page in a real browser with the network off: no request, no error, and every link tells why."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest

import kgraph
from kgraph import page
from kgraph.graph import EDGE_SCHEMA

pytestmark = pytest.mark.browser

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if BROWSER is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser: Any, tmp_path: Path) -> Iterator[Any]:
    """Open a graph's page; at the end there must have been no request and no error."""
    context = browser.new_context(offline=True, viewport={"width": 1200, "height": 800})
    tab = context.new_page()
    seen: list[str] = []
    tab.on("request", lambda request: seen.append(request.url))
    tab.on("console", lambda message: seen.append(f"console {message.type}: {message.text}"))
    tab.on("pageerror", lambda error: seen.append(f"error: {error}"))
    tab.on("dialog", lambda dialog: (seen.append(f"dialog: {dialog.message}"), dialog.dismiss()))

    def open_graph(graph: kgraph.Graph) -> Any:
        file = tmp_path / "graph.html"
        file.write_text(page.render_page(graph), encoding="utf-8")
        tab.goto(file.as_uri())
        return tab

    yield open_graph
    assert [entry for entry in seen if not entry.startswith(("file:", "data:"))] == []
    context.close()


def test_the_page_draws_and_answers(open_page: Any, demo: kgraph.Graph) -> None:
    tab = open_page(demo)
    assert tab.locator("#canvas canvas").count() == 1
    assert tab.evaluate("nodes.length") == demo.nodes.height
    tab.get_by_label("Find a paper, person or topic").fill("Dario Amodei")
    tab.keyboard.press("Enter")
    assert tab.locator("#panel h2").inner_text() == "Dario Amodei"
    papers = tab.locator("#panel li")
    written = demo.edges.filter(demo.edges["target"] == "person:dario-amodei")
    assert papers.count() == written.height
    assert re.search(r"Dario Amodei wrote “.*”: author \d", papers.nth(0).inner_text())


def test_an_edge_tells_why_it_is_there(open_page: Any, demo: kgraph.Graph) -> None:
    tab = open_page(demo)
    why = tab.evaluate(
        """() => {
            const edge = edgeRows.find(edge => edge.relation === "likelyBuildsOn");
            showEdge(edge.id);
            return edge.title;
        }"""
    )
    assert why in tab.locator("#panel").inner_text()
    assert "likely builds on" in why


def test_an_edge_quotes_its_papers_as_text(open_page: Any, tiny: kgraph.Graph) -> None:
    words = ["Reward <b>models</b>", "{{x}} & <script>alert(1)</script>"]
    spans = [{"field": "title", "start": 0, "end": 1, "text": text} for text in words]
    edges = [
        {**edge, "evidence": spans} if edge["relation"] == "likelyBuildsOn" else edge
        for edge in tiny.edges.iter_rows(named=True)
    ]
    tab = open_page(replace(tiny, edges=pl.DataFrame(edges, schema=EDGE_SCHEMA)))
    tab.evaluate("showEdge(edgeRows.find(edge => edge.relation === 'likelyBuildsOn').id)")
    assert tab.locator("#panel blockquote").all_inner_texts() == words
    assert tab.locator("#panel blockquote *").count() == 0


def test_titles_are_text_in_panel_and_tooltip(open_page: Any, tiny: kgraph.Graph) -> None:
    tab = open_page(tiny)
    title = 'Old <script>alert("&")</script> {{paper}}'
    tab.evaluate("go('paper:old')")
    assert tab.locator("#panel h2").inner_text() == title
    tab.wait_for_timeout(700)
    place = tab.evaluate("network.canvasToDOM(network.getPosition('paper:old'))")
    box = tab.locator("#canvas").bounding_box()
    tab.mouse.move(box["x"] + place["x"], box["y"] + place["y"])
    tooltip = tab.locator("div.vis-tooltip")
    tooltip.wait_for(state="visible", timeout=5000)
    assert title in tooltip.inner_text()
    assert tooltip.locator("script").count() == 0


def test_kinds_can_be_switched_off(open_page: Any, demo: kgraph.Graph) -> None:
    tab = open_page(demo)
    shown = "nodes.get().filter(node => !node.hidden).length"
    everything = tab.evaluate(shown)
    tab.locator("[data-kind=person]").uncheck()
    assert tab.evaluate(shown) == everything - demo.count(kgraph.Kind.PERSON)
    tab.locator("#local").check()
    assert tab.evaluate(shown) == demo.nodes.height - demo.count(kgraph.Kind.PERSON)
