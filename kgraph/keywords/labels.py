"""The label of an entity: which of its printed forms a reader should see."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from kgraph.keywords.acronyms import is_acronym, singular_acronym
from kgraph.terms import split_words, term_key, word_key

# A longer form than this (in characters) is a sentence, not a name.
_LONG_NAME = 45


def choose_label(forms: Mapping[str, int], case: Mapping[str, str]) -> str:
    """Choose the most frequent form, in the singular if there is one, with the capitals of running text.

    `forms` counts the papers that print each form, `case` is what `casing.learn_case` learned from the
    corpus. Of an acronym and its long form the one that more papers print wins.

    >>> choose_label({"Reward Models": 1, "reward models": 2}, {"reward": "reward", "model": "model"})
    'reward model'
    """
    if len(forms) == 1:  # most terms of one paper
        [form] = forms
        return _dress(" ".join(form.split()), case)
    groups: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for form, count in forms.items():
        groups[_group_key(form)][" ".join(form.split())] += count
    group = min(groups.values(), key=_rank)
    by_case: dict[str, Counter[str]] = defaultdict(Counter)
    for form, count in group.items():
        by_case[form.casefold()][form] += count
    folded = min(by_case, key=lambda name: (-by_case[name].total(), _is_plural(name), name))
    cased = by_case[folded]
    form = min(cased, key=lambda name: (-cased[name], sum(map(str.isupper, name)), name))
    return _dress(form, case)


def _rank(group: Counter[str]) -> tuple[int, bool, int, list[str]]:
    # At a tie the form that says more, unless it is a sentence.
    length = min(map(len, group))
    return -group.total(), length > _LONG_NAME, -length, sorted(group)


def _dress(form: str, case: Mapping[str, str]) -> str:
    """Give a form its number and its capitals."""
    return singular_acronym(form) if is_acronym(form) else _singular(_recase(form, case), case)


def _group_key(form: str) -> tuple[str, ...]:
    # An acronym and a word of the same letters (ROME, Rome) are not one form.
    return (form.removesuffix("s"),) if is_acronym(form) else term_key(form)


def _is_plural(folded: str) -> bool:
    last = folded.rpartition(" ")[2]
    return last.endswith("s") and len(word_key(last)) < len(last)


def _singular(form: str, case: Mapping[str, str]) -> str:
    # Only to a word that the corpus prints: the key of a name in -s (Bayes) is no word.
    last = form.rpartition(" ")[2]
    key = word_key(last)
    if not _is_plural(last) or key not in case:
        return form
    return form[: len(form) - len(last)] + (last[: len(key)] if last.lower().startswith(key) else key)


def _recase(form: str, case: Mapping[str, str]) -> str:
    """Write each word as the corpus does; a name that ends with a capital (Neural Programmer) stays whole."""
    if form.islower():
        return form
    pieces = split_words(form)
    surface = usual = ""
    for index in range(1, len(pieces), 2):
        surface = usual = pieces[index]
        if not surface.islower() and surface[1:] == surface[1:].lower():
            usual = case.get(surface.lower(), surface.lower())
        if len(usual) == len(surface):
            pieces[index] = usual
    is_name = len(pieces) > 3 and usual == surface and not surface.islower() and surface[0].isupper()
    return form if is_name else "".join(pieces)
