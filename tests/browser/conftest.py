"""One browser with the network off; no page may ask for anything, log anything or fail."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import kgraph
from kgraph import page
from tests.browser.explorer import Explorer

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
# Where pictures of the pages go to be looked at; without it none are taken.
SCREENSHOTS = os.environ.get("KGRAPH_SCREENSHOTS")
WIDE = {"width": 1200, "height": 800}


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if BROWSER is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def seen() -> list[str]:
    """What pages have asked for, logged or thrown since the test began."""
    return []


@pytest.fixture(autouse=True)
def nothing_else(seen: list[str]) -> Iterator[None]:
    """At the end of a test there must have been no request, no message, no error and no dialog."""
    seen.clear()
    yield
    assert [entry for entry in seen if not entry.startswith(("file:", "data:", "blob:"))] == []


OpenTab = Callable[..., Any]


@pytest.fixture(scope="package")
def open_tab(browser: Any, seen: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenTab]:
    """Open a document in a tab of its own, offline; options are those of a context of Playwright."""
    contexts = []

    def open_document(html: str, **options: Any) -> Any:
        context = browser.new_context(
            offline=True, **{"viewport": WIDE, "reduced_motion": "reduce", **options}
        )
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(10_000)
        tab.on("request", lambda request: seen.append(request.url))
        tab.on("console", lambda message: seen.append(f"console {message.type}: {message.text}"))
        tab.on("pageerror", lambda error: seen.append(f"error: {error}"))
        tab.on("dialog", lambda dialog: (seen.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        file = tmp_path_factory.mktemp("page") / "graph.html"
        file.write_text(html, encoding="utf-8")
        tab.goto(file.as_uri())
        return tab

    yield open_document
    for context in contexts:
        context.close()


OpenGraph = Callable[..., Explorer]


@pytest.fixture(scope="package")
def open_graph(open_tab: OpenTab, tmp_path_factory: pytest.TempPathFactory) -> OpenGraph:
    """Open the page of a graph."""

    def open_page(graph: kgraph.Graph, **options: Any) -> Explorer:
        tab = open_tab(page.render_page(graph), **options)
        return Explorer(tab, tmp_path_factory.mktemp("downloads"))

    return open_page


@pytest.fixture(scope="package")
def _toy(open_graph: OpenGraph, toy: kgraph.Graph) -> Explorer:
    return open_graph(toy)


@pytest.fixture(scope="package")
def _demo(open_graph: OpenGraph, demo: kgraph.Graph) -> Explorer:
    return open_graph(demo)


@pytest.fixture(scope="package")
def _tiny(open_graph: OpenGraph, tiny: kgraph.Graph) -> Explorer:
    return open_graph(tiny)


@pytest.fixture
def toy_page(_toy: Explorer) -> Explorer:
    return _begin(_toy)


@pytest.fixture
def demo_page(_demo: Explorer) -> Explorer:
    return _begin(_demo)


@pytest.fixture
def tiny_page(_tiny: Explorer) -> Explorer:
    return _begin(_tiny)


def _begin(explorer: Explorer) -> Explorer:
    """The page as it opens: nothing chosen, no filters, nothing open."""
    explorer.tab.evaluate(
        """() => {
            document.activeElement?.blur();
            document.getElementById("search").value = "";
            document.getElementById("exports").open = false;
            document.getElementById("filters").hidden = true;
            document.getElementById("filtering").setAttribute("aria-expanded", "false");
        }"""
    )
    return explorer.go()


@pytest.fixture
def shoot() -> Callable[[Any, str], None]:
    """Take a picture of a page, if somebody wants to look at it."""

    def take(tab: Any, name: str) -> None:
        if SCREENSHOTS:
            tab.screenshot(path=Path(SCREENSHOTS) / f"{name}.png")

    return take
