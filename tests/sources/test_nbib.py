"""PubMed's tagged text: invented records in its form."""

from kgraph.identifiers import paper_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources import nbib


def read(text: str) -> list[Paper | Rejected]:
    return list(nbib.parse(iter(text.split("\n")), "a.nbib"))


def test_every_field() -> None:
    text = """\

PMID- 99000001
OWN - NLM
DP  - 2016 Jan
TI  - Fog and lamps in the harbour: a trial of the long
      winter.
LID - 10.1000/fog.1 [doi]
LID - S0378 [pii]
AB  - BACKGROUND: Fog. PMID- is no tag
      here.
FAU - Roe, Jane B
AU  - Roe JB
AUID- ORCID: 0000-0002-1825-0097
AD  - Uni Coast, Harbour, Nowhere. Electronic address: roe@coast.edu.
AD  - Lamp Institute, Harbour.
FAU - Doe, John Jr
AU  - Doe J Jr
AUID- ORCID: 0000000218250097
CN  - Fog Study Group
LA  - eng
PT  - Journal Article
PT  - Randomized Controlled Trial
DEP - 20160105
TA  - Fog Lett
JT  - Fog letters
MH  - *Fog/prevention & control
MH  - Humans
OT  - lamps
OT  - *harbours
PMC - PMC99001
AID - 10.1000/fog.1 [doi]
SO  - Fog Lett. 2016 Jan;1(1):1-2.
"""
    assert read(text) == [
        Paper(
            id=paper_id("Fog and lamps in the harbour: a trial of the long winter", "2016", "Jane B Roe"),
            title="Fog and lamps in the harbour: a trial of the long winter",
            origin=Origin("a.nbib", 2),
            mentions=(
                Mention(
                    "Jane B Roe",
                    1,
                    ("orcid:0000-0002-1825-0097",),
                    ("Uni Coast, Harbour, Nowhere", "Lamp Institute, Harbour"),
                ),
                Mention("John Jr Doe", 2, ("orcid:0000-0002-1825-0097",)),
                Mention("Fog Study Group", 3),
            ),
            abstract="BACKGROUND: Fog. PMID- is no tag here.",
            date="2016-01-05",
            categories=("Fog", "Humans"),
            keywords=("lamps", "harbours"),
            venue="Fog letters",
            doi="10.1000/fog.1",
            identifiers=("doi:10.1000/fog.1", "pmid:99000001", "pmcid:PMC99001"),
            type="article-journal",
        )
    ]


def test_short_names_where_there_are_no_full_ones() -> None:
    [paper] = read("PMID- 1\nTI  - Fog.\nAU  - van Roe JA\nAU  - Li XU\nAU  - Plato")
    assert isinstance(paper, Paper)
    assert [mention.name for mention in paper.mentions] == ["JA van Roe", "XU Li", "Plato"]


def test_titles_of_other_languages_and_books() -> None:
    def title(*lines: str) -> str:
        [paper] = read("\n".join(["PMID- 1", *lines]))
        assert isinstance(paper, Paper)
        return paper.title

    assert title("TI  - [On fog].") == "On fog"
    assert title("TI  - [On fog.]") == "On fog"
    assert title("TI  - Is it fog?") == "Is it fog?"
    assert title("TI  - [Not Available].", "TT  - Vom Nebel.") == "Vom Nebel"
    assert title("TI  -", "BTI - A book of fog") == "A book of fog"


def test_types_say_more_than_journal_article() -> None:
    def kind(*words: str) -> str | None:
        [paper] = read("\n".join(["PMID- 1", "TI  - Fog.", *(f"PT  - {word}" for word in words)]))
        assert isinstance(paper, Paper)
        return paper.type

    assert kind("Journal Article", "Preprint") == "preprint"
    assert kind("Journal Article", "Review") == "article-journal"
    assert kind("Journal Article", "News", "Congress") == "article-journal"
    assert kind("English Abstract") is None


def test_a_chapter_stands_in_a_book() -> None:
    [chapter, book] = read(
        "PMID- 1\nTI  - Fog.\nBTI - Weather.\nISBN- 9783864903113\n\nPMID- 2\nBTI - Weather."
    )
    assert isinstance(chapter, Paper)
    assert isinstance(book, Paper)
    assert (chapter.title, chapter.venue, chapter.type) == ("Fog", "Weather.", "chapter")
    assert chapter.identifiers == ("pmid:1", "isbn:9783864903113")
    assert (book.title, book.type) == ("Weather", "book")


def test_records_are_parted_by_pmid_or_blank_line() -> None:
    text = "PMID- 1\nSO  no tag\nTI  - One.\nPMID- 2\nTI  -Two.\n\nstray prose\n\nPMC - PMC3\nAB  - No title"
    assert [
        (record.origin.line, record.title, record.identifiers)
        if isinstance(record, Paper)
        else (record.origin.line, record.reason, record.raw)
        for record in read(text)
    ] == [
        (1, "One", ("pmid:1",)),
        (4, "Two", ("pmid:2",)),
        (7, "text outside the records", "stray prose"),
        (9, "a record without a title", "PMC - PMC3\nAB  - No title"),
    ]
