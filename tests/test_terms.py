"""Words by thousands are the words of each text."""

from hypothesis import given
from hypothesis import strategies as st

from kgraph.terms import number_words, words

PIECES = st.sampled_from(
    ["GPT", "-", "3.", "5", "'", "’", "s", " ", "_", "é", "e\u0301", "²", "½", "Ⅷ", "孤立", "٣"]
)
TEXTS = st.lists(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=12), max_size=6)


@given(TEXTS)
def test_numbered_words_are_those_of_each_text(texts: list[str]) -> None:
    found = number_words(texts)
    told = [found.words[number] for number in found.numbers.tolist()]
    expected = [[word.surface for word in words(text)] for text in texts]
    assert told == [word for text in expected for word in text]
    assert found.sizes.tolist() == list(map(len, expected))
    assert found.words == sorted(set(told))


def test_no_texts_no_words() -> None:
    found = number_words([])
    assert (found.words, found.numbers.tolist(), found.sizes.tolist()) == ([], [], [])
