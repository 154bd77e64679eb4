import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kgraph.keywords.phrases import Lexicon, load_pipeline
from kgraph.keywords.reading import Reading, join_readings, read_texts
from kgraph.terms import word_key, words

NLP = load_pipeline(model=False)


def test_whole_reading_of_two_texts_and_of_none() -> None:
    lexicon = Lexicon(NLP)
    [reading] = read_texts(["The model's size", "", " Reward-models, $x$"], NLP, lexicon)
    assert [lexicon.word_keys[key] for key in reading.keys] == [
        "the", "model", "size", "", "", "reward", "model", "",
    ]  # fmt: skip
    assert reading.starts.tolist() == [0, 4, 12, 16, 0, 1, 8, 19]
    assert reading.ends.tolist() == [3, 9, 16, 16, 0, 7, 14, 19]
    assert reading.joined.tolist() == [False, True, False, False, False, True, True, False]
    assert not reading.inner.any()
    assert reading.bounds.tolist() == [0, 4, 5, 8]
    assert reading.phrases.tolist() == [[1, 2], [2, 3], [5, 7]]
    assert reading.text_of(np.arange(8)).tolist() == [0, 0, 0, 0, 1, 2, 2, 2]
    assert list(read_texts([], NLP, lexicon)) == []


@given(st.lists(st.text(max_size=100), min_size=1, max_size=4))
def test_a_reading_points_into_its_texts(texts: list[str]) -> None:
    lexicon = Lexicon(NLP)
    [reading] = read_texts(texts, NLP, lexicon)
    found = zip(
        reading.text_of(np.arange(len(reading.keys))).tolist(),
        reading.keys.tolist(),
        reading.starts.tolist(),
        reading.ends.tolist(),
        strict=True,
    )
    printed = [
        (number, texts[number][start:end], lexicon.word_keys[key]) for number, key, start, end in found if key
    ]
    assert all(word_key(surface) == key for _, surface, key in printed)
    if not any(mark in text for text in texts for mark in "$\\&<.'’"):  # no mark-up, nothing left out
        assert [(number, surface) for number, surface, _ in printed] == [
            (number, word.surface) for number, text in enumerate(texts) for word in words(text)
        ]
    for first, last in reading.phrases.tolist():
        assert 0 <= first < last <= len(reading.keys)
        assert reading.joined[first + 1 : last].all()


def test_readings_join_as_if_read_at_once() -> None:
    texts = ["Reward models", "", "A policy"]

    def columns(reading: Reading) -> list[list[int]]:
        return [
            column.tolist()
            for column in (reading.keys, reading.starts, reading.ends, reading.joined, reading.bounds)
        ]

    lexicon = Lexicon(NLP)
    [whole] = read_texts(texts, NLP, lexicon)
    parts = [reading for text in texts for reading in read_texts([text], NLP, lexicon)]
    assert columns(join_readings(parts)) == columns(whole)
    assert columns(join_readings([])) == [[], [], [], [], [0]]
