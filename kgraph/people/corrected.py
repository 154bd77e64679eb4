"""Corrections by hand (`people.toml`) on top of the ladder.

A reference is a printed name (`T. Brown`), a name on one paper (`T. Brown @ paper:brown-2020-ab`), a place in
an author list (`paper:brown-2020-ab#2`), or an author's identifier (`orcid:0000-0002-1825-0097`).

- `merge."A" = "B"`: whom A and B stand for are one person, with all that the ladder gave to either. Of a name
  that several people have, `merge."A" = "A"` makes one.
- `split."A" = "B"`: the mentions of A are not whom the ladder takes them for but B: the person so printed or
  so identified, or a new one of that name. `split."A" = "A"` only takes them out.
- `rename."A" = "B"`: the person of A is called B.

Mentions that a split, or a merge with a paper, refers to are out of the ladder's reach. So the order of the
lines does not matter, and a name refers to its mentions that no other line refers to more precisely.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from networkx.utils import UnionFind

from kgraph.corrections import NOT_APPLIED, Corrections, Decision, contradiction, line_of, one_spaced, quote
from kgraph.people.forms import Place
from kgraph.people.groups import Unit

_POSITION = re.compile(r"(?P<paper>paper:\S+)#(?P<position>\d+)")
_ON_PAPER = re.compile(r"(?P<name>.+) @ (?P<paper>paper:\S+)")
_IDENTIFIER = re.compile(r"[a-z][a-z0-9]*:\S+")


def is_precise(reference: str) -> bool:
    """Whether a reference names a paper.

    >>> is_precise("T. Brown @ paper:brown-2020-ab"), is_precise("T. Brown")
    (True, False)
    """
    return bool(_POSITION.fullmatch(reference) or _ON_PAPER.fullmatch(reference))


def names_of(place: Place) -> frozenset[str]:
    """All references that stand for a mention, among others or alone."""
    name = one_spaced(place.name)
    own = (name, f"{name} @ {place.paper}", f"{place.paper}#{place.position}")
    return frozenset([*own, *place.identifiers])


class Index:
    """Finds the mentions that a reference stands for."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places

    @cached_property
    def _found(self) -> dict[str, list[Place]]:
        # Made when first asked for: most builds have no corrections.
        found: dict[str, list[Place]] = defaultdict(list)
        for place in self._places:
            for key in names_of(place):
                found[key].append(place)
        return found

    def find(self, reference: str) -> list[Place]:
        """The mentions of a reference, sorted; none if nothing is printed so."""
        return self._found.get(one_spaced(reference), [])


@dataclass(slots=True)
class Decided:
    """The mentions out of the ladder's reach: those of a split by its line, and those to be merged alone."""

    split: dict[Place, Decision] = field(default_factory=dict)
    alone: set[Place] = field(default_factory=set)

    def __contains__(self, place: Place) -> bool:
        return place in self.split or place in self.alone


def take_out(index: Index, corrections: Corrections) -> Decided:
    """Find the mentions that are decided by hand. Raises `KgraphError` for two lines that contradict."""
    decided = Decided()
    splits = sorted(corrections.of("split"), key=line_of)
    for split in sorted(splits, key=lambda each: is_precise(each.subject), reverse=True):
        for place in index.find(split.subject):
            other = decided.split.setdefault(place, split)
            if other.value != split.value and is_precise(other.subject) == is_precise(split.subject):
                raise contradiction(other, split)
    for merge in corrections.of("merge"):
        for reference in filter(is_precise, (merge.subject, merge.value)):
            decided.alone.update(index.find(reference))
    _check_merges(index, corrections)
    return decided


def _check_merges(index: Index, corrections: Corrections) -> None:
    """Refuse merges that put together again what a split takes apart."""
    merges = sorted(corrections.of("merge"), key=line_of)
    joined = UnionFind()
    for merge in merges:
        joined.union(merge.subject, merge.value)
    for split in sorted(corrections.of("split"), key=line_of):
        names = {one_spaced(place.name) for place in index.find(split.subject)}
        if split.value not in names and not index.find(split.value):
            joined.union(split.subject, split.value)  # it makes a new person of that name
        others = names - {split.subject}
        for merge in merges:
            sides = {merge.subject, merge.value}
            root = joined[merge.subject]
            restores = root == joined[split.subject] and any(joined[name] == root for name in others)
            if restores or (split.subject in sides and split.value not in sides - {split.subject}):
                raise contradiction(split, merge)


def correct(
    units: Sequence[Unit], decided: Decided, index: Index, corrections: Corrections
) -> tuple[list[Unit], dict[Decision, str]]:
    """Apply the corrections to the people that the ladder found; say of each that cannot be applied why.

    Raises `KgraphError` for two lines that call one person differently.
    """
    everyone = _Everyone(units, decided, index)
    for decision in sorted(corrections.decisions, key=line_of):
        everyone.apply(decision)
    return everyone.join(), everyone.notes


class _Everyone:
    """All units, those made by hand among them, and which of them are one person."""

    def __init__(self, units: Sequence[Unit], decided: Decided, index: Index) -> None:
        self.index, self.decided = index, decided
        self.units = list(units)
        self.called: dict[str, int] = {}  # the units of splits
        self.notes: dict[Decision, str] = {}
        self.applied: list[tuple[int, Decision]] = []
        for place in sorted(decided.split):
            value = decided.split[place].value
            if value not in self.called:
                self.called[value] = len(self.units)
                self.units.append(Unit([]))
            self.units[self.called[value]].places.append(place)
        self.units += [Unit([place]) for place in sorted(decided.alone - decided.split.keys())]
        self.unit_of = {place: number for number, unit in enumerate(self.units) for place in unit.places}
        self.joined = UnionFind(range(len(self.units)))

    def find(self, reference: str) -> set[int]:
        """The units of a reference: of a name, those that no other line refers to more precisely."""
        places = self.index.find(reference)
        called = {self.called[reference]} if reference in self.called else set()
        if not is_precise(reference):
            free = [place for place in places if place not in self.decided]
            places = free if free or called else places
        return called | {self.unit_of[place] for place in places}

    def apply(self, decision: Decision) -> None:
        if decision.verb == "split":
            self._split(decision)
            return
        sides = [decision.subject, decision.value] if decision.verb == "merge" else [decision.subject]
        found = [self.find(side) for side in sides]
        if sides[1:] == sides[:1] and found[0]:  # all of that name are one person
            self.joined.union(*found[0])
            self.applied.append((min(found[0]), decision))
            return
        for side, numbers in zip(sides, found, strict=True):
            if len(numbers) != 1:
                self._note(decision, side, len(numbers))
                return
        one, *other = (number for [number] in found)
        self.joined.union(one, *other)
        self.applied.append((one, decision))

    def _split(self, split: Decision) -> None:
        if not self.index.find(split.subject):
            self._note(split, split.subject, 0)
        elif split.value in self.called:
            own = self.called[split.value]
            names = {one_spaced(place.name) for place in self.units[own].places}
            others = set() if split.value in names else self.find(split.value) - {own}
            if len(others) > 1:
                self._note(split, split.value, len(others))
                return
            if others:
                self.joined.union(own, *others)
            elif not _IDENTIFIER.fullmatch(split.value):
                self.units[own].label = split.value
            self.applied.append((own, split))

    def _note(self, decision: Decision, side: str, count: int) -> None:
        problem = f"is {count} people: name a paper" if count else "is printed nowhere"
        self.notes[decision] = f"{decision.place}: {NOT_APPLIED}{quote(side)} {problem} ({decision})"

    def join(self) -> list[Unit]:
        groups: dict[int, Unit] = {}
        for number, unit in enumerate(self.units):
            group = groups.setdefault(self.joined[number], Unit([]))
            group.places += unit.places
            group.hows |= unit.hows
            group.label = min(filter(None, (group.label, unit.label)), default="")
        renamed: dict[int, Decision] = {}
        for number, decision in self.applied:
            root = self.joined[number]
            groups[root].hows.add(f"by hand: {decision}")
            if decision.verb == "rename":
                if renamed.setdefault(root, decision).value != decision.value:
                    raise contradiction(renamed[root], decision)
                groups[root].label = decision.value
        return list(groups.values())
