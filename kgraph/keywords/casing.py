"""Capitals: how the running text of a corpus writes each word, so that a title can be read like a sentence.

A title in Title Case makes every word look like a name. The abstracts know better.
"""

import re
import string
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from kgraph.terms import split_words

_RUN = re.compile(r"[^\W_]+")
# The same in plain text, three times as fast: what stands between runs of letters and digits becomes a space.
_BLANKS = "".join(sign if sign.isalnum() else " " for sign in map(chr, range(128)))
# A capitalised word that does not open a sentence, a quotation or an item.
# It looks back from the capital, as the engine leaps from one capital to the next.
_INNER_CAPITAL = re.compile(r"[A-Z](?:(?<=[\w,%)]\s[A-Z])|(?<=[a-z]-[A-Z]))[^\W_]*")
# Shorter words stand inside too many others to be looked for as mere letters.
_SHORT = 3
_LONGEST_ACRONYM = 6
# A title where more of its longer words than this have a capital is in title case.
_TITLE_CASE = 0.6


def count_forms(texts: Iterable[str]) -> Counter[str]:
    """Count how running text writes words inside its sentences; the counts of two corpora add up.

    The tail of a word behind its capitals counts as well, so that *ayes* stands for *Bayes*.

    >>> sorted(count_forms(["We follow Bayes."]).items())
    [('Bayes', 1), ('ayes', 1), ('e', 1), ('follow', 1)]
    """
    runs: Counter[str] = Counter()
    counts: Counter[str] = Counter()
    for text in texts:
        runs.update(text.translate(_BLANKS).split() if text.isascii() else _RUN.findall(text))
        counts.update(_INNER_CAPITAL.findall(text))
    for run, count in runs.items():
        if tail := run.lstrip(string.ascii_uppercase):
            counts[tail] += count
    return counts


def learn_case(counts: Mapping[str, int]) -> dict[str, str]:
    """Learn from the counts of a corpus how each word is mostly written, by its lower-case form.

    >>> learn_case(count_forms(["We follow Bayes in our work.", "Bayes was first."]))["bayes"]
    'Bayes'
    """
    best: dict[str, str] = {}
    for form in counts:
        lower = form.lower()
        other = best.setdefault(lower, form)
        if other is not form and (-counts[form], form != lower, form) < (
            -counts[other],
            other != lower,
            other,
        ):
            best[lower] = form
    return best


def which_hold(texts: pl.Series, words: Sequence[str]) -> pl.Series:
    """Which of some texts in small letters may hold one of some words: short ones as words, others anywhere.

    >>> which_hold(pl.Series(["an art of it", "party"]), ["of", "art"]).to_list()
    [True, True]
    """
    long = [word for word in words if len(word) >= _SHORT]
    held = texts.str.contains_any(pl.Series([long], dtype=pl.List(pl.String)))
    short = "|".join(re.escape(word) for word in words if len(word) < _SHORT)
    return held | texts.str.contains(rf"(?:^|\W)(?:{short})(?:\W|$)") if short else held


def truecase(title: str, case: Mapping[str, str]) -> str:
    """Write a title as a sentence of its corpus would be: same length, same words, fewer capitals.

    >>> truecase("Deep Networks in the Style of Bayes", {"bayes": "Bayes"})
    'deep networks in the style of Bayes'
    """
    return Titles(case).write(title)


class Titles:
    """What `truecase` does for many titles: how a word is written is looked up once."""

    def __init__(self, case: Mapping[str, str]) -> None:
        both = (False, True)
        self._forms = {(shouted, small): _Forms(case, shouted, small) for shouted in both for small in both}

    def write(self, title: str) -> str:
        """Write a title as a sentence."""
        pieces = split_words(title)
        printed = pieces[1::2]
        longer = [word for word in printed if len(word) > 3]
        capitals = sum([not word[0].islower() for word in longer])
        title_case = capitals > _TITLE_CASE * len(longer)
        shouted = len(printed) > 2 and title.upper() == title
        pieces[1::2] = map(self._forms[shouted, title_case].__getitem__, printed)
        if printed:
            pieces[1] = self._forms[shouted, True][printed[0]]
        return "".join(pieces)


class _Forms(dict[str, str]):
    """Words as they are written in the sentences of titles all in capitals (`shouted`), or of others.

    What no sentence of the corpus has is written in small letters or left as it is.
    """

    def __init__(self, case: Mapping[str, str], shouted: bool, small: bool) -> None:
        super().__init__()
        self._case, self._shouted, self._small = case, shouted, small

    def __missing__(self, word: str) -> str:
        lower = word.lower()
        form = word
        if self._shouted or word[1:] == lower[1:]:  # no capital inside, as GPT or ImageNet have
            form = self._case.get(lower, lower if self._small else word)
        self[word] = form if len(form) == len(word) else word
        return self[word]
