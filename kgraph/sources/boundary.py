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
# among 104,188 is LONGEST characters long, and eight names tell as much as all.
_REACH = 800
_NAMES = 8


def split_title(line: str, context: Context = NO_CONTEXT) -> Split | None:
    """Cut a line into title and authors; `None` if no authors are found behind the title.

    >>> split_title("AI safety via debateGeoffrey Irving, Paul Christiano").names
    ('Geoffrey Irving', 'Paul Christiano')
    >>> split_title("A title alone")
    """
    scored = ((score(features(line, cut, context)), -cut) for cut in candidates(line))
    best, place = max(scored, default=(float("-inf"), 0))
    margin = best - WEIGHTS["no authors"]
    if margin <= 0:
        return None
    return Split(line[:-place].strip(), tuple(split_names(line[-place:])), margin)


def score(found: Mapping[str, float]) -> float:
    """The weighted sum of features."""
    return sum(WEIGHTS.get(name, 0.0) * value for name, value in found.items())


def candidates(line: str) -> Iterator[int]:
    """Yield every index of `line` at which a name could begin without a space before it."""
    for token in _TOKEN.finditer(line, 0, _REACH):
        word, start = token.group(), token.start()
        if word.islower() and word.isascii():
            yield from (start + cut for cut in _lower_case_cuts(word))
            continue
        for cut in range(1, len(word)):
            before, after = word[cut - 1], word[cut]
            if (_is_capital(after) or after in "'’‘" or _is_uncased(after)) and before not in ",;":
                yield start + cut


def _lower_case_cuts(word: str) -> Iterator[int]:
    """Where a name in small letters could begin: behind a known word, in a word that is none."""
    whole = _first_word(word)
    if len(whole) < 5 or frequency(whole):
        return
    for cut in range(3, len(whole) - 1):
        if frequency(whole[:cut]) >= 3:
            yield cut


def features(line: str, cut: int, context: Context = NO_CONTEXT) -> dict[str, float]:
    """What speaks for and against cutting `line` before index `cut`."""
    title, rest = line[:cut], line[cut : cut + _REACH]
    found: dict[str, float] = {}
    names = split_names(rest)[:_NAMES]
    for number, name in enumerate(names):
        for feature, value in _name_features(name):
            key = f"first {feature}" if number == 0 else f"other {feature}"
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
    if parts and parts[0] in context.given_names:
        found["given name seen"] = 1.0
    if len(parts) > 1 and parts[-1] in context.surnames:
        found["surname seen"] = 1.0
    return found


# --- names ---------------------------------------------------------------------------------------

_SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
_PARTICLES = frozenset(
    "van von der den de da do dos das du del della di la le el al bin ibn ben binti y e ter ten te zu zur "
    "zum af av 't ’t vom und san d' d’ het i".split()
)
_SEPARATOR = re.compile(r"\s*[,;]\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+")
_TOKEN = re.compile(r"\S+")
_WORD_BREAK = re.compile(r"[\-‐–—/,;:()\[\]{}“”\"»]")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+")
_NOT_IN_NAMES = re.compile(r"[^\w\-‐–'’`‘ʼ.·\u0300-\u036f]|[\d_]")
_INNER_CAPITAL = re.compile(r"(?:Mc|Mac|De|Di|Da|Du|Le|La|Van|Von|Fitz|Del|El|Al)(?=[^\W\d_a-z])")

# One syllable of a Chinese or Korean given name, as in HongSeok or XiaoQi.
_SYLLABLE = re.compile(r"[B-DF-HJ-NP-TW-Z]?[a-z]?[AEIOUYaeiouy]{1,3}(?:ng?|[hklmprt])?")


def split_names(text: str) -> list[str]:
    """Split a printed author list; a suffix behind a comma stays with its name.

    >>> split_names("Walter Sedelow, Jr., Jane Roe and John Doe")
    ['Walter Sedelow, Jr.', 'Jane Roe', 'John Doe']
    """
    names: list[str] = []
    for part in _SEPARATOR.split(text.strip()):
        if names and part in _SUFFIXES:
            names[-1] += f", {part}"
        elif part:
            names.append(part)
    return names


@lru_cache(maxsize=1 << 16)
def _name_features(name: str) -> tuple[tuple[str, float], ...]:
    tokens = name.replace(",", "").split()
    shapes = [shape(token) for token in tokens]
    found: dict[str, float] = {f"of {min(len(tokens), 5)} tokens": 1.0}
    for kind in shapes:
        if kind != "capitalised":
            found[kind] = found.get(kind, 0.0) + 1.0
    if shapes and shapes[-1] in {"initial", "letter", "particle"}:
        found["ends in initial"] = 1.0
    words = [part for token in tokens for part in re.split(r"[-.‐–]", token) if len(part) > 1]
    frequencies = [frequency(word) for word in words]
    found["frequent words"] = sum(max(0.0, value - 3.5) for value in frequencies)
    found["function words"] = float(sum(value > 5.3 for value in frequencies))
    return tuple(found.items())


@lru_cache(maxsize=1 << 16)
def shape(token: str) -> str:
    """The shape of one word of a name.

    >>> [shape(token) for token in ("Mary", "J.", "van", "McKeown", "DongHyun", "GPT-4")]
    ['capitalised', 'initial', 'particle', 'prefixed', 'inner capital', 'not a name']
    """
    if token in _SUFFIXES:
        return "suffix"
    if token in _PARTICLES:
        return "particle"
    if _INITIALS.fullmatch(token) and _is_capital(token[0]):
        return "initial"
    letters = [character for character in token if character.isalpha()]
    if _NOT_IN_NAMES.search(token) or not letters:
        return "not a name"
    if all(_is_uncased(letter) for letter in letters):
        return "uncased" if 2 <= len(letters) <= 4 else "uncased, long or short"
    if not _is_capital(letters[0]):
        return "lower case"
    if len(letters) == 1:
        return "letter"
    if not any(letter.islower() for letter in letters):
        return "all capitals"
    return _mixed_shape(token)


def _mixed_shape(token: str) -> str:
    kind = "abbreviated" if token.endswith(".") else "capitalised"
    for part in re.findall(r"[^\W\d_]+", token):
        prefix = _INNER_CAPITAL.match(part)
        core = part[prefix.end() :] if prefix else part
        if not any(_is_capital(letter) for letter in core[1:]):
            kind = "prefixed" if prefix else kind
        elif _is_capital(core[1]):
            return "two capitals"
        else:
            return "inner capital"
    return kind


# --- the two sides of the cut --------------------------------------------------------------------


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
        yield ("end: one capital" if _is_capital(core) else "end: one letter"), 1.0
    elif all(_is_uncased(letter) for letter in letters):
        yield "end: uncased", 1.0
    elif not any(letter.islower() for letter in letters):
        yield "end: acronym", 1.0
        yield "end: acronym length", float(min(len(letters), 5))
    elif len(letters) > 2 and core[-1] == "s" and not any(letter.islower() for letter in letters[:-1]):
        yield "end: plural acronym", 1.0
    else:
        yield from _word_end(core, context)
    if core.lower() in context.words:
        yield "end: word seen", 1.0


def _word_end(word: str, context: Context) -> Iterator[tuple[str, float]]:
    known = frequency(word)
    yield "end: word frequency", known
    if not known:
        yield "end: unknown word", 1.0
        yield "end: unknown word length", float(min(len(word), 8))
    if len(word) <= 2:
        yield "end: two letters", 1.0
    if _INNER_CAPITAL.match(word + "X") and len(word) < 5:
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
        if _is_uncased(word[-1]) != _is_uncased(piece[0]):
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


def _is_capital(letter: str) -> bool:
    return letter.isupper() or letter.istitle()


def _is_uncased(letter: str) -> bool:
    return letter.isalpha() and letter.lower() == letter.upper()


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
