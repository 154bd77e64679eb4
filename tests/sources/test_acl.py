"""The XML of the ACL Anthology: volumes say when and where, papers the rest."""

from pathlib import Path
from unittest.mock import ANY

import pytest

from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources import acl

SAMPLE = Path(__file__).parent / "data" / "anthology.xml"


def test_the_sample_is_read_whole() -> None:
    lines = iter(SAMPLE.read_text("utf-8").split("\n"))
    assert list(acl.parse(lines, "x.xml")) == [
        Paper(
            id=ANY,
            title="BERTology & the O(n^2) of <mask> tokens in E. coli",
            origin=Origin("x.xml", 17),
            mentions=(
                Mention("Ann Lee", 1, identifiers=("aclperson:ann-lee-mit",), organizations=("MIT",)),
                Mention("Walter A. Naval, Jr.", 2),
                Mention("IsoQuest, Inc.", 3),
            ),
            abstract="We showit. See https://example.org/x, a<b and c>d.",
            date="1999-10-31",
            venue="Proceedings of the 2nd Workshop on Tiny Parsers",
            doi="10.3115/x.1",
            identifiers=("acl:W99-0301", "doi:10.3115/x.1"),
            type="paper-conference",
        ),
        Rejected(
            Origin("x.xml", 32),
            "a record without a title",
            '<paper id="2" type="backmatter">\n      <title />\n      <bibkey>nothing-1999</bibkey>\n'
            "    </paper>",
        ),
        Paper(
            id=ANY,
            title="Bare",
            origin=Origin("x.xml", 43),
            date="1999-03",
            venue="Journal of Tiny Parsing",
            identifiers=("acl:W99-1210",),
            type="article-journal",
        ),
        Paper(
            id=ANY,
            title="Other",
            origin=Origin("x.xml", 44),
            date="2000-05",
            venue="Letters",
            identifiers=("acl:W99-1211",),
            type="article-journal",
        ),
    ]


@pytest.mark.parametrize(
    ("collection", "volume", "paper", "expected"),
    [
        ("P18", "1", "1", "acl:P18-1001"),
        ("W18", "54", "1", "acl:W18-5401"),
        ("C69", "1", "1", "acl:C69-0101"),
        ("D19", "4", "1", "acl:D19-4001"),
        ("D19", "50", "1", "acl:D19-5001"),
        ("2020.acl", "main", "1", "acl:2020.acl-main.1"),
        ("P18", "x", "1", None),
        ("P18", "1", "9" * 5_000, None),
    ],
)
def test_identifiers_follow_the_rules_of_the_anthology(
    collection: str, volume: str, paper: str, expected: str | None
) -> None:
    text = f'<collection id="{collection}"><volume id="{volume}"><paper id="{paper}"><title>A</title></paper>'
    found = next(acl.parse([text + "</volume></collection>"], "x.xml"))
    assert isinstance(found, Paper)
    assert found.identifiers == ((expected,) if expected else ())


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ("<month>6</month><year>2001</year>", "2001-06"),
        ("<month>1–3 December</month><year>2001</year>", "2001-12-01"),
        ("<month>May–June</month><year>2001</year>", "2001-05"),
        ("<year>2001</year>", "2001"),
        ("", None),
    ],
)
def test_dates_are_those_of_the_volume(meta: str, expected: str | None) -> None:
    text = f'<collection id="P01"><volume id="1"><meta>{meta}</meta><paper id="1"><title>A</title></paper>'
    found = next(acl.parse([text + "</volume></collection>"], "x.xml"))
    assert isinstance(found, Paper)
    assert found.date == expected


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ("<booktitle>Tiny Parsing (March 1999)</booktitle>", "Tiny Parsing"),
        ("<booktitle>Tiny Parsing. Formerly the Big One, Volume 2</booktitle>", "Tiny Parsing"),
        ("<booktitle>Volume 9</booktitle><journal-title>Tiny</journal-title>", "Tiny"),
    ],
)
def test_a_journal_is_named_without_its_issue(meta: str, expected: str) -> None:
    text = f'<collection id="J01"><volume type="journal"><meta>{meta}</meta><paper><title>A</title></paper>'
    found = next(acl.parse([text + "</volume></collection>"], "x.xml"))
    assert isinstance(found, Paper)
    assert (found.venue, found.type) == (expected, "article-journal")


def test_no_number_is_too_long_for_a_title() -> None:
    title = f"&amp;#{'9' * 5_000};"
    text = f"<collection><volume><paper><title>{title}</title></paper></volume></collection>"
    (found,) = acl.parse([text], "x.xml")
    assert isinstance(found, Paper)
    assert found.title == f"&#{'9' * 5_000};"


def test_what_is_said_of_one_volume_does_not_hold_for_the_next() -> None:
    text = (
        '<collection id="P01"><volume id="1"><meta><year>2001</year></meta></volume>'
        '<volume id="2"><paper id="1"><title>A</title></paper></volume></collection>'
    )
    (found,) = acl.parse([text], "x.xml")
    assert isinstance(found, Paper)
    assert found.date is None


@pytest.mark.parametrize("inside", ["", "<event id='x'><meta><title>A</title></meta></event>"])
def test_a_collection_without_papers_says_so(inside: str) -> None:
    assert list(acl.parse([f'<collection id="2000.ws">{inside}</collection>'], "x.xml")) == [
        Rejected(Origin("x.xml", 1), "the file holds no records", "")
    ]
