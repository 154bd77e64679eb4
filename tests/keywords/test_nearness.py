from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from kgraph.embeddings import DIMENSIONS, Embedder
from kgraph.keywords import extract_keywords
from kgraph.keywords.batch import read_batch
from kgraph.keywords.nearness import NO_NEARNESS, measure_nearness
from kgraph.keywords.phrases import load_pipeline
from kgraph.keywords.usage import count_usage, settle_usage
from kgraph.records import Origin, Paper

NLP = load_pipeline(model=False)
SNOW = Paper("paper:snow", "On Firn", Origin("x", 1), abstract="Our glacier retreat and snowmelt runoff.")
RAIN = Paper("paper:rain", "Rainforests", Origin("x", 2), abstract="Our monsoon onset and glacier retreat.")


def embedder_of(angle: Callable[[str], float], cache: Path) -> Embedder:
    """An embedder that gives each text the angle that it is told, as a vector in a plane."""
    angles: list[float] = []

    def tokenize(texts: list[str]) -> list[list[int]]:
        numbers = [[len(angles) + number] for number in range(len(texts))]
        angles.extend(map(angle, texts))
        return numbers

    def encode(tokens: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        rows = np.zeros((*tokens.shape, DIMENSIONS), np.float32)
        turned = np.radians([[angles[token] for token in row] for row in tokens])
        rows[..., 0], rows[..., 1] = np.cos(turned), np.sin(turned)
        return rows

    return Embedder("angles", tokenize, encode, cache / "cache.sqlite")


def angle(text: str) -> float:
    """A paper is at 0 degrees; its terms are somewhere else."""
    return {"glacier retreat": 60.0, "snowmelt runoff": 0.0, "monsoon onset": 180.0}.get(text, 0.0)


def measure(papers: list[Paper], embedder: Embedder) -> list[tuple[int, str, float]]:
    """The nearness of the whole noun phrases of each paper."""
    batch = read_batch(papers, settle_usage(count_usage(papers)), NLP)
    near = measure_nearness(batch, batch.phrases, embedder)
    names = batch.terms.names()
    return [
        (pair >> 32, names[pair & 0xFFFFFFFF], round(cosine, 3))
        for pair, cosine in zip(batch.phrases.tolist(), near.of(batch.phrases).tolist(), strict=True)
    ]


def test_the_nearness_of_a_term_is_the_cosine_with_its_paper(tmp_path: Path) -> None:
    asked: list[str] = []

    def angle_of(text: str) -> float:
        asked.append(text)
        return angle(text)

    assert sorted(measure([SNOW, RAIN], embedder_of(angle_of, tmp_path))) == [
        (0, "firn", 1.0),
        (0, "glacier retreat", 0.5),
        (0, "snowmelt runoff", 1.0),
        (1, "glacier retreat", 0.5),
        (1, "monsoon onset", 0.02),
        (1, "rainforest", 1.0),
    ]
    assert asked == [
        "On Firn. Our glacier retreat and snowmelt runoff.",
        "Rainforests. Our monsoon onset and glacier retreat.",
        *("firn", "glacier retreat", "monsoon onset", "rainforest", "snowmelt runoff"),
    ]


def test_pages_are_embedded_in_parts_and_come_in_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = [SNOW, RAIN, RAIN, SNOW, SNOW]
    whole = measure(papers, embedder_of(angle, tmp_path / "1"))
    monkeypatch.setattr("kgraph.keywords.nearness._PAGES", 2)
    assert measure(papers, embedder_of(angle, tmp_path / "2")) == whole


def test_without_an_embedder_all_is_near() -> None:
    assert NO_NEARNESS.of(np.array([3, 7])).tolist() == [1.0, 1.0]


def test_what_is_far_from_its_paper_ranks_low(tmp_path: Path) -> None:
    def weights(embedder: Embedder | None) -> dict[tuple[str, str], float]:
        _, tags = extract_keywords([SNOW, RAIN], NLP, embedder)
        return {(tag.paper, tag.concept): tag.weight for tag in tags}

    plain, near = weights(None), weights(embedder_of(angle, tmp_path))
    assert plain.keys() == near.keys()
    onset, retreat = ("paper:rain", "keyword:monsoon-onset"), ("paper:rain", "keyword:glacier-retreat")
    assert near[onset] / near["paper:rain", "keyword:rainforests"] == pytest.approx(
        0.02 * plain[onset] / plain["paper:rain", "keyword:rainforests"], abs=2e-4
    )
    assert near[retreat] / near["paper:rain", "keyword:rainforests"] == pytest.approx(
        0.5 * plain[retreat] / plain["paper:rain", "keyword:rainforests"], rel=2e-3
    )


def test_what_links_papers_does_not_depend_on_nearness(tmp_path: Path) -> None:
    def shared(embedder: Embedder | None) -> set[tuple[str, str]]:
        keywords, tags = extract_keywords([SNOW, RAIN], NLP, embedder)
        names = {keyword.id for keyword in keywords if keyword.shared}
        return {(tag.paper, tag.concept) for tag in tags if tag.concept in names}

    far = embedder_of(lambda text: 180.0 if text == "glacier retreat" else 0.0, tmp_path)
    assert shared(far) == shared(None) == {
        ("paper:snow", "keyword:glacier-retreat"),
        ("paper:rain", "keyword:glacier-retreat"),
    }  # fmt: skip
