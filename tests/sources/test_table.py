"""Tables of papers: invented rows under the column names of each export, and every way a row goes wrong."""

import csv
import io
from collections.abc import Iterator, Mapping

import pytest

from kgraph.identifiers import paper_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources import table
from kgraph.sources.table_authors import listed


def read(text: str) -> list[Paper | Rejected]:
    assert table.recognises(text)
    return list(table.parse(iter(text.split("\n")), "a.csv"))


def one(cells: Mapping[str, str], delimiter: str = ",") -> Paper:
    """The paper of a table with one row."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows([cells.keys(), cells.values()])
    [paper] = read(out.getvalue())
    assert isinstance(paper, Paper)
    return paper


def test_scopus() -> None:
    scopus = {
        "Authors": "van Roe J.B.; Doe J.",
        "Author full names": "van Roe, Jane B. (7000000001); Doe, John (7000000002)",
        "Author(s) ID": "7000000001; 7000000002",
        "Title": "Fog and <i>lamps</i>",
        "Year": "2019",
        "Source title": "Fog Letters",
        "DOI": "10.1000/FOG.1",
        "Link": "https://www.scopus.com/x",
        "Affiliations": "Lamp Inst, Inland, Nowhere; Univ Coast, Nowhere",
        "Authors with affiliations": "van Roe J.B., Univ Coast, Nowhere, Lamp Inst, Inland, Nowhere; "
        "Doe J., Univ Coast, Nowhere",
        "Abstract": "Dense.",
        "Author Keywords": "fog; lamps",
        "Index Keywords": "not; the; authors",
        "References": "Poe E., Older fog, and lamps, Fog (London, England), 1, pp. 1-2, (1999); "
        "Roe J., 10.1002/(SICI)1-2<3::AID-4>3.0.CO;2-X; Fog, 1980",
        "PubMed ID": "16170001",
        "Document Type": "Conference Paper",
        "Source": "Scopus",
        "EID": "2-s2.0-84963944162",
    }
    assert one(scopus) == Paper(
        id=paper_id("Fog and lamps", "2019", "Jane B. van Roe"),
        title="Fog and lamps",
        origin=Origin("a.csv", 2),
        mentions=(
            Mention(
                "Jane B. van Roe",
                1,
                ("scopus:7000000001",),
                ("Lamp Inst, Inland, Nowhere", "Univ Coast, Nowhere"),
            ),
            Mention("John Doe", 2, ("scopus:7000000002",), ("Univ Coast, Nowhere",)),
        ),
        abstract="Dense.",
        date="2019",
        keywords=("fog", "lamps"),
        venue="Fog Letters",
        doi="10.1000/fog.1",
        references=("Older fog, and lamps (1999)", "doi:10.1002/(sici)1-2<3::aid-4>3.0.co;2-x", "Fog, 1980"),
        identifiers=("doi:10.1000/fog.1", "pmid:16170001", "scopus:2-s2.0-84963944162"),
        type="paper-conference",
    )


def test_scopus_as_it_was() -> None:
    paper = one({
        "Authors": "Roe, J.B., Doe, J.",
        "Title": "Fog",
        "Year": "2016",
        "Abstract": "[No abstract available]",
        "Authors with affiliations": "Roe, J.B., Univ Coast, Nowhere; Doe, J., Lamp Inst",
        "References": "Poe, E., Older fog (1999) Fog, 1, pp. 1-2; Poe, E., (2000) Fog, 2",
    })  # fmt: skip
    assert paper == Paper(
        id=paper_id("Fog", "2016", "J.B. Roe"),
        title="Fog",
        origin=Origin("a.csv", 2),
        mentions=(
            Mention("J.B. Roe", 1, (), ("Univ Coast, Nowhere",)),
            Mention("J. Doe", 2, (), ("Lamp Inst",)),
        ),
        date="2016",
        references=("Older fog (1999)", "Poe, E., (2000) Fog, 2"),
    )


def test_scopus_says_that_nobody_wrote_it() -> None:
    assert one({"Authors": "[No author name available]", "Title": "Fog", "Year": "2016"}).mentions == ()


EXPORTS = {
    "Web of Science": (
        {
            "Publication Type": "J",
            "Authors": "Roe, JB; Doe, J",
            "Author Full Names": "Roe, Jane B.; Doe, John",
            "Article Title": "Fog",
            "Source Title": "FOG LETTERS",
            "Author Keywords": "lamps; sea",
            "Keywords Plus": "NOT THE AUTHORS",
            "Publication Date": "JUN 14",
            "Publication Year": "2006",
            "DOI": "10.1000/fog.1",
            "UT (Unique WOS ID)": "WOS:000238592600006",
            "Pubmed Id": "16170001",
        },
        ("2006-06-14", "FOG LETTERS", ("doi:10.1000/fog.1", "pmid:16170001", "wos:000238592600006"), None),
    ),
    "PubMed": (
        {
            "PMID": "16170001",
            "Title": "Fog",
            "Authors": "Roe JB, Doe J.",
            "Citation": "Fog Lett. 2006 Jun 14",
            "First Author": "Roe JB",
            "Journal/Book": "Fog Lett",
            "Publication Year": "2006",
            "Create Date": "2006/06/20",
            "PMCID": "PMC1",
            "DOI": "10.1000/fog.1",
        },
        ("2006", "Fog Lett", ("doi:10.1000/fog.1", "pmid:16170001", "pmcid:PMC1"), None),
    ),
    "Dimensions": (
        {
            "Publication ID": "pub.1",
            "DOI": "10.1000/fog.1",
            "Title": "Fog",
            "Abstract": "Dense.",
            "Source title": "Fog Letters",
            "Publication Date": "2006-06-14",
            "PubYear": "2006",
            "Authors": "Roe, JB; Doe, J",
            "Publication Type": "Preprint",
        },
        ("2006-06-14", "Fog Letters", ("doi:10.1000/fog.1",), "preprint"),
    ),
    "Lens": (
        {
            "Lens ID": "000-1",
            "Title": "Fog",
            "Date Published": "2006-06-14",
            "Publication Year": "2006",
            "Publication Type": "journal article",
            "Source Title": "Fog Letters",
            "Author/s": "JB Roe; J Doe",
            "Keywords": "lamps;;sea",
        },
        ("2006-06-14", "Fog Letters", (), "article-journal"),
    ),
    "Zotero": (
        {
            "Key": "ABC",
            "Item Type": "conferencePaper",
            "Publication Year": "2006",
            "Author": "Roe, JB; Doe, J",
            "Title": "Fog",
            "Publication Title": "Fog Letters",
            "Url": "https://arxiv.org/abs/0606001",
            "Abstract Note": "Dense.",
            "Date": "2006-06",
            "Manual Tags": "lamps; sea",
        },
        ("2006-06", "Fog Letters", (), "paper-conference"),
    ),
    "Publish or Perish": (
        {
            "Cites": "7",
            "Authors": "JB Roe, J Doe",
            "Title": "Fog",
            "Year": "2006",
            "Source": "Fog Letters",
            "GSRank": "1",
            "ArticleURL": "https://doi.org/10.1000/fog.1",
        },
        ("2006", "Fog Letters", ("doi:10.1000/fog.1",), None),
    ),
    "IEEE": (
        {
            "Document Title": "Fog",
            "Authors": "JB Roe; J Doe",
            "Author Affiliations": "Univ Coast; Lamp Inst",
            "Publication Title": "Fog Letters",
            "Publication Year": "2006",
            "IEEE Terms": "Not;The;Authors",
        },
        ("2006", "Fog Letters", (), None),
    ),
    "OpenAlex": (
        {
            "id": "https://openalex.org/W1",
            "display_name": "Fog",
            "publication_date": "2006-06-14",
            "primary_location.source.display_name": "Fog Letters",
            "authorships.author.display_name": "JB Roe|J Doe",
            "doi": "https://doi.org/10.1000/fog.1",
            "type": "article",
        },
        ("2006-06-14", "Fog Letters", ("doi:10.1000/fog.1", "openalex:W1"), "article-journal"),
    ),
    "arXiv": (
        {
            "id": "2005.01234v2",
            "title": "Fog",
            "authors": "JB Roe, J Doe",
            "categories": "cs.LG stat.ML",
            "journal-ref": "Fog Letters",
            "update_date": "2021-01-01",
        },
        (None, "Fog Letters", ("arxiv:2005.01234",), None),
    ),
    "by hand": (
        {"id": "A1", "TITLE ": "Fog", "author_names": "JB Roe and J Doe", "when": "", "journal name": "Fog"},
        (None, "Fog", (), None),
    ),
}


@pytest.mark.parametrize("export", EXPORTS)
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_exports(export: str, delimiter: str) -> None:
    cells, (date, venue, identifiers, kind) = EXPORTS[export]
    paper = one(cells, delimiter)
    assert (paper.title, paper.date, paper.venue, paper.identifiers, paper.type) == (
        "Fog",
        date,
        venue,
        identifiers,
        kind,
    )
    assert [mention.name.split()[-1] for mention in paper.mentions] == ["Roe", "Doe"]
    assert paper.keywords in ((), ("lamps", "sea"))


def test_categories_of_arxiv_have_spaces_between() -> None:
    assert one({"title": "Fog", "year": "", "categories": "cs.LG stat.ML"}).categories == ("cs.LG", "stat.ML")
    assert one({"title": "Fog", "year": "", "categories": "soft matter"}).categories == ("soft matter",)


def test_identifiers_of_authors_stand_beside_them() -> None:
    paper = one({
        "title": "Fog",
        "publication_year": "2006",
        "authorships.author.display_name": "Jane Roe|John Doe",
        "authorships.author.orcid": "https://orcid.org/0000-0002-1825-0097|",
        "authorships.author.id": "https://openalex.org/A1|https://openalex.org/A2",
        "referenced_works": "https://openalex.org/W2|https://openalex.org/W3",
    })  # fmt: skip
    assert paper.mentions == (
        Mention("Jane Roe", 1, ("openalex:A1",)),
        Mention("John Doe", 2, ("openalex:A2",)),
    )
    assert paper.references == ("openalex:W2", "openalex:W3")


def test_lists_as_python_writes_them() -> None:
    paper = one({
        "title": "Fog",
        "authors": "['Roe, Jane', 'Doe, John']",
        "keywords": "['fog, dense', 'lamps']",
        "references": "doi:10.1000/a, 10.1000/b",
        "year": "2006.0",
        "abstract": "NaN",
    })  # fmt: skip
    assert paper == Paper(
        id=paper_id("Fog", "2006", "Jane Roe"),
        title="Fog",
        origin=Origin("a.csv", 2),
        mentions=(Mention("Jane Roe", 1), Mention("John Doe", 2)),
        date="2006",
        keywords=("fog, dense", "lamps"),
        references=("doi:10.1000/a", "doi:10.1000/b"),
    )


@pytest.mark.parametrize(
    ("written", "members"),
    [
        ("['a', 'b; c']", ["a", "b; c"]),
        ('[{"name": "a"}, {"id": 1}, 2]', ["a"]),
        (r"['\d']", [r"\d"]),
        ("[{[]: 1}]", ["[{[]: 1}]"]),
        ("[a] and [b]", ["[a] and [b]"]),
        ("[" * 5000 + "]", ["[" * 5000 + "]"]),
        ("a;; b;", ["a", "b"]),
        ("a\nb", ["a", "b"]),
    ],
)
def test_lists_in_a_cell(written: str, members: list[str]) -> None:
    assert listed(written) == members


def test_an_author_list_that_was_cut() -> None:
    for cut in ("JB Roe, J Doe…", "JB Roe, J Doe, ...", "JB Roe; J Doe; et al.", "JB Roe, J Doe et al"):
        paper = one({"title": "Fog", "authors": cut})
        assert (paper.authors_truncated, [mention.name for mention in paper.mentions]) == (
            True,
            ["JB Roe", "J Doe"],
        )


def test_rows_that_are_odd() -> None:
    """Line ends in cells, rows too short and too long, blank rows, and quotes that are never closed."""
    text = '''\
Title,Abstract,Year
"Fog","Two

paragraphs, ""quoted""",1999
,,

Short
Long,Dense,2001,and,more
Inch 5" disks,Dense,2002
"Open,Dense,2003
"Closed",Dense,2004
Last,"never closed,2005
,No title,2006'''
    assert [
        (record.origin.line, record.title, record.abstract, record.date)
        if isinstance(record, Paper)
        else (record.origin.line, record.reason, record.raw)
        for record in read(text)
    ] == [
        (2, "Fog", 'Two paragraphs, "quoted"', "1999"),
        (7, "Short", None, None),
        (8, "Long", "Dense", "2001"),
        (9, 'Inch 5" disks', "Dense", "2002"),
        (10, "Open", "Dense", "2003"),
        (11, "Closed", "Dense", "2004"),
        (12, "Last", "never closed", "2005"),
        (13, "a record without a title", ",No title,2006"),
    ]


@pytest.mark.parametrize(
    "above", ['"About the data: Exported on Nov 10, 2020. Criteria: fog."', "sep=,", "", "\ufeff"]
)
def test_lines_above_the_head(above: str) -> None:
    [paper] = read(f"{above}\nRank,Title,Authors\n1,Fog,Jane Roe")
    assert isinstance(paper, Paper)
    assert (paper.title, paper.origin.line) == ("Fog", 3)


def test_cells_beyond_the_limit_of_python() -> None:
    assert one({"Title": "Fog", "Abstract": "x" * 200_000}).abstract == "x" * 200_000


def test_columns_named_by_hand() -> None:
    text = "Heading,When,Title\nFog,1999,Dr\n"
    [paper] = table.parse_table(iter(text.split("\n")), "a.csv", {"title": "HEADING", "year": "when"})
    assert isinstance(paper, Paper)
    assert (paper.title, paper.date) == ("Fog", "1999")
    [refused] = table.parse_table(iter(text.split("\n")), "a.csv", {"title": "Nowhere", "year": "When"})
    assert refused == Rejected(Origin("a.csv", 1), "no line names the columns of a table of papers", text)


@pytest.mark.parametrize(
    "text",
    [
        "Id,Title,Acronym,Source,Rank\n1,Conference on Fog,FOG,CORE,A",
        "title\nFog",
        "A title, and the year\n",
        '[\n "title", "year"\n]',
        '{"title": "Fog", "year": 1999}',
        "name,age\nRoe,7",
        "",
    ],
)
def test_what_is_no_table_of_papers(text: str) -> None:
    assert not table.recognises(text)


def test_a_head_without_rows() -> None:
    assert read("Title,Year\n") == [Rejected(Origin("a.csv", 1), "the file holds no records", "")]


def test_rows_come_one_at_a_time() -> None:
    taken = 0

    def lines() -> Iterator[str]:
        nonlocal taken
        yield "Title,Year"
        while True:
            taken += 1
            yield "Fog,1999"

    next(table.parse(lines(), "endless.csv"))
    assert taken == 4  # the head is looked for in the first five lines
