"""The labels of a scheme as a dictionary of word keys, a step a word.

A label of one common English word ("information") is generic: schemes that were not made for matching are
full of them, and nearly every abstract has them. They are kept, and `tagging` asks more of them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from wordfreq import zipf_frequency

from kgraph.schema import Theme
from kgraph.terms import term_key
from kgraph.themes.texts import Text, is_acronym

# From here on a word is common (Zipf scale: 4.5 is one word in thirty thousand). Measured with the 230 words
# that end ten author keywords or more, as labels, on 4,390 NeurIPS papers: of the tags by an abstract alone
# 10 to 20 % agree with a keyword above, 17 to 30 % below; where the title has the word too, 60 % and more.
GENERIC_ZIPF = 4.5


# "internet of things (iot)": a label and its acronym, which stand so in no sentence that goes on.
_WITH_ACRONYM = re.compile(r"(.+?)\s*\((\w+)\)")


class Use(Enum):
    """Where a label counts."""

    ANYWHERE = 0
    TITLE = 1
    NOWHERE = 2  # and neither does any label inside it


class Label(NamedTuple):
    """A label of a theme, as it stands at the end of its words."""

    theme: str
    use: Use
    acronym: bool
    generic: bool


class Step:
    """A step of the dictionary: the labels that end here, and the next words that some label goes on with."""

    __slots__ = ("labels", "next")

    def __init__(self) -> None:
        self.labels: list[Label] = []
        self.next: dict[str, Step] = {}


@dataclass(frozen=True)
class Dictionary:
    """The labels of a scheme: `steps` by the key of the first word.

    Most words of a text begin some label of a large scheme and few labels go on with the next word, so
    `words` (labels of one word) and `pairs` (first two words of the others) tell where to look (`hits`).
    """

    steps: Mapping[str, Step]
    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]


def compile_labels(scheme: Iterable[Theme]) -> Dictionary:
    """Enter all labels of a scheme in a dictionary.

    >>> found = compile_labels([Theme("theme:rl", "urn:rl", "Reinforcement learning", alt_labels=("RL",))])
    >>> found.words, found.pairs, found.steps["rl"].labels[0].acronym
    (frozenset({'rl'}), frozenset({('reinforcement', 'learning')}), True)
    """
    root = Step()
    for theme in scheme:
        uses = (
            (Use.ANYWHERE, (theme.label, *theme.alt_labels, *theme.hidden_labels)),
            (Use.TITLE, theme.title_labels),
            (Use.NOWHERE, theme.except_labels),
        )
        for use, texts in uses:
            for text in map(_without_acronym, texts):
                acronym = _is_acronym(text)
                generic = use is Use.ANYWHERE and not acronym and _is_generic(text)
                _enter(root, Label(theme.id, use, acronym, generic), text)
    return Dictionary(
        root.next,
        frozenset(key for key, step in root.next.items() if step.labels),
        frozenset((first, second) for first, step in root.next.items() for second in step.next),
    )


def _enter(root: Step, label: Label, text: str) -> None:
    # A label in camel case ("ChatGPT") is entered as one word too, for texts that print it otherwise.
    for keys in {term_key(text), Text("label", text).keys}:
        step = root
        for key in keys:
            step = step.next.setdefault(key, Step())
        if keys and label not in step.labels:
            step.labels.append(label)


def _without_acronym(text: str) -> str:
    """The label without an acronym of itself behind it; another bracket, "Java (island)", stays."""
    match = _WITH_ACRONYM.fullmatch(text)
    if match and "".join(key[0] for key in term_key(match[1])) == match[2].lower().removesuffix("s"):
        return match[1]
    return text


def _is_acronym(text: str) -> bool:
    label = Text("label", text)
    return len(label.keys) == 1 and is_acronym(label.word(0))


def _is_generic(text: str) -> bool:
    return len(term_key(text)) == 1 and zipf_frequency(text, "en") >= GENERIC_ZIPF
