from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.identifiers import paper_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources.listing import parse, recognises

TITLE = "Counting the Heads of SheepJane Roe, John Doe"
CODES = {
    "LG": "cs.LG",
    "CL": "cs.CL",
    "ML": "stat.ML",
    "ZQ": "ZQ",
    "q-bio.NC": "q-bio.NC",
    "hep-th": "hep-th",
}


def read(text: str) -> list[Paper | Rejected]:
    return list(parse(text.split("\n"), "f.txt"))


def only(text: str) -> Paper:
    (record,) = read(text)
    assert isinstance(record, Paper)
    return record


def rejected(text: str) -> list[tuple[int, str]]:
    return [(r.origin.line, r.reason) for r in read(text) if isinstance(r, Rejected)]


def test_a_record_is_read_whole() -> None:
    assert read(f"CLDec 5, 2022\n{TITLE} et al. · north lab, delta\nWe count\nsheep.") == [
        Paper(
            id=paper_id("Counting the Heads of Sheep", "2022", "Jane Roe"),
            title="Counting the Heads of Sheep",
            origin=Origin("f.txt", 1),
            mentions=(Mention("Jane Roe", 1), Mention("John Doe", 2)),
            abstract="We count sheep.",
            date="2022-12-05",
            authors_truncated=True,
            organizations=("north lab", "delta"),
            categories=("cs.CL",),
        )
    ]


@pytest.mark.parametrize(
    ("printed", "category", "day"),
    [
        ("LGSep 21, 2022", "cs.LG", "2022-09-21"),
        ("MLMay 2, 2018", "stat.ML", "2018-05-02"),
        ("ROSept 2, 2018", "RO", "2018-09-02"),
        ("q-bio.NCJune 30, 2020", "q-bio.NC", "2020-06-30"),
        ("cond-mat.stat-mechFeb 29, 2020", "cond-mat.stat-mech", "2020-02-29"),
        ("CL Dec 15, 2022", "cs.CL", "2022-12-15"),
    ],
)
def test_headers(printed: str, category: str, day: str) -> None:
    paper = only(f"{printed}\n{TITLE}")
    assert (paper.categories, paper.date, paper.abstract) == ((category,), day, None)
    assert recognises(f"\ufeff\r\n  {printed}\r\n")


def test_a_header_may_be_a_date_alone_or_have_the_title_glued_to_it() -> None:
    listing = f"LGMay 1, 2020\n{TITLE}\nWe count.\nAIMay 2, 2020\n{TITLE}\nMay 3 we count."
    glued = f"LGMay 1, 2020{TITLE}\nWe count.\n\nAIMay 2, 2020 {TITLE}\nMay 3 we count."
    assert recognises(glued)
    facts = [
        [
            (p.title, p.date, p.abstract, p.categories, [m.name for m in p.mentions])
            for p in parse(text.split("\n"), "x")
        ]
        for text in (listing, glued)
    ]
    assert facts[0] == facts[1]
    dated = f"May 1, 2020\n{TITLE}\nWe count.\nMay 2, 2020\n{TITLE}\n"
    assert recognises(dated)
    assert [(p.date, p.title, p.categories) for p in parse(dated.split("\n"), "x")] == [
        ("2020-05-01", "Counting the Heads of Sheep", ()),
        ("2020-05-02", "Counting the Heads of Sheep", ()),
    ]
    assert not recognises("May 1, 2020\nDear Jane, we count sheep again this year, as always.")


def test_blank_lines_crlf_mark_and_indentation_do_not_matter() -> None:
    plain = f"LGMay 1, 2020\n{TITLE}\nWe count.\nAIMay 2, 2020\n{TITLE}"
    odd = f"\ufeff\r\n  LGMay 1, 2020\r\n\r\n\t{TITLE} \r\n\r\nWe \t count.\r\n\r\n"
    odd += f"AIMay 2,\u00a02020\r\n {TITLE}\r\n\r\n"

    def facts(text: str) -> list[tuple[str, str, str | None, str | None]]:
        return [(r.id, r.title, r.abstract, r.date) for r in read(text) if isinstance(r, Paper)]

    assert facts(odd) == facts(plain)
    assert [record.origin.line for record in read(odd)] == [2, 8]


@pytest.mark.parametrize(
    ("line", "title", "names", "truncated", "organizations"),
    [
        ("Left · Right in BrainsJane Roe", "Left · Right in Brains", ["Jane Roe"], False, ()),
        (
            "Left · Right in BrainsJane Roe · r&d <lab>",
            "Left · Right in Brains",
            ["Jane Roe"],
            False,
            ("r&d <lab>",),
        ),
        ("Counting SheepPrince et al.", "Counting Sheep", ["Prince"], True, ()),
        ("Counting SheepJane Roe, et al. ·", "Counting Sheep", ["Jane Roe"], True, ()),
        ("Counting SheepThe Sheep Team et al. · x", "Counting Sheep", ["The Sheep Team"], True, ("x",)),
    ],
)
def test_title_lines(
    line: str, title: str, names: list[str], truncated: bool, organizations: tuple[str, ...]
) -> None:
    paper = only(f"LGMay 1, 2020\n{line}\nWe count.")
    assert paper.title == title
    assert [mention.name for mention in paper.mentions] == names
    assert (paper.authors_truncated, paper.organizations) == (truncated, organizations)


def test_what_cannot_be_read_is_rejected_with_its_place_and_text() -> None:
    assert read(
        "12 results\n\nCLFeb 31, 2021\nSome TitleJane Roe\nText.\nLGMay 1, 2020\nLGMrz 2, 2020\n"
        "AIMay 3, 2020\nnobody signed this\nText."
    ) == [
        Rejected(Origin("f.txt", 1), "text before the first line of archive code and date", "12 results"),
        Rejected(
            Origin("f.txt", 3), "no such date: Feb 31, 2021", "CLFeb 31, 2021\nSome TitleJane Roe\nText."
        ),
        Rejected(
            Origin("f.txt", 6), "a line of archive code and date, but no title behind it", "LGMay 1, 2020"
        ),
        Rejected(Origin("f.txt", 7), "no such date: Mrz 2, 2020", "LGMrz 2, 2020"),
        Rejected(
            Origin("f.txt", 8),
            "no authors found behind the title",
            "AIMay 3, 2020\nnobody signed this\nText.",
        ),
    ]


@pytest.mark.parametrize("ending", [" et al.", " · delta", " et al. · delta, north lab", ""])
def test_a_title_line_without_header_is_not_taken_into_the_abstract_before_it(ending: str) -> None:
    text = (
        f"LGMay 1, 2020\n{TITLE}\nWe count.\n"
        f"A Title without Its HeaderAnn Other, Max Muster{ending}\nIts abstract.\n"
        f"And Yet Another TitleMax Muster, Ann Other{ending}\nLGMay 2, 2020\n{TITLE}"
    )
    reason = "a title with authors, but no line of archive code and date before it"
    assert rejected(text) == [(4, reason), (6, reason)]
    assert [r.abstract for r in read(text) if isinstance(r, Paper)] == ["We count.", None]


@pytest.mark.parametrize(
    "line",
    [
        "and beats the model of Roe and Doe et al.",
        "on BabiQA, TriviaQA and WebQuestions. We further show",
        "models such as ChatGPT, RoBERTa, and DistilBERT",
        "lifetimes · budgets",
    ],
)
def test_a_wrapped_abstract_stays_whole(line: str) -> None:
    assert (
        only(f"LGMay 1, 2020\n{TITLE}\nWe count\n{line}\nto the end.").abstract
        == f"We count {line} to the end."
    )


def test_the_other_records_help() -> None:
    hard = "Notes on UrduUmrinderPal Roe, John Doe"
    helped = read(f"LGMay 1, 2020\n{hard}\nLGMay 1, 2020\nSheep in UrduJohn Doe, UmrinderPal Moe\nUrdu.")
    assert [r.title for r in helped if isinstance(r, Paper)] == ["Notes on Urdu", "Sheep in Urdu"]


def test_other_texts_are_not_recognised() -> None:
    for text in (
        "",
        "@article{roe2020,\n  date = {May 1, 2020}\n}",
        "TY  - JOUR\nDA  - May 1, 2020",
        "May 1, 2020",
    ):
        assert not recognises(text)


TITLES = st.lists(
    st.sampled_from(
        [
            "counting",
            "sheep",
            "of",
            "the",
            "Language",
            "models",
            "WordNet",
            "well-known",
            "heads:",
            "sheep,",
            "GPT-4",
        ]
    ),
    min_size=2,
    max_size=9,
).map(lambda words: " ".join(["On", *words, "learning"]))
NAMES = st.lists(
    st.builds(
        " ".join,
        st.tuples(
            st.sampled_from(["Jane", "Mei-Lin", "Łucja", "J.", "Tomás", "Yuntao", "Ada B."]),
            st.sampled_from(["Roe", "van der Berg", "O'Neil", "McDonald", "Zhang", "Król", "Doe-Smith"]),
        ),
    ),
    min_size=1,
    max_size=5,
)
WORD = st.sampled_from(["we", "count", "SHEEP", "α", "10%", "in", "2020,", "语言", "🙂", "(RLHF)", "end."])
ABSTRACTS = st.none() | st.lists(WORD, min_size=3, max_size=30).map(" ".join)
LABS = st.lists(st.sampled_from(["delta", "north lab", "r&d <x>"]), max_size=3, unique=True)


@st.composite
def papers(draw: st.DrawFn) -> tuple[str, Paper]:
    code = draw(st.sampled_from(sorted(CODES)))
    day = draw(st.dates(date(1991, 1, 1), date(2035, 12, 31)))
    title, names, labs, abstract = draw(TITLES), draw(NAMES), draw(LABS), draw(ABSTRACTS)
    truncated = draw(st.booleans())
    header = f"{code}{day:%b} {day.day}, {day.year}"
    line = title + ", ".join(names) + " et al." * truncated + (" · " + ", ".join(labs)) * bool(labs)
    paper = Paper(
        id=paper_id(title, str(day.year), names[0]),
        title=title,
        origin=Origin("f.txt", 0),
        mentions=tuple(Mention(name, place) for place, name in enumerate(names, start=1)),
        abstract=abstract,
        date=day.isoformat(),
        authors_truncated=truncated,
        organizations=tuple(labs),
        categories=(CODES[code],),
    )
    return "\n".join([header, line] + ([abstract] if abstract else [])), paper


def moved(paper: Paper) -> Paper:
    """The paper without its line, which depends on what stands before it."""
    return Paper(
        paper.id, paper.title, Origin("f.txt", 0), paper.mentions, paper.abstract, paper.date,
        paper.authors_truncated, paper.organizations, paper.categories,
    )  # fmt: skip


@given(st.lists(papers(), min_size=1, max_size=4))
def test_what_is_printed_is_read_again(printed: list[tuple[str, Paper]]) -> None:
    records = read("\n\n".join(text for text, _ in printed))
    assert [moved(r) if isinstance(r, Paper) else r for r in records] == [paper for _, paper in printed]


HEADERS = ["CLDec 5, 2022", "LGFeb 31, 2022", "Dec 5, 2022"]
OTHER_LINES = ["some words of an abstract", "et al.", " · ", "\ufeff", "GPT-4, BERT, and WordNet", "", "  "]
TITLE_LINES = [TITLE, f"{TITLE} et al. · delta", "A bare title"]
LINES = st.lists(
    st.sampled_from([*HEADERS, *TITLE_LINES, *OTHER_LINES])
    | st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20),
    max_size=25,
)


@given(LINES)
def test_every_line_belongs_to_exactly_one_record(lines: list[str]) -> None:
    records = list(parse(lines, "f.txt"))
    kept = {
        number: " ".join(line.replace("\ufeff", "").split()) for number, line in enumerate(lines, start=1)
    }
    kept = {number: line for number, line in kept.items() if line}
    starts = [record.origin.line for record in records]
    assert starts[:1] == sorted(kept)[:1]
    assert starts == sorted(set(starts))
    for record, (start, end) in zip(records, pairwise([*starts, len(lines) + 1]), strict=True):
        own = [line for number, line in kept.items() if start <= number < end]
        if isinstance(record, Rejected):
            assert record.raw.split("\n") == own
        else:
            assert own[1].startswith(record.title)
            assert all(mention.name in own[1] for mention in record.mentions)
            assert (record.abstract or "") == " ".join(own[2:])


def test_the_toy_listing() -> None:
    folder = Path(__file__).parents[1] / "data"
    toy = read((folder / "toy.txt").read_text(encoding="utf-8"))
    assert len(toy) == 17
    assert all(isinstance(record, Paper) for record in toy)
    broken = (folder / "broken.txt").read_text(encoding="utf-8")
    assert [line for line, _ in rejected(broken)] == [1, 2, 5, 6, 12]
    assert len(read(broken)) == 7


# Bibliographic facts: who is named first on the 28 papers of the real listing.
FIRST_AUTHORS = [
    "Nelson Elhage", "Yuntao Bai", "Yuntao Bai", "Saurav Kadavath", "Catherine Olsson", "Deep Ganguli",
    "Ethan Perez", "Deep Ganguli", "Samuel R. Bowman", "Danny Hernandez", "Sam McCandlish", "Kunal Handa",
    "Amanda Askell", "Mark Chen", "Tom Henighan", "Nisan Stiennon", "Tom B. Brown", "Jared Kaplan",
    "Daniel M. Ziegler", "Borja Ibarz", "Paul Christiano", "Joshua Achiam", "Geoffrey Irving",
    "Miles Brundage", "Paul Christiano", "Arvind Neelakantan", "Dario Amodei", "Dario Amodei",
]  # fmt: skip


@pytest.mark.shared_data
def test_the_real_listing() -> None:
    file = Path(__file__).parents[2] / "../shared/data/listing/lineage-papers.txt"
    if not file.is_file():
        pytest.skip("the shared data are not beside this checkout")
    text = file.read_text(encoding="utf-8")
    records = read(text)
    assert len(records) == 28
    lines = text.split("\n")
    for record in records:
        assert isinstance(record, Paper)
        glued = lines[record.origin.line]
        names = ", ".join(mention.name for mention in record.mentions)
        assert glued.startswith(record.title + names)
        assert record.abstract == lines[record.origin.line + 1].strip()
    assert [record.mentions[0].name for record in records if isinstance(record, Paper)] == FIRST_AUTHORS
