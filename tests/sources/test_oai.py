"""OAI-PMH in three formats of metadata."""

from pathlib import Path
from unittest.mock import ANY

import pytest

from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources import oai

SAMPLE = Path(__file__).parent / "data" / "oai.xml"


def test_the_sample_is_read_whole() -> None:
    lines = iter(SAMPLE.read_text("utf-8").split("\n"))
    assert list(oai.parse(lines, "x.xml")) == [
        Paper(
            id=ANY,
            title="One of two",
            origin=Origin("x.xml", 5),
            mentions=(
                Mention("Team", 1),
                Mention("H. A. de Vries, Jr.", 2, organizations=("ATLAS Collaboration",)),
            ),
            abstract="Text.",
            date="2020-01-01",
            categories=("hep-ex", "cs.LG"),
            venue="J. Test 1",
            doi="10.1000/oai.1",
            identifiers=("arxiv:2001.00001", "doi:10.1000/oai.1"),
            type="preprint",
        ),
        Rejected(
            Origin("x.xml", 13),
            "deleted by the archive",
            '<record>\n<header status="deleted"><identifier>oai:x.org:2</identifier></header>\n</record>',
        ),
        Paper(
            id=ANY,
            title="Raw",
            origin=Origin("x.xml", 16),
            mentions=(
                Mention("A. B. Lee", 1),
                Mention("C. D. Kim", 2, organizations=("MIT",)),
                Mention("E. F.", 3),
            ),
            date="2001-02-01",
            categories=("math.AG",),
            identifiers=("arxiv:math/0102003",),
            type="preprint",
        ),
        Paper(
            id=ANY,
            title="Dublin",
            origin=Origin("x.xml", 23),
            mentions=(
                Mention("Jörg Müller", 1),
                Mention("World Bank", 2),
            ),
            abstract="The longer one is the abstract.",
            date="2014-06",
            keywords=("parsing",),
            venue="Journal of Sources",
            doi="10.1000/oai.5",
            identifiers=("doi:10.1000/oai.5",),
            type="chapter",
        ),
        Paper(
            id=ANY,
            title="From arXiv",
            origin=Origin("x.xml", 34),
            abstract="Short.",
            categories=("Physics - Optics",),
            identifiers=("arxiv:0704.0001",),
            type="preprint",
        ),
        Rejected(
            Origin("x.xml", 39),
            "metadata in a format that is not read: marc",
            "<record>\n<header><identifier>oai:x.org:6</identifier></header>\n<metadata><marc><record><title>no</title></record></marc></metadata>\n</record>",
        ),
    ]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2007-11-24", "2007-04-02"], "2007-04-02"),
        (["2015-03-01T10:00:00Z", "2014"], "2014"),
        (["2007", "2007-04-02", "2007-05"], "2007-04-02"),
        (["n.d."], None),
        ([], None),
    ],
)
def test_of_several_dates_the_first_counts(dates: list[str], expected: str | None) -> None:
    printed = "".join(f"<date>{date}</date>" for date in dates)
    record = f"<record><metadata><dc><title>A</title>{printed}</dc></metadata></record>"
    (found,) = oai.parse([f"<OAI-PMH>{record}</OAI-PMH>"], "x.xml")
    assert isinstance(found, Paper)
    assert found.date == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("doi:10.1000/X", ("doi:10.1000/x",)),
        ("http://dx.doi.org/10.1000/x", ("doi:10.1000/x",)),
        ("https://arxiv.org/abs/2001.00001v3", ("arxiv:2001.00001",)),
        ("info:pmid/77", ("pmid:77",)),
        ("2001.00001", ()),
        ("Phys.Rev.D76:013009,2007", ()),
        ("https://example.org/10.1000/x", ()),
    ],
)
def test_identifiers_are_told_by_their_form(printed: str, expected: tuple[str, ...]) -> None:
    dc = f"<dc><title>A</title><identifier>{printed}</identifier></dc>"
    (found,) = oai.parse([f"<OAI-PMH><record><metadata>{dc}</metadata></record></OAI-PMH>"], "x.xml")
    assert isinstance(found, Paper)
    assert found.identifiers == expected


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<error code='noRecordsMatch'/>", "the archive reports an error: noRecordsMatch"),
        ("<error code='badVerb'>Illegal verb</error>", "the archive reports an error: Illegal verb"),
        ("<record><header/></record>", "a record without metadata"),
        ("<record><metadata><dc/></metadata></record>", "a record without a title"),
        ("<ListIdentifiers><header/></ListIdentifiers>", "the file holds no records"),
    ],
)
def test_answers_without_a_paper(inside: str, reason: str) -> None:
    (found,) = oai.parse([f"<OAI-PMH>{inside}</OAI-PMH>"], "x.xml")
    assert isinstance(found, Rejected)
    assert found.reason == reason
