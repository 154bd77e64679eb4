"""What is shown can be narrowed: by theme, kind, relation, weight, years and the legend."""

import re

import polars as pl
import pytest

import kgraph
from kgraph.vocabulary import Kind, Relation
from tests.browser.explorer import Explorer

pytestmark = pytest.mark.browser


def papers_of_years(graph: kgraph.Graph, first: int, last: int) -> set[str]:
    return set(graph.of_kind(Kind.PAPER).filter(pl.col("year").is_between(first, last))["id"])


def test_a_kind_is_hidden_and_shown(toy_page: Explorer, toy: kgraph.Graph) -> None:
    toy_page.go(view="everything")
    before = toy_page.ids()
    people = set(toy.of_kind(Kind.PERSON)["id"])
    toy_page.open_filters()
    box = toy_page.tab.get_by_role("checkbox", name="people")
    box.uncheck()
    assert toy_page.ids() == before - people
    assert "creator" not in {relation for _, relation, _ in toy_page.triples()}
    assert "hide=person" in toy_page.hash
    assert toy_page.tab.get_by_role("button", name="Filters •").is_visible()
    box.check()
    assert toy_page.ids() == before


def test_a_relation_is_hidden(toy_page: Explorer, toy: kgraph.Graph) -> None:
    toy_page.go(view="everything", minor="true")
    toy_page.open_filters()
    toy_page.tab.get_by_role("checkbox", name=re.compile(r"^likely builds on")).uncheck()
    rest = toy.of_relation(*(set(Relation) - {Relation.LIKELY_BUILDS_ON}))
    assert toy_page.triples() == set(rest.select("source", "relation", "target").iter_rows())
    assert toy_page.ids() == set(toy.nodes["id"])


def test_a_theme_leaves_its_papers(toy_page: Explorer, toy: kgraph.Graph) -> None:
    theme = toy.of_kind(Kind.THEME).filter(pl.col("label") == "Red teaming")["id"].item()
    toy_page.open_filters()
    toy_page.tab.get_by_label("Theme", exact=True).select_option(label="Red teaming")
    tagged = toy.of_relation(Relation.SUBJECT).filter(pl.col("target") == theme)
    assert toy_page.ids() == set(tagged["source"])
    toy_page.tab.get_by_role("button", name="Reset filters").click()
    assert toy_page.ids() == set(toy.of_kind(Kind.PAPER)["id"])


def test_a_minimum_weight_takes_the_lightest_links_away(toy_page: Explorer, toy: kgraph.Graph) -> None:
    toy_page.open_filters()
    toy_page.set_range("weight", 50)
    weights = sorted(toy.of_relation(Relation.LIKELY_BUILDS_ON)["weight"])
    least = weights[len(weights) // 2]
    assert sorted(float(row["weight"]) for row in toy_page.rows("links")) == [
        w for w in weights if w >= least
    ]
    assert float(toy_page.tab.locator("#weight-shown").inner_text()) == pytest.approx(least, rel=0.01)


def test_the_sliders_leave_the_papers_of_their_years(toy_page: Explorer, toy: kgraph.Graph) -> None:
    toy_page.set_range("first", 2019)
    assert toy_page.ids() == papers_of_years(toy, 2019, 9999)
    toy_page.set_range("last", 2021)
    assert toy_page.ids() == papers_of_years(toy, 2019, 2021)
    assert toy_page.tab.locator("#years-shown").inner_text() == "2019–2021"
    assert "pass the filters" in toy_page.note
    toy_page.set_range("first", 2022)
    assert toy_page.tab.locator("#years-shown").inner_text() == "2022"


def test_a_slider_is_moved_by_keyboard(toy_page: Explorer) -> None:
    first = toy_page.tab.locator("#first")
    first.focus()
    year = int(first.input_value())
    first.press("ArrowRight")
    assert f"first={year + 1}" in toy_page.hash


def test_the_years_play_to_the_end(toy_page: Explorer, toy: kgraph.Graph) -> None:
    years = toy.of_kind(Kind.PAPER)["year"].drop_nulls()
    toy_page.go(last=str(years.max() - 1))
    toy_page.tab.get_by_role("button", name="Play the years").click()
    assert toy_page.tab.get_by_role("button", name="Stop").is_visible()
    toy_page.tab.get_by_role("button", name="Play the years").wait_for()
    assert toy_page.tab.locator("#years-shown").inner_text() == f"{years.min()}–{years.max()}"
    toy_page.tab.get_by_role("button", name="Play the years").click()
    assert toy_page.tab.locator("#years-shown").inner_text() == str(years.min())
    toy_page.tab.get_by_role("button", name="Stop").click()
    assert toy_page.ids() == papers_of_years(toy, years.min(), years.min())


def test_the_legend_hides_and_shows_a_group(toy_page: Explorer, toy: kgraph.Graph) -> None:
    toy_page.go(view="everything")
    before = toy_page.ids()
    entry = toy_page.tab.locator("#legend button", has_text="people")
    people = {node for node in before if node.startswith("person:")}
    entry.click()
    assert entry.get_attribute("aria-pressed") == "false"
    assert toy_page.ids() == before - people
    entry.click()
    entry.click(modifiers=["Shift"])
    assert toy_page.ids() == people
    entry.click(modifiers=["Shift"])
    assert toy_page.ids() == before


@pytest.mark.parametrize("view", ["lineage", "authors", "topics", "papers", "everything"])
def test_every_colour_and_size_is_drawn(toy_page: Explorer, view: str) -> None:
    toy_page.go(view=view)
    for control in ("color", "size"):
        options = toy_page.tab.locator(f"#{control} option").evaluate_all("all => all.map(one => one.value)")
        assert len(options) > 2
        for option in options:
            toy_page.tab.locator(f"#{control}").select_option(option)
            assert toy_page.tab.locator(f"#{control}").input_value() == option
    rows = toy_page.rows("nodes")
    assert len(rows) > 10
    assert option in rows[0]


def test_the_legend_counts_all_nodes_by_their_theme(demo_page: Explorer, demo: kgraph.Graph) -> None:
    counts = demo_page.tab.locator("#legend button small").all_inner_texts()
    assert sum(int(count) for count in counts) == demo.count(Kind.PAPER)


def test_sizes_follow_a_measure(demo_page: Explorer, demo: kgraph.Graph) -> None:
    demo_page.go(view="authors", size="authors.pagerank")
    ranks = demo.scores.filter((pl.col("network") == "authors") & (pl.col("measure") == "pagerank"))
    values = dict(ranks.select("id", "value").iter_rows())
    rows = demo_page.rows("nodes")
    assert {row["id"]: float(row["authors.pagerank"]) for row in rows} == pytest.approx(values)
    sizes = demo_page.picture().sizes
    largest = max(rows, key=lambda row: values[row["id"]])
    assert sizes[largest["label"]] == max(sizes.values())
    assert len(set(sizes.values())) > 5
    demo_page.tab.get_by_label("Size").select_option("same")
    assert len(set(demo_page.picture().sizes.values())) == 1


def test_years_are_coloured_from_dark_to_light(demo_page: Explorer) -> None:
    demo_page.go(color="year")
    colors = demo_page.picture().colors
    years = {row["label"]: row["years"] for row in demo_page.rows("nodes")}
    light = {years[name]: sum(map(int, re.findall(r"\d+", color))) for name, color in colors.items()}
    assert [light[year] for year in sorted(light)] == sorted(light.values())
    assert demo_page.tab.locator("#legend").inner_text().startswith(f"{min(light)} to {max(light)}")
