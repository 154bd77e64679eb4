"""Labels of an earlier build: a term that is printed as it was is called what it was called."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from kgraph.keywords.casing import which_hold

_LABELS, _PRINTED = "labels.parquet", "printed.parquet"
_FORM = ("term", "form")


@dataclass(frozen=True, slots=True)
class Labels:
    """What an earlier build called its terms: `term`, `label`, `names` and `slug`, a row a term.

    `forms` says how they were printed (see `Tagged`). `words` are those that the corpus now writes otherwise:
    a form that holds one is looked at again.
    """

    table: pl.DataFrame
    forms: pl.DataFrame
    words: Sequence[str]

    def recall(self, forms: pl.DataFrame) -> pl.DataFrame:
        """What terms were called whose `forms` are the same: the rows of `table`.

        >>> forms = pl.DataFrame({"term": ["art"], "form": ["Art"], "papers": [1], "printed": [1]})
        >>> table = pl.DataFrame({"term": ["art"], "label": ["art"], "names": [["Art"]], "slug": ["art"]})
        >>> Labels(table, forms, []).recall(forms).rows()
        [('art', 'art', ['Art'], 'art')]
        """
        both = pl.concat([self.forms, forms.select(self.forms.columns)])
        other = both["term"].filter(~both.is_duplicated())
        if self.words:
            texts = self.forms.select(pl.concat_str(_FORM, separator=" ").str.to_lowercase()).to_series()
            other = pl.concat([other, self.forms["term"].filter(which_hold(texts, self.words))])
        return self.table.filter(~pl.col("term").is_in(other.implode()))


def write_labels(forms: pl.DataFrame, named: pl.DataFrame, folder: Path) -> None:
    """Write what terms are called (`naming.name_terms`) into an existing folder."""
    columns = ("term", "label", "names", "slug")
    tables = {_LABELS: named.select(columns).sort("term"), _PRINTED: forms.sort(_FORM)}
    for name, table in tables.items():
        table.write_parquet(folder / name, compression="zstd", compression_level=1)


def read_labels(folder: Path | None, words: Sequence[str]) -> Labels | None:
    """What `write_labels` wrote into a folder, or nothing."""
    try:
        return (
            Labels(pl.read_parquet(folder / _LABELS), pl.read_parquet(folder / _PRINTED), words)
            if folder
            else None
        )
    except (OSError, pl.exceptions.PolarsError):
        return None
