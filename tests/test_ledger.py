"""Every record is kept, merged or rejected, and the ledger says which."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kgraph.duplicates import Merge
from kgraph.ledger import Account, reconcile, summary, with_references
from kgraph.records import Mention, Origin, Paper, References, Rejected

FULL = Paper(
    id="paper:a",
    title="A",
    origin=Origin("one.txt", 1),
    mentions=(Mention("Ann Lee", 1),),
    abstract="Long enough to be the richer record.",
    date="2020",
    references=("x",),
)
POOR = replace(FULL, origin=Origin("two.txt", 7), abstract=None, references=(), venue="Here")
BROKEN = Rejected(Origin("two.txt", 9), "no title", "raw")


def test_the_fuller_record_is_kept_and_the_other_fills_in() -> None:
    papers, ledger = reconcile([POOR, BROKEN, FULL])
    assert papers == (replace(FULL, venue="Here"),)
    assert ledger.merges == (Merge("paper:a", FULL.origin, POOR.origin, "same title, year and first author"),)
    assert ledger.rejected == (BROKEN,)
    assert ledger.accounts == (
        Account("one.txt", read=1, kept=1, merged=0, rejected=0),
        Account("two.txt", read=2, kept=0, merged=1, rejected=1),
    )
    assert ledger.total == Account("total", read=3, kept=1, merged=1, rejected=1)
    assert ledger.notes == ()


def test_a_missing_field_is_noted_with_its_consequence() -> None:
    _, ledger = reconcile(
        [replace(POOR, date=None), replace(FULL, id="paper:b", origin=Origin("two.txt", 3))]
    )
    assert ledger.accounts[0].missing == (("abstract", 1), ("date", 1), ("references", 1))
    assert ledger.notes == (
        "two.txt: 1 of 2 papers lacks an abstract: only the title could be read for themes and keywords",
        "two.txt: 1 of 2 papers lacks a date: no lineage is inferred for it",
        "two.txt: 1 of 2 papers lacks references: no citations from it",
    )


def test_a_field_that_no_paper_has_is_noted_as_such() -> None:
    _, ledger = reconcile([replace(POOR, mentions=(), date=None)])
    assert ledger.notes == (
        "two.txt: no paper has an abstract: only titles could be read for themes and keywords",
        "two.txt: no paper has a date: no lineage is inferred",
        "two.txt: no paper has authors: no people",
        "two.txt: no paper has references: no citations, lineage is inferred only",
    )


def test_what_is_missing_in_many_files_is_summed_up() -> None:
    batch = [replace(FULL, id=f"paper:{n}", title=f"T{n}", origin=Origin(f"{n}.txt", 1)) for n in range(5)]
    batch[0] = replace(batch[0], abstract=None)
    batch.append(replace(batch[0], id="paper:x", title="X", abstract="Words.", origin=Origin("0.txt", 2)))
    batch[1] = replace(batch[1], abstract=None)
    batch = [replace(paper, references=()) for paper in batch]
    _, ledger = reconcile(batch)
    assert ledger.notes == (
        "2 of 6 papers lack an abstract (in 2 of 5 files, none at all in 1): "
        "only the title could be read for themes and keywords",
        "no paper has references: no citations, lineage is inferred only",
    )


def test_a_row_for_each_source_and_one_for_many() -> None:
    batch: list[Paper | Rejected] = [
        replace(FULL, id=f"paper:{n}", title=f"T{n}", origin=Origin(f"{n:02}.txt", line), references=())
        for line, n in enumerate(range(12), start=1)
    ]
    _, ledger = reconcile(batch[:1])
    assert summary(ledger) == [("00.txt", "1", "1", "0", "0", "references 1")]
    _, ledger = reconcile([*batch, BROKEN, replace(batch[0], origin=Origin("11.txt", 7))])
    rows = summary(ledger)
    assert len(rows) == 10
    assert rows[:3] == [
        ("two.txt", "1", "0", "0", "1", ""),
        ("11.txt", "2", "1", "1", "0", "references 1"),
        ("00.txt", "1", "1", "0", "0", "references 1"),
    ]
    assert rows[-2:] == [
        ("… and 5 more files", "5", "5", "0", "0", "references 5"),
        ("total", "14", "12", "1", "1", "references 12"),
    ]


def test_the_references_are_counted_in_a_note() -> None:
    _, ledger = reconcile([FULL])
    references = References(7, (("doi", 2), ("title and year", 1)), own=1, ambiguous=1, outside=2)
    assert with_references(ledger, references) == replace(
        ledger,
        references=references,
        notes=(
            "7 references: 3 matched (2 by doi, 1 by title and year), 2 not in the corpus, "
            "1 to the paper itself, 1 that fit several papers",
        ),
    )
    assert with_references(ledger, References()) == ledger


@st.composite
def records(draw: st.DrawFn) -> list[Paper | Rejected]:
    origins = st.builds(Origin, st.sampled_from(["a", "b", "c"]), st.integers(1, 50))
    papers = st.builds(
        Paper,
        id=st.sampled_from(["paper:1", "paper:2", "paper:3"]),
        title=st.text(max_size=3),
        origin=origins,
        abstract=st.none() | st.text(max_size=5),
    )
    rejected = st.builds(Rejected, origins, st.just("bad"), st.text(max_size=3))
    return draw(st.lists(papers | rejected, max_size=12))


@given(records(), st.randoms())
def test_the_books_balance_in_any_order(batch: list[Paper | Rejected], random) -> None:
    papers, ledger = reconcile(batch)
    for account in (*ledger.accounts, ledger.total):
        assert account.read == account.kept + account.merged + account.rejected
    assert ledger.total.read == len(batch)
    assert ledger.total.kept == len(papers) == len({paper.id for paper in papers})
    random.shuffle(batch)
    assert reconcile(batch) == (papers, ledger)
