"""What a profile is: panels of rows and sentences, each with how it was counted and how to ask for it."""

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

# Rows that a panel shows before it only counts the rest: a page that is read in two minutes.
ROWS = 15


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the graph, and what it is called."""

    id: str
    label: str


class Named(str):
    """A text that names nodes, such as a list of them; a page may make each name a link.

    >>> named = Named("Ann Lee and 2 more", (Node("person:ann-lee", "Ann Lee"),))
    >>> named, named.nodes[0].id
    ('Ann Lee and 2 more', 'person:ann-lee')
    """

    nodes: tuple[Node, ...]

    def __new__(cls, text: str, nodes: Iterable[Node]) -> "Named":
        """Make a text of its words and the nodes among them."""
        named = super().__new__(cls, text)
        named.nodes = tuple(nodes)
        return named


@dataclass(frozen=True, slots=True)
class Link:
    """A place on the web, and what it is called there."""

    text: str
    address: str


Value = str | int | float | None | Node | Link


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a text, and the concepts that were read from it, by label."""

    text: str
    concepts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """What asks for the rows of a panel on the command line: `kgraph`, the words of `name`, `arguments`."""

    gives: str
    name: str
    arguments: tuple[str, ...]

    def line(self, folder: Path) -> str:
        """The command for the graph in a folder, quoted for a shell.

        >>> Command("the papers", "query", ("SELECT ?p { ?p a kg:Paper }",)).line(Path("my graph"))
        "kgraph query --from 'my graph' 'SELECT ?p { ?p a kg:Paper }'"
        """
        return shlex.join(("kgraph", *self.name.split(), "--from", str(folder), *self.arguments))


@dataclass(frozen=True, slots=True)
class Panel:
    """One matter of a profile.

    `rows` are the first of `total`, each as wide as `columns`; `sentences` say what the rows add up to, or
    why there are none. `bar` is the column that may be drawn as bars, `text` a marked text.
    """

    name: str
    title: str
    sentences: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    total: int
    how: str
    commands: tuple[Command, ...]
    bar: str = ""
    text: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """A page about one node: its facts, what is to be known first, and the panels.

    `leads` are sentences, each with the name of the panel that holds its numbers.
    """

    kind: str
    id: str
    name: str
    facts: tuple[tuple[str, tuple[Value, ...]], ...]
    leads: tuple[tuple[str, str], ...]
    panels: tuple[Panel, ...]
    version: str


def lay_out(
    name: str,
    title: str,
    columns: Sequence[str],
    rows: Sequence[tuple[Value, ...]],
    *,
    how: str,
    absent: str,
    sentences: Iterable[str] = (),
    remarks: Iterable[str] = (),
    commands: Iterable[Command] = (),
    bar: str = "",
    most: int = ROWS,
    total: int = 0,
) -> Panel:
    """A panel of the first rows, at most `most`, with `sentences`; one without rows says `absent` instead.

    `remarks` are said in either case; `total` counts all rows if `rows` are the first only.
    """
    if not rows:
        return Panel(name, title, (absent, *remarks), (), (), 0, "", ())
    said = (*sentences, *remarks)
    number = max(total, len(rows))
    return Panel(name, title, said, tuple(columns), tuple(rows[:most]), number, how, tuple(commands), bar)


def ask(gives: str, query: str, **parameters: str) -> Command:
    """The command for a query of the library.

    >>> ask("the same rows", "coauthors", person="person:a-lee").arguments
    ('coauthors', '--person', 'person:a-lee')
    """
    pairs = (word for name, value in parameters.items() for word in (f"--{name}", value))
    return Command(gives, "query", (query, *pairs))


def select(gives: str, text: str) -> Command:
    """The command for a query in SPARQL, on one line."""
    return Command(gives, "query", (" ".join(text.split()),))
