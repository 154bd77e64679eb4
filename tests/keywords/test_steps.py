"""What a batch holds as the steps leave it, and that it does not matter what is a batch."""

from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.corrections import THESAURUS_VERBS, Corrections, parse_corrections
from kgraph.keywords import Workplace, extract_corrected, lookup
from kgraph.keywords.arrays import page_of_pair, term_of_pair
from kgraph.keywords.batch import Batch, read_batch
from kgraph.keywords.counts import add_up, count_holders, count_standing, count_terms
from kgraph.keywords.lookup import Holdings, find_local, find_present, look_again, look_up
from kgraph.keywords.mentions import make_mentions
from kgraph.keywords.naming import make_keywords, name_keywords
from kgraph.keywords.phrases import load_pipeline
from kgraph.keywords.settling import settle_entities
from kgraph.keywords.steps import collect_usage, settle_corpus, work_on_batch
from kgraph.keywords.tags import make_tags
from kgraph.keywords.thesaurus import Thesaurus, make_thesaurus
from kgraph.keywords.usage import count_usage, settle_usage
from kgraph.records import Keyword, Origin, Paper, Tag

NLP = load_pipeline(model=False)
PAPERS = [
    Paper(
        "paper:a", "Reward models", Origin("x", 1), abstract="A reward model for calibration. Gradient noise."
    ),
    Paper("paper:b", "Gradient noise", Origin("x", 2), keywords=("noise", "Reward models")),
    Paper("paper:c", "Gradient noise scale", Origin("x", 3), abstract="The reward model.", keywords=("art",)),
]


def read(papers: Sequence[Paper] = PAPERS) -> Batch:
    return read_batch(papers, settle_usage(count_usage(papers)), NLP)


def hold(batch: Batch) -> Holdings:
    settled = settle_entities(count_terms(batch, Thesaurus()), len(batch.papers), Thesaurus())
    holdings = look_up(batch, settled)
    return look_again(batch, holdings, batch.terms.among(of_two(count_holders(batch, holdings))))


def of_two(counts: pl.DataFrame) -> pl.Series:
    return counts.filter(pl.col("holders") > 1)["term"]


def names(batch: Batch, pairs: np.ndarray) -> list[tuple[int, str]]:
    terms = batch.terms.names()
    pages, numbers = page_of_pair(pairs).tolist(), term_of_pair(pairs).tolist()
    return sorted((page, terms[number]) for page, number in zip(pages, numbers, strict=True))


def mentions() -> list[tuple[int, str, bool, int, int]]:
    """Page, term, whether in the title, start and end of each mention."""
    batch = read()
    holdings = hold(batch)
    shared = batch.terms.among(of_two(count_standing(batch, holdings)))
    _, places = find_local(batch, holdings, shared)
    made = make_mentions(batch, holdings.found, places)
    terms = batch.terms.names()
    columns = (made.pairs, made.in_title, made.starts, made.ends)
    return sorted(
        (pair >> 32, terms[pair & 0xFFFFFFFF], *place)
        for pair, *place in zip(*(column.tolist() for column in columns), strict=True)
    )


def test_whole_mentions() -> None:
    assert mentions() == [
        (0, "calibration", False, 19, 30),
        (0, "gradient noise", False, 32, 46),
        (0, "reward model", False, 2, 14),
        (0, "reward model", True, 0, 13),
        (1, "gradient noise", True, 0, 14),
        (1, "noise", True, 9, 14),
        # What only one page holds gives its place back to the term inside it.
        (2, "gradient noise", True, 0, 14),
        (2, "gradient noise scale", True, 0, 20),
        (2, "reward model", False, 4, 16),
    ]


def test_whole_counts() -> None:
    batch = read()
    assert sorted(count_terms(batch, Thesaurus()).rows()) == [
        ("art", 0, 1, 1, 0),
        ("calibration", 1, 0, 1, 0),
        ("gradient noise", 2, 0, 2, 0),
        ("gradient noise scale", 1, 0, 1, 0),
        ("noise", 0, 1, 1, 0),
        ("reward model", 2, 1, 3, 0),
    ]
    assert sorted(count_standing(batch, hold(batch)).rows()) == [
        ("art", 1, 1, 1),
        ("gradient noise", 3, 2, 2),
        ("noise", 1, 1, 1),
        ("reward model", 3, 2, 3),
    ]


def test_it_does_not_matter_how_many_pages_are_searched_together(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = mentions()
    monkeypatch.setattr(lookup, "_TOGETHER", 2)
    assert mentions() == whole


def test_what_is_present_stands_in_a_text() -> None:
    batch = read()
    terms = ["noise scale", "art", "model for", "model gradient", "scale art"]
    assert names(batch, find_present(batch, terms)) == [(0, "model for"), (2, "noise scale")]
    assert find_present(batch, []).tolist() == []


def test_counts_of_batches_are_those_of_the_whole() -> None:
    parts = [count_terms(read([paper]), Thesaurus()) for paper in PAPERS]
    assert sorted(add_up(parts).rows()) == sorted(count_terms(read(), Thesaurus()).rows())


WORDS = st.sampled_from(
    ["reward", "model", "RL", "RLs", "reinforcement", "learning", "(RL)", "scaling", "law,", "of", "the"]  # noqa: RUF005
    + ["novel", "method.", "GPT-3", "calibration", "$x^2$", "data", "set", "dataset", "problem", "Is"]
)
TEXTS = st.lists(WORDS, max_size=20).map(" ".join)
OWN = st.lists(st.sampled_from(["RL", "calibration", "Privacy", "data set", "(x)"]), max_size=2).map(tuple)
LINES = st.sampled_from(
    ["", 'merge."data set" = "calibration"', 'drop."reward model" = "x"', 'promote."law" = "keyword"']
)


def extract_batches(
    batches: Sequence[Sequence[Paper]], lines: Corrections
) -> tuple[dict[str, Keyword], tuple[Tag, ...], tuple[str, ...]]:
    steps = [work_on_batch(papers, NLP) for papers in batches]
    custom = settle_usage(collect_usage(steps))
    thesaurus = make_thesaurus(lines, custom.acronyms)
    corpus = settle_corpus(steps, [(custom, thesaurus)] * len(steps), custom, thesaurus)
    keywords = make_keywords(name_keywords(corpus.tagged, custom, thesaurus))
    ids = [[paper.id for paper in papers] for papers in batches]
    return keywords, make_tags(ids, corpus.tagged, keywords), corpus.notes


@settings(max_examples=60)
@given(st.lists(st.tuples(TEXTS, TEXTS, OWN, st.integers(0, 2)), max_size=6), LINES)
def test_it_does_not_matter_what_is_a_batch(
    rows: list[tuple[str, str, tuple[str, ...], int]], line: str
) -> None:
    lines = Corrections(parse_corrections(line, "thesaurus.toml", THESAURUS_VERBS))
    papers = [
        Paper(f"paper:{number}", title, Origin("x", 1), abstract=abstract or None, keywords=own)
        for number, (title, abstract, own, _) in enumerate(rows)
    ]
    batches = [
        [paper for paper, row in zip(papers, rows, strict=True) if row[3] == part] for part in range(3)
    ]
    assert extract_batches(batches, lines) == extract_batches([papers], lines)


def test_batches_in_processes_of_their_own_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    alone = extract_corrected(PAPERS, Corrections(), Workplace(NLP))
    monkeypatch.setattr("kgraph.keywords.working.FEWEST_APART", 1)
    assert extract_corrected(PAPERS, Corrections(), Workplace(NLP, processes=3)) == alone
