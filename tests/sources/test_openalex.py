import json

from kgraph.identifiers import paper_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.openalex import parse, recognises

SITE = "https://openalex.org/"
WORK = {
    "id": f"{SITE}W11",
    "doi": "https://doi.org/10.48550/arXiv.2201.00001",
    "title": "Counting <i>Sheep</i>",
    "display_name": "Counting Sheep",
    "publication_year": 2022,
    "publication_date": "2022-01-03",
    "ids": {"openalex": f"{SITE}W11", "mag": "11", "pmid": "https://pubmed.ncbi.nlm.nih.gov/77",
            "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/88"},
    "type": "preprint",
    "authorships": [
        {
            "author": {"id": f"{SITE}A1", "display_name": "Jane Roe", "orcid": "https://orcid.org/0000-0002-1825-0097"},
            "institutions": [{"display_name": "Sheep College"}, {"display_name": "Sheep College"}],
            "raw_author_name": "Roe, Jane",
            "raw_affiliation_strings": ["Dept. of Sheep, Sheep College"],
        },
        {
            "author": {"id": None, "display_name": "J. Doe", "orcid": None},
            "institutions": [],
            "raw_author_name": "John Doe",
            "raw_affiliation_strings": ["Dept. of Goats"],
        },
    ],
    "primary_location": {"source": {"display_name": "arXiv (Sheep)"},
                         "landing_page_url": "https://arxiv.org/abs/2201.00001"},
    "locations": [{"source": None,
                   "landing_page_url": "https://arxiv.org/abs/2201.00001v2", "pdf_url": None}],
    "primary_topic": {"display_name": "Animal Arithmetic"},
    "topics": [{"display_name": "Animal Arithmetic"}, {"display_name": "Sleep"}],
    "keywords": [{"keyword": "sheep", "score": 0.5}],
    "concepts": [{"display_name": "Sheep"}],
    "referenced_works": [f"{SITE}W1", f"{SITE}W2", f"{SITE}W1"],
    "abstract_inverted_index": {"We": [0], "count": [1, 3], "and": [2], "sleep.": [4]},
}  # fmt: skip
PAPER = Paper(
    id=paper_id("Counting Sheep", "2022", "Jane Roe"),
    title="Counting Sheep",
    origin=Origin("w.json", 1),
    mentions=(
        Mention("Jane Roe", 1, ("openalex:A1", "orcid:0000-0002-1825-0097"), ("Sheep College",)),
        Mention("John Doe", 2, (), ("Dept. of Goats",)),
    ),
    abstract="We count and count sleep.",
    date="2022-01-03",
    categories=("Animal Arithmetic",),
    venue="arXiv (Sheep)",
    doi="10.48550/arxiv.2201.00001",
    references=("openalex:W1", "openalex:W2"),
    identifiers=(
        "doi:10.48550/arxiv.2201.00001", "openalex:W11", "pmid:77", "pmcid:PMC88", "arxiv:2201.00001",
    ),
    type="preprint",
)  # fmt: skip


def read(*works: object) -> list[Paper | Rejected]:
    return list(parse([json.dumps(work) for work in works], "w.json"))


def test_a_work_is_read_whole() -> None:
    assert read(WORK) == [PAPER]
    assert read([WORK]) == [PAPER]
    assert read({"meta": {"count": 1}, "results": [WORK]}) == [PAPER]


def test_a_work_without_a_title_has_its_display_name_or_is_rejected() -> None:
    named, nameless = read(
        {"id": f"{SITE}W1", "title": None, "display_name": "Sheep"}, {"id": f"{SITE}W2", "title": None}
    )
    assert isinstance(named, Paper)
    assert (named.title, named.date, named.type) == ("Sheep", None, None)
    assert isinstance(nameless, Rejected)
    assert (nameless.origin.line, nameless.reason) == (2, "a record without a title")


def test_fields_of_odd_types_are_left_out() -> None:
    odd = WORK | {
        "referenced_works": [f"{SITE}W1", 5, None, "W2"],
        "authorships": [{"author": "?"}, 3],
        "ids": [],
    }
    (paper,) = read(odd)
    assert isinstance(paper, Paper)
    assert (paper.references, paper.mentions) == (("openalex:W1", "openalex:W2"), ())


def test_abstracts_with_gaps_and_clashes_keep_every_word() -> None:
    gap, clash, none = read(
        WORK | {"abstract_inverted_index": {"sheep": [5], "We": [0], "count": [2]}},
        WORK | {"abstract_inverted_index": {"We": [0], "a": [1], "b": [1]}},
        WORK | {"abstract_inverted_index": {}},
    )
    assert isinstance(gap, Paper)
    assert isinstance(clash, Paper)
    assert isinstance(none, Paper)
    assert (gap.abstract, clash.abstract, none.abstract) == ("We count sheep", "We a b", None)


def test_types_are_those_of_csl() -> None:
    kinds = [{"type": "article", "type_crossref": "proceedings-article"}, {"type": "article"},
             {"type": "dissertation"}, {"type": "paratext"}]  # fmt: skip
    papers = read(*({"id": f"{SITE}W1", "title": "T", **kind} for kind in kinds))
    assert [paper.type for paper in papers if isinstance(paper, Paper)] == [
        "paper-conference", "article-journal", "thesis", None,
    ]  # fmt: skip


def test_recognises_its_works_only() -> None:
    assert recognises(json.dumps(WORK))
    assert recognises(json.dumps({"meta": {}, "results": [WORK]}, indent=2)[:300])
    assert not recognises('{"id": "https://openalex.org/A1", "display_name": "Jane Roe"}')
    assert not recognises('{"open_access": {"is_oa": true}, "title": "T"}')
