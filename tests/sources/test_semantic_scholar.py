import json

import pytest

from kgraph.identifiers import paper_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.semantic_scholar import parse, recognises

PAGE = {
    "paperId": "0f1e",
    "corpusId": 42,
    "externalIds": {"DOI": "10.1000/ABC", "ArXiv": "2001.00001", "ACL": "P20-1001", "PubMed": "77",
                    "DBLP": "conf/x/Roe20",
                    "CorpusId": 42, "MAG": "5"},
    "title": "Counting Sheep",
    "abstract": "We count.",
    "venue": "",
    "publicationVenue": {"name": "Meadow Conference"},
    "journal": {"name": "Journal of Meadows"},
    "year": 2020,
    "publicationDate": "2020-03-05",
    "publicationTypes": ["JournalArticle", "Conference"],
    "fieldsOfStudy": ["Biology"],
    "s2FieldsOfStudy": [{"category": "Art"}],
    "authors": [{"authorId": "9", "name": "Jane Roe", "affiliations": ["Sheep College"],
                 "externalIds": {"ORCID": "0000-0002-1825-0097"}}, {"authorId": None, "name": "J. Doe"}],
    "references": [
        {"paperId": "aa", "externalIds": {"DOI": "10.1000/One", "ArXiv": "1901.00001"}},
        {"citedPaper": {"paperId": "bb", "externalIds": {"ArXiv": "1901.00002"}, "title": "B"}},
        {"paperId": "cc", "externalIds": None, "title": "C", "year": 1999},
        {"paperId": None, "title": "D", "year": 1998},
        {"paperId": None, "title": "E"},
        {},
    ],
    "citations": [{"paperId": "dd", "title": "Later"}],
}  # fmt: skip
PAPER = Paper(
    id=paper_id("Counting Sheep", "2020", "Jane Roe"),
    title="Counting Sheep",
    origin=Origin("s.json", 1),
    mentions=(
        Mention("Jane Roe", 1, ("s2:9", "orcid:0000-0002-1825-0097"), ("Sheep College",)),
        Mention("J. Doe", 2),
    ),
    abstract="We count.",
    date="2020-03-05",
    categories=("Biology",),
    venue="Meadow Conference",
    doi="10.1000/abc",
    references=("doi:10.1000/one", "arxiv:1901.00002", "s2:cc", "D (1998)", "E"),
    identifiers=(
        "doi:10.1000/abc", "arxiv:2001.00001", "acl:P20-1001", "pmid:77", "dblp:conf/x/Roe20", "s2:0f1e",
        "s2:CorpusId:42",
    ),
    type="paper-conference",
)  # fmt: skip


def read(*entries: object) -> list[Paper | Rejected]:
    return list(parse([json.dumps(entry) for entry in entries], "s.json"))


@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        {"total": 1, "offset": 0, "data": [PAGE]},
        {"offset": 0, "data": [{"contexts": [], "citingPaper": PAGE}]},
        {"isInfluential": True, "citedPaper": PAGE},
        {"authorId": "9", "name": "Jane Roe", "papers": [PAGE]},
        {"recommendedPapers": [PAGE]},
    ],
)
def test_every_answer_of_the_api_is_read(page: object) -> None:
    assert recognises(json.dumps(page))
    assert read(page) == [PAPER]


def test_the_data_sets_and_the_older_dumps_are_read() -> None:
    data_set, dump, s2orc, wrapped = read(
        {"corpusid": 42, "externalids": {"DOI": "10.1000/1", "CorpusId": "42"}, "title": "A", "year": 2020,
         "publicationdate": "2020-01-02", "publicationtypes": ["Review"], "venue": "V",
         "s2fieldsofstudy": [{"category": "Art"}], "authors": [{"authorId": "9", "name": "Jane Roe"}]},
        {"id": "0f1e", "title": "B", "paperAbstract": "We count.", "outCitations": ["aa", "bb"],
         "inCitations": ["cc"],
         "doi": "10.1000/2", "year": 2018, "authors": [{"name": "J. Doe", "ids": ["8"]}],
         "fieldsOfStudy": ["Art"]},
        {"paper_id": "7", "title": "C",
         "authors": [{"first": "Jane", "middle": ["Q."], "last": "Roe", "suffix": ""}],
         "year": 2017, "arxiv_id": "1701.00001", "pmc_id": "88", "venue": None, "journal": "J",
         "outbound_citations": ["5"], "has_outbound_citations": True},
        {"corpusid": 43, "metadata": {"title": "D", "year": 2016}},
    )  # fmt: skip
    assert isinstance(data_set, Paper)
    assert (data_set.date, data_set.categories, data_set.type) == ("2020-01-02", ("Art",), "article-journal")
    assert data_set.identifiers == ("doi:10.1000/1", "s2:CorpusId:42")
    assert isinstance(dump, Paper)
    assert (dump.abstract, dump.references, dump.mentions) == (
        "We count.", ("s2:aa", "s2:bb"), (Mention("J. Doe", 1, ("s2:8",)),),
    )  # fmt: skip
    assert dump.identifiers == ("doi:10.1000/2", "s2:0f1e")
    assert isinstance(s2orc, Paper)
    assert (s2orc.mentions, s2orc.venue, s2orc.references) == ((Mention("Jane Q. Roe", 1),), "J", ("s2:5",))
    assert s2orc.identifiers == ("arxiv:1701.00001", "pmcid:PMC88", "s2:7")
    assert isinstance(wrapped, Paper)
    assert (wrapped.title, wrapped.date, wrapped.identifiers) == ("D", "2016", ("s2:CorpusId:43",))


def test_papers_that_were_not_found_are_rejected() -> None:
    first, second, third = read([None, PAGE, {"paperId": "0f", "title": None, "authors": None}])
    assert isinstance(first, Rejected)
    assert second == PAPER
    assert isinstance(third, Rejected)
    assert third.reason == "a record without a title"


def test_recognises_its_papers_only() -> None:
    assert recognises('{"paperId": "0f", "title": "T", "abstract": "cut he')
    assert not recognises('{"paper_id": "1", "title": "T", "authors": []}')
    assert not recognises('{"dataset": "papers", "diffs": [{"from_release": "2024"}]}')
