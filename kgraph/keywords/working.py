"""Who works on which papers of a corpus: here or in further processes, read now or by an earlier build."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from spacy.language import Language

from kgraph.corrections import Corrections
from kgraph.embeddings import Embedder
from kgraph.keywords.extraction import Extraction, find_reuse, open_extraction, write_usage
from kgraph.keywords.phrases import uses_model
from kgraph.keywords.recalled import Labels, read_labels
from kgraph.keywords.steps import (
    Corpus,
    Steps,
    begin,
    collect_usage,
    read_batch_plainly,
    read_texts_plainly,
    settle_corpus,
    work_apart,
    work_on_batch,
    work_on_stored,
    work_on_texts,
)
from kgraph.keywords.stored import tabulate_pages
from kgraph.keywords.tagged import Tagged
from kgraph.keywords.thesaurus import Thesaurus, make_thesaurus
from kgraph.keywords.usage import Custom, settle_usage
from kgraph.parallel import count_cores, part_evenly
from kgraph.records import Paper

# A batch of fewer papers, without a model, is worth no process of its own: 10,000 take 4 s, a process 2.
FEWEST_APART = 10_000

# The ids of the papers of each batch.
Batches = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Workplace:
    """How a corpus is read: the pipeline, the encoder if there is one, and how many processes may work.

    `earlier` is the folder where an earlier build kept what it read, `keep` that for what is read now.
    """

    nlp: Language
    embedder: Embedder | None = None
    processes: int | None = None
    earlier: Path | None = None
    keep: Path | None = None

    @property
    def cores(self) -> int:
        """How many processes may work; one alone where an encoder is needed, which stays in this one."""
        if self.embedder:
            return 1
        return count_cores() if self.processes is None else self.processes


@dataclass(frozen=True, slots=True)
class Worked:
    """The ids of the papers of each batch, the tables of the corpus, and what terms were called before."""

    batches: Batches
    corpus: Corpus[Tagged]
    known: Labels | None = None


@dataclass(frozen=True, slots=True)
class TakenUp:
    """What an earlier build has read, and the steps of its parts, which are loaded and wait."""

    before: Extraction
    steps: tuple[Steps, ...]


def take_up(place: Workplace) -> TakenUp | None:
    """Load what an earlier build has read, if it can be used here.

    Its parts are worked on in threads: most of what is left to do is done outside Python, and a process takes
    longer to load its libraries and to be sent the tables of the corpus (17 s of processors in all where
    processes take 22, for 104,000 papers).
    """
    before = open_extraction(place.earlier, place.nlp) if place.earlier else None
    if before is None:
        return None
    steps = tuple(work_on_stored(part.folder, place.embedder) for part in before.parts)
    begin(steps)
    return TakenUp(before, steps)


def let_go(taken: TakenUp | None) -> None:
    """End what was taken up."""
    for steps in taken.steps if taken else ():
        steps.close()


def work_through(papers: Sequence[Paper], corrections: Corrections, place: Workplace) -> Worked:
    """Do all steps of a corpus. Raises `KgraphError` for two corrections that contradict each other."""
    if taken := take_up(place):
        return go_on(taken, tabulate_pages(papers), corrections, place)
    return _begin(papers, corrections, place)


def _begin(papers: Sequence[Paper], corrections: Corrections, place: Workplace) -> Worked:
    """Read all papers."""
    parts = _part(papers, place)
    folders = _folders(place.keep, len(parts))
    if len(parts) > 1 and not uses_model(place.nlp):
        steps = [
            work_apart(read_batch_plainly, tabulate_pages(part), folders[number : number + 1])
            for number, part in enumerate(parts)
        ]
    else:
        parts = [papers]
        steps = [work_on_batch(papers, place.nlp, place.embedder, place.processes, folders)]
    usage = collect_usage(steps)
    custom = settle_usage(usage)
    thesaurus = make_thesaurus(corrections, custom.acronyms)
    corpus = settle_corpus(steps, [(custom, thesaurus)] * len(steps), custom, thesaurus)
    if place.keep:
        write_usage(usage, custom, place.keep, place.nlp)
    return Worked([[paper.id for paper in part] for part in parts], corpus)


def go_on(taken: TakenUp, pages: pl.DataFrame, corrections: Corrections, place: Workplace) -> Worked:
    """Do what `work_through` does: read what is new of some `pages`, and go on with what was read before.

    The pages are those of `stored.tabulate_pages`.
    """
    before, steps = taken.before, list(taken.steps)
    reuse = find_reuse(pages, before)
    custom = reuse.custom
    thesaurus = make_thesaurus(corrections, custom.acronyms)
    folders = _folders(place.keep, len(steps) + 1)
    told: list[object] = [
        (some.pages, custom.papers, thesaurus, folders[number] if folders else None)
        for number, some in enumerate(reuse.parts)
    ]
    batches: list[Sequence[str]] = [some.papers for some in reuse.parts]
    if reuse.fresh or not steps:
        steps.append(_read(reuse.fresh, custom, thesaurus, place, folders[-1:]))
        told.append(None)
        batches.append([paper.id for paper in reuse.fresh])
    corpus = settle_corpus(steps, told, custom, thesaurus)
    if place.keep:
        write_usage(reuse.usage, custom, place.keep, place.nlp)
    return Worked(batches, corpus, read_labels(place.earlier, reuse.words))


def _read(
    papers: Sequence[Paper], custom: Custom, thesaurus: Thesaurus, place: Workplace, keep: Sequence[Path]
) -> Steps:
    if place.cores > 1 and len(papers) >= FEWEST_APART and not uses_model(place.nlp):
        return work_apart(read_texts_plainly, tabulate_pages(papers), custom, thesaurus, keep)
    return work_on_texts(papers, custom, thesaurus, place.nlp, place.embedder, place.processes, keep)


def _part(papers: Sequence[Paper], place: Workplace) -> list[Sequence[Paper]]:
    """Part papers into batches of like size that are worth a process each."""
    count = max(1, min(place.cores, len(papers) // FEWEST_APART))
    return [papers[start:end] for start, end in part_evenly(len(papers), count)]


def _folders(keep: Path | None, count: int) -> list[Path]:
    return [keep / f"{number:04}" for number in range(count)] if keep else []
