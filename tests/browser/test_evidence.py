"""Every node and every link opens a panel, and what it says is what the graph says."""

from collections import Counter

import polars as pl
import pytest

import kgraph
from kgraph.evidence import citation_rule, explain
from kgraph.vocabulary import Kind, Relation, Status
from tests.browser.explorer import Explorer, key

pytestmark = pytest.mark.browser

MARKS = """panel => {
  const marked = [];
  for (const paragraph of panel.querySelectorAll("h2, p")) {
    let place = 0;
    for (const child of paragraph.childNodes) {
      const length = Array.from(child.textContent).length;
      const words = [child.textContent, child.title, child.className];
      if (child.nodeName === "MARK") marked.push([paragraph.tagName, place, place + length, ...words]);
      place += length;
    }
  }
  return marked;
}"""


@pytest.fixture(params=["toy", "tiny", "cited"])
def opened(request: pytest.FixtureRequest, open_graph) -> tuple[Explorer, kgraph.Graph]:
    graph = request.getfixturevalue(request.param)
    if request.param == "cited":
        return open_graph(graph), graph
    return request.getfixturevalue(f"{request.param}_page"), graph


def test_every_node_opens(opened: tuple[Explorer, kgraph.Graph]) -> None:
    explorer, graph = opened
    rows = list(graph.nodes.iter_rows(named=True))
    read = "panel => [panel.querySelector('h2').textContent, panel.innerText]"
    found = explorer.read([{"view": "lineage", "node": row["id"]} for row in rows], read)
    assert [heading for heading, _ in found] == [row["label"] for row in rows]
    degrees = Counter([*graph.edges["source"], *graph.edges["target"]])
    for row, (_, text) in zip(rows, found, strict=True):
        for fact in ("kind", "date", "venue", "doi", "type"):
            assert row[fact] is None or row[fact] in text
        for name in row["names"] or ():
            assert name in text
        assert ("evidence" in text) == (degrees[row["id"]] > 0)


def test_every_link_opens_and_says_why(opened: tuple[Explorer, kgraph.Graph]) -> None:
    explorer, graph = opened
    labels = graph.labels()
    rows = list(graph.edges.iter_rows(named=True))
    found = explorer.read(
        [{"view": "lineage", "link": key(row)} for row in rows], "panel => panel.textContent"
    )
    for row, text in zip(rows, found, strict=True):
        assert text.startswith("Why this link?")
        for wanted in reasons(row, labels):
            assert wanted in text, (row, text)


def shown(value: float) -> str:
    """A part of a score as the panel writes it: what is small keeps a digit that says so."""
    return f"{value:.1g}" if value < 0.01 else f"{value:.2f}"


def reasons(row: dict, labels: dict[str, str]) -> list[str]:
    """What the panel of a link must say, from its row."""
    said = [labels[row["source"]], labels[row["target"]]]
    match Relation(row["relation"]):
        case Relation.CREATOR:
            printed = row["name_as_printed"]
            return [
                *said,
                f"author {row['position']}",
                *([f"printed as “{printed}”"] if printed != said[1] else []),
            ]
        case Relation.CITES:
            return [*said, f"found by {citation_rule(row)}"]
        case Relation.SUBJECT | Relation.MENTIONS if row["status"] == Status.INFERRED:
            return [*said, "it follows from", *(labels[node] for node in row["basis"])]
        case Relation.SUBJECT | Relation.MENTIONS:
            return [
                *said,
                *(span["text"] for span in row["evidence"] or ()),
                explain(row, labels).split(": ")[-1].split(";")[0][:20],
            ]
        case Relation.LIKELY_BUILDS_ON:
            parts = [
                f"{labels.get(part['name'], part['name'])}{shown(part['value'])}"
                for part in row["parts"] or ()
            ]
            shared = [labels[node] for node in row["basis"] or ()]
            passages = [span["text"] for span in row["evidence"] or ()]
            return [
                *said,
                f"score {row['weight']:.2f} of 1",
                "inferred, not a citation",
                *parts,
                *shared,
                *passages,
            ]
        case Relation.AFFILIATION:
            return [f"“{said[0]}” names the organization {said[1]}."]
        case Relation.BROADER:
            return [explain(row, labels)]


def spans_of(graph: kgraph.Graph, paper: str, tags: Relation) -> list[dict]:
    rows = graph.of_relation(tags).filter(pl.col("source") == paper)
    return [span for spans in rows["evidence"].drop_nulls() for span in spans]


def covered(spans: list[dict], field: str) -> set[int]:
    return {place for span in spans if span["field"] == field for place in range(span["start"], span["end"])}


def test_the_marks_in_a_paper_are_its_spans(opened: tuple[Explorer, kgraph.Graph]) -> None:
    """Characters are counted as the graph counts them, behind signs of two places too."""
    explorer, graph = opened
    papers = graph.of_kind(Kind.PAPER)
    found = explorer.read([{"view": "lineage", "node": paper} for paper in papers["id"]], MARKS)
    for row, marks in zip(papers.iter_rows(named=True), found, strict=True):
        spans = [
            span
            for tags in (Relation.SUBJECT, Relation.MENTIONS)
            for span in spans_of(graph, row["id"], tags)
        ]
        for field, tag in (("title", "H2"), ("abstract", "P")):
            text = row["label"] if field == "title" else row["abstract"]
            marked = [(start, end, words) for where, start, end, words, *_ in marks if where == tag]
            assert {place for start, end, _ in marked for place in range(start, end)} == covered(spans, field)
            assert all(text[start:end] == words for start, end, words in marked)


def test_the_marks_of_a_link_are_its_own(toy_page: Explorer, toy: kgraph.Graph) -> None:
    rows = [
        row
        for row in toy.of_relation(Relation.SUBJECT, Relation.MENTIONS).iter_rows(named=True)
        if row["evidence"]
    ]
    found = toy_page.read([{"view": "lineage", "link": key(row)} for row in rows], MARKS)
    labels = toy.labels()
    for row, marks in zip(rows, found, strict=True):
        strong = sorted((start, end) for _, start, end, _, _, kind in marks if kind == "strong")
        length = sum(end - start for start, end in strong)
        places = sum(len(covered(row["evidence"], field)) for field in ("title", "abstract"))
        assert length == places
        titles = [title for *_, title, kind in marks if kind == "strong"]
        assert all(labels[row["target"]] in title for title in titles)


@pytest.mark.parametrize("network", ["authors", "topics", "papers"])
def test_a_link_of_two_lists_what_they_share(toy_page: Explorer, toy: kgraph.Graph, network: str) -> None:
    """The papers of two people or topics; the people and topics of two papers."""
    labels, attribute = toy.labels(), "shared" if network == "papers" else "papers"
    toy_page.go(view=network, minor="true")
    links = toy_page.rows("links")
    read = "panel => [...panel.querySelectorAll('section li > button.node')].map(one => one.textContent)"
    found = toy_page.read([{"view": network, "link": key(row)} for row in links], read)
    shown = {
        frozenset((row["source"], row["target"])): sorted(names)
        for row, names in zip(links, found, strict=True)
    }
    wanted = kgraph.to_networkx(toy, network).edges(data=attribute)
    assert shown == {frozenset((a, b)): sorted(labels[node] for node in nodes) for a, b, nodes in wanted}


def test_a_person_has_papers_coauthors_and_themes_over_time(toy_page: Explorer, toy: kgraph.Graph) -> None:
    labels = toy.labels()
    person = "person:ada-l-thornbury"
    creators = toy.of_relation(Relation.CREATOR)
    papers = set(creators.filter(pl.col("target") == person)["source"])
    others = creators.filter(pl.col("source").is_in(papers) & (pl.col("target") != person))
    toy_page.go(view="authors", node=person)
    assert set(toy_page.listed("papers")) == {labels[paper] for paper in papers}
    assert set(toy_page.listed("co-authors")) == {labels[other] for other in others["target"]}
    table = toy_page.panel.get_by_role("table")
    assert table.locator("th[scope=col]").all_inner_texts() == ["’17", "’19", "’21"]
    assert toy_page.panel.get_by_role("button", name="evidence").count() >= len(papers)
