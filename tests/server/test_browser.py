"""The query page in a real browser: a question asked by keyboard, a table sorted, a file downloaded."""

import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@pytest.fixture
def tab(address: str) -> Iterator[Any]:
    """A tab of which every request must go to the server, and none may fail."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if BROWSER is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=BROWSER, args=ARGUMENTS)
        tab = browser.new_page()
        wrong: list[str] = []
        tab.on(
            "request", lambda request: request.url.startswith((address, "data:")) or wrong.append(request.url)
        )
        tab.on("response", lambda response: response.status < 400 or wrong.append(f"{response.status}"))
        tab.on("console", lambda message: wrong.append(f"console {message.type}: {message.text}"))
        tab.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        yield tab
        assert wrong == []
        browser.close()


def column(tab: Any, place: int) -> list[str]:
    return [row.locator("td").nth(place).inner_text() for row in tab.locator(".answer tbody tr").all()]


def test_a_question_is_asked_sorted_and_taken_home(tab: Any, address: str, tmp_path: Path) -> None:
    tab.goto(f"{address}sparql")
    tab.locator("#query").fill(
        'SELECT ?n ?word { VALUES (?n ?word) { (2 "b10") (10 "b9") (1 "a <b>x</b>") } }'
    )
    tab.locator("#query").press("Control+Enter")
    tab.get_by_role("heading", name="3 rows").wait_for()
    assert column(tab, 1) == ["b10", "b9", "a <b>x</b>"]
    by_number, by_word = (
        tab.get_by_role("button", name="n", exact=True),
        tab.get_by_role("button", name="word"),
    )
    by_number.click()
    assert column(tab, 0) == ["1", "2", "10"]
    by_number.click()
    assert column(tab, 0) == ["10", "2", "1"]
    by_word.click()
    assert column(tab, 1) == ["a <b>x</b>", "b9", "b10"]
    assert tab.locator("th").nth(1).get_attribute("aria-sort") == "ascending"
    with tab.expect_download() as download:
        tab.get_by_role("link", name="CSV").click()
    download.value.save_as(tmp_path / "answer.csv")
    assert (tmp_path / "answer.csv").read_bytes() == b"n,word\r\n2,b10\r\n10,b9\r\n1,a <b>x</b>\r\n"


def test_a_named_question_leads_to_a_person(tab: Any, address: str) -> None:
    tab.goto(address)
    tab.get_by_role("link", name="coauthors", exact=True).click()
    tab.get_by_label("person").fill("Hugo Bell")
    tab.get_by_role("button", name="Ask").click()
    first = tab.locator(".answer tbody a").first
    name = tab.locator(".answer tbody tr").first.locator("td").nth(1).inner_text()
    first.click()
    assert tab.get_by_role("heading", level=1).inner_text() == name


def test_from_a_search_to_a_person_to_why(tab: Any, address: str) -> None:
    tab.goto(address)
    tab.get_by_role("searchbox").fill("imani mw")
    tab.get_by_role("searchbox").press("Enter")
    tab.get_by_role("link", name="Imani Mwangi").click()
    assert tab.get_by_role("heading", level=1).inner_text() == "Imani Mwangi"
    coauthors = tab.locator("#coauthors")
    coauthors.get_by_role("link", name="coauthors", exact=True).click()
    assert column(tab, 1)[0] == "Ewan McDonald"
    tab.go_back()
    tab.get_by_label("Name, title or id of another node").fill("Ewan McDonald")
    tab.get_by_role("button", name="Why linked?").click()
    tab.get_by_role("heading", name="Papers that both wrote").wait_for()
    tab.get_by_role("link", name="Automatic Red Teaming of Dialogue Assistants").first.click()
    assert tab.get_by_text("paper", exact=True).first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "",
        "person/imani-mwangi",
        "theme/red-teaming",
        "search?q=red",
        "why?one=Imani+Mwangi&other=Ewan+McDonald",
    ],
)
def test_a_page_fits_a_phone_and_can_be_read(tab: Any, address: str, path: str, scheme: str) -> None:
    tab.emulate_media(color_scheme=scheme)
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.goto(address + path)
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert tab.evaluate(wide) == 0
    # Every control has a name, and headings leave out no level.
    assert tab.evaluate(_NAMELESS) == []
    levels = [
        int(name[1])
        for name in tab.evaluate("[...document.querySelectorAll('h1,h2,h3')].map(h => h.tagName)")
    ]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    assert tab.evaluate(_FAINT) == []


_NAMELESS = """[...document.querySelectorAll("a, button, input:not([type=hidden]), textarea")]
  .filter(e => !(e.textContent.trim() || e.labels?.length || e.getAttribute("aria-label")))
  .map(e => e.outerHTML)"""
# Texts whose contrast with the page is below 4.5 to 1, as WCAG 2.2 asks for.
_FAINT = """(() => {
  const channels = text => text.match(/[\\d.]+/g).map(Number);
  const light = color => { const [r, g, b] = channels(color).map(c => c / 255)
    .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b; };
  const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if (channels(c)[3] !== 0) return c; } return "rgb(255, 255, 255)"; };
  const faint = e => { const [a, b] = [light(getComputedStyle(e).color), light(ground(e))];
    return (Math.max(a, b) + .05) / (Math.min(a, b) + .05) < 4.5; };
  return [...document.querySelectorAll("body *")]
    .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
    .filter(e => !e.closest("svg") && faint(e))
    .map(e => e.outerHTML.slice(0, 120));
})()"""
