"""The records that flow from stage to stage. Frozen, flat, and holding identifiers instead of objects."""

from dataclasses import dataclass

from kgraph.vocabulary import Status


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """Where a record was read: a file, named relative to the sources' folder, and a line from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A name as printed on a paper, with its place in the author list (from 1).

    `identifiers` are those the source gives the author, such as `orcid:0000-0002-1825-0097`;
    `organizations` are the affiliations printed with this name.
    """

    name: str
    position: int
    identifiers: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """One work, as a source gives it.

    `date` is ISO 8601 as far as it is known: `2022`, `2022-12` or `2022-12-15`.
    `authors_truncated` is true where the source left authors out (`et al.`).
    `organizations` belong to the paper as a whole. `identifiers` are registered names of the work, such as
    `doi:10.1000/182` (`kgraph.identifiers.external_id`). `references` are what the paper cites, a text each:
    such an identifier, or `Title (2019)`, or the words of a bibliography. `type` is a type of CSL
    (`article-journal`, `paper-conference`, `preprint`, `book`, `chapter`, `thesis`, `report`, `dataset`).
    """

    id: str
    title: str
    origin: Origin
    mentions: tuple[Mention, ...] = ()
    abstract: str | None = None
    date: str | None = None
    authors_truncated: bool = False
    organizations: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    venue: str | None = None
    doi: str | None = None
    references: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    type: str | None = None

    @property
    def year(self) -> int | None:
        """The year of `date`, if there is one."""
        return int(self.date[:4]) if self.date else None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that could not be read: where it stands, why, and its text."""

    origin: Origin
    reason: str
    raw: str


@dataclass(frozen=True, slots=True)
class Person:
    """Who a set of mentions stands for.

    `name` is the fullest printed form, `names` are all of them, sorted; `mentions` are (paper, position).
    `reason` says why more than one printed form was merged, and is empty otherwise.
    """

    id: str
    name: str
    names: tuple[str, ...]
    mentions: tuple[tuple[str, int], ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A piece of evidence in a paper: `text == getattr(paper, field)[start:end]`."""

    field: str  # "title" or "abstract"
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a paper, and where they stand in it."""

    paper: str
    span: Span


@dataclass(frozen=True, slots=True)
class Keyword:
    """An entity found in the texts. It links papers only if at least two share it (`shared`).

    `definition` is the sentence of the corpus that says best what it is; `close_match` are the ids of the
    themes that it is a name of.
    """

    id: str
    label: str
    variants: tuple[str, ...]
    shared: bool
    definition: Quotation | None = None
    close_match: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    """A paper is about a concept (a theme or a keyword).

    `weight` lies in (0, 1]. An extracted tag carries the spans that it was read from; an inferred one has
    none of its own, and `basis` names the concepts it follows from (a theme from its narrower ones).
    """

    paper: str
    concept: str
    weight: float
    status: Status
    evidence: tuple[Span, ...] = ()
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A paper cites another one of the corpus; `rule` says how the reference was matched, with its value."""

    citing: str
    cited: str
    rule: str


@dataclass(frozen=True, slots=True)
class References:
    """What became of the references of all papers.

    `read` is the sum of the counts of `matched` (rule and count), `own` (a paper's reference to itself, as
    its versions merge), `ambiguous` (they fit several papers) and `outside` (no paper of the corpus).
    """

    read: int = 0
    matched: tuple[tuple[str, int], ...] = ()
    own: int = 0
    ambiguous: int = 0
    outside: int = 0


@dataclass(frozen=True, slots=True)
class LineageLink:
    """The later paper likely builds on the earlier one: inferred, never a citation.

    `weight` lies in (0, 1]; `parts` are the named contributions that add up to it, largest first.
    `direction_uncertain` is true where the dates are too close, or too coarse, to be sure which came first.
    `passages` is empty, or the two that are most alike: of the later paper, then of the earlier one.
    """

    later: str
    earlier: str
    weight: float
    parts: tuple[tuple[str, float], ...]
    shared_people: tuple[str, ...]
    shared_concepts: tuple[str, ...]
    direction_uncertain: bool
    passages: tuple[Span, ...] = ()
