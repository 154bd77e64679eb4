"""A page as a person meets it: what can be seen, clicked, typed and taken home."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
_SET_HASH = """
const set = hash => new Promise((done, fail) => {
  if ((location.hash || "#") === hash) return done();
  const late = setTimeout(() => fail(new Error(`not shown: ${hash}`)), 5000);
  addEventListener("hashchange", () => { clearTimeout(late); setTimeout(done); }, { once: true });
  location.hash = hash;
});
"""
Row = dict[str, str]
Place = tuple[float, float]


@dataclass(frozen=True)
class Picture:
    """An exported picture: the places of nodes and links inside the canvas, by their titles."""

    text: str
    nodes: dict[str, Place]
    links: dict[str, tuple[Place, Place]]
    colors: dict[str, str]
    sizes: dict[str, float]


class Explorer:
    """One tab that holds the page of a graph."""

    def __init__(self, tab: Any, folder: Path) -> None:
        self.tab, self._folder = tab, folder

    # What is shown

    def go(self, **state: str | Sequence[str]) -> "Explorer":
        """Show what an address behind # says, as when somebody sent it."""
        self.tab.evaluate(f"hash => {{ {_SET_HASH} return set(hash); }}", address(**state))
        return self

    def read(self, states: Iterable[Row], read: str = "panel => panel.innerText") -> list[Any]:
        """Read the panel at each of many addresses, by a function of its element."""
        script = f"""async hashes => {{ {_SET_HASH}
            const read = {read}, panel = document.getElementById("panel"), results = [];
            for (const hash of hashes) {{ await set(hash); results.push(read(panel)); }}
            return results;
        }}"""
        return list(self.tab.evaluate(script, [address(**state) for state in states]))

    @property
    def hash(self) -> str:
        return str(self.tab.evaluate("decodeURIComponent(location.hash.replaceAll('+', ' '))"))

    @property
    def panel(self) -> Any:
        return self.tab.locator("#panel")

    @property
    def heading(self) -> str:
        return str(self.panel.locator("h2").first.inner_text())

    @property
    def note(self) -> str:
        return str(self.tab.locator("#note").inner_text())

    @property
    def view(self) -> str:
        return str(self.tab.locator("#views [aria-pressed=true]").get_attribute("data-view"))

    def listed(self, title: str) -> list[str]:
        """The names that a section of the panel lists, all of them."""
        section = self.panel.locator("section").filter(
            has=self.tab.locator("h3", has_text=re.compile(rf"^{re.escape(title)} \(", re.IGNORECASE))
        )
        assert section.count() == 1, self.panel.inner_text()
        for button in section.get_by_text(re.compile("^show all ")).all():
            button.click()
        return list(section.locator("li > button.node").all_inner_texts())

    # What is done

    def open_filters(self) -> None:
        if not self.tab.locator("#filters").is_visible():
            self.tab.locator("#filtering").click()

    def set_range(self, name: str, value: int) -> None:
        self.tab.locator(f"#{name}").evaluate(
            "(range, value) => { range.value = value; range.dispatchEvent(new Event('input')); }",
            value,
        )

    def download(self, button: str) -> Path:
        self.tab.locator("#exports summary").click()
        with self.tab.expect_download() as download:
            self.tab.get_by_role("button", name=button).click()
        path = self._folder / download.value.suggested_filename
        download.value.save_as(path)
        return path

    def rows(self, what: str) -> list[Row]:
        """What is chosen, or else all that is shown, as its CSV says: of `nodes` or `links`."""
        text = self.download(f"Selected {what} as CSV").read_bytes().decode("utf-8")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    def ids(self) -> set[str]:
        return {row["id"] for row in self.rows("nodes")}

    def triples(self) -> set[tuple[str, str, str]]:
        return {(row["source"], row["relation"], row["target"]) for row in self.rows("links")}

    def picture(self) -> Picture:
        text = self.download("Picture as SVG").read_text("utf-8")
        nodes: dict[str, Place] = {}
        links: dict[str, tuple[Place, Place]] = {}
        colors: dict[str, str] = {}
        sizes: dict[str, float] = {}
        for path in ElementTree.fromstring(text).findall(f"{SVG}path"):
            title = path.findtext(f"{SVG}title")
            if title is None:
                continue
            if moved := path.get("transform"):
                x, y, size = (float(value) for value in re.findall(r"-?[\d.]+", moved))
                nodes[title], sizes[title] = (x, y), size
                colors[title] = path.get("fill", "")
            else:
                x1, y1, x2, y2 = (float(value) for value in re.findall(r"-?[\d.]+", path.get("d", "")))
                links[title] = ((x1, y1), (x2, y2))
        return Picture(text, nodes, links, colors, sizes)

    def click(self, place: Place, **options: Any) -> None:
        """Click on a place of the picture."""
        x, y = place
        self.tab.locator("#canvas").click(position={"x": x, "y": y}, **options)


def address(**state: str | Sequence[str]) -> str:
    """The part of an address behind #, as the page writes it: a list is said once for each of its values."""
    pairs = [
        (name, value)
        for name, values in state.items()
        for value in ([values] if isinstance(values, str) else values)
    ]
    return f"#{urlencode(pairs, quote_via=quote, safe=':,')}"


def key(row: dict[str, Any]) -> str:
    """The name of a link in the address, from a row of the table of edges."""
    return f"{row['source']}|{row['relation']}|{row['target']}"
