"""Connected components of a table of items and keys, written once for every data frame (Narwhals).

Every item starts with itself as its label. In a round it takes the least label that is found at any of its
keys, and then the label of that label, so labels travel twice as far in each round: a chain of n items is one
after about log2(n) rounds. The Anthology needs three for records, and four for people.
"""

from collections.abc import Callable
from typing import Any

import narwhals as nw

from kgraph.errors import KgraphError

# A chain of four billion items.
MOST_ROUNDS = 32

# Computes a frame and cuts it from the plan that led to it, which would grow with every round.
Settle = Callable[[nw.LazyFrame[Any]], nw.LazyFrame[Any]]


def label_components(
    pairs: nw.LazyFrame[Any], settle: Settle, rounds: int = MOST_ROUNDS
) -> nw.LazyFrame[Any]:
    """Give each `item` of a table of pairs (`item`, `key`) the least item that a chain of keys leads to.

    The result has the columns `item` and `label`. Each round shuffles the pairs whose key is not alone twice.
    Raises `KgraphError` for a chain too long for `rounds`.
    """
    pairs = pairs.select("item", "key").unique()
    linking = pairs.group_by("key").agg(items=nw.len()).filter(nw.col("items") > 1)
    links = settle(pairs.join(linking, on="key", how="semi"))
    labels = settle(pairs.select("item").unique().with_columns(label=nw.col("item")))
    for _ in range(rounds):
        met = links.join(labels, on="item", how="inner")
        least = met.group_by("key").agg(least=nw.col("label").min())
        reached = links.join(least, on="key", how="inner").group_by("item").agg(nw.col("least").min())
        stepped = labels.join(reached, on="item", how="left").select(
            "item", old=nw.col("label"), label=nw.coalesce("least", "label")
        )
        onward = stepped.select(further=nw.col("label"), label=nw.col("item"))
        jumped = stepped.join(onward, on="label", how="inner")
        stepped = settle(jumped.select("item", "old", label=nw.min_horizontal("label", "further")))
        labels = stepped.select("item", "label")
        if not stepped.filter(nw.col("old") != nw.col("label")).head(1).collect().shape[0]:
            return labels
    raise KgraphError(f"groups are still growing after {rounds} rounds: build with the local engine")


def label_records(keys: nw.LazyFrame[Any], settle: Settle, most: int) -> tuple[nw.LazyFrame[Any], list[str]]:
    """Label records by their keys as `duplicates.close_groups` groups them, and find the constants.

    `keys` has the columns `item` and `key`; `most` is the number of groups that an identifier (a key that
    begins with `work `) may still join.
    """
    is_work = nw.col("key").str.starts_with("work ")
    keys = settle(keys.select("item", "key").unique())
    shared = keys.filter(is_work).group_by("key").agg(items=nw.len()).filter(nw.col("items") > 1)
    works = settle(keys.filter(is_work).join(shared, on="key", how="semi"))
    joining = settle(works.select("key").filter(nw.col("key") == ""))  # none yet
    while True:
        pairs = nw.concat([keys.filter(~is_work), works.join(joining, on="key", how="semi")])
        labels = label_components(pairs, settle)
        spread = works.join(labels, on="item", how="inner").select("key", "label").unique()
        counts = settle(spread.group_by("key").agg(groups=nw.len()).filter(nw.col("groups") > 1))
        fresh = counts.filter(nw.col("groups") <= most).select("key")
        if not fresh.head(1).collect().shape[0]:
            constants = counts.select("key").sort("key").collect().get_column("key").to_list()
            return labels, [key.removeprefix("work ") for key in constants]
        joining = settle(nw.concat([joining, fresh]))
