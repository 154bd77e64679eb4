"""Papers tagged in a second: the bundled scheme, one of 14,000 concepts, and plain phrase matching.

    python benchmarks/speed/themes.py [--data ../shared/data] [--papers 2000]

The large schemes: `made` has the bundled themes and pairs of words of the abstracts, which match as seldom as
these; `keywords` has what NeurIPS authors chose as keywords, ten of which every paper names.
"""

import argparse
import json
import time
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.matcher import PhraseMatcher

from kgraph.records import Origin, Paper
from kgraph.schema import Theme, read_themes
from kgraph.themes import tag_themes
from kgraph.themes.labels import compile_labels

CONCEPTS = 14_000
ROUNDS = 3


def main() -> None:
    """Print a line for each scheme."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[3] / "shared/data")
    parser.add_argument("--papers", type=int, default=2000)
    arguments = parser.parse_args()
    with (arguments.data / "neurips/papers.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    papers = [
        Paper(f"paper:{n}", record["title"], Origin("", n), abstract=record["abstract"])
        for n, record in enumerate(records[: arguments.papers])
    ]
    keywords = sorted({word.strip().lower() for record in records for word in record["keywords"]} - {""})
    bundled = read_themes()
    compile_labels(bundled)  # what is loaded once is no part of the figures
    print(f"{'':24}{'papers/s':>10}{'MB':>8}{'tags':>8}")
    for name, scheme in (
        (f"{len(bundled)} themes", bundled),
        (f"{CONCEPTS} made", (*bundled, *make_concepts(papers, CONCEPTS - len(bundled)))),
        (f"{CONCEPTS} keywords", tuple(concept(n, word) for n, word in enumerate(keywords[:CONCEPTS]))),
    ):
        tracemalloc.start()
        steps = compile_labels(scheme)
        size = tracemalloc.get_traced_memory()[0]
        tracemalloc.stop()
        seconds, tags = min(timed(papers, scheme) for _ in range(ROUNDS))
        print(f"{name:24}{len(papers) / seconds:10.0f}{size / 2**20:8.1f}{tags:8}")
        del steps
    print(
        f"{'phrases, 20 themes':24}{len(papers) / min(phrases(papers, bundled) for _ in range(ROUNDS)):10.0f}"
    )


def concept(number: int, label: str, *others: str) -> Theme:
    """A concept that is its labels only."""
    return Theme(f"theme:x{number}", f"urn:x{number}", label, alt_labels=others)


def make_concepts(papers: Sequence[Paper], count: int) -> list[Theme]:
    """Concepts of two labels of two words each, which the texts have."""
    words = sorted({word for paper in papers for word in (paper.abstract or "").lower().split()})
    words = [word for word in words if word.isalpha()]
    pairs = list(zip(words, reversed(words), strict=True))
    return [
        concept(n, " ".join(pairs[n % len(pairs)]), f"{words[n % len(words)]} model") for n in range(count)
    ]


def timed(papers: Sequence[Paper], scheme: Sequence[Theme]) -> tuple[float, int]:
    """Processor seconds, without those that compile the scheme, and tags."""
    start = time.process_time()
    compile_labels(scheme)
    compiled = time.process_time()
    tags = len(tag_themes(papers, scheme))
    return (time.process_time() - compiled) - (compiled - start), tags


def phrases(papers: Sequence[Paper], scheme: Sequence[Theme]) -> float:
    """Processor seconds of spaCy's PhraseMatcher."""
    start = time.process_time()
    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for theme in scheme:
        matcher.add(
            theme.id,
            [nlp.make_doc(text) for text in (theme.label, *theme.alt_labels, *theme.hidden_labels)],
        )
    for paper in papers:
        matcher(nlp.make_doc(paper.title))
        matcher(nlp.make_doc(paper.abstract or ""))
    return time.process_time() - start


if __name__ == "__main__":
    main()
