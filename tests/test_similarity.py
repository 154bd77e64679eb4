from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import sparse

from kgraph.records import Origin, Paper
from kgraph.similarity import learn_vectors, nearest, neighbourhoods, similar_before, text_vectors, vectors_by

WORDS = st.sampled_from(["reward", "models", "speech", "the", "of", "safety", "7", "x", "孤立", "GPT-3"])
TEXTS = st.lists(WORDS, max_size=8).map(" ".join)


def papers(*texts: tuple[str, str | None]) -> list[Paper]:
    return [
        Paper(id=f"paper:{number}", title=title, origin=Origin("a", number), abstract=abstract)
        for number, (title, abstract) in enumerate(texts)
    ]


def cosines(*texts: tuple[str, str | None]) -> list[list[float]]:
    """Cosines proper: without the allowance for what was not read."""
    vectors = text_vectors(papers(*texts))
    lengths = np.maximum(lengths_of(vectors), 1e-9)
    products = (vectors @ vectors.T).toarray() / lengths / lengths[:, np.newaxis]
    return [[round(float(value), 4) for value in row] for row in products]


def lengths_of(vectors: Any) -> Any:
    return np.sqrt(np.asarray(vectors.multiply(vectors).sum(axis=1)).ravel())


def near(vectors: Any, size: int) -> Any:
    before = similar_before(vectors, vectors.shape[0], 1e-6)
    return neighbourhoods(vectors, before + before.T, size)


def test_papers_get_the_vectors_that_the_corpus_gave_them() -> None:
    corpus = papers(
        ("Reward models", "Reward models of speech. Safety first."), ("GPT-3 safety", None), ("7", None)
    )
    vectors, vocabulary = learn_vectors(corpus)
    assert np.array_equal(vectors_by(vocabulary, corpus).toarray(), vectors.toarray())
    # A word that the corpus does not know makes a text longer, and a pair of which it has none says nothing.
    [known, unknown] = vectors_by(vocabulary, papers(("safety", None), ("safety zebras", None))).toarray()
    assert known.max() > unknown.max() > 0
    assert (known > 0).tolist() == (unknown > 0).tolist()


def test_nothing_in_nothing_out() -> None:
    vectors = text_vectors([])
    assert vectors.shape == (0, 0)
    assert similar_before(vectors, 5, 0.1).shape == near(vectors, 5).shape == (0, 0)


def test_common_words_numbers_and_letters_say_nothing() -> None:
    assert cosines(("What is the use of it?", "7 x"), ("The use of it is what", None)) == [[0, 0], [0, 0]]


def test_spelling_does_not_matter() -> None:
    assert cosines(("Reward-Modelling policies", None), ("reward modeling policy", None)) == [[1, 1], [1, 1]]


def test_the_order_of_words_matters() -> None:
    same, turned = cosines(
        ("debate amplification", None), ("debate amplification", None), ("amplification debate", None)
    )[0][1:]
    assert (same, turned < same) == (1, True)


def test_pairs_do_not_span_title_and_abstract() -> None:
    apart, joined = (
        cosines(first, ("oversight debate", None), ("oversight debate", None))[0][1]
        for first in (("oversight", "debate"), ("oversight debate", None))
    )
    assert apart < joined


def test_the_title_weighs_more_than_the_abstract() -> None:
    row = cosines(("debate", "oversight"), ("debate", None), ("oversight", None))[0]
    assert row[1] > row[2] > 0


def test_beginnings_of_words_are_alike() -> None:
    row = cosines(("quantized", None), ("quantization", None), ("qualified", None))[0]
    assert row[1] > 0.3
    assert row[2] == 0


def test_neighbours_hold_the_paper_itself() -> None:
    vectors = text_vectors(papers(("debate", None), ("debate", None), ("speech", None), ("of the", None)))
    assert near(vectors, 1).toarray().tolist() == [
        [0.5, 0.5, 0, 0],
        [0.5, 0.5, 0, 0],
        [0, 0, 1, 0],
        [0, 0, 0, 0],
    ]


def test_little_text_is_little_evidence() -> None:
    texts = [" ".join(f"topic{number}" for number in range(count)) for count in (1, 8, 72)]
    lengths = lengths_of(text_vectors(papers(*((text, None) for text in texts))))
    assert [round(float(length) ** 2, 4) for length in lengths] == [0.1111, 0.5, 0.9]


@given(st.lists(st.tuples(TEXTS, st.none() | TEXTS), min_size=1, max_size=12), st.integers(0, 15))
def test_rows_are_at_most_one_long(texts: list[tuple[str, str | None]], size: int) -> None:
    vectors = text_vectors(papers(*texts))
    lengths = lengths_of(vectors)
    assert all(0 <= length < 1 for length in lengths)
    found = near(vectors, size)
    totals = np.asarray(found.sum(axis=1)).ravel()
    assert [round(float(total), 4) for total in totals] == [float(length > 0) for length in lengths]
    assert found.getnnz(axis=1).max(initial=0) <= size + 1


@given(
    arrays(
        np.float32, st.tuples(st.integers(1, 30), st.integers(1, 6)), elements=st.sampled_from([0, 0.25, 0.5])
    ),
    st.integers(1, 8),
    st.sampled_from([0.05, 0.2]),
)
def test_the_best_before_each_are_found(dense: np.ndarray, count: int, least: float) -> None:
    """However small the pieces are that are compared whole."""
    vectors = sparse.csr_matrix(dense)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nearest, "_LEAF", 3)
        found = similar_before(vectors, count, least).toarray()
    products = np.tril(dense @ dense.T, k=-1)
    products[products < least] = 0
    for row, (given_row, true_row) in enumerate(zip(found, products, strict=True)):
        assert set(given_row[given_row > 0]) <= set(true_row)
        assert (given_row[given_row > 0] == true_row[given_row > 0]).all()
        best = np.sort(true_row[:row])[::-1][:count]
        assert np.sort(given_row[:row])[::-1][:count].tolist() == best.tolist()
