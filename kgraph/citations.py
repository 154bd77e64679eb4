"""References become citations: each is looked for among the papers of the corpus.

A reference is matched by the first rule that finds a paper: an identifier, the id of a paper, a DOI or arXiv
number in its text, a whole title with the year, or a title inside the words of a bibliography. A title counts
if it is long enough, the years are at most one apart, and one paper alone fits.

Measured on m3925.bib, which prints its 6,860 references in words, against the DOIs of m3925.jsonl: 6,856 are
found (four titles hold markup), none is wrong; none is wrong either if every second paper is taken out of the
corpus, or if the 117,000 papers of the Anthology and NeurIPS take its place.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kgraph.duplicates.rules import registered
from kgraph.identifiers import external_id, fold, work_identifier
from kgraph.records import Citation, Paper, References

# Titles of fewer words are in too many references: `Introduction`, `Translating idioms`.
_FEWEST_WORDS = 3
# A title of this many words is sure without a year, and without the first author beside it.
_SURE_WORDS = 8
_YEARS_APART = 1
# What is read of a reference; the longest of the 6,860 in m3925.bib has 463 characters.
_MOST_CHARACTERS = 2_000

_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>|]+")
_ARXIV = re.compile(
    r"\barxiv(?:\.org/(?:abs|pdf)/|[:\s]+)(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", re.IGNORECASE
)
_TITLE_AND_YEAR = re.compile(r"(.+?)[,.]? \((\d{4})[a-z]?\)\.?", re.DOTALL)
_YEAR = re.compile(r"(?<![\d/.-])(?:1[5-9]|20)\d\d(?![\d/-])")
_WORD = re.compile(r"[^\W_]+")

# What a record is called in its own file, such as `id:p17`; references of that file may use it.
_OWN = "id:"

TITLE = "title and year"
TEXT = "title in the text"


def match_references(
    papers: Sequence[Paper], known: Iterable[Paper] | None = None
) -> tuple[tuple[Citation, ...], References]:
    """Match the references of all papers, and count what became of them.

    A paper that is referred to more than once is cited once, by the first rule. The citations are sorted.
    `known` are the papers that may be cited, else all of `papers`: those with a key (`paper_keys`) that a
    reference has (`reference_keys`) are enough.

    >>> from kgraph.records import Origin
    >>> old = Paper("paper:old", "On the origin of things", Origin("a", 1), date="2019")
    >>> new = Paper("paper:new", "Things", Origin("a", 2), references=("On the Origin of Things (2019)", "x"))
    >>> match_references([old, new])[0]
    (Citation(citing='paper:new', cited='paper:old', rule='title and year'),)
    """
    # A corpus without references, such as the Anthology, needs no index.
    citable = papers if known is None else known
    index = _Index(citable if any(paper.references for paper in papers) else ())
    counts: Counter[str] = Counter()
    found: dict[tuple[str, str], str] = {}
    for paper in papers:
        for reference in paper.references:
            match = index.find(reference, paper.origin.file)
            if match is None or match.paper != paper.id:
                counts[match.rule if match else "outside"] += 1
            else:
                counts["own"] += 1
            if match and match.paper and match.paper != paper.id:
                rule = f"{match.rule} {match.value}" if match.value else match.rule
                found.setdefault((paper.id, match.paper), rule)
    special = ("own", "ambiguous", "outside")
    return (
        tuple(sorted(Citation(citing, cited, rule) for (citing, cited), rule in found.items())),
        References(
            read=counts.total(),
            matched=tuple(sorted((rule, n) for rule, n in counts.items() if rule not in special)),
            **{name: counts[name] for name in special},
        ),
    )


def paper_keys(paper: Paper) -> frozenset[str]:
    """The keys by which a reference can find a paper: its names, and how its title begins.

    >>> from kgraph.records import Origin
    >>> sorted(paper_keys(Paper("paper:a", "On the origin of things", Origin("f", 1), doi="10.1000/1")))
    ['name 10.1000/1', 'name doi:10.1000/1', 'name paper:a', 'title on the origin']
    """
    names = {name for name, _ in _named_matches(paper)}
    words = fold(paper.title).split(" ")
    titles = {" ".join(words[:_FEWEST_WORDS])} if len(words) >= _FEWEST_WORDS else set()
    return frozenset([*(f"name {name}" for name in names), *(f"title {start}" for start in titles)])


def reference_keys(reference: str, file: str = "") -> frozenset[str]:
    """The keys of all papers that a reference of a record of `file` may be to.

    >>> sorted(reference_keys("On the Origin (2019)"))[-1]
    'title the origin 2019'
    """
    reference = unicodedata.normalize("NFC", reference[:_MOST_CHARACTERS])
    parts = _TITLE_AND_YEAR.fullmatch(reference)
    title = fold(parts[1] if parts else reference).split(" ")
    words = [word for word, _, _ in _words(reference)]
    places = range(len(words) - _FEWEST_WORDS + 1)
    starts = {" ".join(words[place : place + _FEWEST_WORDS]) for place in places}
    starts.add(" ".join(title[:_FEWEST_WORDS]))
    return frozenset([
        *(f"name {name}" for name in _names(reference, file)),
        *(f"title {start}" for start in starts),
    ])  # fmt: skip


@dataclass(frozen=True, slots=True, order=True)
class _Match:
    """The paper that a reference names, empty if it fits several, and how it was found."""

    paper: str
    rule: str
    value: str = ""


_AMBIGUOUS = _Match("", "ambiguous")


def _named_matches(paper: Paper) -> Iterator[tuple[str, _Match]]:
    """What a reference may call a paper: its id, an identifier, or an identifier without its scheme."""
    yield paper.id, _Match(paper.id, "id", paper.id)
    for name in registered(paper):
        scheme, _, value = name.partition(":")
        yield name, _Match(paper.id, scheme, value)
        yield value, _Match(paper.id, scheme, value)
    for name in paper.identifiers:
        if name.startswith(_OWN):
            value = name.removeprefix(_OWN)
            yield _in_file(value, paper.origin.file), _Match(paper.id, "id", value)


class _Index:
    """The papers by their identifiers and by their titles."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._by_name: defaultdict[str, set[_Match]] = defaultdict(set)
        self._by_title: defaultdict[str, list[Paper]] = defaultdict(list)
        # The first words of the titles, and how many words those titles have, longest first.
        lengths: defaultdict[str, set[int]] = defaultdict(set)
        for paper in papers:
            for name, match in _named_matches(paper):
                self._by_name[name].add(match)
            words = fold(paper.title).split(" ")
            if len(words) >= _FEWEST_WORDS:
                self._by_title[" ".join(words)].append(paper)
                lengths[" ".join(words[:_FEWEST_WORDS])].add(len(words))
        self._lengths = {start: sorted(known, reverse=True) for start, known in lengths.items()}

    def find(self, reference: str, file: str = "") -> _Match | None:
        # Composed, so that a letter with its accent is one letter of a word.
        reference = unicodedata.normalize("NFC", reference[:_MOST_CHARACTERS])
        return self._named(reference, file) or self._titled(reference) or self._in_text(reference)

    def _named(self, reference: str, file: str) -> _Match | None:
        for name in _names(reference, file):
            if known := self._by_name.get(name):
                papers = {match.paper for match in known}
                return min(known) if len(papers) == 1 else _AMBIGUOUS
        return None

    def _titled(self, reference: str) -> _Match | None:
        parts = _TITLE_AND_YEAR.fullmatch(reference)
        title, years = (fold(parts[1]), {int(parts[2])}) if parts else (fold(reference), set())
        if title not in self._by_title:
            return None
        return _only(self._by_title[title], years, TITLE, sure=_is_sure(title))

    def _in_text(self, reference: str) -> _Match | None:
        words = _words(reference)
        years = {int(year) for year in _YEAR.findall(reference)}
        printed: Mapping[str, int] = Counter(word for word, _, _ in words)
        for place in range(len(words) - _FEWEST_WORDS + 1):
            start = " ".join(word for word, _, _ in words[place : place + _FEWEST_WORDS])
            for length in self._lengths.get(start, ()):
                span = words[place : place + length]
                title = " ".join(word for word, _, _ in span)
                known = self._by_title.get(title)
                if known is None or not _stands_alone(reference, span[0][1], span[-1][2]):
                    continue
                fitting = [p for p in known if _is_sure(title) or _is_author(p, printed)]
                if match := _only(fitting, years, TEXT, sure=_is_sure(title)):
                    return match
        return None


def _in_file(value: str, file: str) -> str:
    """The name of a record's own id, which says nothing outside its file."""
    return f"{file}\n{value}"


def _names(reference: str, file: str) -> Iterator[str]:
    """The identifiers that a reference may be, or holds."""
    yield _in_file(reference.removeprefix(_OWN), file)
    yield reference
    yield work_identifier(reference)
    if doi := _DOI.search(reference):
        value = doi[0].rstrip(".,;:'’”")
        while value.endswith(")") and value.count("(") < value.count(")"):
            value = value[:-1].rstrip(".,;:")
        if name := external_id("doi", value):
            yield work_identifier(name)
    if number := _ARXIV.search(reference):
        yield f"arxiv:{number[1]}"


def _only(papers: Sequence[Paper], years: set[int], rule: str, *, sure: bool) -> _Match | None:
    """The one paper of a title that a year fits best; where a year is missing only a long title is sure."""
    exact = [paper for paper in papers if paper.year in years]
    near = [
        paper
        for paper in papers
        if (any(abs(paper.year - year) <= _YEARS_APART for year in years) if paper.year and years else sure)
    ]
    fitting = exact or near
    if len(fitting) > 1:
        return _AMBIGUOUS
    return _Match(fitting[0].id, rule) if fitting else None


def _is_sure(title: str) -> bool:
    return title.count(" ") + 1 >= _SURE_WORDS


def _is_author(paper: Paper, printed: Mapping[str, int]) -> bool:
    """Whether the words of a reference name the first author of a paper."""
    return not paper.mentions or any(
        len(word) > 1 and word in printed for word in fold(paper.mentions[0].name).split(" ")
    )


def _words(text: str) -> list[tuple[str, int, int]]:
    """The folded words of a text, each with where it begins and ends."""
    return [
        (word, found.start(), found.end()) for found in _WORD.finditer(text) for word in _folded(found[0])
    ]


@lru_cache(maxsize=1 << 16)
def _folded(word: str) -> tuple[str, ...]:
    return tuple(fold(word).split())


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether what stands there is parted from the words around it, and does not begin a longer title."""
    before, behind = text[:start].rstrip(), text[end:].lstrip()
    return (not before or not before[-1].isalnum()) and (
        not behind or not (behind[0].isalnum() or behind[0] in ":–—-")
    )
