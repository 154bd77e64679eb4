import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.keywords.acronyms import (
    Definition,
    find_definitions,
    is_acronym,
    settle_acronyms,
    singular_acronym,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We use reinforcement learning (RL).", [Definition("RL", "reinforcement learning", 7)]),
        ("Large language models (LLMs) help.", [Definition("LLM", "Large language models", 0)]),
        ("by RL from AI Feedback' (RLAIF), we", [Definition("RLAIF", "RL from AI Feedback", 3)]),
        ("of markov chains, hidden trees (MCHT)", []),  # not over a comma
        ("a model (see below) of it (2022) and (Adam)", []),
        ("out-of-distribution (OOD) data", [Definition("OOD", "out-of-distribution", 0)]),
        ("a useful transformer (GPT)", []),
        ("unbalanced (", []),
        ("", []),
    ],
)
def test_find_definitions(text: str, expected: list[Definition]) -> None:
    assert find_definitions(text) == expected


@given(st.text(alphabet="abAB ().,-", max_size=60))
def test_a_long_form_stands_in_its_text(text: str) -> None:
    for short, long, start in find_definitions(text):
        assert text[start : start + len(long)] == long
        assert long[0].lower() == short[0].lower()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("RLHF", True),
        ("LLMs", True),
        ("LoRA", True),
        ("Adam", False),
        ("As", False),
        ("a", False),
        ("AI", True),
    ],
)
def test_is_acronym(word: str, expected: bool) -> None:
    assert is_acronym(word) is expected


def test_singular_acronym_keeps_what_is_no_plural() -> None:
    assert [singular_acronym(word) for word in ("LLMs", "RLHF", "GPS", "As")] == ["LLM", "RLHF", "GPS", "As"]


def test_the_majority_settles_an_acronym_and_a_dispute_leaves_it_open() -> None:
    definitions = {
        ("RL", "reinforcement learning"): 1,
        ("RL", "Reinforcement Learning"): 1,
        ("RL", "representation learning"): 1,
        ("AD", "anomaly detection"): 1,
        ("AD", "automatic differentiation"): 1,
    }
    assert settle_acronyms(definitions) == {"RL": "Reinforcement Learning"}
