"""The answer to a query as a page."""

import json
import re
from typing import Any

import pytest

from kgraph.page import answers, render_answer

TRIPLES = [
    ("paper:a", "cito:cites", "paper:b"),
    ("paper:a", "dcterms:title", "On <b>bold</b>"),
    ("paper:a", "dcterms:creator", "person:x"),
    ("paper:b", "dcterms:date", "2020"),
    ("paper:a", "cito:cites", "paper:b"),
    ("scheme:s", "dcterms:title", "Scheme"),
]
NAMES = {"paper:a": "On <b>bold</b>", "person:x": "Ann Lee"}


def data_of(html: str) -> dict[str, Any]:
    [data] = re.findall(r'<script[^>]*id="data"[^>]*>(.*?)</script>', html, re.DOTALL)
    return json.loads(data)


def test_subjects_and_names_are_nodes_and_all_else_facts() -> None:
    html = render_answer(TRIPLES, NAMES, "5 facts")
    page = data_of(html)
    assert "<b>bold</b>" not in html
    assert page["title"] == "5 facts"
    assert page["piece"]["nodes"] == [
        {"id": "paper:a", "kind": "paper", "label": "On <b>bold</b>", "links": 2,
         "facts": [["dcterms:title", "On <b>bold</b>"]]},
        {"id": "paper:b", "kind": "paper", "label": "paper:b", "links": 1,
         "facts": [["dcterms:date", "2020"]]},
        {"id": "person:x", "kind": "person", "label": "Ann Lee", "links": 1, "facts": []},
        {"id": "scheme:s", "kind": "organization", "label": "scheme:s", "links": 0,
         "facts": [["dcterms:title", "Scheme"]]},
    ]  # fmt: skip
    assert [relation["name"] for relation in page["relations"]] == ["cito:cites", "dcterms:creator"]
    assert page["piece"]["edges"] == [[0, 1, 0, None, 0, {}], [0, 2, 1, None, 0, {}]]
    [view] = page["views"]
    assert (view["nodes"], view["of"], view["edgesOf"]) == ([0, 1, 2, 3], 4, 2)
    assert len(set(zip(view["x"], view["y"], strict=True))) == 4


def test_of_a_large_answer_the_most_linked_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MAX_NODES", 2)
    page = data_of(render_answer(TRIPLES, NAMES, "facts"))
    assert [node["id"] for node in page["piece"]["nodes"]] == ["paper:a", "paper:b"]
    assert (page["nodes"], page["links"]) == (4, 2)
    assert page["views"][0]["of"] == 4


def test_no_facts_are_a_page_without_views() -> None:
    assert data_of(render_answer([], {}, "0 facts"))["views"] == []
