"""What a person is called: the fullest printed name, an id of its own, and the reason in words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kgraph.identifiers import node_id, slug
from kgraph.names import is_cased, is_initial, parse
from kgraph.people.forms import Form, Place
from kgraph.people.ladder import agreement
from kgraph.records import Person
from kgraph.vocabulary import Kind


def sort_names(places: Iterable[Place]) -> list[str]:
    """The printed names of some mentions, the fullest first; of equally full ones the more frequent."""
    printed = Counter([place.name for place in places])
    if len(printed) == 1:
        return list(printed)
    return sorted(printed, key=lambda name: _fullness(name, printed[name]))


def _fullness(name: str, times: int) -> tuple[object, ...]:
    parts = parse(name).parts
    full = sum(not is_initial(part) for part in parts)
    return -full, -len(parts), -len("".join(parts)), not is_cased(name), "," in name, -times, name


def write_agreement(forms: Sequence[Form], names: Sequence[str]) -> str:
    """How the forms of a group agree; `names` are those of the person, the fullest first."""
    printed = {place.name for form in forms for place in form.places}
    own = [name for name in names if name in printed]
    if len(own) < 2:
        return ""
    if len({form.name.words for form in forms}) == 1:
        return "the same name but for accents, case, points, hyphens or word order"
    fullest = parse(own[0])
    steps = {step for form in forms for step in agreement(form.name, fullest) or ()}
    how = f" ({', '.join(sorted(steps))})" if steps else ""
    return f"same surname, compatible given names{how}, no other candidate"


def make_person(places: Sequence[Place], hows: Iterable[str], label: str = "") -> Person:
    """A person without an id; `label` takes the place of the fullest printed name."""
    names = sort_names(places)
    hows = sorted(hows)
    reason = f"{' = '.join(names)}: {'; '.join(hows)}" if hows else ""
    mentions = tuple((place.paper, place.position) for place in sorted(places))
    return Person("", label or names[0], tuple(sorted(names)), mentions, reason)


def number_namesakes(people: Iterable[Person]) -> tuple[Person, ...]:
    """Give each person an id from the name, namesakes a number by their first mentions; sorted by id."""
    plain = [(slug(person.name), person) for person in people]
    reserved = {local for local, _ in plain}
    return tuple(sorted(_number(plain, reserved), key=lambda person: person.id))


def _number(people: Sequence[tuple[str, Person]], reserved: set[str]) -> Iterator[Person]:
    numbers: Counter[str] = Counter()
    for local, person in sorted(people, key=lambda pair: (pair[0], pair[1].mentions)):
        numbers[local] += 1
        final = local
        while numbers[local] > 1 and (final := f"{local}-{numbers[local]}") in reserved:
            numbers[local] += 1
        reserved.add(final)
        name = node_id(Kind.PERSON, final)
        yield Person(name, person.name, person.names, person.mentions, person.reason)


def describe_people(
    people: Sequence[Person], known: Mapping[tuple[str, int], Sequence[str]]
) -> dict[str, list[Any]]:
    """What a graph says of people, in columns, with the identifiers that are `known` of any mention of them.

    >>> ann = Person("person:ann-lee", "Ann Lee", ("A. Lee", "Ann Lee"), (("paper:a", 1),), "by hand")
    >>> describe_people([ann], {("paper:a", 1): ("orcid:1",)})["identifiers"]
    [['orcid:1']]
    """
    own = [{name for mention in person.mentions for name in known.get(mention, ())} for person in people]
    return {
        "id": [person.id for person in people],
        "label": [person.name for person in people],
        "names": [person.names for person in people],
        "identifiers": [sorted(names) or None for names in own],
        "reason": [person.reason or None for person in people],
    }
