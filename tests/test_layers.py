"""Imports go down only: the order of the house, read from the source with `ast`."""

import ast
from pathlib import Path

import kgraph

PACKAGE = Path(kgraph.__file__).parent

# From the ground up. A module imports from lower floors only, never from its own.
FLOORS = (
    ("errors", "vocabulary", "wording", "parallel", "tracking", "cycles"),
    ("identifiers", "records", "estimates"),
    (
        "schema",
        "terms",
        "names",
        "corrections",
        "iris",
        "chunks",
        "tables",
        "adjacency",
        "staging",
    ),
    ("similarity", "embeddings", "ntriples", "duplicates", "asked", "readable"),
    ("sources", "people", "themes", "keywords", "lineage", "passages", "citations", "ledger", "mapping"),
    ("graph", "definitions", "archive", "memory", "columns"),
    (
        "assembly",
        "storage",
        "networks",
        "centrality",
        "paths",
        "evidence",
        "quads",
        "layout",
        "library",
        "results",
        "coverage",
        "trends",
        "markup",
        "communities",
        "kept",
    ),
    ("store", "plan", "scores", "ties", "figures"),
    ("build", "rdf", "sparql", "page", "report", "profiles", "check", "exchange", "slicing"),
    ("server", "cluster", "adding"),
    ("cli",),
    ("__main__",),
)
FLOOR_OF = {name: floor for floor, names in enumerate(FLOORS) for name in names}

# The package's face hands everything out, lazily; it belongs to no floor.
FACE = "__init__"


def modules() -> dict[str, Path]:
    return {
        ".".join(path.relative_to(PACKAGE).with_suffix("").parts): path
        for path in sorted(PACKAGE.rglob("*.py"))
    }


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            module = node.module or ""
            names |= {f"{module}.{alias.name}" if module == "kgraph" else module for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name.removeprefix("kgraph.") for name in names if name.startswith("kgraph.")}


def room(module: str) -> str:
    return module.partition(".")[0]


def test_every_module_has_a_floor() -> None:
    assert {room(module) for module in modules()} - {FACE} == set(FLOOR_OF)


def test_imports_go_down_only() -> None:
    wrong = [
        f"{module} imports {target}"
        for module, path in modules().items()
        if module != FACE
        for target in sorted(imported(path))
        if room(target) != room(module) and FLOOR_OF[room(target)] >= FLOOR_OF[room(module)]
    ]
    assert wrong == []


def test_no_imports_for_type_checking_only() -> None:
    assert [name for name, path in modules().items() if "TYPE_CHECKING" in path.read_text("utf-8")] == []


def test_the_records_need_nothing_but_the_standard_library() -> None:
    import sys

    for name, path in modules().items():
        if FLOOR_OF.get(room(name), 9) > 1:
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        tops = {
            (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).partition(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
        }
        assert tops <= sys.stdlib_module_names | {"kgraph"}, name


def test_files_stay_small() -> None:
    lengths = {name: len(path.read_text("utf-8").splitlines()) for name, path in modules().items()}
    assert {name: length for name, length in lengths.items() if length > 300} == {}
