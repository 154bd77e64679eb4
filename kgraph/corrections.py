"""Decisions made by hand, one line each: `people.toml` and `thesaurus.toml`.

A line is a key and a string of TOML, and reads as a sentence; deleting the line takes the decision back:

    merge."T. Brown" = "Tom Brown"                     # one person
    split."Wei Li @ paper:li-2020-ab" = "Wei Li (Leeds)"   # on that paper another Wei Li

This module knows lines, not what they decide: that is `people` and `keywords`.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgraph.errors import KgraphError

# How a note on a decision starts, behind its place, that fits nothing in the papers.
NOT_APPLIED = "not applied: "

PEOPLE_VERBS = ("merge", "split", "rename")
THESAURUS_VERBS = ("merge", "drop", "promote")


@dataclass(frozen=True, slots=True)
class Decision:
    """One line: what is done (`verb`) to what (`subject`), and the text behind the equals sign."""

    verb: str
    subject: str
    value: str
    place: str = ""  # file:line

    def __str__(self) -> str:
        return f"{self.verb}.{quote(self.subject)} = {quote(self.value)}"


@dataclass(frozen=True, slots=True)
class Corrections:
    """The decisions of a file in the order of its lines, and the hash that a build is recorded with."""

    decisions: tuple[Decision, ...] = ()
    file: str = ""
    sha256: str = ""

    def of(self, verb: str) -> tuple[Decision, ...]:
        """The decisions of one verb."""
        return tuple(decision for decision in self.decisions if decision.verb == verb)


def read_corrections(path: Path, verbs: Sequence[str]) -> Corrections:
    """Read the decisions of a file, of which every line is TOML by itself.

    Raises `KgraphError` if the file cannot be read, for a line that is no decision, and for a subject that is
    decided twice; it names the lines.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise KgraphError(f"cannot read {path} ({error}): check its path, and that it is UTF-8") from None
    decisions = parse_corrections(text, path.name, verbs)
    return Corrections(decisions, path.name, hashlib.sha256(data).hexdigest())


def parse_corrections(text: str, file: str, verbs: Sequence[str]) -> tuple[Decision, ...]:
    r"""Read the decisions of a text; `file` is named in errors, which are those of `read_corrections`.

    >>> parse_corrections('# same person\nmerge."T. Brown" = "Tom Brown"', "people.toml", PEOPLE_VERBS)
    (Decision(verb='merge', subject='T. Brown', value='Tom Brown', place='people.toml:2'),)
    """
    found: dict[tuple[str, str], Decision] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n"), start=1):
        for decision in _read_line(line, f"{file}:{number}", verbs):
            first = found.setdefault((decision.verb, decision.subject), decision)
            if first is not decision:
                raise KgraphError(
                    f"{first.place} ({first}) and {decision.place} ({decision}) decide the same: delete one "
                    "of the two lines, or in a merge put the other name first"
                )
    return tuple(found.values())


def contradiction(one: Decision, other: Decision) -> KgraphError:
    """The error of two lines that cannot both be true, the first in the file named first."""
    one, other = sorted((one, other), key=line_of)
    return KgraphError(f"{one.place} ({one}) contradicts {other.place} ({other}): delete one of the two")


def line_of(decision: Decision) -> tuple[int, str]:
    """Sorts decisions as they stand in their file.

    >>> line_of(Decision("drop", "noise", "x", "thesaurus.toml:12"))[0]
    12
    """
    return int(decision.place.rpartition(":")[2] or 0), str(decision)


def append_decision(text: str, decision: Decision, file: str, verbs: Sequence[str]) -> str:
    r"""Add a decision as the last line of a text, whose other lines stay as they are.

    Raises `KgraphError` if the subject is decided already, and as `parse_corrections` does.

    >>> append_decision("# ours", Decision("merge", "T. Brown", "Tom Brown"), "people.toml", PEOPLE_VERBS)
    '# ours\nmerge."T. Brown" = "Tom Brown"\n'
    """
    whole = text if not text or text.endswith("\n") else f"{text}\n"
    longer = f"{whole}{decision}\n"
    parse_corrections(longer, file, verbs)
    return longer


def quote(text: str) -> str:
    """Write a text as a string of TOML: JSON's strings are TOML's, but for a character of TOML's own.

    >>> quote('Ann "Bo" Lee')
    '"Ann \\\\"Bo\\\\" Lee"'
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def one_spaced(text: str) -> str:
    """A text with single blanks: how references and printed names are compared."""
    return " ".join(text.split())


def _read_line(line: str, place: str, verbs: Sequence[str]) -> Iterator[Decision]:
    try:
        table = tomllib.loads(line)
    except tomllib.TOMLDecodeError as error:
        raise _no_decision(place, str(error), verbs) from None
    for verb, decided in table.items():
        if verb not in verbs:
            raise _no_decision(place, f"it starts with {verb!r}", verbs)
        if not isinstance(decided, dict) or not decided:
            raise _no_decision(place, "it has no subject", verbs)
        for subject, value in decided.items():
            if not isinstance(value, str) or not subject.strip() or not value.strip():
                raise _no_decision(place, "both sides of the equals sign must be a text in quotes", verbs)
            yield Decision(verb, one_spaced(subject), one_spaced(value), place)


def _no_decision(place: str, problem: str, verbs: Sequence[str]) -> KgraphError:
    *others, last = verbs
    return KgraphError(
        f'{place} is no decision ({problem}): write a line like {verbs[0]}."one" = "other"; '
        f"the first word is {', '.join(others)} or {last}"
    )
