"""What papers have in common, from tables: people and concepts, each with the papers that it is on."""

import numpy as np
import polars as pl

from kgraph.lineage.signals import FIRST_AUTHOR, Floats, measure_standing


class Holdings:
    """Who or what each paper has.

    `table` has the columns `paper` and `held`; a row is a mention, and `leads` (no column: never) says which
    put their person first.
    """

    def __init__(self, table: pl.DataFrame) -> None:
        leads = pl.col("leads").any() if "leads" in table.columns else pl.lit(value=False).first()
        self._held = (
            table.group_by("paper", "held").agg(leads=leads).with_columns(papers=pl.len().over("held"))
        )

    def measure(self, pairs: pl.DataFrame, most: int | None = None) -> Floats:
        """What the papers of each pair share, each counting `1 / sqrt(its papers)`, twice where it leads.

        `pairs` has the columns `later` and `earlier`; what is on more than `most` papers does not count.
        """
        weight = pl.col("papers") ** -0.25 * pl.when("leads").then(FIRST_AUTHOR).otherwise(1.0)
        held = self._held if most is None else self._held.filter(pl.col("papers") <= most)
        held = held.select("paper", "held", weight=weight)
        both = (
            self._share(pairs, held).group_by("pair").agg((pl.col("weight") * pl.col("weight_right")).sum())
        )
        values = np.zeros(pairs.height)
        values[both["pair"].to_numpy()] = both["weight"].to_numpy()
        return values

    def shared(self, pairs: pl.DataFrame) -> list[tuple[str, ...]]:
        """What both papers of each pair have, the most telling first: that of the fewest papers."""
        both = self._share(pairs, self._held).sort("pair", "papers", "held")
        found: list[tuple[str, ...]] = [()] * pairs.height
        for pair, held in both.group_by("pair", maintain_order=True).agg("held").iter_rows():
            found[pair] = tuple(held)
        return found

    def standing(self, papers: pl.Series) -> Floats:
        """The standing of those that each of some papers has: `signals.measure_standing`."""
        total = self._held.group_by("paper").agg(pl.col("papers").sum())
        joined = papers.to_frame("paper").join(total, on="paper", how="left", maintain_order="left")
        return measure_standing(joined["papers"].fill_null(0).to_numpy().astype(np.float64))

    def _share(self, pairs: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
        numbered = pairs.with_row_index("pair").select("pair", "later", "earlier")
        ours = numbered.join(held, left_on="later", right_on="paper")
        return ours.join(held, left_on=["earlier", "held"], right_on=["paper", "held"])
