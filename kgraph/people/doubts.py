"""What is doubtful about who is who, and why two mentions are, or are not, one person.

Both ask `ladder` and `groups`, as the build does.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kgraph.corrections import Corrections, Decision, quote
from kgraph.errors import KgraphError
from kgraph.identifiers import slug
from kgraph.names import is_initial, parse
from kgraph.people.corrected import Index
from kgraph.people.forms import Form, Place
from kgraph.people.groups import TOLD_APART, Neighbours, judge_forms
from kgraph.people.ladder import compare
from kgraph.people.naming import sort_names
from kgraph.records import Person


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why someone may be another; the people concerned by id; and the answers, of which one is true."""

    question: str
    people: tuple[str, ...]
    answers: tuple[Decision, ...]


def find_doubts(
    people: Sequence[Person], places: Sequence[Place], corrections: Corrections
) -> tuple[Doubt, ...]:
    """List the doubtful people, sorted; the mentions that a line of `corrections` refers to are decided.

    Doubtful are a form that agrees with two people and stays alone, namesakes, and a merge by initials only.
    """
    index = Index(places)
    decided = {
        place
        for decision in corrections.decisions
        for side in (decision.subject, decision.value)
        for place in index.find(side)
    }
    person_of = {mention: person.id for person in people for mention in person.mentions}
    doubts = [*_doubt_namesakes(people, places, decided)]
    for block in judge_forms(places):
        for form, neighbours in block.items():
            if decided.isdisjoint(form.places):
                doubts += _doubt_form(form, neighbours, person_of)
    return tuple(sorted(set(doubts), key=lambda doubt: (doubt.people, doubt.question)))


def _doubt_namesakes(
    people: Sequence[Person], places: Sequence[Place], decided: set[Place]
) -> Iterator[Doubt]:
    place_of = {(place.paper, place.position): place for place in places}
    by_name: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        by_name[slug(person.name)].append(person)
    for namesakes in by_name.values():
        theirs = {place_of[mention] for person in namesakes for mention in person.mentions}
        in_doubt = any(TOLD_APART not in person.reason for person in namesakes)
        if len(namesakes) > 1 and in_doubt and decided.isdisjoint(theirs):
            name = namesakes[0].name
            paper, position = namesakes[1].mentions[0]
            yield Doubt(
                f"{len(namesakes)} people are called {name}",
                tuple(person.id for person in namesakes),
                (
                    Decision("merge", name, name),
                    Decision("rename", f"{paper}#{position}", f"{namesakes[1].name} (2)"),
                ),
            )


def _doubt_form(
    form: Form, neighbours: Neighbours, person_of: Mapping[tuple[str, int], str]
) -> Iterator[Doubt]:
    def person(of: Form) -> str:
        return person_of[of.places[0].paper, of.places[0].position]

    names = sort_names(form.places)
    alone = tuple(Decision("split", name, names[0]) for name in names)
    if neighbours.rivals:
        ids = tuple(dict.fromkeys(map(person, (form, *neighbours.rivals))))
        one, other = (sort_names(rival.places)[0] for rival in neighbours.rivals)
        # Names that are spelt alike are a matter of namesakes.
        if len(ids) == 3 and len({form.name.words, *(rival.name.words for rival in neighbours.rivals)}) == 3:
            merges = tuple(Decision("merge", names[0], name) for name in (one, other))
            yield Doubt(f"{names[0]} may be {one} or {other}", ids, (*merges, *alone))
    elif form.name.given and is_initial(form.name.parts[0]):
        spelt_out = [
            place
            for other in neighbours.found
            if not is_initial(other.name.parts[0])
            and person(other) == person(form)
            and not other.registered & form.registered  # a register says so
            for place in other.places
        ]
        if spelt_out:
            full = sort_names(spelt_out)[0]
            merge = Decision("merge", names[0], full)
            yield Doubt(f"{names[0]} is {full} by initials only", (person(form),), (merge, *alone))


def explain_identity(
    one: str, other: str, people: Sequence[Person], places: Sequence[Place], corrections: Corrections
) -> tuple[str, ...]:
    """Say in words why two mentions are, or are not, one person: a line for each rung, the outcome last.

    `one` and `other` are references as in `people.toml`; of one that several people go by, each rung judges
    the first mention. Raises `KgraphError` for one that is printed nowhere.
    """
    index = Index(places)
    person_of = {mention: person for person in people for mention in person.mentions}
    first, second = _find_first(index, one), _find_first(index, other)
    lines = [_tell_decisions(first, second, index, corrections), *_tell_ladder(first, second, places)]
    persons = {person.id: person for person in (person_of[place[:2]] for place in (first, second))}
    reasons = [f" ({person.reason})" if person.reason else "" for person in persons.values()]
    if len(persons) == 1:
        return (*lines, f"so they are one person: {next(iter(persons))}{reasons[0]}")
    told = " and ".join(f"{name}{reason}" for name, reason in zip(persons, reasons, strict=True))
    return (*lines, f"so they are two people: {told}")


def _find_first(index: Index, reference: str) -> Place:
    places = index.find(reference)
    if not places:
        raise KgraphError(f"{quote(reference)} is printed nowhere: `kgraph people` lists the printed names")
    return places[0]


def _tell_decisions(one: Place, other: Place, index: Index, corrections: Corrections) -> str:
    about = [
        f"{decision.place} says {decision}"
        for decision in corrections.decisions
        if {one, other} & {place for side in _sides(decision) for place in index.find(side)}
    ]
    return f"by hand: {'; '.join(about) or 'nothing is decided'}"


def _sides(decision: Decision) -> tuple[str, ...]:
    return (decision.subject,) if decision.verb == "rename" else (decision.subject, decision.value)


def _tell_ladder(one: Place, other: Place, places: Sequence[Place]) -> Iterator[str]:
    names = parse(one.name), parse(other.name)
    surnames = {name.surname for name in names}
    if len(surnames) > 1:
        yield f"surname: {names[0].surname} is not {names[1].surname}"
        return
    yield f"surname: both are {names[0].surname}"
    [block] = judge_forms([place for place in places if parse(place.name).surname in surnames])
    form_of = {place: form for form in block for place in form.places}
    forms = form_of[one], form_of[other]
    if forms[0] is forms[1]:
        yield "given names: the same, but for accents, case, points, hyphens or word order"
    else:
        verdict = compare(*forms)
        if verdict.steps is None:
            yield "given names: they do not agree"
            return
        yield f"given names: they agree ({', '.join(sorted(verdict.steps)) or 'the same letters'})"
        yield f"against it: {verdict.bar or 'no paper names both'}"
    for form in dict.fromkeys(forms):
        if rivals := block[form].rivals:
            yield f"other candidates: {_name(form)} may also be {_name(rivals[0])} or {_name(rivals[1])}"
            return
    yield "other candidates: none"


def _name(form: Form) -> str:
    return sort_names(form.places)[0]
