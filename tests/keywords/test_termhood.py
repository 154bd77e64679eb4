import math

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from kgraph.keywords.termhood import measure_commonness, measure_termhood


def test_keys_that_nobody_writes_are_as_common_as_their_words() -> None:
    assert measure_commonness("supervized") == measure_commonness("supervised") > 3
    assert measure_commonness("size") > measure_commonness("sise")


WORDS = st.sampled_from(["time", "model", "eigenvalue", "zxcv", "supervized"]) | st.text("abcdez", min_size=1)


@given(st.lists(st.lists(WORDS, min_size=1, max_size=5).map(" ".join), max_size=5))
def test_termhood_is_that_of_the_mean_of_the_words(terms: list[str]) -> None:
    expected = []
    for term in terms:
        common = [measure_commonness(word) for word in term.split()]
        expected.append((3 if len(common) > 1 else 1) * math.exp(-0.15 * sum(common) / len(common)))
    found = measure_termhood(pl.Series(terms, dtype=pl.String))
    assert np.allclose(found, expected, rtol=1e-12, atol=0)
    assert ((found > 0) & (found <= 3)).all()


def test_a_phrase_of_the_same_words_counts_three_times() -> None:
    phrase, word = measure_termhood(pl.Series(["calibration calibration", "calibration"]))
    assert phrase == 3 * word
