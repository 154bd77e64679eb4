"""Labels of an earlier build: a term that is printed as it was is called what it was called."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from kgraph.keywords.casing import which_hold
from kgraph.records import Keyword

_FILE = "labels.parquet"
_FORM = pl.struct("form", "papers", "printed").alias("forms")


@dataclass(frozen=True, slots=True)
class Labels:
    """What an earlier build called its terms: `term`, `forms`, `label` and `names`, a row a term.

    `words` are those that the corpus now writes otherwise: a form that holds one is looked at again.
    """

    table: pl.DataFrame
    words: Sequence[str]

    def recall(self, forms: pl.DataFrame) -> tuple[dict[str, tuple[str, tuple[str, ...]]], pl.DataFrame]:
        """The label and the names of terms whose forms are the same, and the forms of all others.

        >>> forms = pl.DataFrame({"term": ["art"], "form": ["Art"], "papers": [1], "printed": [1]})
        >>> names = pl.DataFrame({"term": ["art"], "label": ["art"], "names": [["Art"]]})
        >>> Labels(_group(forms).join(names, on="term"), []).recall(forms)[0]
        {'art': ('art', ('Art',))}
        """
        both = _group(forms).join(self.table, on="term", suffix="_before")
        same = both.filter(pl.col("forms") == pl.col("forms_before"))
        printed = pl.col("forms").list.eval(pl.element().struct.field("form")).list.join(" ")
        texts = same.select(pl.concat_str("term", printed, separator=" ").str.to_lowercase()).to_series()
        same = same.filter(~which_hold(texts, self.words))
        rows = same.select("term", "label", "names").iter_rows()
        recalled = {term: (label, tuple(names)) for term, label, names in rows}
        return recalled, forms.join(same, on="term", how="anti")


def write_labels(forms: pl.DataFrame, keywords: Iterable[tuple[str, Keyword]], folder: Path) -> None:
    """Write what terms are called into an existing folder."""
    rows = [(term, keyword.label, list(keyword.variants)) for term, keyword in keywords]
    schema = {"term": pl.String(), "label": pl.String(), "names": pl.List(pl.String())}
    table = _group(forms).join(pl.DataFrame(rows, schema, orient="row"), on="term")
    table.write_parquet(folder / _FILE, compression="zstd", compression_level=1)


def read_labels(folder: Path | None, words: Sequence[str]) -> Labels | None:
    """What `write_labels` wrote into a folder, or nothing."""
    try:
        return Labels(pl.read_parquet(folder / _FILE), words) if folder else None
    except (OSError, pl.exceptions.PolarsError):
        return None


def _group(forms: pl.DataFrame) -> pl.DataFrame:
    """The forms of each term in one row, in order."""
    return forms.sort("term", "form").group_by("term", maintain_order=True).agg(_FORM)
