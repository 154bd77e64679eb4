import pytest

from kgraph.keywords.entities import (
    Occurrence,
    build_trie,
    entity_key,
    find_entities,
    is_term,
    phrase_terms,
    spell_out,
    without_empty_heads,
    write_out,
)
from kgraph.keywords.phrases import Reading, load_pipeline, read_texts

NLP = load_pipeline(model=False)
RL = ("reinforcement", "learning")


def read(text: str) -> Reading:
    return next(iter(read_texts([text], NLP)))


def test_a_longer_entity_hides_the_ones_inside_it() -> None:
    text = "A large language model is a language model, is a model."
    keys = [("large", "language", "model"), ("language", "model"), ("model",)]
    found = list(find_entities(read(text), build_trie({key: key for key in keys})))
    assert found == [Occurrence(keys[0], 2, 22), Occurrence(keys[1], 28, 42), Occurrence(keys[2], 49, 54)]


def test_an_entity_does_not_reach_over_punctuation() -> None:
    trie = build_trie({("reward", "model"): ("reward", "model")})
    assert [
        text[o.start : o.end]
        for text in ["reward, model; reward-models"]
        for o in find_entities(read(text), trie)
    ] == ["reward-models"]


def test_an_acronym_is_read_as_its_meaning_and_never_cut() -> None:
    text = "RL agents learn RL."
    reading = write_out(text, read(text), {"RL": RL})
    assert reading.keys == [*RL, "agent", "learn", *RL]
    trie = build_trie({RL: RL, ("learning", "agent"): ("learning", "agent")})
    assert list(find_entities(reading, trie)) == [Occurrence(RL, 0, 2), Occurrence(RL, 16, 18)]


def test_acronyms_inside_long_forms_are_written_out() -> None:
    assert spell_out({"RLAIF": "RL from AI Feedback", "AI": "artificial intelligence"}, {"RL": RL}) == {
        "RLAIF": (*RL, "from", "artificial", "intelligence", "feedback"),
        "AI": ("artificial", "intelligence"),
    }
    assert entity_key("Deep-RL policies", {"RL": RL}) == ("deep", *RL, "policy")


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        (("reward", "model"), True),
        (("calibration",), True),
        (("language",), False),  # common in English
        (("novel", "approach"), False),
        (("low", "rank"), True),
        (("end", "to", "end"), False),
        (("3", "2"), False),
        (("predicted", "p"), False),
        (("harmless",), False),
        (("observable",), True),
        (("gpt", "3"), True),
    ],
)
def test_is_term(key: tuple[str, ...], expected: bool) -> None:
    assert is_term(key) is expected


def test_empty_words_are_dropped_around_a_term() -> None:
    terms = list(phrase_terms(read("a novel large-scale reward model, and the various methods")))
    assert terms == [("reward", "model")]
    assert without_empty_heads(("bandit", "problem", "setting"), {("bandit",), ("bandit", "problem")}) == (
        "bandit",
    )
    assert without_empty_heads(("kernel", "method"), {("method",)}) == ("kernel", "method")
