"""Adding: what is new costs, what is old stays, and but for lineage all is as one build makes it."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

import kgraph
from kgraph import adding
from kgraph.adding import add_records
from kgraph.archive import NONE, Archive, Records, read_records, write_records
from kgraph.build import Choices, build_records
from kgraph.check import check
from kgraph.graph import Graph
from kgraph.ledger import Statistics
from kgraph.memory import Memory
from kgraph.records import Mention, Origin, Paper
from kgraph.storage import open_graph, write_graph
from kgraph.vocabulary import Relation

CHOICES = Choices(model=False)
_TOPICS = ["reward model", "gradient noise", "language model", "tree search", "scaling law", "Bayes factor"]
_FRAMES = [
    "We study {0} and {1}. The {0} is what counts.",
    "{0} (RM) helps {1}. RM is new. A {1} needs Bayes.",
    "On {1} with {0}: the data set is new.",
    "Reinforcement learning (RL) of {0}. RL and {1}.",
]
_NAMES = ["Ann Lee", "A. Lee", "Anna B. Lee", "Bo Ek", "B. Ek", "Wei Li", "Wei Li (2)", "Cy Ott", "Di Roe"]


def make(number: int, chance: random.Random) -> Paper:
    topics = chance.sample(_TOPICS, 2)
    title = f"{chance.choice(['On', 'Learning', 'Toward'])} {topics[0].title()} {number}"
    names = chance.sample(_NAMES, chance.randint(1, 3))
    return Paper(
        f"paper:{number:03}",
        title,
        Origin("x.bib", number),
        tuple(Mention(name, place) for place, name in enumerate(names, 1)),
        abstract=chance.choice(_FRAMES).format(*topics) if chance.random() < 0.8 else None,
        date=f"{chance.randint(2015, 2022)}" if chance.random() < 0.9 else None,
        keywords=(topics[1],) if chance.random() < 0.3 else (),
        references=(f"Toward {topics[0].title()} {number - 7}",) if chance.random() < 0.5 else (),
    )


def records(papers: Sequence[Paper]) -> Records:
    return Records(tuple(papers), (), (("x.bib", "0" * 64),))


def corpus(seed: int, count: int) -> list[Paper]:
    chance = random.Random(seed)
    return [make(number, chance) for number in range(count)]


def build(papers: Sequence[Paper], folder: Path) -> Graph:
    statistics = folder / "statistics"
    statistics.mkdir(parents=True)
    graph = build_records(records(papers), CHOICES, memory=Memory(statistics))
    write_graph(graph, folder)
    write_records(NONE.add(records(papers)), folder)
    return graph


def add(papers: Sequence[Paper], folder: Path, choices: Choices = CHOICES) -> Graph:
    """The graph in a folder with these papers: those that it was built from first, as they were then."""
    before = read_records(folder)
    known = before.papers()
    kept = before.table.filter(pl.Series([paper in papers for paper in known], dtype=pl.Boolean))
    added = NONE.add(records([paper for paper in papers if paper not in known])).table
    archive = Archive(pl.concat([kept, added]), before.inputs)
    memory = Memory(None, folder / "statistics")
    added = add_records(open_graph(folder), archive, choices, memory)
    return added or build_records(archive.records(), choices, memory=memory)


def assert_same(one: Graph, other: Graph) -> None:
    assert (one.run, one.ledger, one.partitions, one.estimates) == (
        other.run,
        other.ledger,
        other.partitions,
        other.estimates,
    )
    for table in ("nodes", "edges", "scores", "communities"):
        assert getattr(one, table).equals(getattr(other, table))


def rows_but_lineage(graph: Graph) -> pl.DataFrame:
    return graph.edges.filter(pl.col("relation") != Relation.LIKELY_BUILDS_ON.value)


def links(graph: Graph) -> dict[tuple[str, str], float]:
    table = graph.of_relation(Relation.LIKELY_BUILDS_ON).select("source", "target", "weight")
    return {(later, earlier): weight for later, earlier, weight in table.iter_rows()}


@pytest.mark.parametrize("seed", range(4))
def test_all_but_lineage_is_that_of_one_build(seed: int, tmp_path: Path) -> None:
    papers = corpus(seed, 84)
    first, whole = papers[:80], build_records(records(papers), CHOICES)
    before = build(first, tmp_path)
    grown = add(papers, tmp_path)
    assert grown.nodes.equals(whole.nodes)
    assert rows_but_lineage(grown).equals(rows_but_lineage(whole))
    assert grown.ledger.accounts == whole.ledger.accounts
    assert grown.ledger.references == whole.ledger.references
    assert grown.ledger.notes[: len(whole.ledger.notes)] == whole.ledger.notes
    # Older papers keep their links, unless a new parent takes the place of one.
    old = {paper.id for paper in first}
    among = {pair: weight for pair, weight in links(grown).items() if set(pair) <= old}
    assert among.keys() <= links(before).keys()
    expected = {pair for pair in links(whole) if not set(pair) <= old}
    found = {pair for pair in links(grown) if not set(pair) <= old}
    assert expected
    assert len(expected & found) >= 0.8 * len(expected | found)
    assert list(check(grown)) == []


def test_a_paper_that_was_there_is_compared_as_it_was(tmp_path: Path) -> None:
    """With nothing known of a paper but what it says, links are those that the whole build found."""
    papers = corpus(9, 60)
    before = build(papers, tmp_path)
    changed = [replace(papers[30], venue="Mind"), *papers[:30], *papers[31:]]
    assert links(add(changed, tmp_path)) == links(before)
    table = tmp_path / "statistics" / "words" / "papers.parquet"
    known = pl.read_parquet(table)
    other = pl.when(pl.col("paper") == papers[30].id).then(pl.lit(0, pl.UInt64)).otherwise("digest")
    known.with_columns(digest=other).write_parquet(table)
    again = add(papers, tmp_path)
    assert again.ledger.statistics == Statistics(60, 1)
    assert links(again).keys() == links(before).keys()
    assert all(abs(links(again)[pair] - weight) < 0.02 for pair, weight in links(before).items())


def test_statistics_are_made_anew_when_the_corpus_has_grown(tmp_path: Path) -> None:
    papers = corpus(1, 90)
    build(papers[:80], tmp_path)
    assert add(papers[:84], tmp_path).ledger.statistics == Statistics(80, 4)
    whole = build_records(records(papers), CHOICES)
    grown = add(papers, tmp_path)
    assert grown.ledger.statistics == Statistics(90)
    assert_same(grown, whole)


def test_nothing_new_is_the_same_graph(tmp_path: Path) -> None:
    papers = corpus(2, 60)
    before = build(papers, tmp_path)
    assert_same(add(papers, tmp_path), before)


def test_other_choices_make_all_anew(tmp_path: Path) -> None:
    papers = corpus(3, 62)
    build(papers[:60], tmp_path)
    choices = replace(CHOICES, base="https://example.org/")
    assert_same(add(papers, tmp_path, choices), build_records(records(papers), choices))
    scheme = tmp_path / "scheme.sha256"
    (tmp_path / "statistics" / scheme.name).write_text("another", "utf-8")
    assert_same(add(papers, tmp_path), build_records(records(papers), CHOICES))


def test_a_graph_without_statistics_is_built_anew(tmp_path: Path) -> None:
    papers = corpus(4, 62)
    kgraph.save(build_records(records(papers[:60]), CHOICES), tmp_path)
    write_records(NONE.add(records(papers[:60])), tmp_path)
    assert_same(add(papers, tmp_path), build_records(records(papers), CHOICES))


def test_a_large_graph_keeps_its_scores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MOST_SCORED", 10)
    papers = corpus(5, 62)
    before = build(papers[:60], tmp_path)
    grown = add(papers, tmp_path)
    assert grown.ledger.statistics == Statistics(60, 2, ("scores",))
    assert grown.ledger.notes[-1] == (
        "2 papers were added to 60 whose statistics are kept: scores, how rare words are and how alike older "
        "papers are to each other; --refresh renews them"
    )
    there = set(grown.nodes["id"])
    assert grown.scores.equals(before.scores.filter(pl.col("id").is_in(list(there))))
    assert grown.communities.equals(before.communities)
    assert list(check(grown)) == []
