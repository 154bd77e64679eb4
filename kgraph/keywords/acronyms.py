"""Acronyms: which short form a text defines, and what it stands for in a corpus.

Source of the method: A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying abbreviation
definitions in biomedical text", PSB 2003. We depart from it in three points: the short form is one word with
at least two capitals (in research prose almost every other bracket is a remark), the long form may not
reach over a comma or the end of a sentence, and a plural *s* is no part of the short form.
"""

import re
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from kgraph.terms import term_key, word_starts

# Of the papers that define an acronym this share must agree, or only its own papers read it so.
AGREEMENT = 0.6

_BRACKET = re.compile(r"\(\s*[\"'“‘`]*([^()\s]{2,13})[\"'”’]*\s*(?:[,;][^()]*)?\)")
_CLAUSE_END = re.compile(r"[.,;:!?()\[\]](?=\s|$)")
_SHORT = re.compile(r"[A-Za-z0-9]+")


class Definition(NamedTuple):
    """A text says that `short` (without a plural *s*) stands for `long`, which begins at `start`."""

    short: str
    long: str
    start: int


def is_acronym(word: str) -> bool:
    """Whether a printed word has the shape of an acronym: at most ten characters, two capitals or more.

    >>> is_acronym("RLHF"), is_acronym("LLMs"), is_acronym("GPT"), is_acronym("Adam")
    (True, True, True, False)
    """
    if word.islower():  # by far the most words
        return False
    short = singular_acronym(word)
    return 2 <= len(short) <= 10 and sum(map(str.isupper, short)) >= 2


def find_definitions(text: str) -> list[Definition]:
    """Find the acronyms that `text` defines as *long form (ACRONYM)*, in their order.

    >>> find_definitions("We learn by reinforcement learning (RL), online.")
    [Definition(short='RL', long='reinforcement learning', start=12)]
    """
    found = []
    for match in _BRACKET.finditer(text):
        short = singular_acronym(match.group(1))
        if not _SHORT.fullmatch(short) or not is_acronym(short):
            continue
        clause = _clause_before(text, match.start())
        start = _match_backwards(short, text[clause : match.start()].rstrip(" \"'”’"))
        if start is not None:
            long = text[clause + start : match.start()].rstrip(" \"'”’")
            if len(term_key(long)) > 1 or len(long) > 2 * len(short):
                found.append(Definition(short, long, clause + start))
    return found


def settle_acronyms(definitions: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """Decide what each acronym means in a corpus, from the number of papers that give it each long form.

    The long form that most papers give wins if at least the share `AGREEMENT` of the papers that define
    the acronym agree, plurals and spelling aside. An acronym without a settled meaning is left out.

    >>> settle_acronyms({("RL", "reinforcement learning"): 2, ("RL", "Reinforcement Learning"): 1})
    {'RL': 'Reinforcement Learning'}
    """
    meanings: dict[str, Counter[tuple[str, ...]]] = {}
    printed: dict[tuple[str, tuple[str, ...]], str] = {}
    for (short, long), papers in definitions.items():
        key = term_key(long)
        meanings.setdefault(short, Counter())[key] += papers
        printed[short, key] = min(long, printed.get((short, key), long))
    settled = {}
    for short in sorted(meanings):
        counts = meanings[short]
        key, papers = min(counts.items(), key=lambda item: (-item[1], item[0]))
        if papers >= AGREEMENT * counts.total():
            settled[short] = printed[short, key]
    return settled


def singular_acronym(word: str) -> str:
    """Drop the plural *s* of an acronym: `LLMs` is `LLM`, `RLHF` stays."""
    return word[:-1] if len(word) > 2 and word.endswith("s") and word[-2].isupper() else word


def _clause_before(text: str, end: int) -> int:
    start = 0
    for match in _CLAUSE_END.finditer(text, max(0, end - 200), end):
        start = match.end()
    return start


def _match_backwards(short: str, before: str) -> int | None:
    """Where the long form of `short` begins in `before`: its characters from the right."""
    starts = word_starts(before)
    limit = min(len(short) + 5, 2 * len(short))
    if not starts:
        return None
    earliest = starts[-limit] if len(starts) > limit else starts[0]
    place = len(before)
    for index in range(len(short) - 1, -1, -1):
        character = short[index].lower()
        if not character.isalnum():
            continue
        place -= 1
        while place >= earliest and (
            before[place].lower() != character or (index == 0 and place and before[place - 1].isalnum())
        ):
            place -= 1
        if place < earliest:
            return None
    return place
