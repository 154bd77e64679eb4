import pytest

from kgraph.keywords.entities import (
    entity_key,
    is_term,
    phrase_term,
    spell_out,
    write_out,
)
from kgraph.keywords.phrases import Lexicon, load_pipeline
from kgraph.keywords.reading import read_texts

NLP = load_pipeline(model=False)
RL = ("reinforcement", "learning")


def test_an_acronym_shares_its_place_with_all_words_of_its_meaning() -> None:
    lexicon = Lexicon(NLP)
    [reading] = read_texts(["An RL agent", "RL"], NLP, lexicon)
    meaning = [lexicon.key_number(key) for key in RL]
    written = write_out(reading, {1: meaning, 4: meaning})
    assert [lexicon.word_keys[key] for key in written.keys] == ["an", *RL, "agent", "", *RL, ""]
    assert written.starts.tolist() == [0, 3, 3, 6, 11, 0, 0, 2]
    assert written.ends.tolist() == [2, 5, 5, 11, 11, 2, 2, 2]
    assert written.inner.tolist() == [False, False, True, False, False, False, True, False]
    assert written.joined.tolist() == [False, True, True, True, False, False, True, False]
    assert written.bounds.tolist() == [0, 5, 8]
    assert written.phrases.tolist() == [[1, 4], [5, 7]]


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


@pytest.mark.parametrize(
    ("words", "inner", "expected"),
    [
        ("novel large scale reward model", "", "reward model"),
        ("novel method", "", None),
        ("out of the box policy", "", None),
        ("deep reinforcement learning policy gradient method", "", None),
        (
            "deep reinforcement learning policy gradient method",
            "12",
            "deep reinforcement learning policy gradient method",
        ),
        (
            "novel reinforcement learning policy gradient method",
            "12",
            "reinforcement learning policy gradient method",
        ),
    ],
)
def test_what_is_left_of_a_phrase(words: str, inner: str, expected: str | None) -> None:
    key = tuple(words.split())
    found = phrase_term(key, [str(number) in inner for number in range(len(key))])
    assert found == (tuple(expected.split()) if expected else None)
