"""How a corpus writes: the capitals of its words and the acronyms of its papers."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from kgraph.keywords.acronyms import find_definitions, settle_acronyms
from kgraph.keywords.casing import count_forms, learn_case
from kgraph.keywords.entities import spell_out
from kgraph.keywords.numbering import Key
from kgraph.records import Paper

_Counted = TypeVar("_Counted")
# The acronyms that a paper defines, and their long forms.
Definitions = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Usage:
    """What is counted of a batch before it is read; the sum of two is the usage of both.

    `forms` are those of `count_forms`; `definitions` counts the papers that define an acronym as a long form.
    """

    papers: int
    forms: Counter[str]
    definitions: Counter[tuple[str, str]]

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(
            self.papers + other.papers,
            _add(self.forms, other.forms, 1),
            _add(self.definitions, other.definitions, 1),
        )

    def __sub__(self, other: "Usage") -> "Usage":
        return Usage(
            self.papers - other.papers,
            _add(self.forms, other.forms, -1),
            _add(self.definitions, other.definitions, -1),
        )


def _add(counts: Counter[_Counted], others: Counter[_Counted], sign: int) -> Counter[_Counted]:
    """Counts of which others were added or taken away; a sum of counters looks at all of both."""
    total = counts.copy()
    for counted, count in others.items():
        total[counted] += sign * count
        if total[counted] <= 0:
            del total[counted]
    return total


@dataclass(frozen=True, slots=True)
class Custom:
    """What a corpus of so many papers agrees on: how words are written, what acronyms stand for."""

    papers: int
    case: Mapping[str, str]
    acronyms: dict[str, Key]


def count_usage(papers: Sequence[Paper], definitions: Sequence[Definitions] | None = None) -> Usage:
    """Count how some papers write.

    `definitions` are what `define_acronyms` says of each, if that is known already.
    """
    defined = map(define_acronyms, papers) if definitions is None else definitions
    counts = Counter(chain.from_iterable(each.items() for each in defined))
    return Usage(len(papers), count_forms(paper.abstract for paper in papers if paper.abstract), counts)


def settle_usage(usage: Usage) -> Custom:
    """Learn from the usage of a whole corpus what is the custom in it."""
    return Custom(usage.papers, learn_case(usage.forms), spell_out(settle_acronyms(usage.definitions)))


def define_acronyms(paper: Paper) -> Definitions:
    """The acronyms that a paper defines; of two definitions of one the first counts.

    >>> from kgraph.records import Origin
    >>> define_acronyms(Paper("paper:x", "Reinforcement learning (RL)", Origin("x", 1)))
    {'RL': 'Reinforcement learning'}
    """
    texts = [text for text in (paper.title, paper.abstract) if text and "(" in text]
    return {short: long for text in texts for short, long, _ in reversed(find_definitions(text))}
