import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from kgraph.keywords.phrases import MODEL, load_pipeline, read_texts, uses_model
from kgraph.terms import word_key


@pytest.fixture(scope="module")
def blank() -> Language:
    return load_pipeline(model=False)


@pytest.fixture(scope="module")
def tagger() -> Language:
    pytest.importorskip(MODEL)
    return load_pipeline()


def phrases(text: str, nlp: Language) -> list[str]:
    [reading] = read_texts([text], nlp)
    return [text[reading.starts[first] : reading.ends[last - 1]] for first, last in reading.phrases]


def test_only_the_tagger_is_loaded(tagger: Language, blank: Language) -> None:
    assert tagger.pipe_names == ["tok2vec", "tagger"]
    assert (uses_model(tagger), uses_model(blank)) == (True, False)


def test_an_absent_model_gives_the_blank_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spacy.util.is_package", lambda name: False)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert not uses_model(load_pipeline())


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We train a reward model with human feedback.", ["reward model", "human feedback"]),
        (
            "The induction heads, in turn, drive in-context learning.",
            ["induction heads", "turn", "in-context learning"],
        ),
        ("Work has demonstrated substantial gains.", ["Work", "substantial gains"]),
        ("They answer true/false questions.", ["questions"]),
        # A verb that the tagger takes for a plural, a noun without a singular, and both kinds of gerund.
        ("The method enables Atari agents.", ["method", "Atari agents"]),
        (
            "Recent work on data mining and dynamics models.",
            ["Recent work", "data mining", "dynamics models"],
        ),
        ("We study the scaling laws.", ["scaling laws"]),
        ("Human-written text trains LLM-based agents.", ["Human-written text", "LLM-based agents"]),
        ("GPT-3 is a language model.", ["GPT-3", "language model"]),
        ("The model's size is small.", ["model", "size"]),
        (r"The loss is $\alpha^2$ and the \emph{norm} is bounded.", ["loss", "norm"]),
        ("", []),
    ],
)
def test_phrases_with_the_tagger(text: str, expected: list[str], tagger: Language) -> None:
    assert phrases(text, tagger) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We propose a reward model with human feedback.", ["reward model", "human feedback"]),
        (
            "It is significantly better than chain-of-thought prompting.",
            ["better", "chain-of-thought prompting"],
        ),
        ("State-of-the-art scores, e.g. for <i>graph</i> kernels.", ["scores", "graph", "kernels"]),
        ("The method is adaptive and trained.", ["method"]),
        ("Newton's method uses the model's gradient.", ["Newton's method", "model", "gradient"]),
    ],
)
def test_phrases_without_a_model(text: str, expected: list[str], blank: Language) -> None:
    assert phrases(text, blank) == expected


@given(st.text(max_size=200))
def test_a_reading_points_into_its_text(text: str) -> None:
    [reading] = read_texts([text], load_pipeline_once())
    assert len(reading.keys) == len(reading.starts) == len(reading.ends) == len(reading.joined)
    for key, start, end in zip(reading.keys, reading.starts, reading.ends, strict=True):
        assert word_key(text[start:end]) == key
    for first, last in reading.phrases:
        assert 0 <= first < last <= len(reading.keys)
        assert all(reading.joined[first + 1 : last])


_BLANK: list[Language] = []


def load_pipeline_once() -> Language:
    if not _BLANK:
        _BLANK.append(load_pipeline(model=False))
    return _BLANK[0]
