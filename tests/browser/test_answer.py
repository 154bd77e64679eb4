"""The answer of a CONSTRUCT as a page: its facts can be looked at like a graph."""

import pytest

import kgraph
from kgraph.page import render_answer
from tests.browser.explorer import Explorer

pytestmark = pytest.mark.browser

QUESTION = """CONSTRUCT { ?paper dcterms:creator ?person . ?paper dcterms:title ?title }
WHERE { ?paper dcterms:creator ?person ; dcterms:title ?title }"""


@pytest.fixture(scope="module")
def rows(tiny: kgraph.Graph) -> list[tuple[str, str, str]]:
    return list(kgraph.query(tiny, QUESTION).rows)


def test_facts_are_nodes_links_and_words(open_tab, tiny: kgraph.Graph, rows, tmp_path) -> None:
    explorer = Explorer(open_tab(render_answer(rows, tiny.labels(), "Five <b>facts</b>")), tmp_path)
    assert explorer.tab.locator("h1").inner_text() == "Five <b>facts</b>"
    assert explorer.tab.locator("#views button").all_inner_texts() == ["Answer", "Around"]
    links = {(source, verb, target) for source, verb, target in rows if target.startswith("person:")}
    assert len(links) == 3
    assert explorer.triples() == links
    assert explorer.ids() == {node for source, _, target in links for node in (source, target)}
    explorer.go(node="paper:old")
    assert explorer.heading == 'Old <script>alert("&")</script> {{paper}}'
    assert explorer.panel.locator("dl").first.inner_text().split("\n")[0] == "dcterms:title"
    explorer.tab.get_by_label("Find a paper, person or topic").fill("bo ek")
    explorer.tab.keyboard.press("Enter")
    assert explorer.heading == "Bo Ek"
    explorer.panel.get_by_role("button", name="evidence").first.click()
    assert explorer.heading == "Why this link?"
    explorer.tab.keyboard.press("2")
    assert (explorer.view, "Bo Ek" in explorer.picture().nodes) == ("around", True)


def test_words_of_an_answer_are_text(open_tab, tmp_path) -> None:
    hard = "</script><script>alert(1)</script>"
    triples = [("ex:a", "ex:says", hard), ("ex:a", "ex:knows", "ex:b"), ("ex:b", "ex:says", "{{x}}\u2028")]
    explorer = Explorer(open_tab(render_answer(triples, {"ex:a": hard}, hard)), tmp_path)
    explorer.go(node="ex:a")
    assert explorer.heading == hard
    assert hard in explorer.panel.locator("dd").all_inner_texts()
    assert explorer.triples() == {("ex:a", "ex:knows", "ex:b")}


def test_an_answer_of_nothing(open_tab, tmp_path) -> None:
    explorer = Explorer(open_tab(render_answer([], {}, "0 facts")), tmp_path)
    assert explorer.note == "There is nothing to show."
