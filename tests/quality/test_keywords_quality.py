"""Keywords do not get worse: floors a little under what `benchmarks/quality/keywords.py` measures."""

import importlib.util
import random
from pathlib import Path
from types import ModuleType

import pytest

from kgraph.graph import Graph
from kgraph.keywords.phrases import load_pipeline
from kgraph.terms import term_key

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def scores() -> ModuleType:
    path = HERE.parents[1] / "benchmarks" / "quality" / "keyword_scores.py"
    spec = importlib.util.spec_from_file_location("keyword_scores", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def judged(judgement: str) -> set[tuple[str, ...]]:
    lines = (HERE.parent / "data" / "demo_keywords.tsv").read_text(encoding="utf-8").splitlines()
    return {term_key(term) for term, said in (line.split("\t") for line in lines[1:]) if said == judgement}


def shared_forms(graph: Graph) -> list[set[tuple[str, ...]]]:
    """The printed forms of each keyword that at least two papers have, as keys."""
    nodes = graph.nodes.filter(graph.nodes["kind"] == "keyword", graph.nodes["shared"])
    return [{term_key(form) for form in forms} for forms in nodes["names"].to_list()]


def test_the_example_shares_what_a_reader_would_name(demo: Graph) -> None:
    forms, right = shared_forms(demo), judged("right")
    hits = [keys for keys in forms if keys & right]
    found = {key for key in right if any(key in keys for keys in forms)}
    assert len(hits) / len(forms) >= 0.75
    assert len(found) / len(right) >= 0.55


def test_the_example_shares_no_general_word(demo: Graph) -> None:
    wrong = judged("wrong")
    found = {
        " ".join(key) for keys in shared_forms(demo) if not keys & judged("right") for key in keys & wrong
    }
    assert len(found) <= 4


@pytest.mark.shared_data
def test_keywords_link_what_authors_keywords_link(shared_data: Path, scores: ModuleType) -> None:
    papers, keywords = scores.read_papers(shared_data / "neurips" / "papers.jsonl")
    authors = {scores.author_key(keyword) for given in keywords for keyword in given}
    chosen = sorted(random.Random(2).sample(range(len(papers)), 1000))
    links = scores.link_by_kgraph([papers[i] for i in chosen], load_pipeline(model=False))
    truth = [{scores.author_key(keyword) for keyword in keywords[i]} for i in chosen]
    assert scores.score_links(links, truth).f1 >= 26
    assert scores.share_of_authors(links, authors) >= 60


@pytest.mark.shared_data
@pytest.mark.parametrize(
    ("model", "at_five", "at_ten"),
    [pytest.param(True, 30, 38, marks=pytest.mark.model), (False, 28, 36)],
)
def test_keywords_are_an_indexers(
    shared_data: Path, scores: ModuleType, model: bool, at_five: float, at_ten: float
) -> None:
    papers, phrases = scores.read_papers(shared_data / "keyphrases" / "inspec-train.jsonl")
    ranked = scores.rank_by_kgraph(papers[:500], load_pipeline(model))
    assert scores.score_ranked(ranked, phrases[:500], 5).f1 >= at_five
    assert scores.score_ranked(ranked, phrases[:500], 10).f1 >= at_ten
