"""What was read of the texts of a corpus, kept from build to build.

A paper is read again if what it says has changed, or what the corpus has taught about its words: how they
are written in running text, what an acronym stands for. All else is decided anew from what was read.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from spacy.language import Language

from kgraph.keywords.arrays import Longs
from kgraph.keywords.casing import learn_case, truecase, which_hold
from kgraph.keywords.phrases import name_model
from kgraph.keywords.stored import PAGES, papers_of
from kgraph.keywords.usage import Custom, Usage, count_usage, settle_usage
from kgraph.records import Paper

_VERSION, _FORMS, _DEFINITIONS = "version.json", "forms.parquet", "definitions.parquet"
_ACRONYMS = "acronyms.parquet"
# Raised whenever what is kept would be misread.
_FORMAT = 2
# Each refresh leaves a part; of more than so many the smallest are read again.
_MOST_PARTS = 4


@dataclass(frozen=True, slots=True)
class Part:
    """A folder of `stored` with so many pages."""

    folder: Path
    pages: int


@dataclass(frozen=True, slots=True)
class Extraction:
    """What was read: how the corpus wrote, the parts that can be used, and those too small to be worth it.

    `custom` is what was settled of the usage.
    """

    usage: Usage
    custom: Custom
    parts: tuple[Part, ...]
    others: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a part can be used again: its `pages` by their numbers, and the ids of their papers."""

    pages: Longs
    papers: Sequence[str]


@dataclass(frozen=True, slots=True)
class Reuse:
    """What can be used again of each part that is used, and how the corpus writes now.

    `fresh` are the papers that must be read, `words` are those that the corpus writes otherwise than before.
    """

    usage: Usage
    custom: Custom
    parts: tuple[Kept, ...]
    fresh: tuple[Paper, ...]
    words: tuple[str, ...]


def open_extraction(folder: Path, nlp: Language) -> Extraction | None:
    """What an earlier build has read, if it did so with the same versions and the same model."""
    try:
        if json.loads((folder / _VERSION).read_text("utf-8")) != _versions(nlp):
            return None
        forms, definitions, acronyms = (
            pl.read_parquet(folder / name) for name in (_FORMS, _DEFINITIONS, _ACRONYMS)
        )
        folders = sorted(path.parent for path in folder.glob(f"*/{PAGES}"))
        parts = [Part(each, pl.read_parquet(each / PAGES, columns=["paper"]).height) for each in folders]
        parts.sort(key=lambda part: -part.pages)
        papers = sum(part.pages for part in parts)
        counts: Counter[tuple[str, str]] = Counter()
        for short, long, count in definitions.iter_rows():
            counts[short, long] = count
        usage = Usage(papers, Counter(dict(forms.iter_rows())), counts)
        meanings = {short: tuple(meaning.split()) for short, meaning in acronyms.iter_rows()}
        custom = Custom(papers, learn_case(usage.forms), meanings)
        return Extraction(usage, custom, tuple(parts[:_MOST_PARTS]), tuple(parts[_MOST_PARTS:]))
    except (OSError, ValueError, pl.exceptions.PolarsError):
        return None  # it is only read again


def write_usage(usage: Usage, custom: Custom, folder: Path, nlp: Language) -> None:
    """Say how the corpus writes, and what is settled of it, beside the parts that are in a folder."""
    forms = pl.DataFrame(
        {"form": list(usage.forms), "count": list(usage.forms.values())},
        schema={"form": pl.String, "count": pl.Int64},
    )
    definitions = pl.DataFrame(
        [(*definition, count) for definition, count in usage.definitions.items()],
        schema={"short": pl.String, "long": pl.String, "count": pl.Int64},
        orient="row",
    )
    acronyms = pl.DataFrame(
        [(short, " ".join(meaning)) for short, meaning in custom.acronyms.items()],
        schema={"short": pl.String, "meaning": pl.String},
        orient="row",
    )
    forms.sort("form").write_parquet(folder / _FORMS, compression="zstd")
    definitions.sort("short", "long").write_parquet(folder / _DEFINITIONS, compression="zstd")
    acronyms.sort("short").write_parquet(folder / _ACRONYMS, compression="zstd")
    (folder / _VERSION).write_text(json.dumps(_versions(nlp)), "utf-8")


def _versions(nlp: Language) -> dict[str, Any]:
    packages = {name: version(name) for name in ("kgraph", "spacy", "wordfreq")}
    return {"format": _FORMAT, "model": name_model(nlp), **packages}


def find_reuse(pages: pl.DataFrame, extraction: Extraction) -> Reuse:
    """Find what of an earlier extraction holds for some pages (`stored.tabulate_pages`)."""
    every = (*extraction.parts, *extraction.others)
    parts = {part: pl.read_parquet(part.folder / PAGES) for part in every}
    same = {part: _compare(before, pages) for part, before in parts.items()}
    known = [before.filter(same[part])["paper"] for part, before in parts.items()]
    gone = [paper for part, before in parts.items() for paper in papers_of(before.filter(~same[part]))]
    usage = extraction.usage - count_usage(gone) + count_usage(papers_of(_leave_out(pages, known)))
    before, now = extraction.custom, settle_usage(usage)
    kept = []
    for part in extraction.parts:
        stays = same[part] & ~_reads_otherwise(parts[part], before, now)
        kept.append(Kept(np.flatnonzero(stays.to_numpy()), parts[part]["paper"].filter(stays).to_list()))
    fresh = papers_of(_leave_out(pages, [pl.Series(some.papers, dtype=pl.String) for some in kept]))
    return Reuse(usage, now, tuple(kept), tuple(fresh), tuple(_changed(before.case, now.case)))


def _leave_out(pages: pl.DataFrame, papers: Sequence[pl.Series]) -> pl.DataFrame:
    known = pl.concat([pl.Series([], dtype=pl.String), *papers])
    return pages.filter(~pl.col("paper").is_in(known.implode()))


def _compare(pages: pl.DataFrame, given: pl.DataFrame) -> pl.Series:
    """Whether each page is one of the given papers, word for word."""
    other = pages.select("paper").join(given, on="paper", how="left", maintain_order="left")
    return (
        other["title"].is_not_null()
        & (other["title"] == pages["title"]).fill_null(False)
        & other["abstract"].eq_missing(pages["abstract"])
        & other["keywords"].eq_missing(pages["keywords"])
    )


def _reads_otherwise(pages: pl.DataFrame, before: Custom, now: Custom) -> pl.Series:
    """Whether the custom of the corpus has changed for words or acronyms of each page."""
    touched = which_hold(pages["title"].str.to_lowercase(), _changed(before.case, now.case))
    otherwise = [
        hit and truecase(title, now.case) != read
        for hit, title, read in zip(touched, pages["title"], pages["read"], strict=True)
    ]
    shorts = _changed(before.acronyms, now.acronyms)
    texts = pages.select(
        pl.concat_str(
            "title", "abstract", pl.col("keywords").list.join(" "), separator=" ", ignore_nulls=True
        )
    ).to_series()
    return pl.Series(otherwise, dtype=pl.Boolean) | _hold_any(texts, shorts)


def _hold_any(texts: pl.Series, words: list[str]) -> pl.Series:
    return texts.str.contains_any(pl.Series([words], dtype=pl.List(pl.String)))


def _changed(before: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    return sorted(dict(before.items() ^ now.items()))
