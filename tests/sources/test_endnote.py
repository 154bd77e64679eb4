"""EndNote's tagged text and refer: invented records in their form."""

from kgraph.identifiers import paper_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources import endnote


def read(text: str) -> list[Paper | Rejected]:
    return list(endnote.parse(iter(text.split("\n")), "a.enw"))


def test_every_field() -> None:
    text = """\
%0 Journal Article
%T Fog and
lamps
%A Roe, Jane B.
%A Doe, John, Jr.
%J Fog Letters
%D 2016
%8 March 5
%X Dense.

%K is no tag, and this is: see below.
%K fog; lamps
harbours
%R 10.1000/fog.1
%U https://arxiv.org/abs/1603.00001
%@ 1234-5678
%+ Uni Coast, Harbour

%0 Book
%A Doe, John
%T A book of fog
%@ 978-3-86490-311-3
%D 2001
"""
    assert read(text) == [
        Paper(
            id=paper_id("Fog and lamps", "2016", "Jane B. Roe"),
            title="Fog and lamps",
            origin=Origin("a.enw", 1),
            mentions=(Mention("Jane B. Roe", 1), Mention("John Doe, Jr.", 2)),
            abstract="Dense.",
            date="2016-03-05",
            organizations=("Uni Coast, Harbour",),
            keywords=("is no tag, and this is: see below.", "fog", "lamps", "harbours"),
            venue="Fog Letters",
            doi="10.1000/fog.1",
            identifiers=("doi:10.1000/fog.1", "arxiv:1603.00001"),
            type="article-journal",
        ),
        Paper(
            id=paper_id("A book of fog", "2001", "John Doe"),
            title="A book of fog",
            origin=Origin("a.enw", 19),
            mentions=(Mention("John Doe", 1),),
            date="2001",
            identifiers=("isbn:9783864903113",),
            type="book",
        ),
    ]


def test_refer_parts_records_by_blank_lines() -> None:
    text = "%A J. B. Roe\n%T On fog\n%D 1978\n\n%A J. Doe\n%D 1979\n\n%T On lamps\n%D March 1979"
    assert [
        (record.origin.line, record.title, record.date, record.type)
        if isinstance(record, Paper)
        else (record.origin.line, record.reason, record.raw)
        for record in read(text)
    ] == [
        (1, "On fog", "1978", None),
        (5, "a record without a title", "%A J. Doe\n%D 1979"),
        (8, "On lamps", "1979-03", None),
    ]
