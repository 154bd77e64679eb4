"""Decisions made by hand on keywords (`thesaurus.toml`).

- `merge."RLHF methods" = "RLHF"`: the first is a variant of the second, which is the label.
- `drop."main text" = "noise"`: no keyword; what stands behind the equals sign is for the reader.
- `promote."human values" = "keyword"`: a keyword wherever it stands, whatever the rules against junk say;
  with the name or id of a theme instead, it is another name of that theme.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import polars as pl

from kgraph.corrections import NOT_APPLIED, Corrections, Decision, contradiction, quote
from kgraph.keywords.entities import entity_key
from kgraph.keywords.numbering import Key
from kgraph.schema import Theme
from kgraph.terms import term_key

KEYWORD = "keyword"


def letters_of(term: str) -> str:
    """What terms are compared by, so that *data set* is *dataset*."""
    return term.replace(" ", "")


def letters_in(column: str) -> pl.Expr:
    """`letters_of` the terms of a column."""
    return pl.col(column).str.replace_all(" ", "", literal=True)


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """The decisions, with terms as tables name them (see `numbering`).

    `variants` maps the letters of each variant to the term that it is merged into, `labels` are by the
    letters of the term, `terms` are all terms that a line names.
    """

    variants: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    dropped: frozenset[str] = frozenset()
    promoted: frozenset[str] = frozenset()
    terms: Mapping[Decision, tuple[str, ...]] = field(default_factory=dict)

    def named(self) -> list[str]:
        """All terms that a line names, each once."""
        return list(dict.fromkeys(term for terms in self.terms.values() for term in terms))

    @property
    def merged(self) -> list[tuple[str, str]]:
        """The terms that are merged into others, each with the other."""
        starts = (terms[0] for terms in self.terms.values())
        return [
            (term, self.variants[letters])
            for term in starts
            if (letters := letters_of(term)) in self.variants
        ]


def make_thesaurus(corrections: Corrections, meanings: Mapping[str, Key]) -> Thesaurus:
    """Turn the lines of a thesaurus into keys; `meanings` says what the acronyms of the corpus stand for.

    Raises `KgraphError` for two lines that contradict each other.

    >>> lines = Corrections((Decision("merge", "RL agents", "agent"), Decision("drop", "RL", "too wide")))
    >>> found = make_thesaurus(lines, {"RL": ("reinforcement", "learning")})
    >>> found.variants, found.dropped
    ({'reinforcementlearningagent': 'agent'}, frozenset({'reinforcementlearning'}))
    """
    named = {
        decision: tuple(" ".join(entity_key(text, meanings)) for text in _texts(decision))
        for decision in corrections.decisions
    }
    line_of: dict[str, Decision] = {}
    for decision in (*corrections.of("merge"), *corrections.of("drop")):
        other = line_of.setdefault(letters_of(named[decision][0]), decision)
        if other is not decision:
            raise contradiction(other, decision)
    merged = {letters_of(named[merge][0]): merge for merge in corrections.of("merge")}
    for promote in corrections.of("promote"):
        other = line_of.get(letters_of(named[promote][0]), promote)
        if other.verb == "drop":
            raise contradiction(other, promote)
    variants = {}
    labels = {}
    for start, merge in merged.items():
        last = merge
        while (end := letters_of(named[last][1])) in merged and end != letters_of(named[last][0]):
            last = merged[end]
            if last is merge:
                raise contradiction(merge, merged[letters_of(named[merge][1])])
        if line_of.get(end, merge).verb == "drop":
            raise contradiction(merge, line_of[end])
        variants[start], labels[end] = named[last][1], last.value
    promoted = {
        letters_of(variants.get(letters_of(term), term))
        for promote in corrections.of("promote")
        if promote.value == KEYWORD
        for term in named[promote]
    }
    dropped = frozenset(letters_of(named[drop][0]) for drop in corrections.of("drop"))
    return Thesaurus(variants, labels, dropped, frozenset(promoted), named)


def _texts(decision: Decision) -> tuple[str, ...]:
    return (decision.subject, decision.value) if decision.verb == "merge" else (decision.subject,)


def note_absent(thesaurus: Thesaurus, present: Iterable[str]) -> tuple[str, ...]:
    """Note the lines of which a term stands in no text of the corpus."""
    there = set(map(letters_of, present))
    return tuple(
        _note(decision, decision.subject, "is in no text")
        for decision, terms in thesaurus.terms.items()
        if letters_of(terms[0]) not in there
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
