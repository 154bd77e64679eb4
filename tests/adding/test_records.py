"""Only what shares a key with a new record is read again, and added in steps all is what one build makes."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from kgraph.adding import add_records
from kgraph.adding.records import gather
from kgraph.archive import NONE, Records, read_records, write_records
from kgraph.build import Choices, build_records
from kgraph.graph import Graph
from kgraph.ledger import reconcile
from kgraph.memory import Memory
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.storage import open_graph, write_graph
from kgraph.vocabulary import Relation

CHOICES = Choices(model=False)
_NAMES = ["Ann Lee", "A. Lee", "Ann B. Lee", "Bo Ek", "Wei Li", "Wei Li", "Wei Li (2)", "Cy Ott", "Cý Ott"]
_TOPICS = ["reward model", "gradient noise", "tree search", "scaling law", "Bayes factor"]
_PLACES = ["Uni of Oslo", "UNI of Oslo", "Uni Öst", "Uni Ost", "Lab"]


def make(number: int, chance: random.Random) -> Paper:
    """A record: of ten some are the same paper, name one number, print one name twice, or name places."""
    one, other = chance.sample(_TOPICS, 2)
    work = chance.randrange(40)
    names = [chance.choice(_NAMES) for _ in range(chance.randint(0, 3))]
    mentions = tuple(
        Mention(
            name,
            place,
            (f"orcid:{chance.randrange(3)}",) if chance.random() < 0.2 else (),
            tuple(chance.sample(_PLACES, chance.randint(0, 2))),
        )
        for place, name in enumerate(names, 1)
    )
    text = f"A {one} and {other}. The {one} is a {other} of kind {work}."
    return Paper(
        f"paper:{work if chance.random() < 0.3 else number:03}",
        f"On the {one} of the {other} in {work} parts",
        Origin("", number),
        mentions,
        abstract=text if chance.random() < 0.7 else None,
        date=str(2010 + work % 12) if chance.random() < 0.9 else None,
        organizations=tuple(chance.sample(_PLACES, chance.randint(0, 1))),
        venue=chance.choice([None, "Mind", "Tides"]),
        doi=f"10.1000/{chance.randrange(30)}" if chance.random() < 0.3 else None,
        identifiers=("acl:1",) if chance.random() < 0.1 else (),
        references=(f"paper:{chance.randrange(80):03}",) if chance.random() < 0.1 else (),
    )


def read(file: str, papers: Sequence[Paper]) -> Records:
    """Records of a file, one of which is rejected."""
    own = tuple(replace(paper, origin=Origin(file, line)) for line, paper in enumerate(papers, 1))
    return Records(own, (Rejected(Origin(file, 0), "no title", ""),), ((file, "0" * 64),))


def join(parts: Sequence[Records]) -> Records:
    archive = NONE
    for part in parts:
        archive = archive.add(part)
    return archive.records()


def corpus(seed: int) -> list[Records]:
    chance = random.Random(seed)
    sizes = (("b.bib", 90), ("c.bib", 2), ("a.bib", 2))
    return [read(file, [make(n, chance) for n in range(size)]) for file, size in sizes]


def rows_but_lineage(graph: Graph) -> pl.DataFrame:
    return graph.edges.filter(pl.col("relation") != Relation.LIKELY_BUILDS_ON.value)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_added_in_steps_is_what_one_build_makes(seed: int, tmp_path: Path) -> None:
    first, *others = corpus(seed)
    statistics = tmp_path / "statistics"
    statistics.mkdir()
    built = build_records(first, CHOICES, memory=Memory(statistics))
    write_graph(built, tmp_path)
    write_records(NONE.add(first), tmp_path)
    done = [first]
    for part in others:
        archive = read_records(tmp_path).add(part)
        grown = add_records(open_graph(tmp_path), archive, CHOICES, Memory(None, statistics))
        assert grown
        assert grown.ledger.statistics
        assert grown.ledger.statistics.papers == built.ledger.total.kept
        write_graph(grown, tmp_path)
        write_records(archive, tmp_path)
        done.append(part)
        whole = build_records(join(done), CHOICES)
        assert grown.nodes.equals(whole.nodes)
        assert rows_but_lineage(grown).equals(rows_but_lineage(whole))
        assert (grown.ledger.accounts, grown.ledger.merges, grown.ledger.rejected) == (
            whole.ledger.accounts,
            whole.ledger.merges,
            whole.ledger.rejected,
        )
        assert grown.ledger.references == whole.ledger.references


@pytest.mark.parametrize("seed", range(6))
def test_records_are_gathered_as_they_are_reconciled(seed: int, tmp_path: Path) -> None:
    first, *others = corpus(seed)
    write_records(NONE.add(first), tmp_path)
    archive = read_records(tmp_path).add(join(others))
    gathered = gather(archive)
    every = archive.records()
    papers, ledger = reconcile([*every.papers, *every.rejected])
    assert gathered.ledger == ledger
    assert sorted(gathered.every(), key=lambda paper: paper.id) == list(papers)
    # What was not read is what the graph was built with.
    before, _ = reconcile([*first.papers, *first.rejected])
    known = {paper.id: paper for paper in before}
    others_read = archive.papers(gathered.others)
    assert others_read
    assert [known[paper.id] for paper in others_read] == others_read
    assert gathered.stays.to_list() == [paper.id for paper in others_read]


def test_only_records_that_share_a_key_are_read() -> None:
    def titled(title: str, line: int, **said: object) -> Paper:
        return Paper(f"paper:{line}", title, Origin("a.bib", line), **said)  # type: ignore[arg-type]

    old = Records(
        (
            titled("Tides", 1),
            titled("Tides", 2, doi="10.1/1"),
            titled("Waves", 3),
            titled("Dunes", 4),
            titled("Dust", 5, references=("Waves",)),
        )
    )
    table = NONE.add(old).table.with_columns(is_new=pl.lit(value=False))
    archive = replace(NONE, table=table).add(Records((replace(titled("Waves", 6), origin=Origin("b", 1)),)))
    gathered = gather(archive)
    assert gathered.stays.to_list() == ["paper:4"]
    assert [paper.id for paper in gathered.papers] == ["paper:2", "paper:3", "paper:5"]
