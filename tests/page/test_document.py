"""The page as a document: one file, nothing from elsewhere, names as data. Its behaviour: tests/browser."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import kgraph
from kgraph.page import describe, render_live, render_page, script, style
from kgraph.page.document import LIVE_SCRIPT, LIVE_STYLE, vis_network


class _Parts(HTMLParser):
    """What a browser makes of a page: elements with attributes, and the text of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.held: dict[str, list[str]] = {"script": [], "style": []}
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag
        if tag in self.held:
            self.held[tag].append("")

    def handle_endtag(self, _: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in self.held:
            self.held[self._inside][-1] += data

    def data(self) -> Any:
        scripts = [facts for tag, facts in self.tags if tag == "script"]
        [place] = [place for place, facts in enumerate(scripts) if facts.get("id") == "data"]
        return json.loads(self.held["script"][place])


def loaded(parts: _Parts) -> list[str]:
    return [
        facts[name] or ""
        for _, facts in parts.tags
        for name in ("src", "href", "srcset", "action")
        if name in facts and not (facts[name] or "").startswith(("data:", "#"))
    ]


def test_the_page_holds_what_describes_the_graph(toy: kgraph.Graph) -> None:
    assert _Parts(render_page(toy)).data() == describe(toy)


def test_nothing_is_loaded_from_elsewhere(toy: kgraph.Graph) -> None:
    html = render_page(toy)
    assert loaded(_Parts(html)) == []
    assert not re.findall(r"url\((?!['\"]?(?:data:|#))", html.replace(vis_network(), ""))
    assert "default-src 'none'" in html


def test_names_are_data(tiny: kgraph.Graph) -> None:
    hostile = "</script><b>{{x}}</b><!--"
    parts = _Parts(render_page(tiny, title=hostile))
    assert [facts for tag, facts in parts.tags if tag == "b"] == []
    assert parts.data()["title"] == hostile
    labels = [node["label"] for node in parts.data()["piece"]["nodes"]]
    assert 'Old <script>alert("&")</script> {{paper}}' in labels
    assert not any(text.startswith('alert("') for text in parts.held["script"])


def test_the_live_page_holds_no_node_and_loads_from_its_server_alone(toy: kgraph.Graph) -> None:
    parts = _Parts(render_live(toy))
    data, whole = parts.data(), describe(toy)
    assert data == {key: whole[key] for key in whole if key not in ("piece", "views")} | {"live": True}
    assert {LIVE_SCRIPT, LIVE_STYLE} <= set(loaded(parts))
    assert all(link.startswith("/") and not link.startswith("//") for link in loaded(parts))
    # The policy of the server lets no script or style in the page run.
    assert [text for text in parts.held["style"] if text.strip()] == []
    assert [facts for tag, facts in parts.tags if tag == "script" and "src" not in facts] == [
        {"type": "application/json", "id": "data"}
    ]
    assert [
        facts for _, facts in parts.tags if "style" in facts or any(n.startswith("on") for n in facts)
    ] == []


def test_the_script_is_one_closed_piece_behind_its_library() -> None:
    assert script().startswith(vis_network())
    ours = script().removeprefix(vis_network()).strip()
    assert ours.startswith("(() => {")
    assert ours.endswith("})();")
    assert "</script" not in ours
    assert "@import" not in style()
