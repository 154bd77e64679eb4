"""How fast are keywords extracted, beside the tokeniser and the tagger alone in the same run, in what memory?

    python benchmarks/speed/keywords.py [SOURCE ...] [--papers 1500] [--no-model]

A source is anything that `kgraph build` reads (NeurIPS if none is given). Each measurement has a process of
its own. Seconds are processor time, of this process and of those it starts; memory is the peak above the
process before it begins, of the process itself (Linux only).
"""

import argparse
import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path

import kgraph
from kgraph.keywords import extract_keywords
from kgraph.keywords.phrases import load_pipeline
from kgraph.keywords.tagging import BLOCK, tag_block
from kgraph.terms import split_words

NEURIPS = Path(__file__).parents[2] / "../shared/data/neurips/papers.jsonl"
CORES = len(os.sched_getaffinity(0))

Papers = Sequence[kgraph.Paper]


def tokenise(papers: Papers) -> None:
    for text in texts_of(papers):
        split_words(text)


def tag(papers: Papers) -> None:
    nlp = load_pipeline()
    texts = iter(texts_of(papers))
    while block := list(islice(texts, BLOCK)):
        tag_block(block, nlp)


def extract_without_model(papers: Papers) -> None:
    extract_keywords(papers, load_pipeline(model=False))


def extract_in_one_process(papers: Papers) -> None:
    extract_keywords(papers, load_pipeline(), processes=1)


def extract_in_all_processes(papers: Papers) -> None:
    extract_keywords(papers, load_pipeline(), processes=CORES)


WITHOUT_MODEL = (tokenise, extract_without_model)
WITH_MODEL = (tag, extract_in_one_process, extract_in_all_processes)


def texts_of(papers: Papers) -> list[str]:
    return [text for paper in papers for text in (paper.title, paper.abstract) if text]


def measure(work: Callable[[Papers], None], sources: Sequence[Path], count: int) -> tuple[int, list[float]]:
    """How many papers there were, and seconds of the processor, seconds elapsed, bytes of memory."""
    records = (record for record in kgraph.read(sources) if isinstance(record, kgraph.Paper))
    papers = list({paper.id: paper for paper in islice(records, count)}.values())
    work(papers[:20])  # what is loaded once is loaded now
    before = time.perf_counter(), processor(), memory()
    work(papers)
    after = time.perf_counter(), processor(), memory()
    elapsed, busy, peak = (b - a for a, b in zip(before, after, strict=True))
    return len(papers), [busy, elapsed, peak]


def processor() -> float:
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, whose))


def memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", nargs="*", type=Path, default=[NEURIPS])
    parser.add_argument("--papers", type=int, default=1500)
    parser.add_argument("--no-model", dest="model", action="store_false")
    options = parser.parse_args()
    for work in (*WITHOUT_MODEL, *(WITH_MODEL if options.model else ())):
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
            count, (busy, elapsed, peak) = pool.submit(
                measure, work, options.sources, options.papers
            ).result()
        print(
            f"{work.__name__:26} {count:7,} papers  {count / busy:8,.0f} a second of processor time  "
            f"{count / elapsed:8,.0f} a second  {1000 * busy / count:6.2f} ms a paper  {peak / 1e6:5,.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()
