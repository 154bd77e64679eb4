"""Name forms: the mentions that one printed name, give or take accents and order, may stand for."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from networkx.utils import UnionFind

from kgraph.names import Name, parse
from kgraph.records import Paper

# Registers that people keep: two identifiers of one are two people. All other schemes are computed.
REGISTERS = frozenset({"orcid", "aclperson"})
_LABELS = {
    "orcid": "ORCID",
    "aclperson": "Anthology id",
    "openalex": "OpenAlex id",
    "s2": "Semantic Scholar id",
}


class Place(NamedTuple):
    """A mention: where a name is printed, and the identifiers of the author that the source gives there."""

    paper: str
    position: int
    name: str
    identifiers: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Form:
    """A name form: mentions whose names differ at most in accents, case, points, hyphens and order.

    `registered` are the identifiers from a register, of which a form holds those of one person at most;
    `computed` are all others; `is_known` says whether each mention has one.
    """

    name: Name
    places: list[Place] = field(default_factory=list)
    registered: frozenset[str] = frozenset()
    computed: frozenset[str] = frozenset()
    is_known: bool = True
    _papers: frozenset[str] | None = None

    @property
    def papers(self) -> frozenset[str]:
        """The papers of the mentions, read when first asked for: most forms are alone in their surname."""
        if self._papers is None:
            self._papers = frozenset([place.paper for place in self.places])
        return self._papers


def places_of(papers: Iterable[Paper]) -> list[Place]:
    """The mentions of papers, sorted."""
    return sorted(
        Place(paper.id, mention.position, mention.name, tuple(sorted(mention.identifiers)))
        for paper in papers
        for mention in paper.mentions
    )


def collect_forms(places: Sequence[Place]) -> list[Form]:
    """Collect the name forms of sorted mentions.

    Printed names that stand on one paper are forms of their own, and so are the mentions of one name that a
    register tells apart; those it does not know are a form beside them.
    """
    names = {printed: parse(printed) for printed in {place.name for place in places}}
    prints: dict[str, set[str]] = defaultdict(set)
    for printed, name in names.items():
        prints[name.words].add(printed)
    apart: set[str] = set()
    seen: dict[tuple[str, str], str] = {}
    for place in places:
        words = names[place.name].words
        if len(prints[words]) > 1 and seen.setdefault((place.paper, words), place.name) != place.name:
            apart.add(words)
    registered = _join_registered(places)
    forms: dict[tuple[str, str, frozenset[str]], Form] = {}
    for place in places:
        words = names[place.name].words
        known = next((registered[name] for name in place.identifiers if name in registered), frozenset())
        key = (words, place.name if words in apart else "", known)
        form = forms.get(key)
        if form is None:
            # Of several readings the one with the fewest given names knows most: a hyphen, or a comma,
            # ties words together that a print without it leaves loose.
            readings = {names[place.name]} if words in apart else {names[each] for each in prints[words]}
            form = Form(min(readings, key=lambda name: (len(name.given), name)), registered=known)
            forms[key] = form
        form.places.append(place)
        if place.identifiers:
            computed = {name for name in place.identifiers if not is_registered(name)}
            form.computed |= computed
            form.is_known &= bool(computed)
        else:
            form.is_known = False
    return list(forms.values())


def _join_registered(places: Iterable[Place]) -> Mapping[str, frozenset[str]]:
    """Map each identifier of a register to those of the same person, which some mention has together."""
    joined = UnionFind()
    for place in places:
        if names := [name for name in place.identifiers if is_registered(name)]:
            joined.union(*names)
    return {name: frozenset(group) for group in joined.to_sets() for name in group}


def is_registered(identifier: str) -> bool:
    """Whether an identifier is from a register that people keep.

    >>> is_registered("orcid:0000-0002-1825-0097"), is_registered("openalex:A1")
    (True, False)
    """
    return identifier.partition(":")[0] in REGISTERS


def schemes(identifiers: Iterable[str]) -> set[str]:
    """The schemes of some identifiers."""
    return {name.partition(":")[0] for name in identifiers}


def write_identifier(identifier: str) -> str:
    """An identifier in words.

    >>> write_identifier("orcid:0000-0002-1825-0097"), write_identifier("x:1")
    ('ORCID 0000-0002-1825-0097', 'x id 1')
    """
    scheme, _, value = identifier.partition(":")
    return f"{_LABELS.get(scheme, f'{scheme} id')} {value}"
