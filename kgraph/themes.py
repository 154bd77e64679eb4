"""Finds the themes of papers: the labels of a SKOS scheme, matched in titles and abstracts.

How a text is matched:

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
from enum import Enum
from typing import NamedTuple

from kgraph.records import Paper, Span, Tag
from kgraph.schema import Theme
from kgraph.terms import Word, word_key, words
from kgraph.vocabulary import Status

# A theme needs a support of 2: one title hit, or two mentions in the abstract. Micro F1 on 162 papers
# labelled by hand (most of them seen while the scheme was written): .76 with a support of 1, .87 with 2, .82
# with 3; .84 where a title hit adds only 1. On 130 of them, counting the first or the last sentence double
# gained nothing.
_TITLE_SUPPORT = 2
_MIN_SUPPORT = 2

# What may stand between two words of one label.
_JOINTS = frozenset(" \t\r\n-‐‑–/'’\"“”`*_~{}\\\u00a0")


class _Use(Enum):
    """Where a label counts."""

    ANYWHERE = 0
    TITLE = 1
    NOWHERE = 2  # and neither does any label inside it


class _Label(NamedTuple):
    theme: str
    use: _Use
    acronym: bool


class _Node:
    """A step of the dictionary: the labels that end here, and the next words that some label goes on with."""

    __slots__ = ("labels", "next")

    def __init__(self) -> None:
        self.labels: list[_Label] = []
        self.next: dict[str, _Node] = {}


def tag_themes(papers: Sequence[Paper], scheme: Sequence[Theme]) -> tuple[Tag, ...]:
    """Tag each paper with the themes it is about, sorted by (paper, theme).

    A theme that is named in the title or at least twice in the abstract gets an extracted tag, with every
    mention as evidence: title first, then in reading order. Its weight is `1 - 2 ** -support`, rounded to 4
    decimals, where a mention in the abstract adds 1 to the support and a title hit adds 2. So each mention
    halves the doubt, and weights run from 0.75 to 1.

    The themes broader than an extracted one, at any distance, follow as inferred tags unless they are
    extracted themselves. `basis` names the extracted themes that they follow from; their weight is that of
    the least sure of these.

    The work grows with the length of the texts, hardly with the size of the scheme.

    >>> from kgraph.records import Origin
    >>> scheme = (
    ...     Theme("theme:rl", "urn:rl", "Reinforcement learning", alt_labels=("RL",)),
    ...     Theme("theme:bandits", "urn:bandits", "Bandits", broader=("theme:rl",)),
    ... )
    >>> paper = Paper("paper:1", "A bandit for every season", Origin("list.txt", 1))
    >>> [(tag.concept, tag.weight, tag.status.value) for tag in tag_themes([paper], scheme)]
    [('theme:bandits', 0.75, 'extracted'), ('theme:rl', 0.75, 'inferred')]
    """
    root = _compile(scheme)
    ancestors = _Ancestors(scheme)
    tags = [tag for paper in papers for tag in _tag_paper(paper, root, ancestors)]
    return tuple(sorted(tags, key=lambda tag: (tag.paper, tag.concept)))


class _Ancestors(dict[str, frozenset[str]]):
    """Every theme above a theme, worked out when it is first asked for."""

    def __init__(self, scheme: Iterable[Theme]) -> None:
        self._parents = {theme.id: theme.broader for theme in scheme}

    def __missing__(self, theme: str) -> frozenset[str]:
        above: set[str] = set()
        waiting = list(self._parents.get(theme, ()))
        while waiting:
            parent = waiting.pop()
            if parent not in above:
                above.add(parent)
                waiting.extend(self._parents.get(parent, ()))
        self[theme] = frozenset(above)
        return self[theme]


def _compile(scheme: Iterable[Theme]) -> _Node:
    root = _Node()
    for theme in scheme:
        uses = (
            (_Use.ANYWHERE, (theme.label, *theme.alt_labels, *theme.hidden_labels)),
            (_Use.TITLE, theme.title_labels),
            (_Use.NOWHERE, theme.except_labels),
        )
        for use, texts in uses:
            for text in texts:
                parts = list(words(text))
                node = root
                for part in parts:
                    node = node.next.setdefault(word_key(part.surface), _Node())
                label = _Label(theme.id, use, len(parts) == 1 and _is_acronym(parts[0].surface))
                if parts and label not in node.labels:
                    node.labels.append(label)
    return root


def _is_acronym(surface: str) -> bool:
    """Whether a word is written as an acronym: two capitals or more, and perhaps a plural ending."""
    stem = surface.removesuffix("s").rstrip("'’")
    return len(stem) > 1 and stem.isupper()


class _Text(NamedTuple):
    """A field of a paper, and its words."""

    field: str
    text: str
    words: list[Word]
    keys: list[str]


def _tag_paper(paper: Paper, root: _Node, ancestors: _Ancestors) -> Iterator[Tag]:
    texts = [_read("title", paper.title), _read("abstract", paper.abstract or "")]
    meanings = {acronym: meaning for text in texts for acronym, meaning in _spelled_out(text)}
    support: defaultdict[str, int] = defaultdict(int)
    evidence: defaultdict[str, list[Span]] = defaultdict(list)
    for text in texts:
        for theme, spans in _find(text, root, meanings).items():
            support[theme] += _TITLE_SUPPORT if text.field == "title" else len(spans)
            evidence[theme] += spans
    weights = {theme: _weight(support[theme]) for theme in sorted(support) if support[theme] >= _MIN_SUPPORT}
    basis: defaultdict[str, list[str]] = defaultdict(list)
    for theme, weight in weights.items():
        yield Tag(paper.id, theme, weight, Status.EXTRACTED, evidence=tuple(evidence[theme]))
        for ancestor in ancestors[theme] - weights.keys():
            basis[ancestor].append(theme)
    for theme, narrower in basis.items():
        weight = min(weights[each] for each in narrower)
        yield Tag(paper.id, theme, weight, Status.INFERRED, basis=tuple(narrower))


def _weight(support: int) -> float:
    return round(1 - 2.0**-support, 4)


def _read(field: str, text: str) -> _Text:
    found = list(words(text))
    return _Text(field, text, found, [word_key(word.surface) for word in found])


def _spelled_out(text: _Text) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The acronyms that a text explains, as keys: "word error rate (WER)" gives `wer` and its three words."""
    for place, word in enumerate(text.words):
        if text.text[word.start - 1 : word.start] == "(" and _is_acronym(word.surface):
            acronym = text.keys[place]
            meaning = text.keys[max(place - len(acronym), 0) : place]
            if acronym == "".join(key[0] for key in meaning):
                yield acronym, tuple(meaning)


def _find(text: _Text, root: _Node, meanings: Mapping[str, Sequence[str]]) -> dict[str, list[Span]]:
    """The mentions in one field, by theme and in reading order."""
    found: defaultdict[str, list[Span]] = defaultdict(list)
    barred: defaultdict[str, list[Span]] = defaultdict(list)
    for first, last, label in _walk(text.keys, root):
        if label.use is _Use.TITLE and text.field != "title":
            continue
        if label.acronym and not _stands(label, text, first, root, meanings):
            continue
        if _joined(text, first, last):
            start, end = text.words[first].start, text.words[last].end
            group = barred if label.use is _Use.NOWHERE else found
            group[label.theme].append(Span(text.field, start, end, text.text[start:end]))
    kept = {theme: _leftmost_longest(spans, barred.get(theme, ())) for theme, spans in found.items()}
    return {theme: spans for theme, spans in kept.items() if spans}


def _walk(keys: Sequence[str], root: _Node) -> Iterator[tuple[int, int, _Label]]:
    """Every label in a row of keys, overlapping ones too, with the places of its first and last word."""
    for first, key in enumerate(keys):
        node = root.next.get(key)
        last = first
        while node is not None:
            for label in node.labels:
                yield first, last, label
            last += 1
            node = node.next.get(keys[last]) if last < len(keys) else None


def _joined(text: _Text, first: int, last: int) -> bool:
    """Whether only blanks, hyphens and quotes stand between the words of a label."""
    return all(
        _JOINTS.issuperset(text.text[text.words[place].end : text.words[place + 1].start])
        for place in range(first, last)
    )


def _stands(
    label: _Label, text: _Text, place: int, root: _Node, meanings: Mapping[str, Sequence[str]]
) -> bool:
    """Whether an acronym is in capitals, and the paper does not give it a meaning foreign to the theme."""
    if not _is_acronym(text.words[place].surface):
        return False
    meaning = meanings.get(text.keys[place])
    return meaning is None or any(found.theme == label.theme for _, _, found in _walk(meaning, root))


def _leftmost_longest(spans: Iterable[Span], barred: Collection[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        is_free = not kept or span.start >= kept[-1].end
        if is_free and not any(bar.start <= span.start and span.end <= bar.end for bar in barred):
            kept.append(span)
    return kept
