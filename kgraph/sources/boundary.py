"""Finds where a title ends and its authors begin in `…Human FeedbackYuntao Bai, Andy Jones`.

Nothing but the missing space marks the place, and titles are full of capitals inside words (`WordNet`,
`GPT-4`, `Self-Correction`). So every place where a name could begin is scored by what follows (does it
read as a list of names?) and by the last word before it (does it read as the end of a title?); "there
are no authors" competes as one more candidate. The best score wins.

The score is a weighted sum of the features below: a conditional logit (D. McFadden, "Conditional logit
analysis of qualitative choice behavior", 1974), fitted by `benchmarks/quality/fit_boundary.py`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log10

from wordfreq import get_frequency_dict

from kgraph.sources.boundary_weights import WEIGHTS
from kgraph.sources.names import PARTICLES, PERSON_SHAPES, is_capital, is_uncased, shape, split_names


@dataclass(frozen=True, slots=True)
class Context:
    """What the rest of a file tells: its words (lower case), and the parts of names read with certainty."""

    words: frozenset[str] = frozenset()
    given_names: frozenset[str] = frozenset()
    surnames: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Split:
    """A line cut in two. `margin` says by how much it beats "there are no authors" (in log-odds)."""

    title: str
    names: tuple[str, ...]
    margin: float


NO_CONTEXT = Context()

# How far a line is looked at, so that thousands of authors cost no more than a few: the longest title
# of the Anthology is 512 characters long, and eight names tell as much as all.
_REACH = 800
_NAMES = 8


def split_title(line: str, context: Context = NO_CONTEXT) -> Split | None:
    """Cut a line into title and authors at the best place; `None` if there is no place to cut at.

    A negative margin says that the line reads better as a title without authors.

    >>> split_title("AI safety via debateGeoffrey Irving, Paul Christiano").names
    ('Geoffrey Irving', 'Paul Christiano')
    >>> split_title("Nothing to cut here")
    """
    scored = ((score(features(line, cut, context)), -cut) for cut in candidates(line))
    best, place = max(scored, default=(0.0, 0))
    if not place:
        return None
    return Split(line[:-place].strip(), tuple(split_names(line[-place:])), best - WEIGHTS["no authors"])


def score(found: Mapping[str, float]) -> float:
    """The weighted sum of features."""
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in found.items())


def candidates(line: str) -> Iterator[int]:
    """Yield every index of `line` at which a name could begin without a space before it."""
    for token in _TOKEN.finditer(line, 0, _REACH):
        word, start = token.group(), token.start()
        for cut in range(1, len(word)):
            before, after = word[cut - 1], word[cut]
            if before in ",;" or _ELISION.match(word, cut - 1) or _GLUED_MC.search(word, 0, cut):
                continue
            if is_capital(after) or is_uncased(after) or after == "‘" or _ELISION.match(word, cut):
                yield start + cut
        if len(word) > 2 and word.endswith(("'t", "’t")):  # as in 't Hooft
            yield start + len(word) - 2
        yield from (start + cut for cut in _lower_case_cuts(_first_word(word)))


def _lower_case_cuts(word: str) -> Iterator[int]:
    """Where a name in small letters could begin in an unknown word: a particle, or behind a known word."""
    if len(word) < 5 or not word[1:].islower() or frequency(word):
        return
    cuts = [cut for cut in range(3, len(word) - 1) if frequency(word[:cut]) >= 3]
    particles = [cut for cut in range(3, len(word) - 1) if word[cut:] in PARTICLES]
    yield from sorted({*particles, *cuts[-1:]})


def features(line: str, cut: int, context: Context = NO_CONTEXT) -> dict[str, float]:
    """What speaks for and against cutting `line` before index `cut`."""
    title, rest = line[:cut], line[cut : cut + _REACH]
    found: dict[str, float] = {}
    names = split_names(rest)[:_NAMES]
    for number, name in enumerate(names):
        for feature, value in _name_features(name):
            key = feature if feature == "glued" else f"{'other' if number else 'first'} {feature}"
            found[key] = found.get(key, 0.0) + value
    if len(names) > 1:
        found["several names"] = 1.0
    found.update(_title_end(title, context))
    found.update(_name_start(_last_word(title), rest))
    words = title.split()
    if len(words) < 3:
        found[f"title of {len(words)} words"] = 1.0
    if any(title.count(left) > title.count(right) for left, right in ("()", "[]", "“”", "{}")):
        found["open bracket in title"] = 1.0
    found["name glued in title"] = float(sum(_looks_glued(word) for word in words[:-1]))
    parts = names[0].split() if names else []
    if parts and parts[0][0] in _SURNAMES and shape(parts[0]) == "uncased":
        found["first begins with a surname"] = 1.0
    if parts and parts[0] in context.given_names:
        found["given name seen"] = 1.0
    if len(parts) > 1 and parts[-1] in context.surnames:
        found["surname seen"] = 1.0
    return found


# The most frequent surnames of one sign: Chinese, then Korean.
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許邓鄧冯馮韩韓曹曾彭萧蕭蔡潘"
    "田董袁于余叶葉蒋蔣杜苏蘇魏程吕呂丁沈任姚卢盧姜崔钟鍾谭譚陆陸汪范金石廖贾賈夏韦韋方白邹鄒孟熊秦邱江侯"
    "김이박최정강조윤장임한오서신권황안송류홍"
)

# One syllable of a Chinese or Korean given name, as in HongSeok or XiaoQi.
_SYLLABLE = re.compile(r"[B-DF-HJ-NP-TW-Z]?[a-z]?[AEIOUYaeiouy]{1,3}(?:ng?|[hklmprt])?")

_ELISION = re.compile(r"d['’][^\W\d_]")
_TOKEN = re.compile(r"\S+")
_WORD_BREAK = re.compile(r"[\-‐–—/,;:()\[\]{}“”\"»]")
_GLUED_MC = re.compile(r"(?:Mc|[a-zß-ÿ]Mac)\Z")
_PREFIX_AT_END = re.compile(r"(?:\A|[a-zß-ÿ])(?:Mc|Mac|De|Di|Da|Du|Le|La|Van|Von|Fitz|Del|El|Al)\Z")


@lru_cache(maxsize=1 << 16)
def _name_features(name: str) -> tuple[tuple[str, float], ...]:
    """How one name reads: the number and shapes of its words, and how many of them are common words."""
    tokens = name.replace(",", "").split()
    shapes = [shape(token) for token in tokens]
    odd = "" if PERSON_SHAPES.issuperset(shapes) else ", odd"
    found: dict[str, float] = {f"of {min(len(tokens), 5)} tokens{odd}": 1.0}
    for kind in shapes:
        if kind != "capitalised":
            # A line is glued at one place, so a second is nearly a proof: counted 5 times, since the fit
            # holds weights small.
            found[kind] = found.get(kind, 0.0) + (5.0 if kind == "glued" else 1.0)
    if shapes and shapes[-1] in {"initial", "letter", "particle"}:
        found["ends in initial"] = 1.0
    words = [part for token in tokens for part in re.split(r"[-.‐–]", token) if len(part) > 1]
    frequencies = [frequency(word) for word in words]
    found["frequent words"] = sum(max(0.0, value - 3.5) for value in frequencies)
    found["function words"] = float(sum(value > 5.3 for value in frequencies))
    return tuple(found.items())


def _title_end(title: str, context: Context) -> Iterator[tuple[str, float]]:
    """How the title's last word reads. Acronyms, digits and CamelCase are ends of titles, too."""
    word = _last_word(title)
    last = title[-1]
    core = word.rstrip("?.!’'…")
    letters = [character for character in core if character.isalpha()]
    if not word or not core:
        yield ("end: closing mark" if last in ")]}”\"»?!.’'…" else "end: other mark"), 1.0
        return
    if core != word:
        yield ("end: full stop" if last == "." else "end: question or exclamation mark"), 1.0
    if core[-1].isdigit():
        yield "end: digit", 1.0
    elif not letters:
        yield "end: other mark", 1.0
    elif len(core) == 1:
        yield ("end: one capital" if is_capital(core) else "end: one letter"), 1.0
    elif all(is_uncased(letter) for letter in letters):
        yield "end: uncased", 1.0
    elif not any(letter.islower() for letter in letters):
        yield "end: acronym", 1.0
        yield "end: acronym length", float(min(len(letters), 5))
    elif len(letters) > 2 and core[-1] == "s" and not any(letter.islower() for letter in letters[:-1]):
        yield "end: plural acronym", 1.0
    else:
        yield from _word_end(core)
    if core.lower() in context.words:
        yield "end: word seen", 1.0


def _word_end(word: str) -> Iterator[tuple[str, float]]:
    """How the last word reads if it has small letters."""
    known = frequency(word)
    yield "end: word frequency", known
    if not known:
        yield "end: unknown word", 1.0
        yield "end: unknown word length", float(min(len(word), 8))
    if len(word) <= 2:
        yield "end: two letters", 1.0
    if _PREFIX_AT_END.search(word):
        yield "end: name prefix", 1.0
    pieces = _pieces(word)
    if len(pieces) > 1:
        yield "end: inner capital", 1.0
        yield "end: first piece frequency", frequency(pieces[0])
        yield "end: last piece frequency", frequency(pieces[-1])
        if _looks_glued(word):
            yield "end: name glued", 1.0
        if _SYLLABLE.fullmatch(pieces[-1]):
            yield "end: syllable", 1.0


def _name_start(word: str, rest: str) -> Iterator[tuple[str, float]]:
    """How the first name begins, and whether the cut goes through a word that is known whole."""
    first = rest.split(maxsplit=1)[0].rstrip(",;")
    yield f"start: {shape(first)}", 1.0
    piece = _first_word(rest)
    known = frequency(piece) if len(piece) > 1 else 0.0
    yield "start: word frequency", known
    pieces = _pieces(piece)
    if len(pieces) > 1:
        yield "start: first piece frequency", frequency(pieces[0])
        yield "start: last piece frequency", frequency(pieces[-1])
        if all(_SYLLABLE.fullmatch(part) for part in pieces):
            yield "start: syllables", 1.0
    if word and piece:
        yield "cuts a word", frequency(word + piece)
        if is_uncased(word[-1]) != is_uncased(piece[0]):
            yield "script changes", 1.0


@lru_cache(maxsize=1 << 16)
def _looks_glued(word: str) -> bool:
    """A frequent word with something unknown behind it: `PredictionMei`, and not `WordNet`."""
    pieces = _pieces(word)
    return len(pieces) > 1 and len(pieces[0]) > 3 and frequency(pieces[0]) > 3 > frequency(pieces[-1])


def _pieces(word: str) -> list[str]:
    """Cut CamelCase before each capital that follows a small letter."""
    return re.findall(r"[^\W\d_]*?[a-zß-ÿ](?=[^\W\d_a-zß-ÿ])|[^\W\d_]+", word)


def _last_word(text: str) -> str:
    return _WORD_BREAK.split(text.rsplit(maxsplit=1)[-1] if text[-1:].strip() else "")[-1]


def _first_word(text: str) -> str:
    found = re.match(r"[^\W\d_]*", text)
    return found.group() if found else ""


@lru_cache(maxsize=1 << 17)
def frequency(word: str) -> float:
    """How common a word is in English or French, as log10 of uses per 10^9 words: 0 (unknown), 3 to 5.5."""
    lower = word.lower()
    uses = max(get_frequency_dict(language, wordlist="small").get(lower, 0.0) for language in ("en", "fr"))
    return min(5.5, log10(uses * 1e9)) if uses else 0.0


def context_of(splits: Iterable[tuple[Split, str]]) -> Context:
    """Gather what a file's own records tell: pairs of a split line and its abstract (or "").

    Only what no boundary touches is used: abstracts, titles without their last word, names but the first.
    """
    words: set[str] = set()
    given: set[str] = set()
    surnames: set[str] = set()
    for split, abstract in splits:
        words.update(re.findall(r"[^\W\d_]+", f"{split.title.rpartition(' ')[0]} {abstract}".lower()))
        for name in split.names[1:]:
            parts = name.split()
            if len(parts) > 1:
                given.add(parts[0])
                surnames.add(parts[-1])
    return Context(frozenset(words), frozenset(given), frozenset(surnames))
