"""RIS in its dialects: one invented work, as each program writes it."""

from kgraph.identifiers import paper_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources import ris


def read(text: str) -> list[Paper | Rejected]:
    return list(ris.parse(iter(text.split("\n")), "a.ris"))


def test_every_field_of_a_reference_manager() -> None:
    text = """\
TY  - JOUR
TI  - On the memory of
  lighthouses &amp; <i>gulls</i>
AU  - van Roe, Jane B.
AU  - Doe, John, Jr.
AU  - Lighthouse Collaboration
AU  - et al.
T2  - Journal of Coastal Things
J2  - J Coast Things
AB  - Lighthouses do not forget.

They blink.
DA  - 2020/05/06/
PY  - 2020
DO  - https://doi.org/10.1000/LIGHT.1
SN  - 1234-5678
UR  - https://arxiv.org/abs/2005.01234v2
KW  - *lighthouses
KW  - gulls; memory
KW  - fog
lamps
AD  - Uni Coast, Harbour, Nowhere. roe@coast.edu
ER  -
"""
    assert read(text) == [
        Paper(
            id=paper_id("On the memory of lighthouses & gulls", "2020", "Jane B. van Roe"),
            title="On the memory of lighthouses & gulls",
            origin=Origin("a.ris", 1),
            mentions=(
                Mention("Jane B. van Roe", 1),
                Mention("John Doe, Jr.", 2),
                Mention("Lighthouse Collaboration", 3),
            ),
            abstract="Lighthouses do not forget. They blink.",
            date="2020-05-06",
            authors_truncated=True,
            organizations=("Uni Coast, Harbour, Nowhere",),
            keywords=("lighthouses", "gulls", "memory", "fog", "lamps"),
            venue="Journal of Coastal Things",
            doi="10.1000/light.1",
            identifiers=("doi:10.1000/light.1", "arxiv:2005.01234"),
            type="article-journal",
        )
    ]


def test_the_other_tags() -> None:
    """Mendeley, Ovid and Cochrane write T1, A1, N2, Y1 and JF, with numbers and headings between records."""
    text = """\
Record #1 of 1
Provider: Somebody
1.
TY  - CPAPER
A1  - Roe J.B.
T1  - Fog
Y1  - 2014//
N2  - Dense.
JF  - Proceedings of Fog
AD  - Roe, J. B.: Uni Coast
AD  - Uni Inland
ER  -
"""
    assert read(text) == [
        Paper(
            id=paper_id("Fog", "2014", "J.B. Roe"),
            title="Fog",
            origin=Origin("a.ris", 4),
            mentions=(Mention("J.B. Roe", 1, (), ("Uni Coast",)),),
            abstract="Dense.",
            date="2014",
            organizations=("Uni Inland",),
            venue="Proceedings of Fog",
            type="paper-conference",
        )
    ]


def test_identifiers_stand_where_each_database_puts_them() -> None:
    def identifiers(*lines: str) -> tuple[str, ...]:
        [paper] = read("\n".join(["TY  - JOUR", "TI  - Fog", *lines, "ER  - "]))
        assert isinstance(paper, Paper)
        return paper.identifiers

    assert identifiers("M3  - doi: 10.1063/1.1") == ("doi:10.1063/1.1",)
    assert identifiers("N1  - doi: 10.1063/1.2") == ("doi:10.1063/1.2",)
    assert identifiers("N1  - it cites 10.1063/1.2") == ()
    assert identifiers("UR  - http://dx.doi.org/10.1023/A:1017") == ("doi:10.1023/a:1017",)
    assert identifiers("DB  - PubMed", "AN  - 26957754") == ("pmid:26957754",)
    assert identifiers("AN  - 26957754") == ()
    assert identifiers("U1  - 26957754[pmid]", "U2  - PMC4756000[pmcid]") == (
        "pmid:26957754",
        "pmcid:PMC4756000",
    )
    assert identifiers("AN  - WOS:000444108200009") == ("wos:000444108200009",)
    assert identifiers("UR  - https://www.scopus.com/x?eid=2-s2.0-85054091539&doi=10.1%2fa") == (
        "scopus:2-s2.0-85054091539",
    )


def test_a_book_has_editors_and_an_isbn() -> None:
    [book] = read("TY  - EDBOOK\nED  - Roe, J.\nBT  - Fog\nSN  - 978-1-4822-5326-9\nER  - ")
    assert isinstance(book, Paper)
    assert [mention.name for mention in book.mentions] == ["J. Roe"]
    assert (book.title, book.type, book.identifiers) == ("Fog", "book", ("isbn:9781482253269",))


def test_dates_are_as_precise_as_any_tag() -> None:
    def date(*lines: str) -> str | None:
        [paper] = read("\n".join(["TY  - JOUR", "TI  - Fog", *lines, "ER  - "]))
        assert isinstance(paper, Paper)
        return paper.date

    assert date("PY  - 2018", "DA  - SEP") == "2018-09"
    assert date("PY  - 2018", "DA  - JUN 14") == "2018-06-14"
    assert date("Y1  - 2005/07/15", "PY  - 2005") == "2005-07-15"
    assert date("PY  - 2013/04/18", "PY  - 2013/02/15/received") == "2013-04-18"
    assert date("PY  - 2005", "Y2  - 2019/03/28") == "2005"
    assert date("PY  - 2001/00/00/") == "2001"
    assert date("Y1  - 2015/october") == "2015-10"
    assert date("PY  - 10 15") is None


def test_the_journal_is_in_full() -> None:
    def venue(*lines: str) -> str | None:
        [paper] = read("\n".join(["TY  - JOUR", "TI  - Fog", *lines, "ER  - "]))
        assert isinstance(paper, Paper)
        return paper.venue

    assert venue("JO  - Fog Letters", "T2  - Special issue on lamps") == "Fog Letters"
    assert venue("JO  - Fog Lett.", "T2  - Fog Letters") == "Fog Letters"
    assert venue("JA  - Fog Lett.") == "Fog Lett."


def test_references_in_a_note() -> None:
    [paper] = read(
        "TY  - JOUR\nTI  - Fog\nN1  - References: Roe, J., On older fog (1999) Fog, 1, pp. 1-2; "
        "Doe, 10.1000/x1.\nER  - "
    )
    assert isinstance(paper, Paper)
    assert paper.references == ("On older fog (1999)", "doi:10.1000/x1")


def test_broken_records() -> None:
    """A missing end, a type that is not first, no type at all, no title, and text between records."""
    text = """\
JF  - Fog Letters
T1  - No type
ER  -

AU  - Roe, J.
TY  - JOUR
TI  - Type not first
ER  - end

TY  - JOUR
TI  - No end

TY  - BOOK
AU  - Doe, J.
ER  -
ER  -
this is not RIS at all
TY\t- THES
TI\t- Tabs
TY - JOUR
TI - One space
AB - about US - China relations
US - China relations"""
    assert [
        (record.origin.line, record.title)
        if isinstance(record, Paper)
        else (record.origin.line, record.reason, record.raw)
        for record in read(text)
    ] == [
        (1, "No type"),
        (5, "Type not first"),
        (10, "No end"),
        (13, "a record without a title", "TY  - BOOK\nAU  - Doe, J.\nER  -"),
        (17, "text outside the records", "this is not RIS at all"),
        (18, "Tabs"),
        (20, "One space"),
    ]


def test_a_file_without_records() -> None:
    assert read("ER  - ") == [Rejected(Origin("a.ris", 1), "the file holds no records", "")]


def test_records_come_one_at_a_time() -> None:
    taken = 0

    def lines() -> object:
        nonlocal taken
        while True:
            for line in ("TY  - JOUR", "TI  - Fog", "ER  - "):
                taken += 1
                yield line

    next(ris.parse(lines(), "endless.ris"))  # type: ignore[arg-type]
    assert taken == 3
