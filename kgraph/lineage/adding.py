"""Lineage of papers that are added: these are compared with all papers, the others not again with each other.

Words weigh what they weighed when all papers were compared last, and so do the neighbours of older papers.
Whom papers share, and on what, is what is known now.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from kgraph.lineage.calibration import PLAIN
from kgraph.lineage.dates import in_order
from kgraph.lineage.fresh import find_pairs, measure_alike, measure_nearby, place_fresh
from kgraph.lineage.links import Days, choose_parents, make_links, weigh_pairs
from kgraph.lineage.sharing import Holdings
from kgraph.lineage.signals import DAYS_A_YEAR, MOST_PAPERS, Evidence, names_its_work, stack_parts
from kgraph.lineage.stored import Known
from kgraph.records import LineageLink, Paper


@dataclass(frozen=True, slots=True)
class Added:
    """The links that are new or weighed anew, and the numbers of the old ones that stay as they are."""

    links: tuple[LineageLink, ...]
    kept: pl.Series


def link_added(
    papers: Sequence[Paper],
    known: Known,
    fresh: Collection[str],
    links: pl.DataFrame,
    touched: Collection[str],
    people: Holdings,
    concepts: Holdings,
) -> Added:
    """Link the `fresh` papers with the others, and others with them.

    `known` holds all other papers, `links` (columns `later`, `earlier`, `weight`) has the links between them
    so far. Of these, links of `touched` papers, which now have other people or concepts, are weighed again. A
    paper keeps at most five parents; what these rules are is told by `kgraph.lineage.link_lineage`.
    """
    dated, undated = in_order(papers)
    ordered = [*(one.paper for one in dated), *undated]
    ids = pl.Series("paper", [paper.id for paper in ordered], dtype=pl.String)
    there = ids.filter(~ids.is_in(list(fresh))).implode()
    links = links.with_row_index("link").filter(pl.col("later").is_in(there), pl.col("earlier").is_in(there))
    is_touched = pl.col("later").is_in(list(touched)) | pl.col("earlier").is_in(list(touched))
    rows = dict(zip(ids, range(len(ids)), strict=True))
    again = links.filter(is_touched).select(
        pl.col("later", "earlier").replace_strict(rows, return_dtype=pl.Int64, default=None)
    )
    around = place_fresh(ordered, known, fresh)
    found = find_pairs(around, len(dated))
    one, other = (again[name].to_numpy().astype(np.intp) for name in ("later", "earlier"))
    more = one, other, measure_alike(around, one, other), measure_nearby(around, one, other)
    later, earlier, text, nearby = (np.append(*columns) for columns in zip(found, more, strict=True))
    pairs = pl.DataFrame([ids.gather(later).alias("later"), ids.gather(earlier).alias("earlier")])
    middles = np.array([one.middle for one in dated])
    parts = stack_parts(
        text,
        nearby,
        people.measure(pairs),
        concepts.measure(pairs, MOST_PAPERS),
        np.array([names_its_work(ordered[row].title) for row in earlier.tolist()], dtype=np.float64),
        people.standing(pairs["earlier"]),
        (middles[later] - middles[earlier]) / DAYS_A_YEAR,
        np.zeros(len(later)),
    )
    weighed = weigh_pairs(Evidence(later, earlier, parts), Days.of(dated), PLAIN)
    rest = links.filter(~is_touched)
    old = rest.select(
        pl.col("later", "earlier").replace_strict(rows, return_dtype=pl.Int64, default=None), "weight"
    )
    columns = zip(weighed[:3], (old[name].to_numpy() for name in old.columns), strict=True)
    chosen = choose_parents(*(np.append(*both) for both in columns))
    new, stay = chosen[chosen < len(weighed.later)], chosen[chosen >= len(weighed.later)]
    return Added(
        make_links(weighed.take(new), dated, people, concepts),
        rest["link"].gather(np.sort(stay) - len(weighed.later)),
    )
