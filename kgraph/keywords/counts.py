"""What is counted in each batch of papers and added up over a corpus: tables by term."""

from collections.abc import Sequence

import numpy as np
import polars as pl

from kgraph.keywords.arrays import Longs, are_among, distinct, term_of_pair
from kgraph.keywords.batch import Batch
from kgraph.keywords.lookup import Holdings, find_present, pairs_of
from kgraph.keywords.thesaurus import Thesaurus


def add_up(tables: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Make one table of several with the same columns: one row for the same strings, numbers added up.

    >>> one = pl.DataFrame({"term": ["reward model"], "pages": [2]})
    >>> add_up([one, one]).rows()
    [('reward model', 4)]
    """
    if len(tables) == 1:
        return tables[0]
    names = pl.selectors.by_dtype(pl.String)
    return pl.concat(tables).group_by(names, maintain_order=True).agg(pl.all().sum())


def count_pages(batch: Batch, **pairs: Longs) -> pl.DataFrame:
    """Count the pages that each term is paired with: a column `term`, and one for each argument."""
    counts = {name: np.bincount(term_of_pair(of), minlength=len(batch.terms)) for name, of in pairs.items()}
    table = pl.DataFrame(counts, schema=dict.fromkeys(counts, pl.Int64))
    return table.insert_column(0, batch.terms.names()).filter(pl.any_horizontal(pl.exclude("term") > 0))


def count_terms(batch: Batch, thesaurus: Thesaurus) -> pl.DataFrame:
    """Count the pages of each term of a batch.

    Columns: `term`; the pages where it is a whole noun phrase (`phrase`), an author keyword (`own`), either
    of them (`either`); and of terms that the thesaurus names those where they stand anyhow (`present`).
    """
    own = distinct(batch.own)
    present = find_present(batch, thesaurus.named())
    either = distinct(batch.phrases, own)
    return count_pages(batch, phrase=batch.phrases, own=own, either=either, present=present)


def count_holders(batch: Batch, holdings: Holdings) -> pl.DataFrame:
    """Count the pages of each entity: columns `term` and `holders`."""
    return count_pages(batch, holders=holdings.held)


def count_standing(batch: Batch, holdings: Holdings) -> pl.DataFrame:
    """Count what the standing of each entity is measured by.

    Columns: `term`; the pages that hold it (`holders`), that have it in the title or as author keyword
    (`named`), and where it is a whole noun phrase or author keyword (`alone`).
    """
    in_title = holdings.found.take(batch.is_title(holdings.found.first))
    return count_pages(
        batch,
        holders=holdings.held,
        named=distinct(holdings.own, pairs_of(batch, in_title)),
        alone=holdings.held[are_among(holdings.held, holdings.terms)],
    )
