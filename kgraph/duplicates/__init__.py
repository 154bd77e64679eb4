"""Records of one paper become one paper; every merge is written down with the rule that made it.

`rules` says which records are one paper, `groups` which must be looked at together; here the fullest of them
is kept and takes from the others what it lacks.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby

from kgraph.duplicates.groups import Closed, close_groups, keys_of
from kgraph.duplicates.rules import find_duplicates, registered
from kgraph.identifiers import slug
from kgraph.names import parse
from kgraph.records import Mention, Origin, Paper

__all__ = [
    "Closed",
    "Merge",
    "Merged",
    "close_groups",
    "keys_of",
    "merge_closed",
    "merge_duplicates",
    "merge_group",
    "refer_to_kept",
]

# What is not taken over field by field: `et al.` on one record says nothing about another that prints all the
# names, and the others are united.
_KEPT_AS_THEY_ARE = frozenset({"id", "origin", "authors_truncated", "identifiers", "mentions"})
_SUFFIX_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Merge:
    """A record that turned out to be a paper that was already there."""

    paper: str
    kept: Origin
    merged: Origin
    rule: str


@dataclass(frozen=True, slots=True)
class Merged:
    """The papers that the records of a group are, the merges, and the ids of merged records and of theirs."""

    papers: tuple[Paper, ...]
    merges: tuple[Merge, ...]
    moved: tuple[tuple[str, str], ...]


def merge_duplicates(papers: Iterable[Paper]) -> tuple[tuple[Paper, ...], tuple[Merge, ...]]:
    """Make records of one paper one, and give the papers, sorted by id, and the merges, sorted.

    The record with the most facts is kept; the others fill in what it lacks and add their identifiers.
    References by the id of a merged record follow the kept one. Papers that are not one, but whose titles
    made one id (`Briefly Noted`), get what they are registered as behind it. The order of `papers` does not
    matter, and papers that come out of here go through it unchanged.
    """
    records = list(papers)
    closed = close_groups([keys_of(paper) for paper in records])
    grouped = {place for group in closed.groups for place in group}
    alone = (paper for place, paper in enumerate(records) if place not in grouped)
    return merge_closed(closed, records, alone)


def merge_closed(
    closed: Closed, records: Sequence[Paper] | Mapping[int, Paper], alone: Iterable[Paper]
) -> tuple[tuple[Paper, ...], tuple[Merge, ...]]:
    """Merge the `records` of closed groups, by their places, as `merge_duplicates` does.

    Papers that are `alone` in their groups are merged with none, and refer to what others are merged with.
    """
    merged = [merge_group([records[place] for place in group], closed.constants) for group in closed.groups]
    moved = {old: new for group in merged for old, new in group.moved}
    kept = refer_to_kept([*alone, *(paper for group in merged for paper in group.papers)], moved)
    return (
        tuple(sorted(kept, key=lambda paper: paper.id)),
        tuple(sorted((merge for group in merged for merge in group.merges), key=_order)),
    )


def _order(merge: Merge) -> tuple[object, ...]:
    return merge.paper, merge.merged, merge.rule


def merge_group(papers: Iterable[Paper], constants: Container[str] = ()) -> Merged:
    """Make records of one paper one, among those of a closed group (`groups.close_groups`).

    `constants` are the identifiers that merge nothing in the whole corpus. References are left as they are:
    they may be to any group, so `refer_to_kept` is for when all are merged.

    >>> one = Paper("paper:a", "On the weighing of things", Origin("f", 1), venue="Mind")
    >>> merge_group([one, replace(one, id="paper:b", origin=Origin("f", 9))]).moved
    (('paper:b', 'paper:a'),)
    """
    ranked = _ranked(papers)
    kept = dict(enumerate(ranked))
    leader: dict[int, tuple[int, str]] = {}
    moved: dict[str, str] = {}
    # What a merge has united may show that two more are one, so it is looked at again until nothing changes.
    while found := _find(list(kept.values()), list(kept), constants):
        leader |= found
        ids = {kept[place].id: kept[first].id for place, (first, _) in found.items()}
        kept = _united(kept, found)
        for paper in kept.values():
            ids.pop(paper.id, None)  # another one still has that id
        moved = {old: ids.get(new, new) for old, new in moved.items()}
        moved = ids | moved
    own = _with_own_ids(kept)
    merges = []
    for place, (kept_place, rule) in leader.items():
        last = kept_place
        while last in leader:
            last, _ = leader[last]
        merges.append(Merge(own[last].id, own[last].origin, ranked[place].origin, rule))
    return Merged(tuple(own.values()), tuple(merges), tuple(moved.items()))


def refer_to_kept(papers: Iterable[Paper], moved: Mapping[str, str]) -> Iterator[Paper]:
    """Let references by the id of a merged record, which is in `moved`, follow the kept one."""
    for paper in papers:
        if moved.keys().isdisjoint(paper.references):
            yield paper
        else:
            yield replace(paper, references=tuple(dict.fromkeys(moved.get(r, r) for r in paper.references)))


def _find(
    papers: Sequence[Paper], places: Sequence[int], constants: Container[str]
) -> dict[int, tuple[int, str]]:
    """One round: the place of a record that another one stands for, the place of that one, and the rule."""
    leader = list(range(len(papers)))
    rule_of: dict[int, str] = {}

    def lead(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    for duplicate in find_duplicates(papers, constants):
        one, other = sorted((lead(duplicate.one), lead(duplicate.other)))
        if one != other:
            leader[other] = one
            rule_of[other] = duplicate.rule
    return {places[place]: (places[lead(place)], rule) for place, rule in rule_of.items()}


def _united(papers: Mapping[int, Paper], found: Mapping[int, tuple[int, str]]) -> dict[int, Paper]:
    groups: defaultdict[int, list[Paper]] = defaultdict(list)
    for place, paper in papers.items():
        groups[found[place][0] if place in found else place].append(paper)
    return {place: _unite(g[0], g[1:]) if len(g) > 1 else g[0] for place, g in groups.items()}


def _ranked(papers: Iterable[Paper]) -> list[Paper]:
    """The records with the most facts first, in an order that only depends on what they say."""
    ranked: list[Paper] = []
    keys = ((-_facts(paper), paper.origin, paper) for paper in papers)
    for _, tied in groupby(sorted(keys, key=lambda key: key[:2]), key=lambda key: key[:2]):
        group = [paper for *_, paper in tied]
        ranked.extend(sorted(group, key=repr) if len(group) > 1 else group)
    return ranked


def _facts(paper: Paper) -> int:
    """How much a record says, in characters."""
    texts = (paper.title, paper.abstract, paper.date, paper.venue, paper.doi, paper.type)
    lists = [paper.organizations, paper.categories, paper.keywords, paper.references, paper.identifiers]
    for mention in paper.mentions:
        lists += [(mention.name,), mention.identifiers, mention.organizations]
    return sum(len(text) for text in texts if text) + sum(len(text) for texts in lists for text in texts)


def _unite(paper: Paper, others: Sequence[Paper]) -> Paper:
    for other in others:
        lacking = {
            field.name: getattr(other, field.name)
            for field in fields(paper)
            if field.name not in _KEPT_AS_THEY_ARE and not getattr(paper, field.name)
        }
        if paper.type == "preprint" and other.type:
            lacking["type"] = other.type  # it was published after all
        if not paper.mentions:
            lacking["authors_truncated"] = other.authors_truncated
        paper = replace(
            paper,
            **lacking,
            mentions=_unite_mentions(paper.mentions, other.mentions),
            identifiers=tuple(dict.fromkeys((*paper.identifiers, *other.identifiers))),
        )
    return paper


def _unite_mentions(mine: tuple[Mention, ...], theirs: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """The names of the kept record, with what another record of the same authors says of them."""
    if not mine or not theirs:
        return mine or theirs
    if len(mine) != len(theirs):
        return mine
    return tuple(
        replace(
            name,
            identifiers=tuple(dict.fromkeys((*name.identifiers, *other.identifiers))),
            organizations=name.organizations or other.organizations,
        )
        if parse(name.name).surname == parse(other.name).surname
        else name
        for name, other in zip(mine, theirs, strict=True)
    )


def _with_own_ids(papers: Mapping[int, Paper]) -> dict[int, Paper]:
    """Tell papers apart whose id is the same."""
    namesakes: defaultdict[str, list[int]] = defaultdict(list)
    for place, paper in papers.items():
        namesakes[paper.id].append(place)
    own = dict(papers)
    for name, places in namesakes.items():
        if len(places) > 1:
            times = Counter(number for place in places for number in registered(papers[place]))
            for place in places:
                own[place] = replace(papers[place], id=f"{name}-{_suffix(papers[place], times)}")
    return own


def _suffix(paper: Paper, times: Mapping[str, int]) -> str:
    for number in registered(paper):
        if times[number] == 1:
            return slug(number)
    said = repr((paper.title, paper.venue, paper.abstract))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:_SUFFIX_DIGITS]
