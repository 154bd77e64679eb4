from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kgraph
from kgraph.keywords import extract_keywords
from kgraph.keywords.choice import KEYWORDS_PER_PAPER
from kgraph.keywords.phrases import load_pipeline
from kgraph.records import Keyword, Origin, Paper, Span
from kgraph.vocabulary import Status

NLP = load_pipeline(model=False)


def paper(name: str, title: str, abstract: str | None = None, keywords: tuple[str, ...] = ()) -> Paper:
    return Paper(f"paper:{name}", title, Origin("x.jsonl", 1), abstract=abstract, keywords=keywords)


TOY = [
    paper(
        "a", "Reward Models in Practice", "We train reward models by reinforcement learning (RL). RL is hard."
    ),
    paper("b", "Sycophancy", "A reward model is the state of the art for RL."),
]


def test_whole_result_of_a_toy_corpus() -> None:
    keywords, tags = extract_keywords(TOY, NLP)
    assert keywords == (
        Keyword(
            "keyword:reward-model", "reward model", ("Reward Models", "reward model", "reward models"), True
        ),
        Keyword("keyword:rl", "RL", ("RL", "reinforcement learning"), True),
        Keyword("keyword:sycophancy", "sycophancy", ("Sycophancy",), False),
    )
    assert [(tag.paper, tag.concept, tag.status, tag.evidence) for tag in tags] == [
        (
            "paper:a",
            "keyword:reward-model",
            Status.EXTRACTED,
            (Span("title", 0, 13, "Reward Models"), Span("abstract", 9, 22, "reward models")),
        ),
        (
            "paper:a",
            "keyword:rl",
            Status.EXTRACTED,
            (
                Span("abstract", 26, 48, "reinforcement learning"),
                Span("abstract", 50, 52, "RL"),
                Span("abstract", 55, 57, "RL"),
            ),
        ),
        ("paper:b", "keyword:reward-model", Status.EXTRACTED, (Span("abstract", 2, 14, "reward model"),)),
        ("paper:b", "keyword:rl", Status.EXTRACTED, (Span("abstract", 43, 45, "RL"),)),
        ("paper:b", "keyword:sycophancy", Status.EXTRACTED, (Span("title", 0, 10, "Sycophancy"),)),
    ]
    assert {tag.paper: tag.weight for tag in sorted(tags, key=lambda tag: tag.weight)} == {
        "paper:a": 1,
        "paper:b": 1,
    }


def test_author_keywords_count_and_are_asserted_where_the_text_is_silent() -> None:
    papers = [
        paper("a", "On honesty", "Nothing.", ("Privacy", "Scaling laws (LLMs)")),
        paper("b", "On dishonesty", "Nothing of privacy.", ("privacy",)),
    ]
    keywords, tags = extract_keywords(papers, NLP)
    by_concept = {(tag.paper, tag.concept): tag for tag in tags}
    privacy = by_concept["paper:a", "keyword:privacy"]
    assert (privacy.status, privacy.evidence) == (Status.ASSERTED, ())
    assert by_concept["paper:a", "keyword:scaling-laws"].status == Status.ASSERTED
    assert by_concept["paper:b", "keyword:privacy"].evidence == (Span("abstract", 11, 18, "privacy"),)
    assert {keyword.id: keyword.shared for keyword in keywords} == {
        "keyword:dishonesty": False,
        "keyword:honesty": False,
        "keyword:privacy": True,
        "keyword:scaling-laws": False,
    }


def test_a_nested_entity_is_tagged_only_where_it_stands_alone() -> None:
    papers = [
        paper("a", "Large language models", "The large language model."),
        paper("b", "Large language models", "A language model."),
        paper("c", "Language models"),
    ]
    _, tags = extract_keywords(papers, NLP)
    assert [(tag.paper[-1], tag.concept) for tag in tags] == [
        ("a", "keyword:large-language-model"),
        ("b", "keyword:language-model"),
        ("b", "keyword:large-language-model"),
        ("c", "keyword:language-model"),
    ]


def test_two_meanings_of_one_acronym_get_two_ids() -> None:
    papers = [
        paper(name, title, f"{long} (AD) matters. AD, again AD.")
        for name, title, long in [
            ("a", "AD", "Anomaly detection"),
            ("b", "AD", "Anomaly detection"),
            ("c", "AD", "Automatic differentiation"),
            ("d", "AD", "Automatic differentiation"),
        ]
    ]
    keywords, tags = extract_keywords(papers, NLP)
    assert len({keyword.id for keyword in keywords}) == len(keywords)
    concepts = {tag.paper: tag.concept for tag in tags if len(tag.evidence) == 5}
    assert concepts["paper:a"] == concepts["paper:b"] != concepts["paper:c"] == concepts["paper:d"]


@pytest.mark.parametrize("papers", [[], [paper("a", "")], [paper("a", "The"), paper("b", "12 $x$", "...")]])
def test_little_text_gives_no_keywords(papers: list[Paper]) -> None:
    assert extract_keywords(papers, NLP) == ((), ())


WORDS = st.sampled_from(
    ["reward", "model", "RL", "reinforcement", "learning", "(RL)", "scaling", "law,", "of", "the", "is"]  # noqa: RUF005
    + ["novel", "method.", "GPT-3", "calibration", "$x^2$"]
)
OWN = st.lists(st.sampled_from(["RL", "calibration", "Privacy"]), max_size=2)
TEXTS = st.lists(WORDS, max_size=25).map(" ".join)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(TEXTS, TEXTS, st.lists(st.sampled_from(["RL", "calibration", "Privacy"]), max_size=2)),
        max_size=5,
    )
)
def test_what_always_holds(rows: list[tuple[str, str, list[str]]]) -> None:
    papers = [paper(str(i), title, abstract, tuple(own)) for i, (title, abstract, own) in enumerate(rows)]
    keywords, tags = extract_keywords(papers, NLP)
    by_id = {p.id: p for p in papers}
    assert keywords == tuple(sorted(keywords, key=lambda keyword: keyword.id))
    assert tags == tuple(sorted(tags, key=lambda tag: (tag.paper, tag.concept)))
    holders = Counter(tag.concept for tag in tags)
    assert {keyword.id: keyword.shared for keyword in keywords} == {key: n > 1 for key, n in holders.items()}
    assert len({(tag.paper, tag.concept) for tag in tags}) == len(tags)
    for tag in tags:
        assert 0 < tag.weight <= 1
        assert tag.status == (Status.EXTRACTED if tag.evidence else Status.ASSERTED)
        for span in tag.evidence:
            assert getattr(by_id[tag.paper], span.field)[span.start : span.end] == span.text
    for number, count in Counter(tag.paper for tag in tags).items():
        assert count <= KEYWORDS_PER_PAPER + len(by_id[number].keywords)
    assert extract_keywords(list(reversed(papers)), NLP) == (keywords, tags)


@pytest.mark.model
@pytest.mark.shared_data
def test_the_listing_shares_what_its_readers_would_name(shared_data: Path) -> None:
    records = kgraph.read([shared_data / "listing" / "lineage-papers.txt"])
    papers = [record for record in records if isinstance(record, Paper)]
    keywords, _ = extract_keywords(papers, load_pipeline())
    shared = {keyword.label for keyword in keywords if keyword.shared}
    assert shared >= {
        "language model", "RLHF", "human feedback", "scaling law", "preference model", "reward model",
        "induction heads", "human oversight",
    }  # fmt: skip
    assert shared.isdisjoint({"model", "method", "approach", "experiment", "state of the art", "harmless"})


def test_a_local_term_said_once_that_goes_on_from_another_is_none() -> None:
    text = "The gradient noise scale is cheap. Here gradient noise scale rises. Odd lattice pumps leak."
    keywords, _ = extract_keywords([paper("a", "Batches", text), paper("b", "Sycophancy")], NLP)
    labels = {keyword.label for keyword in keywords}
    assert {"gradient noise scale", "odd lattice pumps leak"} <= labels
    assert "gradient noise scale rises" not in labels
