"""Decisions made by hand on keywords (`thesaurus.toml`).

- `merge."RLHF methods" = "RLHF"`: the first is a variant of the second, which is the label.
- `drop."main text" = "noise"`: no keyword; what stands behind the equals sign is for the reader.
- `promote."human values" = "keyword"`: a keyword wherever it stands, whatever the rules against junk say;
  with the name or id of a theme instead, it is another name of that theme.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kgraph.corrections import NOT_APPLIED, Corrections, Decision, contradiction, quote
from kgraph.keywords.dictionary import Key
from kgraph.keywords.entities import entity_key
from kgraph.schema import Theme
from kgraph.terms import term_key

KEYWORD = "keyword"


def letters_of(key: Key) -> str:
    """What terms are compared by, so that *data set* is *dataset*."""
    return "".join(key)


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """The decisions as keys of terms; `variants` maps the letters of each to the term that it is merged into.

    `labels` are by the letters of the term, `keys` are all terms that a line names.
    """

    variants: Mapping[str, Key] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    promoted: frozenset[str] = frozenset()
    keys: Mapping[Decision, tuple[Key, ...]] = field(default_factory=dict)

    def named(self) -> list[Key]:
        """All terms that a line names, each once."""
        return list(dict.fromkeys(key for keys in self.keys.values() for key in keys))

    def spellings(self, key: Key) -> tuple[Key, ...]:
        """A term and what is merged into it: a plain name that replaces a term weighs as the term does."""
        merged = (keys[0] for keys in self.keys.values() if self.variants.get(letters_of(keys[0])) == key)
        return key, *merged

    def is_promoted(self, key: Key) -> bool:
        """Whether a line makes the term a keyword, however it ranks."""
        return bool(self.promoted) and letters_of(key) in self.promoted

    def is_dropped(self, key: Key) -> bool:
        """Whether a line drops the term."""
        return bool(self.dropped) and letters_of(key) in self.dropped


def make_thesaurus(corrections: Corrections, meanings: Mapping[str, Key]) -> Thesaurus:
    """Turn the lines of a thesaurus into keys; `meanings` says what the acronyms of the corpus stand for.

    Raises `KgraphError` for two lines that contradict each other.

    >>> lines = Corrections((Decision("merge", "RL agents", "agent"), Decision("drop", "RL", "too wide")))
    >>> found = make_thesaurus(lines, {"RL": ("reinforcement", "learning")})
    >>> found.variants, found.dropped
    ({'reinforcementlearningagent': ('agent',)}, frozenset({'reinforcementlearning'}))
    """
    keys = {
        decision: tuple(entity_key(text, meanings) for text in _terms(decision))
        for decision in corrections.decisions
    }
    line_of: dict[str, Decision] = {}
    for decision in (*corrections.of("merge"), *corrections.of("drop")):
        other = line_of.setdefault(letters_of(keys[decision][0]), decision)
        if other is not decision:
            raise contradiction(other, decision)
    merged = {letters_of(keys[merge][0]): merge for merge in corrections.of("merge")}
    for promote in corrections.of("promote"):
        other = line_of.get(letters_of(keys[promote][0]), promote)
        if other.verb == "drop":
            raise contradiction(other, promote)
    variants = {}
    labels = {}
    for start, merge in merged.items():
        last = merge
        while (end := letters_of(keys[last][1])) in merged and end != letters_of(keys[last][0]):
            last = merged[end]
            if last is merge:
                raise contradiction(merge, merged[letters_of(keys[merge][1])])
        if line_of.get(end, merge).verb == "drop":
            raise contradiction(merge, line_of[end])
        variants[start], labels[end] = keys[last][1], last.value
    promoted = {
        letters_of(variants.get(letters_of(key), key))
        for promote in corrections.of("promote")
        if promote.value == KEYWORD
        for key in keys[promote]
    }
    dropped = frozenset(letters_of(keys[drop][0]) for drop in corrections.of("drop"))
    return Thesaurus(variants, labels, dropped, frozenset(promoted), keys)


def _terms(decision: Decision) -> tuple[str, ...]:
    return (decision.subject, decision.value) if decision.verb == "merge" else (decision.subject,)


def note_absent(thesaurus: Thesaurus, present: set[Key]) -> tuple[str, ...]:
    """Note the lines of which a term stands in no text of the corpus."""
    there = set(map(letters_of, present))
    return tuple(
        _note(decision, decision.subject, "is in no text")
        for decision, keys in thesaurus.keys.items()
        if letters_of(keys[0]) not in there
    )


def promote_to_themes(
    scheme: Sequence[Theme], corrections: Corrections
) -> tuple[tuple[Theme, ...], tuple[str, ...]]:
    """Give themes the names that lines promote to them; note the lines that name no theme.

    >>> theme = Theme("theme:reward", "https://example.org/reward", "Reward modeling")
    >>> [named], notes = promote_to_themes(
    ...     [theme], Corrections((Decision("promote", "utility models", "reward modelling"),))
    ... )
    >>> named.alt_labels, notes
    (('utility models',), ())
    """
    by_name = {term_key(name): theme.id for theme in scheme for name in (theme.label, theme.id)}
    names: dict[str, list[str]] = {}
    notes = []
    for decision in corrections.of("promote"):
        if decision.value == KEYWORD:
            continue
        if theme := by_name.get(term_key(decision.value)):
            names.setdefault(theme, []).append(decision.subject)
        else:
            notes.append(_note(decision, decision.value, "is no theme, nor `keyword`"))
    named = (
        replace(theme, alt_labels=(*theme.alt_labels, *sorted(names.get(theme.id, ())))) for theme in scheme
    )
    return tuple(named), tuple(notes)


def _note(decision: Decision, text: str, problem: str) -> str:
    return f"{decision.place}: {NOT_APPLIED}{quote(text)} {problem} ({decision})"
