"""The public names: few, sorted, and each where the README says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import kgraph

NAMES = [
    "Answer", "Graph", "KgraphError", "Kind", "Mention", "Origin", "Paper", "Rejected", "Relation", "Status",
    "build", "centrality", "explain", "link", "networks", "open", "paths", "profiles", "query", "read",
    "report", "save", "to_networkx", "to_rdflib", "trends", "why",
]  # fmt: skip


@pytest.mark.skipif("CI" not in os.environ, reason="only the build server must test the installed wheel")
def test_the_installed_package_is_what_is_tested() -> None:
    assert "site-packages" in Path(kgraph.__file__).parts


def test_the_public_names() -> None:
    assert kgraph.__all__ == NAMES == sorted(NAMES)
    assert dir(kgraph) == NAMES


def test_each_name_is_there() -> None:
    assert all(getattr(kgraph, name) is not None for name in NAMES)


def test_the_stub_declares_the_same_names() -> None:
    stub = (Path(kgraph.__file__).parent / "__init__.pyi").read_text(encoding="utf-8")
    assert sorted(line.rsplit(" as ", 1)[1] for line in stub.splitlines()) == NAMES


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(kgraph, "nonsense")


def test_build_is_callable_even_after_its_module_was_imported() -> None:
    program = "import kgraph.build, kgraph; assert callable(kgraph.build); kgraph.build(['missing'])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert "SourceError" in done.stderr


def test_the_package_imports_nothing_heavy() -> None:
    program = (
        "import kgraph.cli, sys; print(sorted({'spacy', 'polars', 'scipy', 'networkx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
