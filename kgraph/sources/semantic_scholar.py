"""Papers of Semantic Scholar: answers of its API, its data sets (JSONL), older dumps, S2ORC's metadata."""

from collections.abc import Iterable, Iterator

import msgspec

from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.dates import iso_date, read_date
from kgraph.sources.identifier_search import find_arxiv
from kgraph.sources.json_heads import head_records
from kgraph.sources.json_records import read_records
from kgraph.sources.natural import join_name
from kgraph.sources.record import identifiers_of, make_paper, plain

_MARKS = frozenset({
    "paperId", "citingPaper", "citedPaper", "corpusid", "paperAbstract", "outCitations", "outbound_citations",
    "has_outbound_citations",
})  # fmt: skip
# The types that say most come first: a conference paper is given as an article of a journal, too.
_TYPES = {
    "Conference": "paper-conference", "JournalArticle": "article-journal", "Book": "book",
    "BookSection": "chapter", "Dataset": "dataset", "Review": "article-journal",
}  # fmt: skip

_Ids = dict[str, str | int | list[str] | None]


class _Author(msgspec.Struct):
    author_id: str | int | None = msgspec.field(default=None, name="authorId")
    name: str | None = None
    affiliations: list[str] | None = None
    external_ids: _Ids | None = msgspec.field(default=None, name="externalIds")
    ids: list[str | int] | None = None
    # S2ORC's parts of a name
    first: str | None = None
    middle: list[str] | None = None
    last: str | None = None
    suffix: str | None = None


class _Named(msgspec.Struct):
    name: str | None = None


class _Category(msgspec.Struct):
    category: str | None = None


class _Cited(msgspec.Struct, rename="camel"):
    paper_id: str | None = None
    external_ids: _Ids | None = None
    title: str | None = None
    year: int | None = None
    cited_paper: "_Cited | None" = None


class _Paper(msgspec.Struct, rename="camel"):
    paper_id: str | None = None
    corpus_id: int | str | None = None
    external_ids: _Ids | None = None
    title: str | None = None
    abstract: str | None = None
    venue: str | None = None
    publication_venue: _Named | None = None
    journal: _Named | str | None = None
    year: int | None = None
    publication_date: str | None = None
    authors: list[_Author] | None = None
    references: list[_Cited] | None = None
    fields_of_study: list[str] | None = None
    publication_types: list[str] | None = None
    # The data sets write all names in lower case.
    corpusid: int | str | None = msgspec.field(default=None, name="corpusid")
    externalids: _Ids | None = None
    publicationdate: str | None = None
    publicationtypes: list[str] | None = None
    s2fieldsofstudy: list[_Category] | None = None
    # the older dumps
    id: str | None = None
    paper_abstract: str | None = None
    out_citations: list[str] | None = None
    doi: str | None = None
    # S2ORC
    s2orc_id: str | int | None = msgspec.field(default=None, name="paper_id")
    arxiv_id: str | None = msgspec.field(default=None, name="arxiv_id")
    acl_id: str | None = msgspec.field(default=None, name="acl_id")
    pubmed_id: str | None = msgspec.field(default=None, name="pubmed_id")
    pmc_id: str | None = msgspec.field(default=None, name="pmc_id")
    outbound_citations: list[str] | None = msgspec.field(default=None, name="outbound_citations")
    metadata: "_Paper | None" = None
    # citations and references of one paper, an entry each
    citing_paper: "_Paper | None" = None
    cited_paper: "_Paper | None" = None


def recognises(head: str) -> bool:
    """Whether a text begins with papers of Semantic Scholar.

    >>> recognises('{"data": [{"paperId": "0f", "title": "T"}]}'), recognises('{"data": [{"title": "T"}]}')
    (True, False)
    """
    return any(
        _MARKS & record.keys() or ("corpusId" in record and "externalIds" in record)
        for record in head_records(head)
    )


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the papers; of a list of citations those that cite, of a list of references those cited."""
    return read_records(lines, file, _Paper, _paper)


def _paper(entry: _Paper, origin: Origin, raw: str) -> Paper | Rejected:
    paper = entry.citing_paper or entry.cited_paper or entry.metadata or entry
    ids = _first_values(paper.external_ids or paper.externalids)
    corpus = paper.corpus_id or paper.corpusid or entry.corpusid or ids.get("CorpusId")
    s2orc = entry.s2orc_id or paper.s2orc_id
    types = paper.publication_types or paper.publicationtypes or ()
    journal = paper.journal.name if isinstance(paper.journal, _Named) else paper.journal
    doi = ids.get("DOI") or paper.doi
    topics = paper.fields_of_study or [topic.category or "" for topic in paper.s2fieldsofstudy or ()]
    out_citations = [*(paper.out_citations or ()), *(paper.outbound_citations or ())]
    return make_paper(
        origin,
        raw,
        title=paper.title,
        authors=map(_mention, paper.authors or ()),
        date=read_date(paper.publication_date or paper.publicationdate) or iso_date(paper.year),
        abstract=paper.abstract or paper.paper_abstract,
        categories=topics,
        venue=paper.venue or (paper.publication_venue and paper.publication_venue.name) or journal,
        identifiers=(
            *identifiers_of(
                doi=doi,
                arxiv=ids.get("ArXiv") or paper.arxiv_id,
                acl=ids.get("ACL") or paper.acl_id,
                pmid=ids.get("PubMed") or paper.pubmed_id,
                pmcid=_pmcid(ids.get("PubMedCentral") or paper.pmc_id),
                dblp=ids.get("DBLP"),
                s2=paper.paper_id or paper.id or (str(s2orc) if s2orc else None),
            ),
            f"s2:CorpusId:{corpus}" if corpus else None,
            find_arxiv(doi),
        ),
        references=[*map(_reference, paper.references or ()), *(f"s2:{cited}" for cited in out_citations)],
        type=next((csl for name, csl in _TYPES.items() if name in types), None),
    )


def _first_values(ids: _Ids | None) -> dict[str, str]:
    values = {
        name: next(iter(value), None) if isinstance(value, list) else value
        for name, value in (ids or {}).items()
    }
    return {name: str(value) for name, value in values.items() if value}


def _pmcid(number: str | None) -> str | None:
    return f"PMC{number.upper().removeprefix('PMC')}" if number else None


def _mention(author: _Author) -> Mention:
    name = author.name
    if not name:
        name = join_name(
            " ".join(filter(None, (author.first, *(author.middle or ())))), author.last, None, author.suffix
        )
    number = author.author_id or next(iter(author.ids or ()), None)
    orcid = _first_values(author.external_ids).get("ORCID")
    places = (plain(place) for place in author.affiliations or ())
    return Mention(
        name,
        0,
        identifiers_of(s2=str(number) if number else None, orcid=orcid),
        tuple(dict.fromkeys(place for place in places if place)),
    )


def _reference(cited: _Cited) -> str | None:
    cited = cited.cited_paper or cited
    ids = _first_values(cited.external_ids)
    known = identifiers_of(
        doi=ids.get("DOI"),
        arxiv=ids.get("ArXiv"),
        pmid=ids.get("PubMed"),
        acl=ids.get("ACL"),
        s2=cited.paper_id,
    )
    if known:
        return known[0]
    title = plain(cited.title)
    return f"{title} ({cited.year})" if title and cited.year else title or None
