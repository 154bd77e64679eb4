"""Names are found by keyboard and mouse, whatever their accents and case."""

from dataclasses import replace

import pytest

import kgraph
from tests.browser.explorer import Explorer

pytestmark = pytest.mark.browser

BOX = "Find a paper, person or topic"


def ask(explorer: Explorer, text: str) -> list[str]:
    """Type into the box; give the names that are suggested."""
    explorer.tab.get_by_label(BOX).press_sequentially(text)
    return list(explorer.tab.locator("#found li span").all_inner_texts())


def test_a_person_is_found_by_keyboard(toy_page: Explorer) -> None:
    toy_page.tab.keyboard.press("/")
    assert ask(toy_page, "hugo b") == ["Hugo Bell"]
    toy_page.tab.keyboard.press("Enter")
    assert toy_page.heading == "Hugo Bell"
    assert "node=person:hugo-bell" in toy_page.hash
    assert toy_page.tab.locator("#found").is_hidden()


def test_a_suggestion_is_chosen_with_arrows(toy_page: Explorer) -> None:
    names = ask(toy_page, "red team")
    assert len(names) > 2
    box = toy_page.tab.get_by_label(BOX)
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"):
        box.press(key)
    chosen = toy_page.tab.locator("#found [aria-selected=true]")
    assert chosen.locator("span").inner_text() == names[1]
    assert box.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert box.get_attribute("aria-expanded") == "true"
    box.press("Enter")
    assert toy_page.heading == names[1]
    assert box.get_attribute("aria-expanded") == "false"


def test_a_suggestion_is_chosen_with_the_mouse(toy_page: Explorer) -> None:
    names = ask(toy_page, "dialogue")
    toy_page.tab.locator("#found li").nth(2).click()
    assert toy_page.heading == names[2]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("łucja", "Łucja Ødegård"),
        ("LUCJA", "Łucja Ødegård"),
        ("Odegard", "Łucja Ødegård"),
        ("krol", "Mateusz Król"),
        ("nguyen thi", "Nguyễn Thị Hoa"),
        ("zoe d’arcy", "Zoë D'Arcy"),
        ("O’Neil", "Siobhan O’Neil"),
        ("mei-lin", "Mei-Lin Castellanos"),
        ("王小", "王小明"),
    ],
)
def test_accents_and_case_stand_aside(toy_page: Explorer, text: str, name: str) -> None:
    assert ask(toy_page, text) == [name]


def test_a_person_is_found_by_another_name(toy_page: Explorer) -> None:
    assert "Ada L. Thornbury" in ask(toy_page, "A. Thornbury")


def test_nothing_found_is_said(toy_page: Explorer) -> None:
    assert ask(toy_page, "qqqq") == []
    assert toy_page.tab.locator("#found").inner_text() == "Nothing on this page has this name."
    toy_page.tab.keyboard.press("Enter")
    assert toy_page.heading == "Lineage"
    toy_page.tab.keyboard.press("Escape")
    assert toy_page.tab.get_by_label(BOX).input_value() == ""
    assert toy_page.tab.locator("#found").is_hidden()


@pytest.mark.parametrize("text", ["(", "[a-", "\\", ".*", "<script>", "$^"])
def test_signs_of_patterns_are_letters_like_others(toy_page: Explorer, toy: kgraph.Graph, text: str) -> None:
    holding = [name for name in toy.nodes["label"] if text in name]
    found = ask(toy_page, text)
    assert (found == []) == (holding == [])


def test_more_than_fit_are_counted(toy_page: Explorer) -> None:
    assert len(ask(toy_page, "a")) == 12
    assert "more: add a word" in toy_page.tab.locator("#found li").last.inner_text()


def test_what_a_view_does_not_hold_is_shown_where_it_is(toy_page: Explorer) -> None:
    toy_page.go(view="authors")
    ask(toy_page, "Open Questions in AI Safety")
    toy_page.tab.keyboard.press("Enter")
    assert (toy_page.view, toy_page.heading) == ("lineage", "Open Questions in AI Safety")


def test_what_filters_hide_is_found_and_shown(toy_page: Explorer) -> None:
    toy_page.go(view="authors", first="2024")
    assert "person:imani-mwangi" not in toy_page.ids()
    ask(toy_page, "imani")
    toy_page.tab.keyboard.press("Enter")
    assert toy_page.heading == "Imani Mwangi"
    assert "person:imani-mwangi" in toy_page.ids()


def test_a_name_is_found_that_holds_markup(open_graph, tiny: kgraph.Graph) -> None:
    name = 'ZZ <img src=x onerror=alert(1)> & "Co"'
    nodes = tiny.nodes.to_dicts()
    for node in nodes:
        if node["id"] == "person:bo-ek":
            node["label"] = name
    explorer = open_graph(replace(tiny, nodes=type(tiny.nodes)(nodes, schema=tiny.nodes.schema)))
    assert ask(explorer, "zz") == [name]
    assert explorer.tab.locator("#found img").count() == 0
