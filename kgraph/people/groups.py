"""Name forms to people: by agreement where nothing contradicts it, and by the identifiers they share."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from networkx.utils import UnionFind

from kgraph.names import Name, is_initial
from kgraph.people.forms import Form, Place, collect_forms, is_registered, schemes, write_identifier
from kgraph.people.ladder import compare, short_and_long
from kgraph.people.naming import sort_names, write_agreement

# How the reason of a person starts whom a register tells from others of the name.
TOLD_APART = "told from namesakes by"


class Neighbours(NamedTuple):
    """The forms that agree with a form; `rivals` are the first two of them that contradict each other."""

    found: list[Form]
    rivals: tuple[Form, Form] | None = None


@dataclass(slots=True, eq=False)
class Unit:
    """The mentions of one person, and how they were brought together, in words."""

    places: list[Place]
    hows: set[str] = field(default_factory=set)
    label: str = ""


def group_mentions(places: Sequence[Place]) -> list[Unit]:
    """Group sorted mentions into people, by the ladder and by identifiers.

    Where a paper has one name twice, or one identifier, the second of them is another person.
    """
    return [unit for group in _join_identified(group_forms(places)) for unit in _part_repeated(group)]


def group_forms(places: Sequence[Place]) -> Iterator[list[Form]]:
    """Group forms by the ladder.

    A form is clear if no two forms that agree with it contradict each other. Of two clear forms that agree,
    each agrees with all that the other agrees with: so the groups are the same in any order. A form that is
    not clear stays alone, and those of its mentions that an identifier knows are forms of their own.
    """
    for block in judge_forms(places):
        done: set[Form] = set()
        for form, neighbours in block.items():
            if neighbours.rivals:
                yield from ([part] for part in _part_identified(form))
            elif form not in done:
                group = [form, *(other for other in neighbours.found if not block[other].rivals)]
                done.update(group)
                yield group


def judge_forms(places: Sequence[Place]) -> Iterator[dict[Form, Neighbours]]:
    """The forms of each surname with those that agree with them."""
    blocks: dict[str, list[Form]] = defaultdict(list)
    for form in collect_forms(places):
        blocks[form.name.surname].append(form)
    for block in blocks.values():
        if len(block) == 1:
            yield {block[0]: Neighbours([])}
            continue
        yield {form: find_neighbours(form, candidates) for form, candidates in _pair_candidates(block)}


def _pair_candidates(forms: list[Form]) -> Iterator[tuple[Form, Iterable[Form]]]:
    """Pair each form with those it may agree with: a first name, its nicknames, or an initial in common."""
    by_term: dict[str, list[Form]] = defaultdict(list)
    by_letter: dict[str, list[Form]] = defaultdict(list)
    initials: dict[str, list[Form]] = defaultdict(list)
    for form in forms:
        for term in _terms(form.name):
            by_term[term].append(form)
        if form.name.given:
            letter = form.name.parts[0][0]
            by_letter[letter].append(form)
            if is_initial(form.name.parts[0]):
                initials[letter].append(form)
    for form in forms:
        terms = _terms(form.name)
        first = form.name.parts[0] if form.name.given else ""
        if is_initial(first):
            yield form, by_letter[first]
        else:
            reach = sorted(terms.union(*map(short_and_long, terms)))
            yield form, chain(*(by_term.get(term, ()) for term in reach), initials.get(first[:1], ()))


def _terms(name: Name) -> set[str]:
    return {name.letters, *name.parts[:1], *name.given[:1]}


def find_neighbours(form: Form, candidates: Iterable[Form]) -> Neighbours:
    """The forms that agree with `form`, up to the first two of them that contradict each other."""
    found: list[Form] = []
    for other in candidates:
        if other is not form and other not in found and compare(form, other).agrees:
            for third in found:
                if not compare(other, third).agrees:
                    return Neighbours(found, (third, other))
            found.append(other)
    return Neighbours(found)


def _part_identified(form: Form) -> Iterator[Form]:
    """Part the mentions of a form that a source's own identifiers know from the rest."""
    if not form.computed:
        yield form
        return
    joined = UnionFind()
    for place in form.places:
        if place.identifiers:
            joined.union(*place.identifiers)
    parts: dict[str, Form] = {}
    for place in form.places:
        key = joined[place.identifiers[0]] if place.identifiers else ""
        part = parts.setdefault(key, Form(form.name, registered=form.registered))
        part.places.append(place)
        part.computed |= {name for name in place.identifiers if not is_registered(name)}
    yield from parts.values()


@dataclass(slots=True)
class _Group:
    forms: list[list[Form]]
    registered: set[str]
    shared: set[str] = field(default_factory=set)
    namesakes: bool = False

    @property
    def words(self) -> set[str]:
        return {form.name.words for forms in self.forms for form in forms}


def _join_identified(groups: Iterable[list[Form]]) -> Iterator[_Group]:
    """Join the groups that share an identifier, registers first: no other may join what these part."""
    group_of: dict[int, _Group] = {}
    holders: dict[str, list[int]] = defaultdict(list)
    for number, forms in enumerate(groups):
        if not any(form.registered or form.computed for form in forms):
            yield _Group([forms], set())
            continue
        group_of[number] = _Group([forms], {name for form in forms for name in form.registered})
        for name in sorted({name for form in forms for place in form.places for name in place.identifiers}):
            holders[name].append(number)
    joined = UnionFind(group_of)
    for name in sorted(holders, key=lambda name: (not is_registered(name), name)):
        first, *others = holders[name]
        for other in others:
            one, two = joined[first], joined[other]
            if one != two and not _parted(group_of[one].registered, group_of[two].registered):
                joined.union(one, two)
                kept, gone = (one, two) if joined[one] == one else (two, one)
                group_of[kept].forms += group_of[gone].forms
                group_of[kept].registered |= group_of[gone].registered
                group_of[kept].shared |= group_of[gone].shared | {name}
                del group_of[gone]
    known = Counter(words for group in group_of.values() if group.registered for words in group.words)
    for group in group_of.values():
        group.namesakes = bool(group.registered) and any(known[words] > 1 for words in group.words)
        yield group


def _parted(one: set[str], other: set[str]) -> bool:
    """Whether a register tells two groups apart."""
    return bool(one and other) and one.isdisjoint(other) and bool(schemes(one) & schemes(other))


def _part_repeated(group: _Group) -> Iterator[Unit]:
    places = sorted(place for forms in group.forms for form in forms for place in form.places)
    if len({place.paper for place in places}) == len(places):
        yield Unit(places, set(_write_hows(group, sort_names(places))))
        return
    times: Counter[str] = Counter()
    members: dict[int, list[Place]] = defaultdict(list)
    for place in places:
        members[times[place.paper]].append(place)
        times[place.paper] += 1
    for repeated in members.values():
        yield Unit(repeated, set(_write_hows(group, sort_names(repeated))))


def _write_hows(group: _Group, names: list[str]) -> Iterator[str]:
    if len(names) > 1:
        for forms in group.forms:
            if how := write_agreement(forms, names):
                yield how
        for name in sorted(group.shared):
            yield f"same {write_identifier(name)}"
    if group.namesakes:
        yield f"{TOLD_APART} {write_identifier(min(group.registered))}"
