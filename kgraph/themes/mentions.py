"""The mentions of themes in one text.

1. Labels and texts are compared word by word by `terms.word_key`, so that case, hyphens, plurals and
   British spelling make no difference. No label reaches across a comma, a full stop or a bracket.
2. A label of one word in capitals (RL) is an acronym. It matches only in capitals, with or without a plural
   *s*, and not in a paper that spells it out as something else: ASR is speech recognition, but not where the
   paper says "attack success rate (ASR)".
3. Of the labels of one theme that overlap, the leftmost counts, and of those the longest: "large language
   models" is one mention, even if "language model" is a label too. No label counts inside an `except_label`.
4. Different themes do not compete: the same words may speak of two themes.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kgraph.records import Span
from kgraph.themes.labels import Label, Step, Use
from kgraph.themes.texts import Text, is_acronym

# What a paper says that its acronyms stand for, as keys.
Meanings = Mapping[str, Sequence[str]]


class Mention(NamedTuple):
    """Where a text names a theme; `generic` if by a common word alone."""

    span: Span
    generic: bool


def find_mentions(text: Text, steps: Mapping[str, Step], meanings: Meanings) -> dict[str, list[Mention]]:
    """The mentions in one text, by theme and in reading order.

    >>> from kgraph.schema import Theme
    >>> from kgraph.themes.labels import compile_labels
    >>> from kgraph.themes.texts import read_text
    >>> steps = compile_labels([Theme("theme:tides", "urn:tides", "Tides", alt_labels=("tidal flow",))])
    >>> found = find_mentions(read_text("title", "Tidal flows"), steps, {})
    >>> [mention.span.text for mention in found["theme:tides"]]
    ['Tidal flows']
    """
    found: defaultdict[str, list[Mention]] = defaultdict(list)
    barred: defaultdict[str, list[Mention]] = defaultdict(list)
    for first, last, label in _walk(text.keys, steps):
        if label.use is Use.TITLE and text.field != "title":
            continue
        if label.acronym and not _stands(label, text, first, steps, meanings):
            continue
        if text.is_joined(first, last):
            start, end = text.span(first, last)
            group = barred if label.use is Use.NOWHERE else found
            span = Span(text.field, start, end, text.text[start:end])
            group[label.theme].append(Mention(span, label.generic))
    kept = {theme: _leftmost_longest(mentions, barred.get(theme, ())) for theme, mentions in found.items()}
    return {theme: mentions for theme, mentions in kept.items() if mentions}


def _walk(keys: Sequence[str], steps: Mapping[str, Step]) -> Iterator[tuple[int, int, Label]]:
    """Every label in a row of keys, overlapping ones too, with the places of its first and last word."""
    for first in [place for place, key in enumerate(keys) if key in steps]:
        step: Step | None = steps[keys[first]]
        last = first
        while step is not None:
            for label in step.labels:
                yield first, last, label
            last += 1
            step = step.next.get(keys[last]) if last < len(keys) else None


def _stands(label: Label, text: Text, place: int, steps: Mapping[str, Step], meanings: Meanings) -> bool:
    """Whether an acronym is in capitals, and the paper does not give it a meaning foreign to the theme."""
    if not is_acronym(text.word(place)):
        return False
    meaning = meanings.get(text.keys[place])
    return meaning is None or any(found.theme == label.theme for _, _, found in _walk(meaning, steps))


def _leftmost_longest(mentions: Iterable[Mention], barred: Collection[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=lambda mention: (mention.span.start, -mention.span.end)):
        span = mention.span
        is_free = not kept or span.start >= kept[-1].span.end
        if is_free and not any(bar.start <= span.start and span.end <= bar.end for bar, _ in barred):
            kept.append(mention)
    return kept
