"""Labels of items that keys link are those that a union of sets finds, in whatever order they travel."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from networkx.utils import UnionFind

nw = pytest.importorskip("narwhals", reason="the extra `spark` is not installed")

import polars as pl  # noqa: E402

from kgraph.cluster.components import label_components, label_records  # noqa: E402
from kgraph.duplicates import close_groups  # noqa: E402
from kgraph.duplicates.rules import MOST_TITLES  # noqa: E402
from kgraph.errors import KgraphError  # noqa: E402


def settle(frame: Any) -> Any:
    """Polars computes a frame at once, and forgets how."""
    return nw.from_native(frame.to_native().collect().lazy())


def frame(pairs: list[tuple[int, str]]) -> Any:
    table = pl.DataFrame(pairs, schema={"item": pl.Int64, "key": pl.String}, orient="row")
    return nw.from_native(table.lazy())


def labels_of(found: Any) -> dict[int, int]:
    return dict(found.to_native().collect().select("item", "label").iter_rows())


_PAIRS = st.lists(st.tuples(st.integers(0, 30), st.sampled_from("abcdefghijklmnopqrstuvwx")), max_size=50)


@given(_PAIRS)
def test_labels_are_the_least_items_that_keys_lead_to(pairs: list[tuple[int, str]]) -> None:
    joined = UnionFind()
    for item, key in pairs:
        joined.union(item, key)
    least: dict[object, int] = {}
    for item, _ in sorted(pairs):
        least.setdefault(joined[item], item)
    expected = {item: least[joined[item]] for item, _ in pairs}
    assert labels_of(label_components(frame(pairs), settle)) == expected


def test_a_chain_takes_rounds_as_its_length_has_digits() -> None:
    chain = [(place, str(key)) for place in range(200) for key in (place, place + 1)]
    expected = dict.fromkeys(range(200), 0)
    assert labels_of(label_components(frame(chain), settle, rounds=10)) == expected
    with pytest.raises(KgraphError, match="after 3 rounds: build with the local engine"):
        label_components(frame(chain), settle, rounds=3)


_KEYS = st.lists(
    st.tuples(
        st.sampled_from(["title a", "title b", "title c", "title d", "title e"]),
        st.lists(st.sampled_from(["work x", "work y", "work z"]), max_size=2, unique=True),
    ),
    max_size=9,
)


@given(_KEYS)
def test_records_are_labelled_as_they_are_grouped(keys: list[tuple[str, list[str]]]) -> None:
    of_each = [[title, *works] for title, works in keys]
    closed = close_groups(of_each)
    expected = {place: place for place in range(len(keys))}
    expected |= {place: group[0] for group in closed.groups for place in group}
    pairs = [(place, key) for place, names in enumerate(of_each) for key in names]
    labels, constants = label_records(frame(pairs), settle, MOST_TITLES)
    assert labels_of(labels) == expected
    assert frozenset(constants) == closed.constants
