"""Names of nodes in a sentence, so that each can lead to its page."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kgraph.evidence import shorten

# How far sentences cut a title: that of a tie, that of a step of a chain.
_LENGTHS = (64, 90)
# A shorter name may stand in any word.
_LEAST = 2
_QUOTED = re.compile("“([^“”]+)”")
# How sentences begin in which a name stands without quotation marks.
_BEGINS = re.compile("^(.+?) (?:wrote “|gives [0-9.]+ of it$)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence, and the id of the node that it names, if it names one."""

    text: str
    node: str = ""


def phrases(labels: Mapping[str, str]) -> dict[str, str]:
    """The ways in which sentences name some nodes, each with the id; a name of several of them is left out.

    >>> phrases({"person:a": "Ann Lee", "person:b": "Wei Zhang", "person:c": "Wei Zhang"})
    {'Ann Lee': 'person:a'}
    """
    named: dict[str, set[str]] = {}
    for node, label in labels.items():
        for form in {label, *(shorten(label, length) for length in _LENGTHS)}:
            if len(form) >= _LEAST:
                named.setdefault(form, set()).add(node)
    return {form: next(iter(nodes)) for form, nodes in sorted(named.items()) if len(nodes) == 1}


def mark_names(sentence: str, names: Mapping[str, str]) -> tuple[Piece, ...]:
    """Cut a sentence where names of nodes stand as whole words; of two at one place the longer counts.

    >>> mark_names("Ann Lee: 2 papers", {"Ann Lee": "person:a"})
    (Piece(text='Ann Lee', node='person:a'), Piece(text=': 2 papers', node=''))
    """
    if not names:
        return (Piece(sentence),)
    longest = sorted(names, key=lambda name: (-len(name), name))
    pattern = re.compile(rf"(?<!\w)({'|'.join(map(re.escape, longest))})(?!\w)")
    pieces = pattern.split(sentence)
    return tuple(
        Piece(text, names.get(text, "") if place % 2 else "") for place, text in enumerate(pieces) if text
    )


def quoted_names(sentences: Iterable[str]) -> set[str]:
    """What may be the name of a node in sentences about edges: what is in quotation marks, and who did it.

    >>> sorted(quoted_names(["Ann Lee wrote “Old”: author 1, printed as “A. Lee”."]))
    ['A. Lee', 'Ann Lee', 'Old']
    """
    return {
        name for sentence in sentences for name in (*_QUOTED.findall(sentence), *_BEGINS.findall(sentence))
    }
