import json

from kgraph.identifiers import paper_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.zotero import parse, recognises

ITEM = {
    "itemID": 1,
    "itemType": "journalArticle",
    "title": "Counting <i>Sheep</i>",
    "abstractNote": "We count.",
    "creators": [
        {"creatorType": "editor", "firstName": "Not", "lastName": "Here"},
        {"creatorType": "author", "firstName": "Jane", "lastName": "Roe"},
        {"creatorType": "author", "name": "The Flock Consortium"},
    ],
    "date": "2020-03-05",
    "publicationTitle": "Journal of Meadows",
    "DOI": "10.1000/ABC",
    "tags": [{"tag": "sheep"}, {"tag": "goats", "type": 1}, "wool"],
    "extra": "PMID: 77\nPMCID: PMC88\narXiv: 2001.00001",
    "attachments": [{"itemType": "attachment", "title": "PDF"}],
}
NOTE = {"itemID": 2, "itemType": "note", "note": "<p>Read twice.</p>"}
EXPORT = {"config": {"id": "x", "label": "BetterBibTeX JSON"}, "collections": {}, "items": [NOTE, ITEM]}
PAPER = Paper(
    id=paper_id("Counting Sheep", "2020", "Jane Roe"),
    title="Counting Sheep",
    origin=Origin("z.json", 1),
    mentions=(Mention("Jane Roe", 1), Mention("The Flock Consortium", 2)),
    abstract="We count.",
    date="2020-03-05",
    keywords=("sheep", "goats", "wool"),
    venue="Journal of Meadows",
    doi="10.1000/abc",
    identifiers=("doi:10.1000/abc", "pmid:77", "pmcid:PMC88", "arxiv:2001.00001"),
    type="article-journal",
)


def read(value: object) -> list[Paper | Rejected]:
    return list(parse([json.dumps(value)], "z.json"))


def test_an_export_and_an_answer_of_the_api_are_read() -> None:
    assert read(EXPORT) == [PAPER]
    assert read([{"key": "K", "version": 1, "library": {"id": 1}, "data": ITEM}]) == [PAPER]


def test_whoever_made_a_work_without_authors() -> None:
    def item(*types: str) -> dict[str, object]:
        creators = [{"creatorType": kind, "lastName": kind.title()} for kind in types]
        return {"itemType": "book", "title": "T", "creators": creators, "key": "K"}

    papers = read(
        [item("editor", "author"), item("translator", "editor"), item("programmer", "contributor"), item()]
    )
    assert [[mention.name for mention in paper.mentions] for paper in papers if isinstance(paper, Paper)] == [
        ["Author"], ["Editor"], ["Programmer"], [],
    ]  # fmt: skip


def test_the_university_of_a_thesis_is_an_organisation() -> None:
    (paper,) = read(
        {"itemType": "thesis", "key": "K", "title": "T", "university": "Sheep College", "date": "May 1999"}
    )
    assert isinstance(paper, Paper)
    assert (paper.organizations, paper.type, paper.date) == (("Sheep College",), "thesis", "1999-05")


def test_a_file_of_notes_holds_no_records() -> None:
    assert read([NOTE]) == [Rejected(Origin("z.json", 1), "the file holds no records", "")]


def test_recognises_its_items_only() -> None:
    assert recognises(json.dumps(EXPORT, indent=2))
    assert not recognises('{"results": [{"itemType": "Reviewed", "titles": {"title": "T"}}]}')
    assert not recognises('{"itemType": "book"}')
