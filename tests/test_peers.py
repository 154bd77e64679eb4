"""The benchmark beside the peers reads its own results. Nothing is installed and nothing measured here."""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

PEERS = Path(__file__).parent.parent / "benchmarks" / "peers"
MODULES = ("environments", "processes", "rounds", "tables", "engines", "rdf_rows", "rdf_tables")
TASKS = ("served", "rdf_polars_kgraph")


@pytest.fixture(scope="module")
def peers() -> Iterator[dict[str, ModuleType]]:
    """The modules of the benchmark, which are scripts beside one another and no package."""
    sys.path[:0] = [str(PEERS), str(PEERS / "tasks")]
    try:
        yield {name: importlib.import_module(name) for name in (*MODULES, *TASKS)}
    finally:
        sys.path[:2] = []
        for name in (*MODULES, *TASKS):
            sys.modules.pop(name, None)


def test_a_task_is_read_by_its_last_line(peers: dict[str, ModuleType]) -> None:
    processes = peers["processes"]
    output = 'Welcome!\n{"seconds": 0.2, "processor": 0.1, "read": 0.5, "size": [3, 2]}\n\n'
    assert processes.parse_run(output, 1.5) == processes.Run(0.2, 0.1, 0.5, 1.5, (3, 2))
    # Of a hundredth of the work the rest is added.
    part = '{"seconds": 20, "processor": 10, "read": 0.5, "size": [9], "beyond": 19.8}'
    assert processes.parse_run(part, 1.5) == processes.Run(20.0, 10.0, 0.5, 21.3, (9,))
    for broken in ("", "Welcome!", '{"seconds": 0.2}', "[]", '{"seconds": null}'):
        assert isinstance(processes.parse_run(broken, 1.5), processes.Failure), broken


def test_turns_end_with_a_failure_and_are_fewer_for_what_is_slow(peers: dict[str, ModuleType]) -> None:
    processes, rounds = peers["processes"], peers["rounds"]
    order = []

    def run(name: str, process: float) -> processes.Run:
        order.append(name)
        return processes.Run(float(len(order)), 0.1, 0.5, process, (3,))

    def fail() -> processes.Failure:
        order.append("broken")
        return processes.Failure("no module")

    tools = {"quick": lambda: run("quick", 1.0), "broken": fail, "slow": lambda: run("slow", 60.0)}
    assert rounds.take_turns(tools, rounds=3) == {
        "quick": rounds.Medians(4.0, 0.1, 0.5, 1.0, (3,), 3),
        "broken": processes.Failure("no module"),
        "slow": rounds.Medians(3.0, 0.1, 0.5, 60.0, (3,), 1),
    }
    assert order == ["quick", "broken", "slow", "quick", "quick"]


def test_a_table_divides_by_kgraph(peers: dict[str, ModuleType]) -> None:
    processes, rounds, tables = peers["processes"], peers["rounds"], peers["tables"]
    results = {
        "kgraph": rounds.Medians(0.1, 0.2, 1.0, 2.0, (14648, 3), 5),
        "peer": rounds.Medians(0.4, 0.4, 0.5, 3.0, (14000, 3), 5),
        "other": processes.Failure("not in 120 s"),
    }
    assert tables.task_rows("co-authors", results) == [
        ("co-authors", "kgraph", "14,648 / 3", "0.1", "0.2", "1", "2", "5", "1", "1"),
        ("co-authors", "peer", "14,000 / 3", "0.4", "0.4", "0.5", "3", "5", "4", "1.5"),
        ("co-authors", "other", "not in 120 s", "", "", "", "", "", "", ""),
    ]
    assert {len(row) for row in tables.task_rows("", results)} == {len(tables.HEAD)}


def test_answers_are_compared_whatever_their_order_and_the_way_numbers_are_written(
    peers: dict[str, ModuleType],
) -> None:
    describe = peers["served"].describe
    assert describe([["a", "0.50"], ["b", "1"]]) == describe([["b", "1.0"], ["a", "0.5"]])
    assert describe([["a", "0.5"]]) != describe([["a", "0.6"]])
    rdf_rows, rdf_tables, processes = peers["rdf_rows"], peers["rdf_tables"], peers["processes"]
    found = {
        "kgraph": rdf_rows.Timed(0.3, 9, 2, "one"),
        "kgraph on disk": rdf_rows.Timed(0.2, 9, 2, "one"),
        "kgraph's tables": rdf_rows.Timed(0.05, 9, 2, "one"),
        "rdflib": processes.Failure("not in 120 s"),
        "oxigraph": rdf_rows.Timed(0.4, 9, 2, "one"),
        "maplib": rdf_rows.Timed(0.1, 9, 3, "two"),
    }
    assert rdf_tables.compare(found) == ("maplib", "2", "0.5")
    assert rdf_tables.agreement(found) == "rdflib: not in 120 s; maplib: 3 rows"
    assert rdf_tables.agreement({"kgraph": found["kgraph"], "oxigraph": found["oxigraph"]}) == "equal"


def test_engines_are_asked_in_turns(peers: dict[str, ModuleType]) -> None:
    rdf_rows, processes = peers["rdf_rows"], peers["processes"]
    order = []

    def ask(name: str) -> object:
        order.append(name)
        if name == "broken":
            return processes.Failure("SyntaxError")
        return {"seconds": {"quick": 0.1, "slow": 50.0}[name] + len(order), "rows": 2, "digest": "one"}

    assert rdf_rows.in_turns(("quick", "broken", "slow"), ((20.0, 3), (99.0, 1)), ask) == {
        "quick": rdf_rows.Timed(4.1, 3, 2, "one"),
        "broken": processes.Failure("SyntaxError"),
        "slow": rdf_rows.Timed(53.0, 1, 2, "one"),
    }
    assert order == ["quick", "broken", "slow", "quick", "quick"]


def test_the_tables_answer_what_they_are_asked(peers: dict[str, ModuleType]) -> None:
    known = peers["rdf_polars_kgraph"].QUESTIONS
    assert sorted(known) == sorted(peers["engines"].TABLED)
    assert set(known) <= {path.stem for path in (PEERS / "queries").glob("*.rq")}
