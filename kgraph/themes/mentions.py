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
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from kgraph.records import Span
from kgraph.themes.hits import Hit, walk
from kgraph.themes.labels import Dictionary, Label, Use
from kgraph.themes.texts import Text, is_acronym

# What a paper says that its acronyms stand for, as keys.
Meanings = Mapping[str, Sequence[str]]


class Mention(NamedTuple):
    """Where a text names a theme; `generic` if by a common word alone."""

    span: Span
    generic: bool


def find_mentions(
    text: Text,
    hits: Iterable[Hit],
    dictionary: Dictionary,
    meanings: Meanings,
    least: int = 1,
    always: Container[str] = (),
) -> dict[str, list[Mention]]:
    """The mentions in one text, by theme and in reading order, of the labels that stand in it.

    Themes that have fewer than `least` need not be told, but for those in `always`.

    >>> from kgraph.schema import Theme
    >>> from kgraph.themes.hits import make_finder
    >>> from kgraph.themes.labels import compile_labels
    >>> from kgraph.themes.texts import Text
    >>> labels = compile_labels([Theme("theme:tides", "urn:tides", "Tides", alt_labels=("tidal flow",))])
    >>> [hits] = make_finder(labels).find(["Tidal flows"])
    >>> found = find_mentions(Text("title", "Tidal flows"), hits, labels, {})
    >>> [mention.span.text for mention in found["theme:tides"]]
    ['Tidal flows']
    """
    by_theme: defaultdict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_theme[hit[2].theme].append(hit)
    found = {}
    # In a large scheme most themes are hit once, which says nothing: they are looked at no further.
    for theme, own in by_theme.items():
        if len(own) >= least or theme in always:
            kept = _leftmost_longest([hit for hit in own if _counts(hit, text, dictionary, meanings)])
            if kept:
                found[theme] = [_mention(hit, text) for hit in kept]
    return found


def _counts(hit: Hit, text: Text, dictionary: Dictionary, meanings: Meanings) -> bool:
    first, last, label = hit
    if label.use is Use.TITLE and text.field != "title":
        return False
    if label.acronym and not _stands(label, text, first, dictionary, meanings):
        return False
    return first == last or text.is_joined(first, last)


def _mention(hit: Hit, text: Text) -> Mention:
    first, last, label = hit
    start, end = text.span(first, last)
    return Mention(Span(text.field, start, end, text.text[start:end]), label.generic)


def _stands(label: Label, text: Text, place: int, dictionary: Dictionary, meanings: Meanings) -> bool:
    """Whether an acronym is in capitals, and the paper does not give it a meaning foreign to the theme."""
    if not is_acronym(text.word(place)):
        return False
    meaning = meanings.get(text.keys[place])
    if meaning is None:
        return True
    found = walk(meaning, range(len(meaning)), dictionary)
    return any(other.theme == label.theme for _, _, other in found)


def _leftmost_longest(hits: list[Hit]) -> list[Hit]:
    """Of hits of one theme those that count, in order."""
    barred = [(first, last) for first, last, label in hits if label.use is Use.NOWHERE]
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        first, last, label = hit
        is_free = label.use is not Use.NOWHERE and (not kept or first > kept[-1][1])
        if is_free and not any(start <= first and last <= end for start, end in barred):
            kept.append(hit)
    return kept
