"""A profile as one HTML file that needs nothing else, as Markdown, and as JSON with the same values."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment

from kgraph.identifiers import slug
from kgraph.markup import escape_markdown, html_environment, markdown_environment
from kgraph.profiles.panel import Link, Node, Panel, Passage, Profile, Value

# A file name longer than this many bytes is cut and ends in a hash: file systems take 255.
_LONGEST_NAME = 100
_HASH_DIGITS = 10
# A text of more characters is no name. A panel has half the width of the page, and the whole if it holds such
# a text; beside titles there is room for one column only, beside names for four.
_LONG = 60
_NARROW, _WIDE = 2, 5
# Columns whose values are not broken into lines.
_SHORT = frozenset(
    {"chance", "date", "first", "kind", "known", "last", "measure", "place", "printed as", "role"}
)
_HERE = Path("outputs")


def render_html(profile: Profile, folder: Path = _HERE, figures: Mapping[str, str] | None = None) -> str:
    """Render a profile as HTML; its commands ask the graph in `folder`.

    `figures` may give the SVG of a panel, by the panel's name, which then stands in place of its bars.
    """
    environment = html_environment()
    add_panel_filters(environment)
    template = environment.get_template("profile.html")
    return template.render(profile=profile, folder=folder, figures=figures or {})


def add_panel_filters(environment: Environment) -> None:
    """Give an environment what `profile_body.html` needs: how to write values, and what a panel is like."""
    environment.filters["value"] = write_value
    environment.filters["filled"] = _filled
    environment.filters["busiest"] = _busiest
    environment.tests |= {
        "node": lambda value: isinstance(value, Node),
        "link": lambda value: isinstance(value, Link),
        "long": lambda value: isinstance(value, str) and len(value) > _LONG,
        "short": lambda column: column in _SHORT,
        "numeric": _is_numeric,
        "wide": _is_wide,
    }


def render_markdown(profile: Profile, folder: Path = _HERE) -> str:
    """Render a profile as Markdown; names and titles are escaped, so they show as they are."""
    environment = markdown_environment()
    environment.filters["cell"] = lambda value: escape_markdown(write_value(value))
    environment.filters["fenced"] = _fence
    environment.filters["marked"] = _mark
    environment.tests["numeric"] = _is_numeric
    return environment.get_template("profile.md").render(profile=profile, folder=folder, filled=_filled)


def render_json(profile: Profile, folder: Path = _HERE) -> str:
    """Write a profile as JSON: rows as objects, a node as its id and label."""
    value = {
        "kind": profile.kind,
        "id": profile.id,
        "name": profile.name,
        "facts": {name: [_plain(one) for one in values] for name, values in profile.facts},
        "leads": [{"sentence": sentence, "panel": panel} for sentence, panel in profile.leads],
        "panels": [_panel(panel, folder) for panel in profile.panels],
        "version": profile.version,
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def file_name(profile: Profile) -> str:
    """A name for the files of a profile, without a suffix: letters, digits and hyphens only.

    >>> file_name(Profile("paper", "paper:../../etc/x$(rm)", "", (), (), (), ""))
    'paper-etc-x-rm'
    """
    name = f"{profile.kind}-{slug(profile.id.partition(':')[2])}"
    if len(name.encode()) <= _LONGEST_NAME:
        return name
    digest = hashlib.sha256(profile.id.encode()).hexdigest()[:_HASH_DIGITS]
    kept = name.encode()[: _LONGEST_NAME - _HASH_DIGITS - 1].decode(errors="ignore").rstrip("-")
    return f"{kept}-{digest}"


def write_value(value: Value) -> str:
    """A value as it stands in a cell: numbers with separators, nothing for what is missing.

    >>> write_value(12345), write_value(0.0123), write_value(None), write_value(Node("a:b", "B"))
    ('12,345', '0.0123', '', 'B')
    """
    match value:
        case None:
            return ""
        case Node(_, label):
            return label
        case Link(text, _):
            return text
        case int():
            return f"{value:,}"
        case float():
            return f"{value:.10g}"
        case _:
            return value


def _plain(value: Value) -> Any:
    match value:
        case Node(identifier, label):
            return {"id": identifier, "label": label}
        case Link(text, address):
            return {"text": text, "address": address}
        case _:
            return value


def _panel(panel: Panel, folder: Path) -> dict[str, Any]:
    return {
        "name": panel.name,
        "title": panel.title,
        "sentences": list(panel.sentences),
        "total": panel.total,
        "columns": list(panel.columns),
        "rows": [
            {column: _plain(value) for column, value in zip(panel.columns, row, strict=True)}
            for row in panel.rows
        ],
        "text": [{"text": piece.text, "concepts": list(piece.concepts)} for piece in panel.text],
        "how": panel.how,
        "commands": [{"gives": one.gives, "command": one.line(folder)} for one in panel.commands],
    }


def _filled(panel: Panel) -> list[int]:
    """The columns that hold anything: a corpus without venues needs no column of them."""
    return [
        place
        for place in range(len(panel.columns))
        if any(row[place] not in (None, "") for row in panel.rows)
    ]


def _is_numeric(panel: Panel, place: int) -> bool:
    return all(isinstance(row[place], int | float | None) for row in panel.rows)


def _is_wide(panel: Panel) -> bool:
    """Whether a panel needs the whole width of the page."""
    columns = len(_filled(panel))
    texts = [write_value(value) for row in panel.rows for value in row]
    words = [value for row in panel.rows for value in row if isinstance(value, str)]
    has_titles = columns > _NARROW and any(len(text) > _LONG for text in texts)
    return bool(panel.text) or has_titles or columns > _WIDE or any(len(text) > _LONG for text in words)


def _busiest(panel: Panel) -> int:
    """The largest number of the column that is drawn as bars; at least 1."""
    values = [row[panel.columns.index(panel.bar)] for row in panel.rows]
    return max(1, *(value for value in values if isinstance(value, int)))


def _mark(text: Iterable[Passage]) -> str:
    """A marked text in Markdown: what is marked is bold, and spaces stay outside.

    >>> _mark([Passage("a *b* "), Passage("c ", ("x",)), Passage("d", ("x", "y")), Passage(".")])
    'a \\\\*b\\\\* **c d**.'
    """
    pieces = []
    for is_marked, run in groupby(text, key=lambda piece: bool(piece.concepts)):
        words = "".join(piece.text for piece in run)
        before, after = (" " if end.isspace() else "" for end in (words[:1], words[-1:]))
        inside = escape_markdown(words)
        if not inside:
            pieces.append(" ")
        else:
            pieces.append(f"{before}**{inside}**{after}" if is_marked else f"{before}{inside}{after}")
    return "".join(pieces)


def _fence(text: str) -> str:
    """A text as code in Markdown, whatever backticks it holds.

    >>> _fence("a`b"), _fence("ab")
    ('`` a`b ``', '`ab`')
    """
    marks = "`" * (text.count("`") + 1)
    return f"`{text}`" if marks == "`" else f"{marks} {text} {marks}"
