"""Web of Science, plain and tab-delimited: invented records in its form."""

from dataclasses import replace

from kgraph.identifiers import paper_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources import wos

PLAIN = """\
FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Roe, JB
   Doe, J
   Poe, E
AF Roe, Jane B.
   Doe, John
   Poe, Edgar
CA Fog Collaboration
TI Fog and lamps in the
   harbour
SO FOG LETTERS
LA English
DT Article; Proceedings Paper
DE fog; lamp
   posts; harbours
ID KEYWORDS-PLUS; NOT THE AUTHORS
AB Dense.
C1 [Roe, Jane B.; Doe, John] Univ Coast, Dept Fog, Harbour, Nowhere.
   [Doe, J.] Lamp Inst, Inland,
   Nowhere.
   Univ Sea, Island.
OI Roe, Jane/0000-0002-1825-0097; Nobody, N/0000-0001-5109-3700
RI Doe, John/A-1234-2009
CR Roe J, 1999, FOG LETT, V1, P1
   Doe J, 2000, LAMPS, V2, P2, DOI 10.1000/lamp(1)2-3
   Poe E, 2001, SEA, DOI DOI 10.1000/sea
PD JUN 14
PY 2006
DI 10.1000/fog.1
WC Optics; Physics, Multidisciplinary
SC Optics
UT WOS:000238592600006
PM 16170001
ER

FN Clarivate Analytics Web of Science
VR 1.0
PT B
AU [Anonymous]
TI A book of fog
BN 978-3-86490-311-3
DT Book
PY 1979
UT INSPEC:8863438
ER

PT J
AU Doe, J
ER

EF
"""
FOG = Paper(
    id=paper_id("Fog and lamps in the harbour", "2006", "Jane B. Roe"),
    title="Fog and lamps in the harbour",
    origin=Origin("a.txt", 3),
    mentions=(
        Mention("Jane B. Roe", 1, ("orcid:0000-0002-1825-0097",), ("Univ Coast",)),
        Mention("John Doe", 2, (), ("Univ Coast", "Lamp Inst")),
        Mention("Edgar Poe", 3),
        Mention("Fog Collaboration", 4),
    ),
    abstract="Dense.",
    date="2006-06-14",
    organizations=("Univ Sea",),
    categories=("Optics", "Physics, Multidisciplinary"),
    keywords=("fog", "lamp posts", "harbours"),
    venue="FOG LETTERS",
    doi="10.1000/fog.1",
    references=("Roe J, 1999, FOG LETT, V1, P1", "doi:10.1000/lamp(1)2-3", "doi:10.1000/sea"),
    identifiers=("doi:10.1000/fog.1", "wos:000238592600006", "pmid:16170001"),
    type="article-journal",
)


def read(text: str) -> list[Paper | Rejected]:
    return list(wos.parse(iter(text.split("\n")), "a.txt"))


def test_plain_text_with_several_heads() -> None:
    assert read(PLAIN) == [
        FOG,
        Paper(
            id=paper_id("A book of fog", "1979", None),
            title="A book of fog",
            origin=Origin("a.txt", 40),
            date="1979",
            identifiers=("wos:INSPEC:8863438", "isbn:9783864903113"),
            type="book",
        ),
        Rejected(Origin("a.txt", 49), "a record without a title", "PT J\nAU Doe, J\nER"),
    ]


def test_tab_delimited() -> None:
    columns = {
        "PT": "J",
        "AU": "Roe, JB; Doe, J; Poe, E",
        "AF": "Roe, Jane B.; Doe, John; Poe, Edgar",
        "CA": "Fog Collaboration",
        "TI": "Fog and lamps in the harbour",
        "SO": "FOG LETTERS",
        "DT": "Article; Proceedings Paper",
        "DE": "fog; lamp posts; harbours",
        "AB": "Dense.",
        "C1": "[Roe, Jane B.; Doe, John] Univ Coast, Dept Fog, Nowhere; [Doe, J.] Lamp Inst, Inland",
        "OI": "Roe, Jane/0000-0002-1825-0097",
        "CR": "Roe J, 1999, FOG LETT, V1, P1; Doe J, 2000, LAMPS, DOI 10.1000/lamp(1)2-3",
        "PD": "JUN 14",
        "PY": "2006",
        "DI": "10.1000/fog.1",
        "WC": "Optics; Physics, Multidisciplinary",
        "UT": "WOS:000238592600006",
        "PM": "16170001",
    }
    text = "\n".join(["\ufeff" + "\t".join(columns), "\t".join(columns.values()), "", "J\tDoe, J", ""])
    assert wos.recognises(text)
    [fog, broken] = read(text)
    assert fog == replace(FOG, origin=Origin("a.txt", 2), organizations=(), references=FOG.references[:2])
    assert broken == Rejected(Origin("a.txt", 4), "a record without a title", "J\tDoe, J")


def test_addresses_without_names() -> None:
    text = "PT J\nTI Fog\nC1 UNIV COAST,INST FOG,HARBOUR.\n   Univ Sea, Island.\nER"
    assert [record.organizations for record in read(text) if isinstance(record, Paper)] == [
        ("UNIV COAST", "Univ Sea")
    ]
    inspec = "PT J\nTI Fog\nC1 Roe, J.; Doe, J.; Nonlinear\n   Fog Lab., Harbour\nER"
    assert [record.organizations for record in read(inspec) if isinstance(record, Paper)] == [
        ("Nonlinear Fog Lab",)
    ]


def test_names_that_fit_two_authors_fit_none() -> None:
    text = "PT J\nAU Roe, Jane\n   Roe, John\nTI Fog\nOI Roe, J/0000-0002-1825-0097\nER"
    assert [record.mentions for record in read(text) if isinstance(record, Paper)] == [
        (Mention("Jane Roe", 1), Mention("John Roe", 2))
    ]


def test_types() -> None:
    def kind(publication: str, document: str) -> str | None:
        [paper] = read(f"PT {publication}\nTI Fog\nDT {document}\nER")
        assert isinstance(paper, Paper)
        return paper.type

    assert kind("C", "Proceedings Paper") == "paper-conference"
    assert kind("S", "Proceedings Paper") == "paper-conference"
    assert kind("B", "Article; Book Chapter") == "chapter"
    assert kind("J", "Data Paper") == "article-journal"
    assert kind("P", "Patent") == "patent"
    assert kind("S", "Whatever") is None


def test_a_head_without_records() -> None:
    assert read("FN Clarivate\nVR 1.0\nEF") == [Rejected(Origin("a.txt", 1), "the file holds no records", "")]
