"""Nodes and links are chosen in the picture, by mouse and by keyboard."""

import math
from collections.abc import Iterable

import pytest

import kgraph
from tests.browser.explorer import Explorer, Picture, Place

pytestmark = pytest.mark.browser

# What has the focus, and whether a line is drawn around it.
OUTLINE = """() => {
  const element = document.activeElement, style = getComputedStyle(element);
  const isSeen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  return [element.id || element.textContent.trim().slice(0, 30) || element.tagName, isSeen];
}"""


def far_from(place: Place, others: Iterable[Place]) -> float:
    return min((math.dist(place, other) for other in others), default=math.inf)


def along(line: tuple[Place, Place]) -> list[Place]:
    (x1, y1), (x2, y2) = line
    return [(x1 + (x2 - x1) * share / 40, y1 + (y2 - y1) * share / 40) for share in range(41)]


def lone_place(picture: Picture, title: str) -> Place:
    """The place on a link that is farthest from all nodes and all other links."""
    others = [place for other, line in picture.links.items() if other != title for place in along(line)]
    return max(
        along(picture.links[title])[8:33],
        key=lambda place: far_from(place, [*others, *picture.nodes.values()]),
    )


@pytest.mark.parametrize("view", ["lineage", "authors", "topics", "papers"])
def test_a_click_on_a_node_opens_its_panel(toy_page: Explorer, view: str) -> None:
    toy_page.go(view=view)
    places = toy_page.picture().nodes
    name = max(
        places, key=lambda one: far_from(places[one], [at for other, at in places.items() if other != one])
    )
    toy_page.click(places[name])
    assert toy_page.heading == name
    assert "node=" in toy_page.hash
    neighbours = {row["label"] for row in toy_page.rows("nodes")}
    assert name in neighbours
    toy_page.tab.keyboard.press("Escape")
    assert toy_page.heading.lower() == view
    assert {row["label"] for row in toy_page.rows("nodes")} == set(places)


def test_a_click_on_a_link_opens_its_evidence(toy_page: Explorer) -> None:
    toy_page.go(view="lineage")
    picture = toy_page.picture()
    title = max(picture.links, key=lambda one: math.dist(*picture.links[one]))
    toy_page.click(lone_place(picture, title))
    assert toy_page.heading == "Why this link?"
    assert title in toy_page.panel.inner_text()
    [row] = toy_page.rows("links")
    assert f"link={row['source']}|{row['relation']}|{row['target']}" in toy_page.hash
    toy_page.tab.go_back()
    assert toy_page.heading == "Lineage"


def test_a_click_beside_everything_chooses_nothing(toy_page: Explorer) -> None:
    toy_page.go(view="authors", node="person:hugo-bell")
    places = toy_page.picture().nodes.values()
    corner = max(
        [(20.0, 20.0), (20.0, 500.0), (800.0, 20.0), (700.0, 500.0)], key=lambda at: far_from(at, places)
    )
    toy_page.click(corner)
    assert toy_page.heading == "Authors"


def test_two_clicks_look_around_and_shift_asks_for_a_path(toy_page: Explorer) -> None:
    toy_page.go(view="authors", node="person:hugo-bell")
    places = toy_page.picture().nodes
    other = next(name for name in sorted(places) if name != "Hugo Bell")
    toy_page.click(places[other], modifiers=["Shift"])
    assert toy_page.heading == "Path"
    assert toy_page.panel.locator(".steps li > button.node").all_inner_texts() == ["Hugo Bell", other]
    toy_page.go(view="authors")
    places = toy_page.picture().nodes
    x, y = places["Hugo Bell"]
    toy_page.tab.locator("#canvas").dblclick(position={"x": x, "y": y})
    assert (toy_page.view, toy_page.heading) == ("around", "Hugo Bell")


def test_the_name_of_what_is_under_the_pointer_is_told(tiny_page: Explorer) -> None:
    tiny_page.go(view="lineage")
    title = 'Old <script>alert("&")</script> {{paper}}'
    x, y = tiny_page.picture().nodes[title]
    tiny_page.tab.locator("#canvas").hover(position={"x": x, "y": y})
    hint = tiny_page.tab.locator("#hint")
    hint.wait_for()
    assert hint.inner_text() == title
    assert hint.locator("*").count() == 0


def test_arrows_walk_and_enter_looks_around(toy_page: Explorer, toy: kgraph.Graph) -> None:
    toy_page.go(view="lineage")
    canvas = toy_page.tab.locator("#canvas")
    canvas.focus()
    canvas.press("ArrowRight")
    visited = [toy_page.heading]
    for key in ("ArrowLeft", "ArrowRight", "ArrowDown", "ArrowUp", "ArrowLeft"):
        canvas.press(key)
        visited.append(toy_page.heading)
    assert set(visited) <= set(toy.of_kind(kgraph.Kind.PAPER)["label"])
    assert len(set(visited)) > 2
    canvas.press("Enter")
    assert (toy_page.view, toy_page.heading) == ("around", visited[-1])
    canvas.press("Escape")
    assert "node=" not in toy_page.hash


def test_an_arrow_goes_to_what_lies_there(toy_page: Explorer) -> None:
    toy_page.go(view="lineage", node="paper:lindqvist-2021-db8a5ab1b8")
    places = toy_page.tab.locator("#canvas")
    before = {row["label"]: int(row["x"]) for row in toy_page.rows("nodes")}
    start = toy_page.heading
    places.focus()
    places.press("ArrowLeft")
    assert before[toy_page.heading] < before[start]


def test_zoom_by_keys_and_buttons_is_remembered(toy_page: Explorer) -> None:
    toy_page.go(view="authors")
    canvas = toy_page.tab.locator("#canvas")
    canvas.focus()
    canvas.press("+")
    toy_page.tab.wait_for_function("() => location.hash.includes('at=')")
    near = float(toy_page.hash.partition("at=")[2].split("&")[0].split(",")[2])
    toy_page.tab.get_by_role("button", name="Zoom in").click()
    toy_page.tab.wait_for_function(
        "near => Number(location.hash.split('at=')[1].split('&')[0].split(',')[2]) > near", arg=near
    )
    toy_page.tab.get_by_role("button", name="Show all").click()
    assert "at=" not in toy_page.hash


def test_nodes_move_in_small_views_only(toy_page: Explorer) -> None:
    toy_page.go(view="authors")
    toy_page.open_filters()
    moving = toy_page.tab.get_by_label("let the nodes move")
    before = {row["id"]: (row["x"], row["y"]) for row in toy_page.rows("nodes")}
    moving.check()
    toy_page.tab.wait_for_timeout(400)
    moving.uncheck()
    after = {row["id"]: (row["x"], row["y"]) for row in toy_page.rows("nodes")}
    assert sum(before[node] != after[node] for node in before) > len(before) / 2
    toy_page.go(view="lineage")
    assert moving.is_disabled()


def test_focus_can_be_seen_on_all_that_takes_it(toy_page: Explorer) -> None:
    toy_page.go(view="lineage")
    toy_page.open_filters()
    toy_page.tab.locator("#search").focus()
    reached = []
    for _ in range(40):
        toy_page.tab.keyboard.press("Tab")
        reached.append(toy_page.tab.evaluate(OUTLINE))
        if reached[-1][0] == "last":
            break
    names = [name for name, _ in reached]
    assert [name for name, is_seen in reached if not is_seen] == []
    for name in ("Lineage", "color", "size", "filtering", "theme", "weight", "canvas", "first", "last"):
        assert name in names
