"""Tagging in several processes: the same result, whatever becomes of them."""

import subprocess
import sys
from pathlib import Path

import pytest
from spacy.language import Language

from kgraph.keywords.phrases import MODEL, load_pipeline
from kgraph.keywords.tagging import tag_block, tag_blocks

pytestmark = pytest.mark.model

BLOCKS = [["We train a reward model.", "", "Models of reward (RL) learn."], ["Policies are learned."]] * 9


@pytest.fixture(scope="module")
def tagger() -> Language:
    pytest.importorskip(MODEL)
    return load_pipeline()


def as_lists(blocks: list[list[str]], nlp: Language, processes: int | None) -> list[object]:
    return [
        (block, starts.tolist(), classes.tobytes().decode())
        for block, (starts, classes) in tag_blocks(iter(blocks), nlp, processes)
    ]


def test_whole_result_of_a_block(tagger: Language) -> None:
    starts, classes = tag_block(BLOCKS[0], tagger)
    assert starts.tolist() == [0, 3, 9, 11, 18, 23, 24, 31, 34, 41, 42, 44, 46, 51]
    assert classes.tobytes().decode() == "TOTNNOSONONONO"


def test_any_number_of_processes_gives_the_same(tagger: Language) -> None:
    alone = as_lists(BLOCKS, tagger, 1)
    assert [block for block, *_ in alone] == BLOCKS
    assert as_lists(BLOCKS, tagger, 2) == alone


def test_a_script_needs_no_guard(tagger: Language, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "from kgraph.keywords.phrases import load_pipeline\n"
        "from kgraph.keywords.tagging import tag_blocks\n"
        "print(sum(len(block) for block, _ in tag_blocks([['A model.']] * 9, load_pipeline(), 2)))\n",
        encoding="utf-8",
    )
    found = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert (found.stdout, found.stderr) == ("9\n", "")
