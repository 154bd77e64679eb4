"""What the words of a corpus were compared by, on disk: papers that come later are compared with these."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from scipy import sparse

from kgraph.records import Origin, Paper
from kgraph.similarity import Vocabulary

_PAPERS, _WORDS, _COLUMNS = "papers.parquet", "words.parquet", "columns.parquet"
_VECTORS, _NEAR = "vectors", "near"
_SAID = dict.fromkeys(("paper", "title", "abstract", "date"), pl.String)
_NOWHERE = Origin("", 0)
_NO_PAPERS = pl.DataFrame(schema={"paper": pl.String, "digest": pl.UInt64})


@dataclass(frozen=True, slots=True)
class Known:
    """Papers by their words: a row of `vectors` and of `near` (`signals.Compared`) for each of `papers`."""

    papers: Sequence[str]
    vectors: Any
    vocabulary: Vocabulary
    near: Any


def write_known(known: Known, papers: Sequence[Paper], folder: Path) -> None:
    """Write what is known into an existing folder; `papers` are the same as those of `known`."""
    words = known.vocabulary
    said = tabulate_texts(papers)
    tables = {
        _PAPERS: said.select("paper", digest=digest(said)),
        _WORDS: pl.DataFrame({"word": words.words}, schema={"word": pl.String}),
        _COLUMNS: pl.DataFrame({"code": words.codes, "rarity": words.rarity, "is_word": words.is_word}),
    }
    for name, matrix in ((_VECTORS, known.vectors), (_NEAR, known.near)):
        tables[f"{name}.parquet"] = pl.DataFrame({"column": matrix.indices, "value": matrix.data})
        tables[f"{name}-rows.parquet"] = pl.DataFrame({"size": np.diff(matrix.indptr)})
    for name, table in tables.items():
        table.write_parquet(folder / name, compression="zstd", compression_level=1)


def tabulate_texts(papers: Iterable[Paper]) -> pl.DataFrame:
    """What lineage reads of papers: `paper`, their id, `title`, `abstract` and `date`."""
    rows = [(paper.id, paper.title, paper.abstract, paper.date) for paper in papers]
    return pl.DataFrame(rows, _SAID, orient="row")


def papers_of(texts: pl.DataFrame) -> list[Paper]:
    """The papers of a table of `tabulate_texts`, which say what is read of them and no more."""
    return [
        Paper(paper, title, _NOWHERE, abstract=abstract, date=date)
        for paper, title, abstract, date in texts.select(*_SAID).iter_rows()
    ]


def digest(papers: pl.DataFrame) -> pl.Series:
    """A hash of what lineage reads of papers: `title`, `abstract` and `date`.

    Another version of Polars may hash otherwise, and then all is built anew (`build.record_run`).
    """
    texts = [pl.col(name).fill_null("") for name in ("title", "abstract", "date")]
    return papers.select(pl.concat_str(texts, separator="\0").hash().alias("digest")).to_series()


def read_papers(folder: Path | None) -> pl.DataFrame:
    """The papers that are known in a folder, `paper` and `digest`; none if nothing is."""
    try:
        return pl.read_parquet(folder / _PAPERS) if folder else _NO_PAPERS
    except (OSError, pl.exceptions.PolarsError):
        return _NO_PAPERS


def read_known(folder: Path) -> Known:
    """Read what `write_known` wrote."""
    papers, words, columns = (pl.read_parquet(folder / name) for name in (_PAPERS, _WORDS, _COLUMNS))
    count = papers.height
    vocabulary = Vocabulary(
        words["word"].to_list(),
        columns["code"].to_numpy(),
        columns["rarity"].to_numpy(),
        columns["is_word"].to_numpy(),
        count,
    )
    vectors, near = (
        _read_matrix(folder, name, (count, width))
        for name, width in ((_VECTORS, columns.height), (_NEAR, count))
    )
    return Known(papers["paper"].to_list(), vectors, vocabulary, near)


def _read_matrix(folder: Path, name: str, shape: tuple[int, int]) -> Any:
    cells = pl.read_parquet(folder / f"{name}.parquet")
    sizes = pl.read_parquet(folder / f"{name}-rows.parquet")["size"].to_numpy()
    ends = np.concatenate(([0], sizes.cumsum()))
    return sparse.csr_matrix((cells["value"].to_numpy(), cells["column"].to_numpy(), ends), shape=shape)
