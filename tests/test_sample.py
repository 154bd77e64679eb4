"""The sample under outputs/sample is what the demo writes, byte for byte."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from kgraph.cli import main
from kgraph.keywords.phrases import load_pipeline, uses_model

SAMPLE = Path(__file__).parents[1] / "outputs" / "sample"
WHOLE = ("ledger.json", "report.md")
HEAD_LINES = 200


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not uses_model(load_pipeline()):
        pytest.skip("the language model is not installed")
    folder = tmp_path_factory.mktemp("demo")
    result = CliRunner().invoke(main, ["demo", "-o", str(folder)])
    assert result.exit_code == 0, result.output
    return folder


@pytest.mark.model
@pytest.mark.parametrize("name", WHOLE)
def test_the_sample_is_what_the_demo_writes(written: Path, name: str) -> None:
    assert (written / name).read_bytes() == (SAMPLE / name).read_bytes()


@pytest.mark.model
def test_the_turtle_begins_as_the_demo_writes_it(written: Path) -> None:
    head = b"".join((written / "graph.ttl").read_bytes().splitlines(keepends=True)[:HEAD_LINES])
    assert head == (SAMPLE / "graph-head.ttl").read_bytes()


def test_the_sample_is_complete() -> None:
    assert sorted(path.name for path in SAMPLE.iterdir()) == ["graph-head.ttl", *WHOLE]
