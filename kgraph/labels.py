"""The label of an entity: which of its printed forms a reader should see."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from kgraph.acronyms import is_acronym, singular_acronym
from kgraph.terms import term_key, word_key, words

# From this many mentions on the capitals of the texts are believed (Neural Programmer); below, word by word.
_ENOUGH_MENTIONS = 2


def choose_label(forms: Mapping[str, int], case: Mapping[str, str]) -> str:
    """Choose the most frequent form, in the singular if that is printed, with the capitals of running text.

    `forms` counts the printed forms, `case` is what `kgraph.casing.learn_case` learned from the corpus.

    >>> choose_label({"Reward Models": 1, "reward model": 1, "reward models": 1}, {"reward": "reward"})
    'reward model'
    """
    if len(forms) == 1:  # most terms of one paper
        [form] = forms
        return _dress(" ".join(form.split()), 0, 0, case)
    groups: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for form, count in forms.items():
        groups[_group_key(form)][" ".join(form.split())] += count
    group = min(groups.values(), key=lambda group: (-group.total(), -max(map(len, group)), sorted(group)))
    by_case: dict[str, Counter[str]] = defaultdict(Counter)
    for form, count in group.items():
        by_case[form.casefold()][form] += count
    folded = min(by_case, key=lambda name: (-by_case[name].total(), _is_plural(name), name))
    cased = by_case[folded]
    form = min(cased, key=lambda name: (-cased[name], sum(map(str.isupper, name)), name))
    return _dress(form, cased[form], cased.total(), case)


def _dress(form: str, count: int, total: int, case: Mapping[str, str]) -> str:
    """Give a form its number and its capitals; `count` of `total` mentions are printed exactly so."""
    if is_acronym(form):
        return singular_acronym(form)
    inner_capitals = form[1:] != form[1:].lower()  # one at the start may be the sentence's
    if not (inner_capitals and count >= _ENOUGH_MENTIONS and 2 * count > total):
        form = _recase(form, case)
    return _singular(form, case)


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
    return (
        form[: len(form) - len(last)] + key if _is_plural(last) and last.islower() and key in case else form
    )


def _recase(form: str, case: Mapping[str, str]) -> str:
    pieces, end = [], 0
    for word in words(form):
        surface = word.surface
        if not surface.islower() and surface[1:] == surface[1:].lower():
            usual = case.get(surface.lower(), surface.lower())
            surface = usual if len(usual) == len(surface) else surface
        pieces.append(form[end : word.start] + surface)
        end = word.end
    return "".join(pieces) + form[end:]
