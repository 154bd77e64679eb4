"""How printed names look: the shape of each word of a name, and how an author list is split into names."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

_SUFFIXES = frozenset({"Jr.", "Jr", "Sr.", "Sr", "II", "III", "IV"})
PARTICLES = frozenset({
    "van", "von", "vom", "der", "den", "de", "da", "do", "dos", "das", "du", "del", "della", "di", "la", "le",
    "el", "al", "bin", "ibn", "ben", "binti", "y", "e", "i", "ter", "ten", "te", "het", "'t", "’t", "zu",
    "zur", "zum", "af", "av", "und", "san", "d'", "d’",
})  # fmt: skip
_SEPARATOR = re.compile(r"\s*[,;]\s*(?:(?:and|&)\s+)?|\s+(?:and|&)\s+")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+")
_NOT_IN_NAMES = re.compile(r"[^\w\-‐–'’`‘ʼ.·\u0300-\u036f]|[\d_]")
_INNER_CAPITAL = re.compile(r"(?:Mc|Mac|De|Di|Da|Du|Le|La|Van|Von|Fitz|Del|El|Al)(?=[^\W\d_a-z])")


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
def shape(token: str) -> str:
    """The shape of one word of a name.

    >>> [shape(token) for token in ("Mary", "J.", "van", "McKeown", "DongHyun", "GPT-4")]
    ['capitalised', 'initial', 'particle', 'prefixed', 'inner capital', 'not a name']
    """
    if token in _SUFFIXES:
        return "suffix"
    if token in PARTICLES:
        return "particle"
    if _INITIALS.fullmatch(token) and is_capital(token[0]):
        return "initial"
    letters = [character for character in token if character.isalpha()]
    if _NOT_IN_NAMES.search(token) or not letters:
        return "not a name"
    if all(is_uncased(letter) for letter in letters):
        return "uncased" if 2 <= len(letters) <= 4 else "uncased, long or short"
    if not is_capital(letters[0]):
        glued = any(left.islower() and is_capital(right) for left, right in pairwise(token))
        return "glued" if glued else "lower case"
    if len(letters) == 1:
        return "letter"
    if not any(letter.islower() for letter in letters):
        return "all capitals"
    return _mixed_shape(token)


def _mixed_shape(token: str) -> str:
    # A capital inside a word is at home behind Mc and its like; two at its beginning never are.
    kind = "abbreviated" if token.endswith(".") else "capitalised"
    for part in re.findall(r"[^\W\d_]+", token):
        prefix = _INNER_CAPITAL.match(part)
        core = part[prefix.end() :] if prefix else part
        if not any(is_capital(letter) for letter in core[1:]):
            kind = "prefixed" if prefix else kind
        elif is_capital(core[1]):
            return "two capitals"
        else:
            return "inner capital"
    return kind


PERSON_SHAPES = frozenset(
    {"capitalised", "initial", "particle", "prefixed", "inner capital", "suffix", "abbreviated", "letter"}
    | {"all capitals", "uncased"}
)


def are_full_names(names: Iterable[str]) -> bool:
    """Whether every name has two to five words, each shaped like a part of a name.

    >>> are_full_names(["Jane Roe", "J. van der Berg"]), are_full_names(["the GPT-4"])
    (True, False)
    """
    for name in names:
        shapes = [shape(token) for token in name.replace(",", "").split()]
        if not 2 <= len(shapes) <= 5 or not PERSON_SHAPES.issuperset(shapes) or shapes[-1] == "initial":
            return False
    return True


def is_capital(letter: str) -> bool:
    """Whether a letter is a capital, or a digraph that begins with one."""
    return letter.isupper() or letter.istitle()


def is_uncased(letter: str) -> bool:
    """Whether a letter belongs to a script without capitals, as Chinese or Arabic."""
    return letter.isalpha() and letter.lower() == letter.upper()
