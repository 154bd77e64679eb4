"""What is done with a batch of papers, and what the corpus says in between.

The steps of a batch are functions of the batch and of small tables about the whole corpus; the tables come of
counts that each batch makes and that add up. So it does not matter how the papers are parted into batches,
and a batch can be worked on wherever there is a processor.
"""

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from operator import add
from pathlib import Path
from typing import Any, Generic, TypeVar

import numpy as np
import polars as pl
from spacy.language import Language

from kgraph.cycles import uncollected
from kgraph.embeddings import Embedder
from kgraph.keywords.arrays import distinct
from kgraph.keywords.batch import Batch, read_batch
from kgraph.keywords.choice import choose_shared, complete_choice
from kgraph.keywords.counts import add_up, count_holders, count_pages, count_standing, count_terms
from kgraph.keywords.lookup import find_local, look_again, look_up
from kgraph.keywords.mentions import make_mentions
from kgraph.keywords.nearness import NO_NEARNESS, measure_nearness
from kgraph.keywords.phrases import load_pipeline
from kgraph.keywords.settling import settle_entities
from kgraph.keywords.stored import load_batch, papers_of, take_pages, write_batch
from kgraph.keywords.tagged import Tagged, make_tables
from kgraph.keywords.thesaurus import Thesaurus, note_absent
from kgraph.keywords.usage import Custom, Usage, count_usage, define_acronyms
from kgraph.keywords.weights import weigh_entities
from kgraph.parallel import map_threads, part_evenly, run_apart
from kgraph.records import Paper

_Made = TypeVar("_Made")
# The steps of one batch: it hands out counts, is sent what the corpus makes of them, and returns its tables.
Making = Generator[Any, Any, _Made]
Steps = Making[Tagged]


@dataclass(frozen=True, slots=True)
class Corpus(Generic[_Made]):
    """What is decided of a whole corpus, what its batches return, and notes on lines that fit nothing."""

    custom: Custom
    thesaurus: Thesaurus
    tagged: Sequence[_Made]
    notes: tuple[str, ...]


def work_on_batch(
    papers: Sequence[Paper],
    nlp: Language,
    embedder: Embedder | None = None,
    processes: int | None = None,
    keep: Sequence[Path] = (),
) -> Steps:
    """Do all steps of one batch of papers in turn; the arguments are those of `work_on_texts`."""
    definitions = list(map(define_acronyms, papers))
    custom, thesaurus = yield count_usage(papers, definitions)
    batch = read_batch(papers, custom, nlp, processes, definitions)
    return (yield from _keep_and_choose(batch, custom, thesaurus, embedder, keep))


def work_on_texts(
    papers: Sequence[Paper],
    custom: Custom,
    thesaurus: Thesaurus,
    nlp: Language,
    embedder: Embedder | None = None,
    processes: int | None = None,
    keep: Sequence[Path] = (),
) -> Steps:
    """Do the steps of a batch when the custom of the corpus is known; `settle_corpus` is the other side.

    The batch as read is kept in folders, parted evenly among them.
    """
    batch = read_batch(papers, custom, nlp, processes)
    return (yield from _keep_and_choose(batch, custom, thesaurus, embedder, keep))


def _keep_and_choose(
    batch: Batch, custom: Custom, thesaurus: Thesaurus, embedder: Embedder | None, keep: Sequence[Path]
) -> Steps:
    for folder, (start, end) in zip(keep, part_evenly(len(batch.papers), len(keep)), strict=True):
        write_batch(take_pages(batch, np.arange(start, end)), folder)
    return (yield from choose_terms(batch, custom.papers, thesaurus, embedder))


def work_on_stored(folder: Path, embedder: Embedder | None = None) -> Steps:
    """Do the steps of a batch that was read before.

    It is loaded at once, and then waits for what to do: with which of its pages, of a corpus of how many
    papers, with what thesaurus, and in which folder to keep these pages.
    """
    batch = load_batch(folder)
    pages, papers, thesaurus, keep = yield None
    batch = take_pages(batch, pages)
    if keep:
        write_batch(batch, keep)
    return (yield from choose_terms(batch, papers, thesaurus, embedder))


def choose_terms(batch: Batch, papers: int, thesaurus: Thesaurus, embedder: Embedder | None) -> Steps:
    """Do the steps of a batch from where it is read on; `papers` is the size of the corpus."""
    settled = yield count_terms(batch, thesaurus)
    holdings = look_up(batch, settled)
    shared = yield count_holders(batch, holdings)
    holdings = look_again(batch, holdings, batch.terms.among(shared))
    standing = yield count_standing(batch, holdings)
    local, places = find_local(batch, holdings, batch.terms.among(standing["term"]))
    mentions = make_mentions(batch, holdings.found, places)
    pairs = distinct(holdings.held, holdings.terms)
    near = measure_nearness(batch, pairs, embedder) if embedder else NO_NEARNESS
    choice = choose_shared(batch, holdings, mentions, standing, near, papers)
    kept = yield count_pages(batch, kept=choice.pairs)
    linking = batch.terms.among(kept)
    choice = complete_choice(batch, holdings, mentions, local, choice, linking, near, papers)
    return make_tables(batch, holdings, mentions, choice)


def work_apart(function: Callable[..., Steps], *arguments: object) -> Steps:
    """Do the steps of one batch without a model in a process of its own: one of the functions below."""
    return run_apart(_work_uncollected, function, arguments)


def _work_uncollected(function: Callable[..., Steps], arguments: tuple[object, ...]) -> Steps:
    with uncollected():
        return (yield from function(*arguments))


def read_batch_plainly(pages: pl.DataFrame, keep: Sequence[Path] = ()) -> Steps:
    """`work_on_batch` without a model, of `pages` (`stored.tabulate_pages`).

    As a table they come to a process in an eighth of the time that papers take to be pickled.
    """
    return work_on_batch(papers_of(pages), load_pipeline(model=False), None, 1, keep)


def read_texts_plainly(
    pages: pl.DataFrame, custom: Custom, thesaurus: Thesaurus, keep: Sequence[Path] = ()
) -> Steps:
    """`work_on_texts` without a model, of `pages` as well."""
    return work_on_texts(papers_of(pages), custom, thesaurus, load_pipeline(model=False), None, 1, keep)


def collect_usage(batches: Sequence[Making[_Made]]) -> Usage:
    """How a corpus writes: the first step of `work_on_batch`."""
    usage: Usage = reduce(add, begin(batches))
    return usage


def begin(batches: Sequence[Making[_Made]]) -> list[Any]:
    """Take the first step with all batches; those in processes of their own work at the same time."""
    return _send(batches, None)


def settle_corpus(
    batches: Sequence[Making[_Made]], told: Sequence[object], custom: Custom, thesaurus: Thesaurus
) -> Corpus[_Made]:
    """Send the batches what they wait for, add up what they count and send them what comes of it, to the end.

    `told` is what each waits for: custom and thesaurus after `collect_usage`, None where none is begun.
    """
    terms = add_up(list(map_threads(_tell, zip(batches, told, strict=True))))
    present = terms.filter((pl.col("own") > 0) | (pl.col("present") > 0))["term"]
    holders = add_up(_send(batches, settle_entities(terms, custom.papers, thesaurus)))
    counts = add_up(_send(batches, _of_two(holders, "holders")))
    kept = add_up(_send(batches, weigh_entities(counts, custom.papers, thesaurus)))
    tagged = _finish(batches, _of_two(kept, "kept"))
    return Corpus(custom, thesaurus, tagged, note_absent(thesaurus, present))


def _of_two(counts: pl.DataFrame, column: str) -> pl.Series:
    """The terms that two pages have."""
    return counts.filter(pl.col(column) > 1)["term"]


def _send(batches: Sequence[Making[_Made]], told: object) -> list[Any]:
    """Send the same to all batches; those in processes of their own work at the same time."""
    return list(map_threads(lambda batch: batch.send(told), batches))


def _tell(batch_and_told: tuple[Making[_Made], object]) -> Any:
    batch, told = batch_and_told
    return batch.send(told)


def _finish(batches: Sequence[Making[_Made]], told: object) -> list[_Made]:
    return list(map_threads(partial(_end, told=told), batches))


def _end(batch: Making[_Made], told: object) -> _Made:
    try:
        batch.send(told)
    except StopIteration as end:
        made: _Made = end.value
        return made
    raise AssertionError("a batch has another step")
