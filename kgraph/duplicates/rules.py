"""Which records are one paper: by a registered identifier, or by title, first author and year.

Measured on the 104,188 records of the ACL Anthology, where every record has a number of its own, so all that
is merged there could be looked at: 551 groups have the same title, year and first author. With authors they
are the same work printed twice (a workshop and the Findings, COLING and ACL of 1998), whatever the DOIs say.
Without authors (`Briefly Noted`, `Books Received`, 106 groups) they are not. With the years one apart they
are mostly the annual reports of one project, so there the numbers decide. Of 1,048 preprints on AI safety 104
are merged with a paper of NeurIPS or the Anthology; 25 were looked at, all right. Three are missed, whose
first author changed or whose years are two apart.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from kgraph.identifiers import fold as fold_once
from kgraph.identifiers import work_identifier
from kgraph.names import is_initial, parse
from kgraph.records import Paper

# Titles of fewer words say too little: `Introduction`, `Translating idioms`, `Summation by chairman`.
_TELLING_WORDS = 4
# An identifier on more titles than this is a constant of its export: m3925.bib prints one Scopus number on
# all its 3,925 records. A preprint and its publication are two titles at most, a translation makes a third.
MOST_TITLES = 3
# A record is compared with this many clusters of its title and year, the last ones: the most frequent heading
# of a year in the Anthology stands on 8. 20,000 records of one title, all different, take under 10 s.
_MOST_CLUSTERS = 50
_YEARS_APART = 1
# Titles and venues are folded in every round.
fold = lru_cache(maxsize=1 << 17)(fold_once)
# Schemes that name no work: a book or journal around it, or (`id`) its place in one file.
_NO_WORKS = ("isbn:", "issn:", "id:")


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two records, by their places in the sequence, that are one paper, and the rule that says so."""

    one: int
    other: int
    rule: str


def find_duplicates(papers: Sequence[Paper], constants: Container[str] = ()) -> Iterator[Duplicate]:
    """Yield pairs of records that are one paper; what is linked by pairs is one paper, too.

    Every record is compared with what stands before it in `papers`, so their order decides where the rules
    leave a choice. `constants` are identifiers that say nothing, as more records than these would show. Time
    grows with the number of records and identifiers.
    """
    yield from _by_identifier(papers, constants)
    yield from _by_title(papers)
    yield from _by_id(papers)


def registered(paper: Paper) -> tuple[str, ...]:
    """The identifiers of the work itself, each once: no ISBN, no id, and an arXiv DOI as the arXiv number.

    >>> from kgraph.records import Origin
    >>> registered(Paper("paper:a", "A", Origin("f", 1), doi="10.48550/arXiv.2212.08073"))
    ('arxiv:2212.08073',)
    """
    named = (*paper.identifiers, f"doi:{paper.doi.lower()}") if paper.doi else paper.identifiers
    return tuple(dict.fromkeys([work_identifier(name) for name in named if not name.startswith(_NO_WORKS)]))


def is_preprint(paper: Paper) -> bool:
    """Whether a record describes a preprint: by its type, or because arXiv alone has registered it."""
    names = registered(paper)
    return paper.type == "preprint" or (bool(names) and all(name.startswith("arxiv:") for name in names))


@dataclass(slots=True)
class _Cluster:
    """Records that are held to be one paper, and what must agree with the next one."""

    first: int
    title: str
    years: set[int | None] = field(default_factory=set)
    authors: set[str] = field(default_factory=set)
    venues: set[str] = field(default_factory=set)
    abstracts: set[str] = field(default_factory=set)
    # Scheme to identifiers; a preprint and its publication are registered apart and do not contradict.
    identifiers: dict[tuple[bool, str], set[str]] = field(default_factory=dict)

    def add(self, paper: Paper) -> None:
        self.years.add(paper.year)
        self.authors.add(_first_author(paper))
        self.venues.update([fold(paper.venue)] if paper.venue else [])
        self.abstracts.update([fold(paper.abstract)] if paper.abstract else [])
        preprint = is_preprint(paper)
        for name in registered(paper):
            self.identifiers.setdefault((preprint, name.partition(":")[0]), set()).add(name)

    def contradicts(self, paper: Paper) -> bool:
        """Whether an authority has registered the record and the cluster under different names."""
        names: defaultdict[tuple[bool, str], set[str]] = defaultdict(set)
        preprint = is_preprint(paper)
        for name in registered(paper):
            names[preprint, name.partition(":")[0]].add(name)
        return any(known.isdisjoint(names[key]) for key, known in self.identifiers.items() if key in names)


def _by_identifier(papers: Sequence[Paper], constants: Container[str]) -> Iterator[Duplicate]:
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for place, paper in enumerate(papers):
        for name in registered(paper):
            if name not in constants:
                blocks[name].append(place)
    for name, block in blocks.items():
        titles = Counter(fold(papers[place].title) for place in block) if len(block) > 1 else Counter()
        if 0 < len(titles) <= MOST_TITLES:
            yield from _clustered(papers, block, _is_same_registered, f"same {name}")


def _is_same_registered(cluster: _Cluster, paper: Paper) -> bool:
    """Whether a record of the same identifier is the same paper: chapters are given the DOI of their book."""
    if cluster.title == fold(paper.title):
        return True
    return _same_author(cluster, paper) and not cluster.contradicts(paper)


def _by_title(papers: Sequence[Paper]) -> Iterator[Duplicate]:
    blocks: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, paper in enumerate(papers):
        title, author = fold(paper.title), _first_author(paper)
        # A title without authors, or one that says little, is the same paper in the same year at most.
        if author and _is_telling(title):
            blocks[title, parse(author).surname].append(place)
        else:
            blocks[title or paper.title, fold(author), paper.year].append(place)
    for block in blocks.values():
        if len(block) > 1:
            yield from _clustered(papers, block, _is_same_title)


def _is_same_title(cluster: _Cluster, paper: Paper) -> bool:
    title = fold(paper.title)
    if not paper.mentions:
        same_place = _agrees(cluster.venues, paper.venue) and _agrees(cluster.abstracts, paper.abstract)
        return same_place and not cluster.contradicts(paper)
    if not _is_telling(title):
        # Two numbers in one volume are two pieces (`Introduction`); in two volumes they are a reprint.
        reprint = " " in title and not _agrees(cluster.venues, paper.venue)
        return reprint or not cluster.contradicts(paper)
    if not _same_author(cluster, paper):
        return False
    if cluster.years == {paper.year}:
        return True
    years = [year for year in (*cluster.years, paper.year) if year is not None]
    return max(years) - min(years) <= _YEARS_APART and not cluster.contradicts(paper)


def _by_id(papers: Sequence[Paper]) -> Iterator[Duplicate]:
    """Records of one id are one paper, unless the id was made from their title, which then has decided."""
    blocks: defaultdict[str, list[int]] = defaultdict(list)
    for place, paper in enumerate(papers):
        blocks[paper.id].append(place)
    for name, (first, *others) in blocks.items():
        for other in others:
            if fold(papers[other].title) != fold(papers[first].title):
                yield Duplicate(first, other, f"same id {name}")


def _clustered(
    papers: Sequence[Paper],
    block: Iterable[int],
    fits: Callable[[_Cluster, Paper], bool],
    rule: str = "",
) -> Iterator[Duplicate]:
    """Put each record of a block to the first cluster that it fits, or begin another."""
    clusters: list[_Cluster] = []
    for place in block:
        paper = papers[place]
        found = next((c for c in clusters[-_MOST_CLUSTERS:] if fits(c, paper)), None)
        if found is None:
            found = _Cluster(place, fold(paper.title))
            clusters.append(found)
        else:
            yield Duplicate(found.first, place, rule or _title_rule(papers[found.first], paper))
        found.add(paper)


def _title_rule(one: Paper, other: Paper) -> str:
    if not one.mentions:
        return "same title and year, without authors"
    if one.year == other.year:
        return "same title, year and first author"
    years = " and ".join(str(year) for year in sorted({one.year or 0, other.year or 0}) if year)
    return f"same title and first author, {years if ' ' in years else 'one without a year'}"


def _agrees(known: set[str], said: str | None) -> bool:
    """Whether a record says the same as a cluster, or one of them says nothing."""
    return not known or not said or fold(said) in known


def _is_telling(title: str) -> bool:
    return title.count(" ") + 1 >= _TELLING_WORDS


def _first_author(paper: Paper) -> str:
    return paper.mentions[0].name if paper.mentions else ""


def _same_author(cluster: _Cluster, paper: Paper) -> bool:
    return bool(paper.mentions) and all(_compatible(name, _first_author(paper)) for name in cluster.authors)


@lru_cache(maxsize=1 << 12)
def _compatible(one: str, other: str) -> bool:
    """Whether two printed names can be one person's: one surname, and initials that do not contradict."""
    if one == other:
        return True
    mine, theirs = parse(one), parse(other)
    if mine.surname != theirs.surname:
        return False
    pairs = zip(mine.parts, theirs.parts, strict=False)
    return all(a == b or (a[0] == b[0] and (is_initial(a) or is_initial(b))) for a, b in pairs)
