"""Reads a printed name into its parts: given names, surname and suffix, folded for comparison.

What a name is printed like differs by source (`Tom B. Brown`, `Brown, Tom B.`, `T.B. BROWN`, `TB Brown`);
what is read here is the same for all of them. Nothing here decides who a person is: that is `people`.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from kgraph.identifiers import fold

# Words that belong to the surname behind them, in the spelling of `fold`.
_PARTICLES = frozenset({
    "af", "al", "av", "bin", "da", "das", "de", "degli", "del", "della", "den", "der", "des", "di", "do",
    "dos", "du", "el", "ibn", "la", "las", "le", "les", "los", "ten", "ter", "van", "vom", "von", "zu", "zum",
    "zur",
})  # fmt: skip
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
# What stands behind a comma and is no name at all.
_DEGREES = frozenset({"phd", "ph d", "md", "m d", "dphil", "msc", "esq"})

_APOSTROPHES = re.compile(r"['’‘ʼ`´′]\s*")
_DASHES = re.compile(r"\.?\s*[-‐‑‒–—−]\s*")
_PLAIN = re.compile(r"(?:[A-Z](?:[a-z]+|\.)? )+[A-Z][a-z]+")
_SPECIAL = _PARTICLES | _SUFFIXES
# Initials run to three letters (JRR), so capitals of four and more before a cased word are a surname.
_LONGEST_INITIALS = 3
_VOWELS = frozenset("AEIOUY")


class Name(NamedTuple):
    """A name in parts, folded: lower case, no accents, no points.

    `given` are the given names in order, an initial being a single letter and a hyphen kept (`jean-yves`).
    `surname` is one run of letters, particles included (`vandenberg`), so that Di Marco and DiMarco agree.
    `words` is the whole name in natural order with single spaces: two prints that differ only in accents,
    case, points, hyphens or order have the same words.
    """

    words: str
    given: tuple[str, ...]
    surname: str
    suffix: str = ""

    @property
    def letters(self) -> str:
        """The given names as one run of letters: the same for `Wei-Na`, `Wei Na` and `Weina`."""
        return "".join(self.given).replace("-", "")

    @property
    def parts(self) -> tuple[str, ...]:
        """The given names with hyphens read as spaces."""
        joined = " ".join(self.given)
        return tuple(joined.replace("-", " ").split(" ")) if "-" in joined else self.given


@lru_cache(maxsize=1 << 19)
def parse(printed: str) -> Name:
    """Read a printed name.

    A name of one word, or one written without spaces as in Chinese, is a surname without given names.

    >>> parse("J.-B. van der Berg, Jr.")
    Name(words='j b van der berg jr', given=('j', 'b'), surname='vanderberg', suffix='jr')
    >>> parse("Lukošiūtė, Kamilė") == parse("KAMILE LUKOSIUTE")
    True
    """
    if plain := _read_plain(printed):
        return plain
    text = _DASHES.sub("-", _APOSTROPHES.sub("", printed)).replace(".", " ")
    before, behind, suffix = _split(text)
    capitals = not any(character.islower() for character in "".join(before + behind))
    given = tuple(name for word in before for name in _given_names(word, capitals))
    surname = fold(" ".join(behind))
    words = " ".join(part for part in (*given, surname, suffix) if part).replace("-", " ")
    return Name(words or printed.strip(), given, surname.replace(" ", "") or printed.strip(), suffix)


def is_initial(name: str) -> bool:
    """Whether a folded given name is an initial: one letter of a script that has capitals.

    >>> is_initial("j"), is_initial("jo"), is_initial("明")
    (True, False, False)
    """
    return len(name) == 1 and name.upper() != name


def is_cased(printed: str) -> bool:
    """Whether a name is printed in upper and lower case, as it should be, or in a script that has neither.

    >>> is_cased("Tom Brown"), is_cased("TOM BROWN"), is_cased("tom brown"), is_cased("李明")
    (True, False, False, True)
    """
    return printed.upper() == printed.lower() or printed not in (printed.upper(), printed.lower())


def _read_plain(printed: str) -> Name | None:
    """Read a name of capitalized words and single initials, as three of four are; else None.

    The same as the rules below find, in a tenth of the time: 102,723 names of the Anthology are alike.
    """
    if not _PLAIN.fullmatch(printed):
        return None
    words = printed.lower().replace(".", "")
    *given, surname = words.split(" ")
    if not _SPECIAL.isdisjoint((*given, surname)) or words in _DEGREES:
        return None
    return Name(words, tuple(given), surname)


def _split(text: str) -> tuple[list[str], list[str], str]:
    """Part a name into the words before the surname, the words of the surname, and the suffix."""
    pieces = [piece.split() for piece in text.split(",")]
    pieces = [words for words in pieces if fold(" ".join(words)) and fold(" ".join(words)) not in _DEGREES]
    if not pieces:
        return [], [], ""
    marks = [words for words in pieces[1:] if fold(" ".join(words)) in _SUFFIXES]
    names = [words for words in pieces if words not in marks]
    suffix = fold(" ".join(marks[0])) if marks else ""
    if len(names) > 1:
        return [word for words in names[1:] for word in words], names[0], suffix
    words = [word for word in names[0] if fold(word)]
    if not suffix and len(words) > 2 and _is_suffix(words[-1]):
        suffix = fold(words.pop())
    if _surname_leads(words):
        return words[1:], words[:1], suffix
    start = len(words) - 1
    while start > 0 and fold(words[start - 1]) in _PARTICLES and (start > 1 or words[0].islower()):
        start -= 1
    return words[:start], words[start:], suffix


def _is_suffix(word: str) -> bool:
    # Ii is a Japanese surname and II is not.
    return fold(word) in _SUFFIXES and word != "Ii"


def _surname_leads(words: list[str]) -> bool:
    """Whether the surname comes first without a comma: `DUPONT Marie`, or East Asian script."""
    if len(words) < 2:
        return False
    if not any(character.upper() != character.lower() for word in words for character in word):
        return all(ord(character) >= 0x2E80 for word in words for character in word)
    longest = max(len(part) for part in words[0].split("-"))
    return longest > _LONGEST_INITIALS and words[0].isupper() and not words[-1].isupper()


def _given_names(word: str, capitals: bool) -> tuple[str, ...]:
    """The given names in one printed word, which holds more than one if it is a run of initials."""
    folded = fold(word)
    # Among capitals only a run without a vowel is surely initials: JB SMITH, but JO SMITH.
    initials = word.isupper() and 2 <= len(word) <= _LONGEST_INITIALS and word.isalpha()
    if initials and (not capitals or _VOWELS.isdisjoint(word)) and word.upper() != word.lower():
        return tuple(folded)
    parts = folded.split()
    if all(is_initial(part) for part in parts):  # J.-B. are two initials
        return tuple(parts)
    return ("-".join(parts),) if parts else ()
