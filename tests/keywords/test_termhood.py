from hypothesis import given
from hypothesis import strategies as st

from kgraph.keywords.termhood import measure_commonness, measure_termhood


def test_keys_that_nobody_writes_are_as_common_as_their_words() -> None:
    assert measure_commonness("supervized") == measure_commonness("supervised") > 3
    assert measure_commonness("size") > measure_commonness("sise")


@given(st.lists(st.text("abcdez", min_size=1), min_size=1, max_size=5).map(" ".join))
def test_termhood_is_between_zero_and_three(term: str) -> None:
    assert 0 < measure_termhood(term) <= 3


def test_a_phrase_of_the_same_words_counts_three_times() -> None:
    assert measure_termhood("calibration calibration") == 3 * measure_termhood("calibration")
