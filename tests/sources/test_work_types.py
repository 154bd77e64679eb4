"""The words for types of works."""

from collections import Counter

import pytest

from kgraph.identifiers import fold
from kgraph.sources.work_types import _TYPES, csl_type


def test_no_word_means_two_types() -> None:
    meanings = Counter(
        word for words in _TYPES.values() for word in {fold(word).replace(" ", "") for word in words}
    )
    assert [word for word, number in meanings.items() if number > 1] == []


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("JOUR", "article-journal"),
        ("journalArticle", "article-journal"),
        ("Book Section", "chapter"),
        ("CPAPER", "paper-conference"),
        ("Academic Dissertation", "thesis"),
        ("preprint", "preprint"),
        ("book", "book"),
        ("", None),
        ("GEN", None),
    ],
)
def test_csl_type(word: str, name: str | None) -> None:
    assert csl_type(word) == name
