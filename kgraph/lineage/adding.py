"""Lineage of papers that are added: these are compared with all papers, the others not again with each other.

Words weigh what they weighed when all papers were compared last, and so do the neighbours of older papers.
Whom papers share, and on what, is what is known now.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from kgraph.lineage.calibration import PLAIN
from kgraph.lineage.dates import order_table
from kgraph.lineage.fresh import Rows, Surroundings, find_pairs, measure_alike, measure_nearby, place_fresh
from kgraph.lineage.links import Days, choose_parents, make_links, weigh_pairs
from kgraph.lineage.sharing import Holdings
from kgraph.lineage.signals import (
    DAYS_A_YEAR,
    MOST_PAPERS,
    Evidence,
    Floats,
    names_its_work,
    stack_parts,
)
from kgraph.lineage.stored import read_known
from kgraph.records import LineageLink, Paper


@dataclass(frozen=True, slots=True)
class Added:
    """The links that are new or weighed anew, and the numbers of the old ones that stay as they are."""

    links: tuple[LineageLink, ...]
    kept: pl.Series


@dataclass(frozen=True, slots=True)
class Compared:
    """Fresh papers among all others by their words: the part of lineage without people and topics.

    `papers` are all of them in the order of time (`dates.order_table`). `pairs` are those of
    `fresh.find_pairs`.
    """

    papers: pl.DataFrame
    around: Surroundings
    pairs: tuple[Rows, Rows, Floats, Floats]


def compare_added(papers: pl.DataFrame, folder: Path, fresh: Sequence[Paper]) -> Compared:
    """Compare the `fresh` of some papers with all of them.

    `papers` has the columns `paper`, `title` and `date`, and `folder` what is known of all others.
    """
    ordered = order_table(papers)
    around = place_fresh(ordered["paper"], read_known(folder), fresh)
    return Compared(ordered, around, find_pairs(around, ordered["first"].count()))


def link_added(
    compared: Compared,
    links: pl.DataFrame,
    touched: Collection[str],
    people: Holdings,
    concepts: Holdings,
) -> Added:
    """Link the fresh papers that were `compared` with the others, and others with them.

    `links` (columns `later`, `earlier`, `weight`) has the links between the others so far. Of these, links of
    `touched` papers, which now have other people or concepts, are weighed again. A paper keeps at most five
    parents; what these rules are is told by `kgraph.lineage.link_lineage`.
    """
    ordered, around = compared.papers, compared.around
    ids, titles = ordered["paper"], ordered["title"]
    is_known = np.ones(len(ids), dtype=bool)
    is_known[around.fresh] = False
    there = ids.filter(pl.Series(is_known)).implode()
    links = links.with_row_index("link").filter(pl.col("later").is_in(there), pl.col("earlier").is_in(there))
    is_touched = pl.col("later").is_in(list(touched)) | pl.col("earlier").is_in(list(touched))
    rows = ids.to_frame().with_row_index("row")
    one, other = _number(links.filter(is_touched), rows)
    more = one, other, measure_alike(around, one, other), measure_nearby(around, one, other)
    columns = zip(compared.pairs, more, strict=True)
    later, earlier, text, nearby = (np.append(*both) for both in columns)
    pairs = pl.DataFrame([ids.gather(later).alias("later"), ids.gather(earlier).alias("earlier")])
    dated = ordered.filter(pl.col("first").is_not_null())
    days = Days(dated["first"].to_numpy(), dated["last"].to_numpy())
    middles = (days.first + days.last) / 2
    parts = stack_parts(
        text,
        nearby,
        people.measure(pairs),
        concepts.measure(pairs, MOST_PAPERS),
        np.array(list(map(names_its_work, titles.gather(earlier))), dtype=np.float64),
        people.standing(pairs["earlier"]),
        (middles[later] - middles[earlier]) / DAYS_A_YEAR,
        np.zeros(len(later)),
    )
    weighed = weigh_pairs(Evidence(later, earlier, parts), days, PLAIN)
    rest = links.filter(~is_touched)
    old = (*_number(rest, rows), rest["weight"].to_numpy())
    chosen = choose_parents(*(np.append(*both) for both in zip(weighed[:3], old, strict=True)))
    new, stay = chosen[chosen < len(weighed.later)], chosen[chosen >= len(weighed.later)]
    return Added(
        make_links(weighed.take(new), ids, days, people, concepts),
        rest["link"].gather(np.sort(stay) - len(weighed.later)),
    )


def _number(links: pl.DataFrame, rows: pl.DataFrame) -> tuple[Rows, Rows]:
    """The rows of the papers of some links; `rows` has the `row` of each `paper`."""
    one, other = (
        links.select(paper=end).join(rows, on="paper", how="left", maintain_order="left")["row"]
        for end in ("later", "earlier")
    )
    return one.to_numpy().astype(np.intp), other.to_numpy().astype(np.intp)
