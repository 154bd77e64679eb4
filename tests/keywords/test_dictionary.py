"""Look-ups in many texts at once, beside the plain search word by word."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kgraph.keywords.dictionary import build_dictionary, find_all, find_longest
from kgraph.keywords.entities import write_out
from kgraph.keywords.numbering import Key, Terms
from kgraph.keywords.phrases import Lexicon, load_pipeline
from kgraph.keywords.reading import read_texts

NLP = load_pipeline(model=False)
RL = ("reinforcement", "learning")
Found = list[tuple[int, str, Key]]


def find(texts: Sequence[str], roots: Sequence[int], entries: Sequence[tuple[int, Key]]) -> Found:
    """(text, words as printed, term) of what stands in texts; an entry is a root and a term below it."""
    lexicon = Lexicon(NLP)
    terms = Terms(lexicon)
    [reading] = read_texts(texts, NLP, lexicon)
    numbers = np.array([terms.number(" ".join(key)) for _, key in entries], dtype=np.int64)
    dictionary = build_dictionary(
        terms, numbers, numbers, np.array([root for root, _ in entries], dtype=np.int64)
    )
    words = np.arange(len(reading.keys))
    found = find_longest(dictionary, reading, words, np.array(roots)[reading.text_of(words)])
    return [
        (
            text,
            texts[text][reading.starts[first] : reading.ends[last - 1]],
            tuple(terms.names()[term].split()),
        )
        for first, last, term, text in zip(
            found.first.tolist(),
            found.last.tolist(),
            found.term.tolist(),
            reading.text_of(found.first).tolist(),
            strict=True,
        )
    ]


def test_a_longer_entity_hides_the_ones_inside_it() -> None:
    keys = [("large", "language", "model"), ("language", "model"), ("model",)]
    assert find(
        ["A large language model is a language model, is a model."], [0], [(0, key) for key in keys]
    ) == [
        (0, "large language model", keys[0]),
        (0, "language model", keys[1]),
        (0, "model", keys[2]),
    ]


def test_an_entity_reaches_over_no_punctuation_and_no_border_of_texts() -> None:
    key = ("reward", "model")
    texts = ["reward, model; reward-models", "a reward", "model"]
    assert find(texts, [0, 0, 0], [(0, key)]) == [(0, "reward-models", key)]


def test_each_text_is_searched_below_its_own_root() -> None:
    one, other = ("reward", "model"), ("reward",)
    texts = ["reward model", "reward model", "reward model"]
    assert find(texts, [1, 0, 2], [(1, one), (0, other), (2, one), (2, other)]) == [
        (0, "reward model", one),
        (1, "reward", other),
        (2, "reward model", one),
    ]


def test_a_written_out_acronym_is_never_cut() -> None:
    lexicon = Lexicon(NLP)
    terms = Terms(lexicon)
    [reading] = read_texts(["RL agents learn RL."], NLP, lexicon)
    meaning = [lexicon.key_number(key) for key in RL]
    reading = write_out(reading, {0: meaning, 3: meaning})
    keys = np.array([terms.number(" ".join(key)) for key in (RL, ("learning", "agent"), RL[:1])])
    dictionary = build_dictionary(terms, keys, keys, np.zeros_like(keys))
    words = np.arange(len(reading.keys))
    for found in (
        find_longest(dictionary, reading, words, np.zeros_like(words)),
        find_all(dictionary, reading, words, np.zeros_like(words)),
    ):
        assert [column.tolist() for column in found] == [[0, 4], [2, 6], [0, 0]]


def test_nothing_is_found_in_nothing() -> None:
    assert find([""], [0], [(0, RL)]) == []
    assert find(["reinforcement"], [0], []) == []


WORDS = st.sampled_from(["alpha", "beta", "gamma"])


@given(
    st.lists(st.lists(WORDS, max_size=12), min_size=1, max_size=4),
    st.sets(st.lists(WORDS, min_size=1, max_size=3).map(tuple), max_size=6),
)
def test_it_finds_what_a_plain_search_finds(texts: list[list[str]], keys: set[Key]) -> None:
    expected: Found = []
    for number, text in enumerate(texts):
        place = 0
        while place < len(text):
            ends = [end for end in range(place + 1, len(text) + 1) if tuple(text[place:end]) in keys]
            if ends:
                expected.append((number, " ".join(text[place : ends[-1]]), tuple(text[place : ends[-1]])))
            place = ends[-1] if ends else place + 1
    entries = [(0, key) for key in sorted(keys)]
    assert find([" ".join(text) for text in texts], [0] * len(texts), entries) == expected
