"""Decides who is who: which printed names stand for the same person.

`_agreement` is the ladder: it says how two name forms agree, if they do. `_merge` tempers it: forms are
merged only where nothing speaks for another reading. A form that could be either of two people stays alone,
because a wrong merge spoils both of them, while a missed one can be seen and repaired. People who share a
name in full cannot be told apart here, unless one paper names them both.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain

from nicknames import NickNamer

from kgraph.identifiers import node_id, slug
from kgraph.names import Name, is_cased, is_initial, parse
from kgraph.records import Paper, Person
from kgraph.vocabulary import Kind

_INITIALS = "initials"
_NICKNAME = "a nickname"
_LEFT_OUT = "a middle name left out"


def identify(papers: Sequence[Paper]) -> tuple[Person, ...]:
    """Group the mentions of `papers` into people, sorted by id; the order of the papers does not matter.

    Every mention belongs to exactly one person. Two name forms are one person if the ladder finds that they
    agree (the same folded surname; given names that are equal, initials or nicknames of each other, middle
    names perhaps left out), no paper names both, and neither agrees with a third form that contradicts the
    other. `Person.reason` says in words how the printed names of a person agree.

    A name that one paper prints twice gives two people there; the name's other mentions count as the first of
    them, for such a list is more often a slip than a pair of namesakes (holding both apart from every other
    form cost .001 B-cubed F1 on the hard blocks).

    The work is linear in the mentions; forms are compared only within a surname and a first name or initial,
    and a comparison ends at the first contradiction.

    B-cubed F1 on the labelled half of the ACL Anthology, and on those of its blocks (initial + surname) that
    hold a curated person: .988 / .974; exact string .975 / .901, folded string .985 / .932, initial + surname
    .877 / .837 (`benchmarks/quality/people.py`).

    >>> from kgraph.records import Mention, Origin
    >>> def paper(key: str, *names: str) -> Paper:
    ...     mentions = tuple(Mention(name, place) for place, name in enumerate(names, start=1))
    ...     return Paper(id=key, title=key, origin=Origin("papers", 1), mentions=mentions)
    >>> tom, yan = identify([paper("a", "Tom Brown", "Yan Li"), paper("b", "Tom B. Brown")])
    >>> tom.id, tom.mentions, yan.id
    ('person:tom-b-brown', (('a', 1), ('b', 1)), 'person:yan-li')
    >>> tom.reason.partition(": ")[2]
    'same surname, compatible given names (a middle name left out), no other candidate'
    """
    blocks: dict[str, list[_Form]] = defaultdict(list)
    for form in _forms(papers):
        blocks[form.name.surname].append(form)
    return _with_ids(
        [person for block in blocks.values() for group in _merge(block) for person in _people(group)]
    )


@dataclass(slots=True, eq=False)
class _Form:
    """A name form: mentions whose names differ at most in accents, case, points, hyphens and order."""

    name: Name
    mentions: list[tuple[str, int, str]] = field(default_factory=list)  # paper, position, printed name
    papers: set[str] = field(default_factory=set)


def _forms(papers: Sequence[Paper]) -> list[_Form]:
    """Collect the name forms. Printed names that stand on one paper are forms of their own."""
    prints: dict[str, set[str]] = defaultdict(set)
    apart: set[str] = set()
    for paper in papers:
        seen: dict[str, str] = {}
        for mention in paper.mentions:
            words = parse(mention.name).words
            prints[words].add(mention.name)
            if seen.setdefault(words, mention.name) != mention.name:
                apart.add(words)
    forms: dict[tuple[str, str], _Form] = {}
    for paper in papers:
        for mention in paper.mentions:
            words = parse(mention.name).words
            key = (words, mention.name if words in apart else "")
            if key not in forms:
                # Of several readings the one with the fewest given names knows most: a hyphen, or a comma,
                # ties words together that a print without it leaves loose.
                names = {mention.name} if words in apart else prints[words]
                forms[key] = _Form(min(map(parse, names), key=lambda name: (len(name.given), name)))
            form = forms[key]
            form.mentions.append((paper.id, mention.position, mention.name))
            form.papers.add(paper.id)
    return list(forms.values())


def _agreement(one: Name, other: Name) -> frozenset[str] | None:
    """The ladder: how two names of one surname agree, in words, or None if they do not."""
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return None
    if one.letters == other.letters:
        return frozenset()
    if not one.given or not other.given:
        return None
    # Jean-Yves is one name: Jean alone is not it. But J. Y. and Jean Yves are.
    if len(one.parts) == len(other.parts) or _all_initials(one) or _all_initials(other):
        return _aligned(one.parts, other.parts)
    return _aligned(one.given, other.given)


def _aligned(one: tuple[str, ...], other: tuple[str, ...]) -> frozenset[str] | None:
    """The first names must agree, and the rest of the shorter list be found in the longer in that order."""
    short, long = sorted((one, other), key=len)
    steps = [_step(short[0], long[0])]
    place = 1
    for name in short[1:]:
        while place < len(long) and _step(name, long[place]) is None:
            place += 1
        if place == len(long):
            return None
        steps.append(_step(name, long[place]))
        place += 1
    if len(short) < len(long):
        steps.append(_LEFT_OUT)
    return None if None in steps else frozenset(step for step in steps if step)


def _step(one: str, other: str) -> str | None:
    """How two given names agree: empty if they are equal, None if they do not."""
    if one == other:
        return ""
    if one[0] == other[0] and (is_initial(one) or is_initial(other)):
        return _INITIALS
    return _NICKNAME if other in _short_and_long(one) else None


def _all_initials(name: Name) -> bool:
    return all(map(is_initial, name.given))


@cache
def _nicknamer() -> NickNamer:
    return NickNamer()


@cache
def _short_and_long(given: str) -> frozenset[str]:
    """The nicknames of a given name and the names it is a nickname of: Peggy and Meg stay apart."""
    return frozenset(_nicknamer().nicknames_of(given) | _nicknamer().canonicals_of(given))


def _merge(forms: list[_Form]) -> Iterator[list[_Form]]:
    """Group the forms of one surname into people.

    A form is clear if no two forms that agree with it contradict each other. Of two clear forms that
    agree, each agrees with all that the other agrees with: so the groups are the same in any order.
    """
    neighbours: dict[_Form, list[_Form]] = {}
    for form, candidates in _candidates(forms):
        clear = _clear_neighbours(form, candidates)
        if clear is not None:
            neighbours[form] = clear
    done: set[_Form] = set()
    for form in forms:
        if form not in done:
            group = [form, *(other for other in neighbours.get(form, ()) if other in neighbours)]
            done.update(group)
            yield group


def _candidates(forms: list[_Form]) -> Iterator[tuple[_Form, Iterable[_Form]]]:
    """Pair each form with those it may agree with: a first name, its nicknames, or an initial in common."""
    by_term: dict[str, list[_Form]] = defaultdict(list)
    by_letter: dict[str, list[_Form]] = defaultdict(list)
    initials: dict[str, list[_Form]] = defaultdict(list)
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
            reach = sorted(terms.union(*map(_short_and_long, terms)))
            yield form, chain(*(by_term.get(term, ()) for term in reach), initials.get(first[:1], ()))


def _terms(name: Name) -> set[str]:
    return {name.letters, *name.parts[:1], *name.given[:1]}


def _clear_neighbours(form: _Form, candidates: Iterable[_Form]) -> list[_Form] | None:
    """The forms that agree with `form`, or None as soon as two of them contradict each other."""
    found: list[_Form] = []
    for other in candidates:
        if other is not form and other not in found and _agree(form, other):
            if not all(_agree(other, third) for third in found):
                return None
            found.append(other)
    return found


def _agree(one: _Form, other: _Form) -> bool:
    return _agreement(one.name, other.name) is not None and one.papers.isdisjoint(other.papers)


def _people(group: list[_Form]) -> Iterator[Person]:
    """Make the person of a group; where a paper has one name twice, the second of them is another person."""
    times: Counter[str] = Counter()
    members: dict[int, list[tuple[str, int, str]]] = defaultdict(list)
    for mention in sorted(mention for form in group for mention in form.mentions):
        members[times[mention[0]]].append(mention)
        times[mention[0]] += 1
    for mentions in members.values():
        printed = Counter(name for _, _, name in mentions)
        names = sorted(printed, key=lambda name: _fullness(name, printed[name]))
        places = tuple((paper, position) for paper, position, _ in mentions)
        yield Person("", names[0], tuple(sorted(names)), places, _reason(group, names))


def _fullness(name: str, times: int) -> tuple[object, ...]:
    """Sorts printed names from the fullest down; of equally full ones the more frequent comes first."""
    parts = parse(name).parts
    full = sum(not is_initial(part) for part in parts)
    return -full, -len(parts), -len("".join(parts)), not is_cased(name), "," in name, -times, name


def _reason(group: list[_Form], names: list[str]) -> str:
    if len(names) < 2:
        return ""
    equation = " = ".join(names)
    if len(group) == 1:
        return f"{equation}: the same name but for accents, case, points, hyphens or word order"
    fullest = parse(names[0])
    steps = {step for form in group for step in _agreement(form.name, fullest) or ()}
    how = f" ({', '.join(sorted(steps))})" if steps else ""
    return f"{equation}: same surname, compatible given names{how}, no other candidate"


def _with_ids(people: list[Person]) -> tuple[Person, ...]:
    """Name each person after the fullest form; namesakes are numbered by their first mentions."""
    plain = [slug(person.name) for person in people]
    reserved = set(plain)
    numbers: Counter[str] = Counter()
    named = []
    for local, person in sorted(
        zip(plain, people, strict=True), key=lambda pair: (pair[0], pair[1].mentions)
    ):
        numbers[local] += 1
        final = local
        while numbers[local] > 1 and (final := f"{local}-{numbers[local]}") in reserved:
            numbers[local] += 1
        reserved.add(final)
        named.append(replace(person, id=node_id(Kind.PERSON, final)))
    return tuple(sorted(named, key=lambda person: person.id))
