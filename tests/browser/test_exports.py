"""The picture and the selection taken home, as other programs read them."""

import csv
import struct
from xml.etree import ElementTree

import pytest

import kgraph
from kgraph.vocabulary import Kind, Relation
from tests.browser.explorer import SVG, Explorer, key

pytestmark = pytest.mark.browser


def test_the_picture_is_svg_that_parsers_read(tiny_page: Explorer, tiny: kgraph.Graph) -> None:
    tiny_page.go(view="everything", minor="true")
    picture = tiny_page.picture()
    root = ElementTree.fromstring(picture.text)
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title") == "3 papers, 2017–2020: Everything"
    assert list(root.iter(f"{SVG}script")) == []
    assert set(picture.nodes) == set(tiny.nodes["label"])
    assert len(picture.links) == tiny.edges.height
    width, height = float(root.get("width")), float(root.get("height"))
    assert all(0 <= x <= width and 0 <= y <= height for x, y in picture.nodes.values())
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]


def test_the_picture_shows_what_is_chosen(tiny_page: Explorer) -> None:
    tiny_page.go(view="everything", node="person:bo-ek")
    assert set(tiny_page.picture().nodes) == {"Bo Ek", 'Old <script>alert("&")</script> {{paper}}'}


def test_the_picture_is_a_png_of_the_canvas(toy_page: Explorer) -> None:
    data = toy_page.download("Picture as PNG").read_bytes()
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", data[16:24])
    box = toy_page.tab.locator("#canvas canvas").bounding_box()
    assert (width, height) == (round(box["width"]), round(box["height"]))
    assert len(data) > 5_000


def test_nodes_as_csv_are_those_shown(tiny_page: Explorer, tiny: kgraph.Graph) -> None:
    tiny_page.go(view="everything", minor="true")
    path = tiny_page.download("Selected nodes as CSV")
    assert path.name == "everything-nodes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    written = {row["id"]: row for row in tiny.nodes.iter_rows(named=True)}
    assert {row["id"] for row in rows} == set(written)
    for row in rows:
        wanted = written[row["id"]]
        assert (row["kind"], row["label"], row["date"]) == (
            wanted["kind"],
            wanted["label"],
            wanted["date"] or "",
        )
        assert row["venue"] == (wanted["venue"] or "")
    assert next(row["years"] for row in rows if row["id"] == "person:ann-lee") == "2017 2020"


def test_links_as_csv_are_those_shown(toy_page: Explorer, toy: kgraph.Graph) -> None:
    rows = {(row["source"], row["target"]): row for row in toy_page.rows("links")}
    lineage = toy.of_relation(Relation.LIKELY_BUILDS_ON)
    assert len(rows) == lineage.height
    for edge in lineage.iter_rows(named=True):
        row = rows[edge["source"], edge["target"]]
        assert float(row["weight"]) == pytest.approx(edge["weight"])
        assert (row["relation"], row["status"]) == ("likelyBuildsOn", edge["status"])
        assert f"score {edge['weight']:.2f}" in row["why"]


def test_the_selection_is_the_chosen_node_and_its_neighbours(toy_page: Explorer, toy: kgraph.Graph) -> None:
    toy_page.go(view="everything", node="person:hugo-bell")
    own = toy.edges.filter(toy.edges["target"] == "person:hugo-bell")
    assert toy_page.ids() == {"person:hugo-bell", *own["source"]}
    assert toy_page.triples() == set(own.select("source", "relation", "target").iter_rows())
    edge = next(toy.of_relation(Relation.CREATOR).iter_rows(named=True))
    toy_page.go(view="everything", link=key(edge))
    assert toy_page.triples() == {(edge["source"], "creator", edge["target"])}
    assert toy_page.ids() == {edge["source"], edge["target"]}


def test_cells_hold_commas_quotes_and_markup(toy_page: Explorer, toy: kgraph.Graph) -> None:
    labels = set(toy.of_kind(Kind.PAPER)["label"])
    assert {row["label"] for row in toy_page.rows("nodes")} == labels
    assert any('"' in label and "<" in label for label in labels)
