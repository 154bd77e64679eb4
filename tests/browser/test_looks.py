"""How the page stands on a phone, in the dark and on paper; pictures of it for eyes."""

from collections.abc import Callable
from typing import Any

import pytest

import kgraph
from tests.browser.conftest import WIDE
from tests.browser.explorer import Explorer

pytestmark = pytest.mark.browser

VIEWS = ["lineage", "authors", "topics", "papers", "everything", "around"]
# The places of the labels of nodes in a picture.
BOXES = """text => {
  const holder = document.createElement("div");
  holder.style.position = "absolute";
  document.body.append(holder);
  holder.innerHTML = text;
  const boxes = [...holder.querySelectorAll("text[text-anchor]")].map(one => {
    const box = one.getBBox();
    return [box.x, box.y, box.x + box.width, box.y + box.height];
  });
  holder.remove();
  return boxes;
}"""
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture(scope="module")
def phone(open_graph, demo: kgraph.Graph) -> Explorer:
    return open_graph(demo, **PHONE)


@pytest.fixture(scope="module")
def dark(open_graph, demo: kgraph.Graph) -> Explorer:
    return open_graph(demo, color_scheme="dark")


def sideways(tab: Any) -> list[float]:
    """The width of the document, and of what stands out of it."""
    return list(
        tab.evaluate("[document.documentElement.scrollWidth, document.body.scrollWidth, window.innerWidth]")
    )


@pytest.mark.parametrize("view", VIEWS)
def test_a_phone_scrolls_down_only(phone: Explorer, view: str, shoot: Callable[[Any, str], None]) -> None:
    phone.go(view=view)
    assert sideways(phone.tab) == [390, 390, 390]
    canvas = phone.tab.locator("#canvas").bounding_box()
    assert canvas["width"] >= 380
    assert canvas["height"] >= 300
    shoot(phone.tab, f"phone-{view}")


def test_a_phone_shows_filters_and_panels(phone: Explorer, shoot: Callable[[Any, str], None]) -> None:
    phone.go(view="everything", node="person:dario-amodei")
    phone.open_filters()
    assert sideways(phone.tab) == [390, 390, 390]
    shoot(phone.tab, "phone-filters")
    phone.panel.locator("h2").scroll_into_view_if_needed()
    assert phone.panel.locator("h2").is_visible()
    shoot(phone.tab, "phone-panel")
    phone.tab.locator("#exports summary").click()
    assert sideways(phone.tab) == [390, 390, 390]
    phone.tab.locator("#exports summary").click()
    phone.tab.locator("#filtering").click()


@pytest.mark.parametrize("width", [320, 600])
def test_no_width_scrolls_sideways(demo_page: Explorer, width: int) -> None:
    """A small phone, and 1,200 px at a zoom of 200 %."""
    demo_page.tab.set_viewport_size({"width": width, "height": 800})
    demo_page.go(view="authors", node="person:dario-amodei")
    demo_page.open_filters()
    widths = sideways(demo_page.tab)
    demo_page.tab.set_viewport_size(WIDE)
    assert widths == [width] * 3


def test_a_finger_chooses_a_node(phone: Explorer) -> None:
    phone.go(view="authors")
    x, y = phone.picture().nodes["Dario Amodei"]
    phone.tab.locator("#canvas").scroll_into_view_if_needed()
    phone.tab.locator("#canvas").tap(position={"x": x, "y": y})
    phone.tab.locator("#panel h2", has_text="Dario Amodei").wait_for()


@pytest.mark.parametrize("view", VIEWS)
def test_the_dark_page_is_dark(dark: Explorer, view: str, shoot: Callable[[Any, str], None]) -> None:
    dark.go(view=view)
    ground = dark.tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(int(part) for part in ground[4:-1].split(",")) < 40
    assert 'fill="#14181c"' in dark.picture().text
    shoot(dark.tab, f"dark-{view}")


def test_light_and_dark_change_while_the_page_is_open(dark: Explorer) -> None:
    dark.go(view="authors")
    dark.tab.emulate_media(color_scheme="light")
    assert 'fill="#ffffff"' in dark.picture().text
    dark.tab.emulate_media(color_scheme="dark")
    assert 'fill="#14181c"' in dark.picture().text


@pytest.mark.parametrize("view", VIEWS)
def test_labels_do_not_stand_on_each_other(
    demo_page: Explorer, view: str, shoot: Callable[[Any, str], None]
) -> None:
    """Lines of one size, of which no two cover each other; zoomed out as well."""
    demo_page.go(view=view)
    shoot(demo_page.tab, f"light-{view}")
    for _ in range(2):
        boxes = demo_page.tab.evaluate(
            BOXES,
            demo_page.picture().text,
        )
        assert len(boxes) > 5
        shared = [
            (one, other)
            for place, one in enumerate(boxes)
            for other in boxes[:place]
            if min(one[2], other[2]) - max(one[0], other[0]) > 3
            and min(one[3], other[3]) - max(one[1], other[1]) > 3
        ]
        assert len(shared) <= (4 if view == "lineage" else 0)
        demo_page.tab.get_by_role("button", name="Zoom out").click()


def test_pictures_of_panels(
    demo_page: Explorer, demo: kgraph.Graph, shoot: Callable[[Any, str], None]
) -> None:
    demo_page.go(view="authors", node="person:dario-amodei")
    assert demo_page.heading == "Dario Amodei"
    shoot(demo_page.tab, "light-person")
    edge = next(demo.of_relation(kgraph.vocabulary.Relation.LIKELY_BUILDS_ON).iter_rows(named=True))
    demo_page.go(view="lineage", link=f"{edge['source']}|likelyBuildsOn|{edge['target']}")
    assert demo_page.heading == "Why this link?"
    shoot(demo_page.tab, "light-link")
    demo_page.go(view="lineage", node=edge["source"])
    shoot(demo_page.tab, "light-paper")
    demo_page.go(view="everything", **{"from": "person:dario-amodei", "to": "person:amanda-askell"})
    assert demo_page.heading == "Path"
    shoot(demo_page.tab, "light-path")
    demo_page.open_filters()
    shoot(demo_page.tab, "light-filters")
