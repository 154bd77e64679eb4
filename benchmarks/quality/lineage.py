"""How well lineage finds true citations, on the labelled half of NeurIPS 2025, beside simpler rankings.

    python benchmarks/quality/lineage.py [--data ../shared/data] [--sample 919] [--embed]

Every paper of 2025 that cites papers of 2023 or 2024 ranks all of those: share of its citations among the
first five (R@5), one over the rank of the first (MRR), and the chance that a citation ranks before another
paper (AUC); means over the citing papers. Half of them, by a hash of their ids, is for choosing constants;
the other half confirms, though it was looked at while the method was made. A sample takes the first citing
papers in the order of that hash. "kgraph as built" weighs the 200 most alike only, as a build does.

Published figures on this task there are none: the citations were gathered for it.
"""

import argparse
import csv
import hashlib
import json
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse.linalg import svds

from kgraph.embeddings import Embedder, load_embedder
from kgraph.keywords import extract_keywords
from kgraph.keywords.phrases import load_pipeline
from kgraph.lineage import link_lineage, tabulate_topics
from kgraph.lineage.calibration import PLAIN, WITH_MEANING
from kgraph.lineage.signals import CANDIDATES, LEAST_COSINE, gather_evidence
from kgraph.records import Mention, Origin, Paper, Person, Tag
from kgraph.schema import read_themes
from kgraph.similarity import text_vectors
from kgraph.themes import tag_themes
from kgraph.vocabulary import PARTS

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
CITING_YEAR = "2025"
# What a pair that is not weighed gets: less than any evidence.
UNSEEN = -99.0


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "../shared/data")
    parser.add_argument("--sample", type=int, help="number of citing papers, all by default")
    parser.add_argument("--embed", action="store_true", help="with sentence embeddings")
    options = parser.parse_args()

    papers, cited = read_papers(options.data / "neurips", options.sample)
    people, tags = by_exact_name(papers), find_topics(papers)
    earlier = [number for number, paper in enumerate(papers) if paper.id not in cited]
    truth = np.array(
        [[papers[column].id in cited[paper.id] for column in earlier] for paper in papers[len(earlier) :]]
    )
    chosen = np.array([_hash(paper.id)[-1] % 2 == 0 for paper in papers[len(earlier) :]])
    sizes = f"{len(truth)} citing papers ({chosen.sum()} to choose on), {len(earlier)} earlier"
    print(f"{sizes}, {truth.sum()} citations")

    embedder = load_embedder() if options.embed else None
    curve = WITH_MEANING if embedder else PLAIN
    whole = weighted(collect(papers, people, tags, len(earlier), embedder, len(papers), 1e-6), curve.weights)
    parts = collect(papers, people, tags, len(earlier), embedder, CANDIDATES, LEAST_COSINE)
    built = weighted(parts, curve.weights)
    titles = "   ".join(f"{half + ' R@5':>14} {'MRR':>6} {'AUC':>6}" for half in ("chosen on:", "confirmed:"))
    print(f"\n{'':28} {titles}")
    rankings = {
        **baselines(papers, people, len(earlier)),
        "text": whole[0],
        "kgraph": whole.sum(axis=0),
        **{f"kgraph without {name}": whole.sum(axis=0) - whole[n] for n, name in enumerate(PARTS) if n},
        "kgraph as built": built.sum(axis=0),
    }
    for name, scores in rankings.items():
        first, second = (measure(scores[half], truth[half]) for half in (chosen, ~chosen))
        print(
            f"{name:28} "
            + "   ".join(f"{r5:14.3f} {mrr:6.3f} {auc:6.3f}" for r5, mrr, auc in (first, second))
        )

    print_fit(parts, truth, chosen)
    weights = curve.weigh(built.sum(axis=0))
    print_calibration("second half", weights[~chosen], truth[~chosen])
    bare = [replace(paper, abstract=None) for paper in papers]
    short = collect(bare, people, (), len(earlier), embedder, CANDIDATES, LEAST_COSINE)
    print_calibration("bare titles", curve.weigh(weighted(short, curve.weights).sum(axis=0)), truth)
    print_thresholds(weights[~chosen], truth[~chosen])
    started = time.perf_counter()
    links = link_lineage(papers, people, tags, embedder)
    seconds = time.perf_counter() - started
    print(f"\nlink_lineage: {len(links)} links among {len(papers)} papers in {seconds:.1f} s")


def read_papers(folder: Path, sample: int | None) -> tuple[list[Paper], dict[str, set[str]]]:
    """The earlier papers, then the citing ones, and what each of these cites."""
    with (folder / "papers.jsonl").open(encoding="utf-8") as lines:
        papers = {f"neurips:{record['id']}": _paper(record) for record in map(json.loads, lines)}
    cited: dict[str, set[str]] = defaultdict(set)
    with (folder / "citations.dev.tsv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            old = papers.get(row["cited"])
            if old and old.date != CITING_YEAR and papers[row["citing"]].date == CITING_YEAR:
                cited[row["citing"]].add(row["cited"])
    citing = sorted(cited, key=_hash)[:sample]
    old = sorted(name for name, paper in papers.items() if paper.date != CITING_YEAR)
    ordered = sorted(old, key=lambda name: (papers[name].date, name)) + sorted(citing)
    return [papers[name] for name in ordered], {name: cited[name] for name in citing}


def _paper(record: dict[str, Any]) -> Paper:
    return Paper(
        id=f"neurips:{record['id']}",
        title=record["title"],
        origin=Origin("papers.jsonl", 1),
        mentions=tuple(Mention(name, position) for position, name in enumerate(record["authors"], start=1)),
        abstract=record["abstract"],
        date=record["conference"].removeprefix("NeurIPS "),
    )


def by_exact_name(papers: Sequence[Paper]) -> list[Person]:
    """A person for each printed name: names are not what is measured here."""
    mentions: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for paper in papers:
        for mention in paper.mentions:
            mentions[mention.name].append((paper.id, mention.position))
    return [Person(f"person:{name}", name, (name,), tuple(held)) for name, held in sorted(mentions.items())]


def find_topics(papers: Sequence[Paper]) -> tuple[Tag, ...]:
    """Themes, and keywords without the language model."""
    _, keywords = extract_keywords(papers, load_pipeline(model=False))
    return (*tag_themes(papers, read_themes()), *keywords)


def collect(
    papers: Sequence[Paper],
    people: Sequence[Person],
    tags: Sequence[Tag],
    first: int,
    embedder: Embedder | None,
    candidates: int,
    least: float,
) -> Floats:
    """The parts of each citing paper (from number `first` on) against each earlier one; nan: not weighed."""
    topics = tabulate_topics(tags)
    parts = np.full((len(PARTS), len(papers) - first, first), np.nan)
    for pairs in gather_evidence(papers, people, topics, embedder, candidates=candidates, least_cosine=least):
        kept = (pairs.later >= first) & (pairs.earlier < first)
        parts[:, pairs.later[kept] - first, pairs.earlier[kept]] = pairs.parts[:, kept]
    return parts


def weighted(parts: Floats, weights: Sequence[float]) -> Floats:
    """Parts times their weights, and what is less than any evidence where a pair was not weighed."""
    return np.nan_to_num(parts * np.array(weights)[:, np.newaxis, np.newaxis], nan=UNSEEN)


def baselines(papers: Sequence[Paper], people: Sequence[Person], first: int) -> dict[str, Floats]:
    """Plain cosine; with shared authors; and with latent semantic analysis in 300 dimensions."""
    vectors = text_vectors(papers)
    dense = vectors[first:] @ vectors[:first].T
    shared = np.zeros((len(papers) - first, first))
    row_of = {paper.id: row for row, paper in enumerate(papers)}
    for person in people:
        rows = {row_of[paper] for paper, _ in person.mentions}
        for new in rows:
            for old in rows:
                if old < first <= new:
                    shared[new - first, old] += len(rows) ** -0.5
    cosine = dense.toarray().astype(np.float64)
    size = min(300, min(vectors.shape) - 1)
    _, _, axes = svds(vectors, k=size, v0=np.ones(min(vectors.shape)))
    latent = vectors @ axes.T
    latent /= np.maximum(np.linalg.norm(latent, axis=1, keepdims=True), 1e-9)
    return {
        "cosine": cosine,
        "cosine + .1 authors": cosine + 0.1 * shared,
        "cosine + .1 authors + .2 SVD": cosine + 0.1 * shared + 0.2 * (latent[first:] @ latent[:first].T),
    }


def measure(scores: Floats, truth: Flags) -> tuple[float, float, float]:
    recalls, firsts, areas = [], [], []
    for row, true in zip(scores, truth, strict=True):
        ranks = np.empty(len(row), dtype=int)
        ranks[np.argsort(-row, kind="stable")] = np.arange(len(row))
        hits = np.sort(ranks[true])
        recalls.append((hits < 5).mean())
        firsts.append(1 / (1 + hits[0]))
        areas.append(1 - (hits - np.arange(len(hits))).mean() / (len(row) - len(hits)))
    return float(np.mean(recalls)), float(np.mean(firsts)), float(np.mean(areas))


def print_fit(parts: Floats, truth: Flags, chosen: Flags) -> None:
    """What the weights and the offset would be if they were fitted anew."""
    for name, half in (("first", chosen), ("second", ~chosen)):
        seen = ~np.isnan(parts[0][half])
        weights, offset = fit(parts[:, half][:, seen], truth[half][seen])
        told = ", ".join(f"{part} {one:.2f}" for part, one in zip(PARTS, weights, strict=True) if one)
        print(f"\nlogistic regression on the {name} half: {told}; offset {offset:.2f}", end="")
    print()


def fit(parts: Floats, truth: Flags) -> tuple[Floats, float]:
    """The weights and the offset that make the truth likeliest."""
    spread = np.maximum(parts.std(axis=1), 1e-9)
    scaled = parts / spread[:, np.newaxis]

    def loss(curve: Floats) -> tuple[float, Floats]:
        odds = curve[:-1] @ scaled - curve[-1]
        excess = 1 / (1 + np.exp(-odds)) - truth
        return (np.logaddexp(0, odds) - truth * odds).sum(), np.array([*(scaled @ excess), -excess.sum()])

    found = minimize(loss, np.array([*np.ones(len(parts)), 7.0]), jac=True, method="L-BFGS-B").x
    return np.where(parts.any(axis=1), found[:-1] / spread, 0), float(found[-1])


def print_calibration(name: str, weights: Floats, truth: Flags) -> None:
    print(f"\n{'weight':>12} {'pairs':>7} {'mean':>6} {'true':>6}   ({name})")
    for low, high in pairwise((0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 1.01)):
        held = (weights >= low) & (weights < high)
        if held.any():
            means = f"{weights[held].mean():6.3f} {truth[held].mean():6.3f}"
            print(f"{low:5.2f} - {min(high, 1):4.2f} {held.sum():7} {means}")


def print_thresholds(weights: Floats, truth: Flags) -> None:
    print(
        f"\n{'at least':>8} {'links':>5} {'precision':>9} {'recall':>6}   (second half, at most five a paper)"
    )
    best = np.argsort(-weights, axis=1, kind="stable")[:, :5]
    weights, hits = np.take_along_axis(weights, best, axis=1), np.take_along_axis(truth, best, axis=1)
    for least in (0.02, 0.04, 0.1, 0.2, 0.3, 0.5):
        held = weights >= least
        precision = hits[held].mean() if held.any() else 0.0
        recall = hits[held].sum() / truth.sum()
        print(f"{least:8.2f} {held.sum() / len(held):5.2f} {precision:9.3f} {recall:6.3f}")


def _hash(name: str) -> bytes:
    return hashlib.sha256(name.removeprefix("neurips:").encode()).digest()


if __name__ == "__main__":
    main()
