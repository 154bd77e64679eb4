"""What was read before is not read again, and makes no difference."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.corrections import Corrections
from kgraph.keywords import Workplace, extract_corrected
from kgraph.keywords.batch import Batch, read_batch
from kgraph.keywords.extraction import Extraction, find_reuse, open_extraction
from kgraph.keywords.phrases import load_pipeline
from kgraph.keywords.stored import load_batch, tabulate_pages, take_pages, write_batch
from kgraph.keywords.usage import count_usage, settle_usage
from kgraph.records import Origin, Paper

NLP = load_pipeline(model=False)
NONE = Corrections()


def paper(key: str, title: str, abstract: str = "", keywords: Sequence[str] = ()) -> Paper:
    return Paper(f"paper:{key}", title, Origin("x", 1), abstract=abstract or None, keywords=tuple(keywords))


FIRST = (
    paper("a", "Reward Models for Bayes", "A reward model for calibration. We follow Bayes in RLHF."),
    paper("b", "Gradient Noise", keywords=("noise", "Reward models")),
    paper("c", "The Gradient Noise Scale", "The reward model of Bayes."),
)


def extraction(folder: Path) -> Extraction:
    found = open_extraction(folder, NLP)
    assert found
    return found


def fresh(papers: Sequence[Paper], folder: Path) -> list[str]:
    return [paper.id for paper in find_reuse(tabulate_pages(papers), extraction(folder)).fresh]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    extract_corrected(FIRST, NONE, Workplace(NLP, keep=tmp_path / "kept"))
    return tmp_path / "kept"


def test_what_has_not_changed_is_not_read_again(kept: Path) -> None:
    assert fresh(FIRST, kept) == []
    assert fresh((*FIRST, paper("d", "A new one")), kept) == ["paper:d"]
    assert fresh(FIRST[:1], kept) == []
    other = paper("a", FIRST[0].title, "Another abstract")
    assert fresh((other, *FIRST[1:]), kept) == ["paper:a"]
    assert fresh((FIRST[0], paper("b", "Gradient Noise", keywords=("noise",))), kept) == ["paper:b"]


def test_what_the_corpus_teaches_is_read_again(kept: Path) -> None:
    # An acronym that a new paper defines, and a word that running text now writes with a capital.
    defined = paper("d", "On it", "Reinforcement learning from human feedback (RLHF) works.")
    assert fresh((*FIRST, defined), kept) == ["paper:a", "paper:d"]
    cased = paper("d", "On it", "We see the Gradient. And the Gradient.")
    assert fresh((*FIRST, cased), kept) == ["paper:b", "paper:c", "paper:d"]


def test_how_a_corpus_writes_is_that_of_its_papers_now(kept: Path) -> None:
    papers = (*FIRST[1:], paper("d", "On it", "A large language model (LLM)."))
    reuse = find_reuse(tabulate_pages(papers), extraction(kept))
    assert reuse.usage == count_usage(papers)
    assert reuse.custom == settle_usage(count_usage(papers))


def test_other_versions_and_damaged_files_are_read_anew(kept: Path) -> None:
    version = kept / "version.json"
    written = version.read_text("utf-8")
    version.write_text(written.replace('"kgraph": "', '"kgraph": "9'), "utf-8")
    assert open_extraction(kept, NLP) is None
    version.write_text(written, "utf-8")
    (kept / "forms.parquet").write_bytes(b"none")
    assert open_extraction(kept, NLP) is None
    assert open_extraction(kept / "nowhere", NLP) is None
    expected = extract_corrected(FIRST, NONE, Workplace(NLP))
    assert extract_corrected(FIRST, NONE, Workplace(NLP, earlier=kept)) == expected


def test_a_part_of_a_batch_is_as_if_only_this_had_been_read(tmp_path: Path) -> None:
    custom = settle_usage(count_usage(FIRST))
    write_batch(read_batch(FIRST, custom, NLP), tmp_path)
    pages = [0, 2]
    some = take_pages(load_batch(tmp_path), np.array(pages))
    whole = read_batch([FIRST[page] for page in pages], custom, NLP)
    assert [page.title for page in some.papers] == [page.title for page in whole.papers]
    assert (some.titles, some.printed) == (whole.titles, whole.printed)
    assert some.first_texts.tolist() == whole.first_texts.tolist()
    for name in ("starts", "ends", "joined", "inner", "bounds"):
        assert getattr(some.reading, name).tolist() == getattr(whole.reading, name).tolist()
    for pairs in ("phrases", "own"):
        assert spelled(some, getattr(some, pairs)) == spelled(whole, getattr(whole, pairs))


def spelled(batch: Batch, pairs: np.ndarray) -> list[tuple[int, str]]:
    names = batch.terms.names()
    return sorted((pair >> 32, names[pair & 0xFFFFFFFF]) for pair in pairs.tolist())


WORDS = st.sampled_from(
    ["reward", "model", "RL", "RLs", "reinforcement", "learning", "(RL)", "Scaling", "law,", "of", "the"]  # noqa: RUF005
    + ["Novel", "method.", "GPT-3", "calibration", "$x^2$", "data", "set", "dataset", "problem", "Is", "Law"]
)
TEXTS = st.lists(WORDS, max_size=20).map(" ".join)
OWN = st.lists(st.sampled_from(["RL", "calibration", "Privacy", "data set", "(x)"]), max_size=2)
PAPERS = st.dictionaries(st.sampled_from("abcdefgh"), st.tuples(TEXTS, TEXTS, OWN), max_size=6).map(
    lambda rows: [paper(key, *row) for key, row in sorted(rows.items())]
)


@settings(max_examples=25)
@given(PAPERS, PAPERS, PAPERS)
def test_builds_that_follow_each_other_find_what_one_build_finds(
    first: list[Paper], second: list[Paper], third: list[Paper]
) -> None:
    with TemporaryDirectory() as name:
        earlier: Path | None = None
        for number, papers in enumerate((first, second, third)):
            keep = Path(name) / str(number)
            keep.mkdir()
            found = extract_corrected(papers, NONE, Workplace(NLP, earlier=earlier, keep=keep))
            assert found == extract_corrected(papers, NONE, Workplace(NLP))
            earlier = keep


def test_new_texts_read_in_a_process_beside_stored_batches_give_the_same(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = (*FIRST, paper("d", "Gradient noise and reward models"))
    expected = extract_corrected(papers, NONE, Workplace(NLP))
    monkeypatch.setattr("kgraph.keywords.working.FEWEST_APART", 1)
    assert extract_corrected(papers, NONE, Workplace(NLP, processes=2, earlier=kept)) == expected
