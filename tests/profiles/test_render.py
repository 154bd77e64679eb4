"""Profiles as HTML, Markdown and JSON: the same values, names that stay data, the same bytes every time."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kgraph
from kgraph.profiles import (
    Command,
    Link,
    Node,
    Panel,
    Passage,
    Profile,
    compute_profile,
    file_name,
    render_html,
    render_json,
    render_markdown,
)

HOSTILE = "<script>alert(1)</script> $(rm -rf ~) `x` \"q' | *b* [l](javascript:x) {{ 1 }} {% x %} \\ # ~~s~~"
NODES = (
    "person:ann-lee",
    "person:bo-ek",
    "theme:reward",
    "theme:learning",
    "paper:old",
    "paper:new",
    "paper:lone",
)


class Page(HTMLParser):
    """The elements, ids, links and words of a page; a void element has no end."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        facts = dict(attrs)
        self.ids += [facts["id"] or ""] if "id" in facts else []
        self.links += [facts["href"] or ""] if "href" in facts and tag == "a" else []
        if tag not in ("meta", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


def hostile_profile() -> Profile:
    panel = Panel(
        "rows",
        "Rows",
        (HOSTILE,),
        ("year", "who", "number", "text"),
        ((2020, Node(HOSTILE, HOSTILE), 1234.5, HOSTILE), (None, Node("a:b", "B"), 0, None)),
        7,
        HOSTILE,
        (Command("the rows", "query", (HOSTILE,)),),
        "number",
        (Passage(HOSTILE, (HOSTILE,)), Passage(" and "), Passage(HOSTILE)),
    )
    facts = (("fact", (HOSTILE, Link(HOSTILE, "https://example.org/?a=1&b=%3C"))),)
    return Profile("paper", f"paper:{HOSTILE}", HOSTILE, facts, ((HOSTILE, "rows"),), (panel,), "0")


def test_names_are_data_in_html() -> None:
    html = render_html(hostile_profile(), Path(HOSTILE))
    page = Page(html)
    assert page.open == []
    assert page.tags <= {
        "html", "head", "meta", "link", "title", "style", "body", "p", "h1", "code", "dl", "dt", "dd", "ul",
        "li", "a", "nav", "div", "section", "h2", "mark", "table", "tr", "th", "td", "span",
        "details", "summary", "svg", "rect",
    }  # fmt: skip
    assert page.links == ["https://example.org/?a=1&b=%3C", "#rows", "#rows"]
    assert sum(HOSTILE in words for words in page.words) == 12
    assert "<script" not in html


def test_names_are_data_in_markdown() -> None:
    markdown = render_markdown(hostile_profile())
    commands = [line for line in markdown.splitlines() if line.startswith("- For ")]
    code = re.compile(r"^- For the rows: (`+) (.*) \1$")
    assert [code.fullmatch(line)[2] for line in commands] == [  # type: ignore[index]
        hostile_profile().panels[0].commands[0].line(Path("outputs"))
    ]
    rest = "\n".join(line for line in markdown.splitlines() if line not in commands and "Paper `" not in line)
    assert "<script" not in rest
    assert not re.search(r"(?<!\\)[`\[\]$~{}]", rest)
    rows = [line for line in markdown.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}
    assert len(rows) == 4


@pytest.mark.parametrize("node", NODES)
def test_the_same_values_in_all_three(tiny: kgraph.Graph, node: str) -> None:
    profile = compute_profile(tiny, node)
    written = json.loads(render_json(profile))
    assert [panel["name"] for panel in written["panels"]] == [panel.name for panel in profile.panels]
    page = Page(render_html(profile))
    assert page.open == []
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    words = " ".join(" ".join(page.words).split())
    markdown = render_markdown(profile)
    for panel, told in zip(profile.panels, written["panels"], strict=True):
        assert told["rows"] == [
            {
                column: {"id": value.id, "label": value.label} if isinstance(value, Node) else value
                for column, value in zip(panel.columns, row, strict=True)
            }
            for row in panel.rows
        ]
        assert told["total"] == panel.total >= len(panel.rows)
        for sentence in panel.sentences:
            assert sentence in words
        assert f"\n## {panel.title}\n" in markdown
    tables = re.findall(r"(?:^\|.*\|\n)+", markdown, re.MULTILINE)
    assert len(tables) == sum(bool(panel.rows) for panel in profile.panels)
    for table, panel in zip(tables, (panel for panel in profile.panels if panel.rows), strict=True):
        assert table.count("\n") == 2 + len(panel.rows)


def test_the_abstract_is_marked(tiny: kgraph.Graph) -> None:
    profile = compute_profile(tiny, "paper:old")
    assert (
        '<mark title="Reward modeling; reward model">Reward models</mark>. A <mark title="Reward modeling">'
        "reward model</mark> is learned.</p>"
    ) in render_html(profile)
    assert "\n**Reward models**. A **reward model** is learned.\n" in render_markdown(profile)


def test_a_figure_takes_the_place_of_the_bars(tiny: kgraph.Graph) -> None:
    profile = compute_profile(tiny, "person:ann-lee")
    bars = render_html(profile).count('class="bar"')
    drawn = render_html(profile, figures={"years": "<svg><title>Papers</title></svg>"})
    assert (bars, drawn.count('class="bar"')) == (4, 0)
    assert drawn.count("<figure><svg><title>Papers</title></svg></figure>") == 1


def test_an_empty_column_is_not_drawn(tiny: kgraph.Graph) -> None:
    profile = compute_profile(tiny, "theme:reward")
    assert '<th class="text">venue</th>' not in render_html(profile)
    assert "| date | paper | weight |" in render_markdown(profile)
    assert json.loads(render_json(profile))["panels"][-1]["columns"] == ["date", "paper", "venue", "weight"]


@given(st.text())
def test_a_file_name_cannot_leave_the_folder(local: str) -> None:
    name = file_name(Profile("paper", f"paper:{local}", local, (), (), (), ""))
    assert name.startswith("paper-")
    assert len(name.encode()) <= 100
    assert all(letter.isalnum() or letter == "-" for letter in name)
    assert Path("x", name).parent == Path("x")


def test_long_names_keep_apart() -> None:
    names = {file_name(Profile("paper", f"paper:{'a' * 200}{end}", "", (), (), (), "")) for end in "bc"}
    assert len(names) == 2


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_the_same_bytes_whatever_the_hash_seed(demo: kgraph.Graph, tmp_path: Path, seed: str) -> None:
    kgraph.save(demo, tmp_path)
    nodes = ("person:dario-amodei", "theme:ai-safety", "paper:bai-2022-1c99ca4007")
    program = (
        "import sys, kgraph\nfrom kgraph.profiles import compute_profile, render_html, render_json\n"
        "graph = kgraph.open(sys.argv[1])\n"
        "for node in sys.argv[2:]:\n"
        "    profile = compute_profile(graph, node)\n"
        "    sys.stdout.buffer.write((render_html(profile) + render_json(profile)).encode())\n"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path), *nodes],
        check=True,
        capture_output=True,
        env=environment,
    )
    profiles = [compute_profile(demo, node) for node in nodes]
    expected = "".join(render_html(profile) + render_json(profile) for profile in profiles)
    assert done.stdout.decode() == expected


def test_nodes_without_a_profile(tiny: kgraph.Graph) -> None:
    with pytest.raises(kgraph.KgraphError, match="there is no profile of 'keyword:script': give the id of a"):
        compute_profile(tiny, "keyword:script")
    with pytest.raises(
        kgraph.KgraphError, match="the graph has no 'person:eve': give the id of a node of it"
    ):
        compute_profile(tiny, "person:eve")


@pytest.mark.parametrize("node", NODES)
def test_a_node_without_any_edge_has_a_page_of_sentences(tiny: kgraph.Graph, node: str) -> None:
    bare = replace(tiny, edges=tiny.edges.clear(), scores=tiny.scores.clear())
    profile = compute_profile(bare, node)
    assert [panel.name for panel in profile.panels if panel.rows] == []
    assert all(panel.sentences or panel.text for panel in profile.panels)
    assert profile.leads == ()
    assert Page(render_html(profile)).open == []
    assert "|---" not in render_markdown(profile)
