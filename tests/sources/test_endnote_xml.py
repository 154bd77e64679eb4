"""EndNote's export, with its runs of styled text."""

from pathlib import Path
from unittest.mock import ANY

import pytest

from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources import endnote_xml

SAMPLE = Path(__file__).parent / "data" / "endnote.xml"


def test_the_sample_is_read_whole() -> None:
    lines = iter(SAMPLE.read_text("utf-8").split("\n"))
    assert list(endnote_xml.parse(lines, "x.xml")) == [
        Paper(
            id=ANY,
            title="Growth of E. coli & us",
            origin=Origin("x.xml", 2),
            mentions=(
                Mention("Jane van Roe, Jr.", 1),
                Mention("World Health Organization", 2),
                Mention("MQ Poe", 3),
            ),
            abstract="Text.",
            date="2015-03-03",
            organizations=("Univ. A, wrapped", "Univ. B"),
            keywords=("one", "two", "Aged, 80 and over"),
            venue="Journal of Tests",
            doi="10.1000/en.1",
            identifiers=("doi:10.1000/en.1", "arxiv:1501.00001", "pmid:777", "pmcid:PMC11", "wos:000123"),
            type="article-journal",
        ),
        Paper(
            id=ANY,
            title="Thesis",
            origin=Origin("x.xml", 23),
            date="2001",
            identifiers=("isbn:0306406152",),
            type="thesis",
        ),
        Paper(id=ANY, title="Month", origin=Origin("x.xml", 25), date="2002-07", identifiers=("pmid:88",)),
        Rejected(
            Origin("x.xml", 27),
            "a record without a title",
            '<record><ref-type name="Book">6</ref-type><titles>'
            "<secondary-title>Only a series</secondary-title></titles></record>",
        ),
    ]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("<year>2015</year><pub-dates><date>Mar 3</date></pub-dates>", "2015-03-03"),
        ("<year>2015</year><pub-dates><date>3 Mar 2015</date></pub-dates>", "2015-03-03"),
        ("<year>2015</year><pub-dates><date>Mar 2014</date></pub-dates>", "2015"),
        ("<year>2015</year><pub-dates><date>in press</date></pub-dates>", "2015"),
        ("<pub-dates><date>Mar 2014</date></pub-dates>", "2014-03"),
        ("<pub-dates><date>Mar</date></pub-dates>", None),
        ("<year>2015/04/01</year>", "2015-04-01"),
        ("<year>2015</year><month>apr</month>", "2015-04"),
        ("<year>in press</year>", None),
    ],
)
def test_dates(dates: str, expected: str | None) -> None:
    record = f"<record><titles><title>A</title></titles><dates>{dates}</dates></record>"
    (found,) = endnote_xml.parse([f"<xml><records>{record}</records></xml>"], "x.xml")
    assert isinstance(found, Paper)
    assert found.date == expected
