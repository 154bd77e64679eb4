"""Batches as read, on disk: a paper need not be read again while nothing about its texts has changed."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from kgraph.keywords.arrays import Longs, distinct, page_of_pair, pair, term_of_pair
from kgraph.keywords.batch import Batch
from kgraph.keywords.keys import Keys
from kgraph.keywords.numbering import Terms
from kgraph.keywords.reading import Reading
from kgraph.records import Origin, Paper

PAGES = "pages.parquet"
_WORDS, _TEXTS, _TERMS, _KEYS = "words.parquet", "texts.parquet", "terms.parquet", "keys.parquet"
_PHRASES, _OWN = "phrases.parquet", "own.parquet"
# At this level the readings of 104,000 papers take 50 MB and half a second.
_LEVEL = 1
# Of a paper only what is read is kept.
_NOWHERE = Origin("", 0)
_PAGE = pl.Schema(
    {
        "paper": pl.String(),
        "title": pl.String(),
        "abstract": pl.String(),
        "keywords": pl.List(pl.String()),
    }
)


def write_batch(batch: Batch, folder: Path) -> None:
    """Write a batch into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    reading = batch.reading
    tables = {
        PAGES: tabulate_pages(batch.papers).with_columns(pl.Series("read", batch.titles, dtype=pl.String)),
        _WORDS: pl.DataFrame(
            {
                "key": reading.keys,
                "start": reading.starts,
                "end": reading.ends,
                "joined": reading.joined,
                "inner": reading.inner,
            }
        ),
        _TEXTS: pl.DataFrame({"size": np.diff(reading.bounds)}),
        _TERMS: batch.terms.table(),
        _KEYS: pl.DataFrame({"key": batch.terms.keys.word_keys}, schema={"key": pl.String}),
        _PHRASES: pl.DataFrame({"pair": batch.phrases}),
        _OWN: pl.DataFrame({"pair": batch.own, "printed": pl.Series(batch.printed, dtype=pl.String)}),
    }
    for name, table in tables.items():
        table.write_parquet(folder / name, compression="zstd", compression_level=_LEVEL)


def tabulate_pages(papers: Sequence[Paper]) -> pl.DataFrame:
    """What papers say: a part has it of its own, with the title as it was `read`, written as a sentence."""
    columns = {
        "paper": [paper.id for paper in papers],
        "title": [paper.title for paper in papers],
        "abstract": [paper.abstract or None for paper in papers],
        "keywords": [list(paper.keywords) for paper in papers],
    }
    return pl.DataFrame(columns, schema=_PAGE)


def papers_of(pages: pl.DataFrame) -> list[Paper]:
    """The papers of some pages, which say what is read of them and no more."""
    return [
        Paper(paper, title, _NOWHERE, abstract=abstract, keywords=tuple(keywords))
        for paper, title, abstract, keywords in pages.select(_PAGE.names()).iter_rows()
    ]


def load_batch(folder: Path) -> Batch:
    """The batch that was written into a folder."""
    pages, words, texts, terms, keys, phrases, own = (
        pl.read_parquet(folder / name) for name in (PAGES, _WORDS, _TEXTS, _TERMS, _KEYS, _PHRASES, _OWN)
    )
    reading = Reading(
        words["key"].to_numpy(),
        words["start"].to_numpy(),
        words["end"].to_numpy(),
        words["joined"].to_numpy(),
        words["inner"].to_numpy(),
        np.concatenate(([0], texts["size"].to_numpy().cumsum())),
        np.empty((0, 2), dtype=np.int64),
    )
    sizes = 1 + pages["abstract"].is_not_null().cast(pl.Int64).to_numpy()
    return Batch(
        papers_of(pages),
        pages["read"].to_list(),
        reading,
        np.concatenate(([0], sizes.cumsum())),
        Terms(Keys(keys["key"]), terms),
        phrases["pair"].to_numpy(),
        own["pair"].to_numpy(),
        own["printed"].to_list(),
    )


def take_pages(batch: Batch, pages: Longs) -> Batch:
    """A batch of some of the pages of another, in their order, as if only these had been read."""
    if len(pages) == len(batch.papers):
        return batch
    stays = np.zeros(len(batch.papers), dtype=bool)
    stays[pages] = True
    reading = batch.reading
    sizes = np.diff(reading.bounds)
    texts = np.diff(batch.first_texts)
    of_texts = np.repeat(stays, texts)
    of_words = np.repeat(of_texts, sizes)
    phrases, own = (stays[page_of_pair(pairs)] for pairs in (batch.phrases, batch.own))
    kept = distinct(term_of_pair(batch.phrases[phrases]), term_of_pair(batch.own[own]))

    def renumber(pairs: Longs) -> Longs:
        numbers = np.cumsum(stays) - 1
        return pair(numbers[page_of_pair(pairs)], np.searchsorted(kept, term_of_pair(pairs)))

    return Batch(
        [batch.papers[page] for page in pages.tolist()],
        [batch.titles[page] for page in pages.tolist()],
        Reading(
            reading.keys[of_words],
            reading.starts[of_words],
            reading.ends[of_words],
            reading.joined[of_words],
            reading.inner[of_words],
            np.concatenate(([0], sizes[of_texts].cumsum())),
            reading.phrases,
        ),
        np.concatenate(([0], texts[stays].cumsum())),
        Terms(batch.terms.keys, batch.terms.table()[kept]),
        renumber(batch.phrases[phrases]),
        renumber(batch.own[own]),
        [form for form, stay in zip(batch.printed, own.tolist(), strict=True) if stay],
    )
