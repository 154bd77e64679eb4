"""PubMed's articles, books and deletions."""

from pathlib import Path
from unittest.mock import ANY

import pytest

from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources import pubmed_xml

SAMPLE = Path(__file__).parent / "data" / "pubmed.xml"


def test_the_sample_is_read_whole() -> None:
    lines = iter(SAMPLE.read_text("utf-8").split("\n"))
    assert list(pubmed_xml.parse(lines, "x.xml")) == [
        Paper(
            id=ANY,
            title="Growth of E. coli in CO2: < 5 %.",
            origin=Origin("x.xml", 4),
            mentions=(
                Mention(
                    "Jane Q Roe, Jr",
                    1,
                    identifiers=("orcid:0000-0002-1825-0097",),
                    organizations=("Dept. A, Univ. B, C", "Inst. D"),
                ),
                Mention("M Poe", 2),
                Mention("The Test Group", 3),
            ),
            abstract="BACKGROUND: Why. Rest1.",
            date="2020-07-04",
            authors_truncated=True,
            categories=("Humans", "Growth"),
            keywords=("carbon dioxide",),
            venue="Journal of Tests",
            doi="10.1000/pm.1",
            references=("doi:10.1000/cited", "pmid:56", "Printed only. 1980."),
            identifiers=("pmid:101", "doi:10.1000/pm.1", "pmcid:PMC7"),
            type="article-journal",
        ),
        Paper(
            id=ANY,
            title="Ein Titel",
            origin=Origin("x.xml", 36),
            date="1998-12",
            venue="J Tests",
            references=("pmid:9", "Older. 1990"),
            identifiers=("pmid:102",),
            type="preprint",
        ),
        Paper(
            id=ANY,
            title="The Chapter",
            origin=Origin("x.xml", 46),
            mentions=(Mention("Max Poe", 1),),
            date="2009-02",
            venue="The Book",
            identifiers=("pmid:103",),
            type="chapter",
        ),
        Paper(
            id=ANY,
            title="The Book",
            origin=Origin("x.xml", 53),
            mentions=(Mention("Whole", 1),),
            identifiers=("pmid:104", "isbn:9780000000002"),
            type="book",
        ),
        Rejected(Origin("x.xml", 55), "a record without an article", "<PubmedArticle />"),
        Rejected(
            Origin("x.xml", 56), "deleted by PubMed", "<DeleteCitation><PMID>99</PMID></DeleteCitation>"
        ),
    ]


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Dept. A, Univ. B. a.b@c.org.", ("Dept. A, Univ. B",)),
        ("Univ. A; Univ. B. Electronic address: a@b.org.", ("Univ. A", "Univ. B")),
        ("a@b.org", ()),
        ("Univ. A; Univ. A", ("Univ. A",)),
    ],
)
def test_affiliations(printed: str, expected: tuple[str, ...]) -> None:
    author = f"<Author><LastName>Roe</LastName><Affiliation>{printed}</Affiliation></Author>"
    article = f"<ArticleTitle>A</ArticleTitle><AuthorList>{author}</AuthorList>"
    (found,) = pubmed_xml.parse([f"<MedlineCitation><Article>{article}</Article></MedlineCitation>"], "x.xml")
    assert isinstance(found, Paper)
    assert found.mentions == (Mention("Roe", 1, organizations=expected),)
