import numpy as np
import pytest

from kgraph.keywords.arrays import page_of_pair, pair, term_of_pair
from kgraph.keywords.batch import Batch, read_batch
from kgraph.keywords.phrases import load_pipeline
from kgraph.keywords.usage import count_usage, settle_usage
from kgraph.records import Origin, Paper

NLP = load_pipeline(model=False)


def paper(title: str, abstract: str | None = None, *keywords: str) -> Paper:
    return Paper(f"paper:{title}", title, Origin("x.jsonl", 1), abstract=abstract, keywords=keywords)


def read(papers: list[Paper]) -> Batch:
    return read_batch(papers, settle_usage(count_usage(papers)), NLP)


def words(batch: Batch) -> list[str]:
    return [batch.terms.keys.word_keys[key] for key in batch.reading.keys]


def terms(batch: Batch) -> list[tuple[int, str]]:
    pairs = batch.phrases
    names = batch.terms.names()
    keys = [names[term] for term in term_of_pair(pairs).tolist()]
    return sorted(zip(page_of_pair(pairs).tolist(), keys, strict=True))


def test_whole_batch_of_two_papers() -> None:
    papers = [
        paper("Of RL", "Reinforcement learning (RL). A reward model.", "RL (survey)", "(none)"),
        paper("The RLS and a reward model"),
    ]
    batch = read(papers)
    assert words(batch) == [
        *("of", "reinforcement", "learning", ""),
        *("reinforcement", "learning", "reinforcement", "learning", "a", "reward", "model", ""),
        *("the", "rls", "and", "a", "reward", "model", ""),
    ]
    assert batch.first_texts.tolist() == [0, 2, 3]
    assert batch.page_of(np.array([0, 11, 12])).tolist() == [0, 0, 1]
    assert batch.is_title(np.array([0, 3, 4, 11, 12])).tolist() == [True, True, False, False, True]
    assert terms(batch) == [
        (0, "reinforcement learning"), (0, "reward model"), (1, "reward model"), (1, "rls"),
    ]  # fmt: skip
    assert [
        (pair >> 32, batch.terms.names()[pair & 0xFFFFFFFF], printed)
        for pair, printed in zip(batch.own.tolist(), batch.printed, strict=True)
    ] == [(0, "reinforcement learning", "RL")]
    assert batch.titles == ["of RL", "the RLS and a reward model"]


def test_a_paper_reads_an_acronym_as_it_defines_it() -> None:
    anomaly = "Anomaly detection (AD) works."
    other = paper("ADs", "Automatic differentiation (AD).")
    papers = [paper("AD", anomaly), paper("AD two", anomaly), other, paper("AD!")]
    assert terms(read(papers)) == [
        (0, "anomaly detection"),
        (1, "anomaly detection"),
        (2, "automatic differentiation"),
        (3, "anomaly detection"),
    ]


@pytest.mark.parametrize("printed", ["GPS", "GPS's", "MILP", "MILPs", "MILPs's", "MILP’s", "OLS"])
def test_an_acronym_is_known_with_any_ending(printed: str) -> None:
    defined = "Global point search (GPS), mixed linear programs (MILPs), ordinary large squares (OLS)."
    batch = read([paper("The " + printed, defined), paper("IN THE " + printed.upper())])
    bounds = batch.reading.bounds.tolist()
    assert batch.reading.inner[: bounds[1]].sum() == 2
    plural = printed.startswith("MILPs")  # in capitals its s is one of the acronym's letters
    assert batch.reading.inner[bounds[2] :].sum() == (0 if plural else 2)


def test_an_empty_batch() -> None:
    batch = read([])
    assert (words(batch), terms(batch), batch.first_texts.tolist()) == ([], [], [0])


def test_pairs_sort_by_page() -> None:
    pairs = pair(np.array([0, 1, 2]), np.array([7, 0, 3]))
    assert (pairs.tolist(), page_of_pair(pairs).tolist(), term_of_pair(pairs).tolist()) == (
        sorted(pairs.tolist()),
        [0, 1, 2],
        [7, 0, 3],
    )
