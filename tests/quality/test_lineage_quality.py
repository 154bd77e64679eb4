"""Lineage must stay as good as it is: measured on citations that are known."""

import sys
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

import kgraph
from kgraph.graph import Graph
from kgraph.lineage.calibration import PLAIN
from kgraph.lineage.signals import CANDIDATES, LEAST_COSINE
from kgraph.vocabulary import Relation
from tests.known_lineage import KNOWN

BENCHMARKS = Path(__file__).parents[2] / "benchmarks" / "quality"


@pytest.fixture(scope="module")
def demo() -> Graph:
    return kgraph.build([Path(kgraph.__file__).parent / "samples" / "lineage.txt"], model=False)


def test_the_strongest_links_of_the_example_are_citations(demo: Graph) -> None:
    labels = dict(demo.nodes.select("id", "label").iter_rows())
    strongest: dict[str, tuple[float, str]] = {}
    links = demo.of_relation(Relation.LIKELY_BUILDS_ON)
    for later, earlier, weight in links.select("source", "target", "weight").iter_rows():
        strongest[labels[later]] = max(strongest.get(labels[later], (0.0, "")), (weight, labels[earlier]))
    known = {**KNOWN, "AI safety via debate": "Concrete Problems in AI Safety"}
    assert {later: strongest[later][1] for later in known} == known
    assert min(strongest[later][0] for later in known) > 0.4


@pytest.mark.shared_data
def test_cited_papers_are_found(shared_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small sample: 120 citing papers, some 1,800 earlier ones, no keywords; .525, .643, .947 found."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    sys.modules.pop("lineage", None)
    bench = import_module("lineage")
    papers, cited = bench.read_papers(shared_data / "neurips", 120)
    wanted = {name for names in cited.values() for name in names}
    earlier = [paper for paper in papers if paper.id not in cited]
    earlier = [paper for number, paper in enumerate(earlier) if paper.id in wanted or number % 5 == 0]
    papers = [*earlier, *(paper for paper in papers if paper.id in cited)]
    truth = np.array([[old.id in cited[new.id] for old in earlier] for new in papers[len(earlier) :]])
    people = bench.by_exact_name(papers)
    parts = bench.collect(papers, people, (), len(earlier), None, CANDIDATES, LEAST_COSINE)
    scores = bench.weighted(parts, PLAIN.weights).sum(axis=0)
    recall, reciprocal, area = bench.measure(scores, truth)
    assert recall > 0.48
    assert reciprocal > 0.6
    assert area > 0.93
    weights = PLAIN.weigh(scores)
    likely = weights > 0.3
    # All cited papers are here and few others, so more than the weights say are citations, never fewer.
    assert truth[likely].mean() > weights[likely].mean() - 0.1
