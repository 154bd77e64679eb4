import numpy as np
import pytest

from kgraph.keywords.corpus import Corpus, page_of_pair, pair, read_corpus, term_of_pair
from kgraph.keywords.phrases import load_pipeline
from kgraph.records import Origin, Paper

NLP = load_pipeline(model=False)


def paper(title: str, abstract: str | None = None, *keywords: str) -> Paper:
    return Paper(f"paper:{title}", title, Origin("x.jsonl", 1), abstract=abstract, keywords=keywords)


def words(corpus: Corpus) -> list[str]:
    return [corpus.terms.lexicon.word_keys[key] for key in corpus.reading.keys]


def terms(corpus: Corpus) -> list[tuple[int, str]]:
    pairs = corpus.phrases
    keys = [" ".join(corpus.terms.keys[term]) for term in term_of_pair(pairs)]
    return sorted(zip(page_of_pair(pairs).tolist(), keys, strict=True))


def test_whole_corpus_of_two_papers() -> None:
    papers = [
        paper("Of RL", "Reinforcement learning (RL). A reward model.", "RL (survey)", "(none)"),
        paper("The RLS and a reward model"),
    ]
    corpus = read_corpus(papers, {}, NLP)
    assert words(corpus) == [
        *("of", "reinforcement", "learning", ""),
        *("reinforcement", "learning", "reinforcement", "learning", "a", "reward", "model", ""),
        *("the", "rls", "and", "a", "reward", "model", ""),
    ]
    assert corpus.first_texts.tolist() == [0, 2, 3]
    assert corpus.page_of(np.array([0, 11, 12])).tolist() == [0, 0, 1]
    assert corpus.is_title(np.array([0, 3, 4, 11, 12])).tolist() == [True, True, False, False, True]
    assert terms(corpus) == [
        (0, "reinforcement learning"), (0, "reward model"), (1, "reward model"), (1, "rls"),
    ]  # fmt: skip
    assert [{corpus.terms.keys[n]: text for n, text in own.items()} for own in corpus.own] == [
        {("reinforcement", "learning"): "RL"},
        {},
    ]
    assert corpus.meanings == {"RL": ("reinforcement", "learning")}


def test_a_paper_reads_an_acronym_as_it_defines_it() -> None:
    anomaly = "Anomaly detection (AD) works."
    other = paper("ADs", "Automatic differentiation (AD).")
    papers = [paper("AD", anomaly), paper("AD two", anomaly), other, paper("AD!")]
    assert terms(read_corpus(papers, {}, NLP)) == [
        (0, "anomaly detection"),
        (1, "anomaly detection"),
        (2, "automatic differentiation"),
        (3, "anomaly detection"),
    ]


@pytest.mark.parametrize("printed", ["GPS", "GPS's", "MILP", "MILPs", "MILPs's", "MILP’s", "OLS"])
def test_an_acronym_is_known_with_any_ending(printed: str) -> None:
    defined = "Global point search (GPS), mixed linear programs (MILPs), ordinary large squares (OLS)."
    corpus = read_corpus([paper("The " + printed, defined), paper("IN THE " + printed.upper())], {}, NLP)
    bounds = corpus.reading.bounds.tolist()
    assert corpus.reading.inner[: bounds[1]].sum() == 2
    plural = printed.startswith("MILPs")  # in capitals its s is one of the acronym's letters
    assert corpus.reading.inner[bounds[2] :].sum() == (0 if plural else 2)


def test_an_empty_corpus() -> None:
    corpus = read_corpus([], {}, NLP)
    assert (words(corpus), terms(corpus), corpus.first_texts.tolist()) == ([], [], [0])


def test_pairs_sort_by_page() -> None:
    pairs = pair(np.array([0, 1, 2]), np.array([7, 0, 3]))
    assert (pairs.tolist(), page_of_pair(pairs).tolist(), term_of_pair(pairs).tolist()) == (
        sorted(pairs.tolist()),
        [0, 1, 2],
        [7, 0, 3],
    )
