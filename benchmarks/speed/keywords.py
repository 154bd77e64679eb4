"""How fast are keywords extracted, beside the tokeniser and the tagger alone in the same run, in what memory?

    python benchmarks/speed/keywords.py [SOURCE ...] [--papers 1500 ...] [--no-model]

A source is anything that `kgraph build` reads (NeurIPS if none is given); of its papers so many are taken,
evenly from all, and of several numbers the last line gives the exponents by which time and memory grow
without the model. Each measurement has a process of its own. Seconds are processor time, of this process and
of those it starts; memory is the peak above the process before it begins, of the process itself (Linux only).
"""

import argparse
import math
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
from kgraph.ledger import reconcile
from kgraph.terms import split_words

NEURIPS = Path(__file__).parents[2] / "../shared/data/neurips/papers.jsonl"
STATUS, FORGET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
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


def measure(work: Callable[[Papers], None], papers: Papers) -> list[float]:
    """Seconds of the processor, seconds elapsed, bytes of memory."""
    work(papers[:20])  # what is loaded once is loaded now
    FORGET.write_text("5")
    before = time.perf_counter(), processor(), memory("VmRSS")
    work(papers)
    after = time.perf_counter(), processor(), memory("VmHWM")
    elapsed, busy, peak = (b - a for a, b in zip(before, after, strict=True))
    return [busy, elapsed, peak]


def processor() -> float:
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(usage.ru_utime + usage.ru_stime for usage in map(resource.getrusage, whose))


def memory(name: str) -> int:
    """Bytes that the process holds (`VmRSS`), or held at the most since it was told to forget (`VmHWM`)."""
    [line] = [line for line in STATUS.read_text().splitlines() if line.startswith(name)]
    return 1024 * int(line.split()[1])


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", nargs="*", type=Path, default=[NEURIPS])
    parser.add_argument("--papers", type=int, nargs="+", default=[1500])
    parser.add_argument("--no-model", dest="model", action="store_false")
    options = parser.parse_args()
    papers, _ = reconcile(kgraph.read(options.sources))
    costs = []
    for count in options.papers:
        some = papers[:: max(1, len(papers) // count)][:count]
        for work in (*WITHOUT_MODEL, *(WITH_MODEL if options.model else ())):
            with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
                busy, elapsed, peak = pool.submit(measure, work, some).result()
            print(
                f"{work.__name__:26} {len(some):7,} papers  "
                f"{len(some) / busy:8,.0f} a second of processor time  "
                f"{len(some) / elapsed:8,.0f} a second  {1000 * busy / len(some):6.2f} ms a paper  "
                f"{busy:6.1f} s  {peak / 1e6:5,.0f} MB",
                flush=True,
            )
            if work is extract_without_model:
                costs.append((len(some), busy, peak))
    (few, least, small), (many, most, large) = costs[0], costs[-1]
    if many > few:
        time_, memory_ = (math.log(b / a) / math.log(many / few) for a, b in ((least, most), (small, large)))
        print(f"exponents from {few:,} to {many:,} papers: time {time_:.2f}, memory {memory_:.2f}")


if __name__ == "__main__":
    main()
