"""Which papers records are, when some are added: only those are read of which that is not known.

A record that shares no key with another is a paper by itself (`duplicates.groups`). If it was so when the
graph was built, too, and refers to nothing, the graph has what it says.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import polars as pl

from kgraph.archive import GAP, Archive
from kgraph.duplicates import Closed, close_groups, merge_closed
from kgraph.ledger import Ledger, balance, count_kept, lacks
from kgraph.records import Paper


@dataclass(frozen=True, slots=True)
class Gathered:
    """The papers that records are: those that were read, sorted by id, and the rows of the others.

    The `others` are rows of `archive.table` whose papers are in the earlier graph as they are.
    """

    papers: tuple[Paper, ...]
    others: pl.Series
    archive: Archive
    ledger: Ledger

    @property
    def stays(self) -> pl.Series:
        """The ids of the papers that were not read."""
        return self.archive.table["id"].gather(self.others)

    def every(self) -> Iterator[Paper]:
        """All papers, sorted by nothing: the others are read for it."""
        yield from self.papers
        yield from self.archive.papers(self.others)


def gather(archive: Archive) -> Gathered:
    """Merge records of one paper and account for every record, as `ledger.reconcile` does."""
    rows = archive.table.with_row_index("row").filter(pl.col("id").is_not_null())
    groups = group_rows(rows)
    grouped = pl.Series([row for group in groups.groups for row in group], dtype=pl.UInt32)
    before = [row for group in group_rows(rows.filter(~pl.col("is_new"))).groups for row in group]
    is_read = (
        pl.col("is_new")
        | ~pl.col("lacks").str.contains("references", literal=True)
        | pl.col("row").is_in(before)
    )
    alone = rows.filter(~pl.col("row").is_in(grouped.implode()))
    others = alone.filter(~is_read)
    records = dict(zip(grouped, archive.papers(grouped), strict=True))
    papers, merges = merge_closed(groups, records, archive.papers(alone.filter(is_read)["row"]))
    files = others.group_by("file", "lacks").len().iter_rows()
    known = ((file, lacking.split(GAP) if lacking else (), count) for file, lacking, count in files)
    counts = count_kept(chain(known, ((paper.origin.file, lacks(paper), 1) for paper in papers)))
    rejected = sorted(archive.rejected(), key=lambda each: (each.origin, each.reason, each.raw))
    return Gathered(papers, others["row"], archive, balance(counts, merges, tuple(rejected)))


def group_rows(rows: pl.DataFrame) -> Closed:
    """Part records, a row each with `row` and `keys`, into closed groups of these numbers.

    Only records with a key that another one has are looked at.
    """
    keys = rows.select("row", pl.col("keys").str.split(GAP)).explode("keys")
    shared = keys.filter(pl.col("keys").is_duplicated()).group_by("row", maintain_order=True).agg("keys")
    closed = close_groups(shared["keys"].to_list())
    numbers = shared["row"].to_list()
    groups = tuple(tuple(numbers[place] for place in group) for group in closed.groups)
    return Closed(groups, closed.constants)
