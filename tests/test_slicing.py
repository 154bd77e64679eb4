"""A part of a stored graph is a graph of its own."""

from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

import kgraph
from kgraph.cli import main
from kgraph.errors import KgraphError, UnknownNameError
from kgraph.ledger import Account
from kgraph.networks import slice_graph
from kgraph.scores import score
from kgraph.slicing import slice_stored
from kgraph.storage import open_graph, save, scan_graph, table_files
from kgraph.vocabulary import Kind


@pytest.fixture(scope="module")
def stored(cited: kgraph.Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cited")
    save(cited, folder)
    return folder


def in_parts(graph: kgraph.Graph, folder: Path) -> Path:
    """Store a graph with nodes and edges in folders of parts."""
    save(graph, folder)
    for name in ("nodes", "edges"):
        table = pl.read_parquet(folder / f"{name}.parquet")
        (folder / name).mkdir()
        for number, part in enumerate(table.iter_slices(7)):
            part.write_parquet(folder / name / f"part-{number:05}.parquet")
        (folder / name / "_SUCCESS").touch()
        (folder / f"{name}.parquet").unlink()
    return folder


def papers(graph: kgraph.Graph) -> list[str]:
    return [name.removeprefix("paper:") for name in graph.of_kind(Kind.PAPER)["id"]]


def test_a_part_is_what_a_slice_is_with_its_own_scores(cited: kgraph.Graph, stored: Path) -> None:
    part = slice_stored(stored, years=(2019, 2020), themes=["Red teaming"])
    expected = slice_graph(cited, years=(2019, 2020), theme="theme:red-teaming")
    assert part.nodes.drop("shared").equals(expected.nodes.drop("shared"))
    assert part.edges.equals(expected.edges)
    assert part.scores.equals(score(expected).scores)
    assert part.whole is None


def test_the_ledger_and_the_run_say_of_what_it_is_a_part(cited: kgraph.Graph, stored: Path) -> None:
    part = slice_stored(stored, years=(2019, 2020))
    missing = (("abstract", 1),)
    assert part.ledger.accounts == (Account("invented", 2, 2, 0, 0, missing),)
    assert part.ledger.notes == (
        f"a part of the graph {cited.run.id}: 2 of its 5 papers (years 2019-2020)",
        "invented: 1 of 2 papers lacks an abstract: only the title could be read for themes and keywords",
    )
    made = {**dict(cited.run.parameters), "slice": "years 2019-2020", "slice of": cited.run.id}
    assert dict(part.run.parameters) == made
    assert (part.run.inputs, part.run.versions) == (cited.run.inputs, cited.run.versions)
    assert part.run.id != cited.run.id


def test_merges_stay_with_their_papers(tiny: kgraph.Graph, tmp_path: Path) -> None:
    save(tiny, tmp_path)
    [merge] = tiny.ledger.merges
    assert slice_stored(tmp_path, years=(2020, 2020)).ledger.merges == (merge,)
    old = slice_stored(tmp_path, years=(2017, 2017)).ledger
    assert (old.merges, old.rejected, old.total.read) == ((), (), 1)


def test_a_part_of_a_part(stored: Path, tmp_path: Path) -> None:
    first = slice_stored(stored, years=(2017, 2020))
    save(first, tmp_path)
    second = slice_stored(tmp_path, people=["Bo Ek"])
    assert papers(second) == ["p1", "p3"]
    made = dict(second.run.parameters)
    assert (made["slice"], made["slice of"]) == ("years 2017-2020; person:bo-ek", first.run.id)


def test_of_several_names_one_is_enough(stored: Path) -> None:
    assert papers(slice_stored(stored, people=["Bo Ek", "Dee Fox"])) == ["p1", "p3", "p4", "p5"]
    assert papers(slice_stored(stored, people=["Bo Ek", "Dee Fox"], years=(2020, 2030))) == ["p3", "p4"]
    assert papers(slice_stored(stored, venues=["thing letters"])) == ["p1", "p2"]


@pytest.mark.parametrize(
    ("around", "steps", "expected"),
    [
        (["paper:p4"], 0, ["p4"]),
        (["Weighing at scale"], 1, ["p2", "p3", "p4"]),
        (["person:dee-fox"], 0, ["p4", "p5"]),
        (["paper:p1", "paper:p4"], 0, ["p1", "p4"]),
        (["organization:a-institute"], 0, ["p1", "p2", "p3"]),
    ],
)
def test_around_a_node_are_its_papers_and_what_is_linked(
    cited: kgraph.Graph, tmp_path: Path, around: list[str], steps: int, expected: list[str]
) -> None:
    only_cited = cited.edges.filter(pl.col("relation") != "likelyBuildsOn")
    save(kgraph.Graph(cited.nodes, only_cited, cited.ledger, cited.run), tmp_path)
    assert papers(slice_stored(tmp_path, around=around, steps=steps)) == expected


def test_steps_end_where_nothing_is_linked(stored: Path) -> None:
    assert papers(slice_stored(stored, around=["paper:p1"], steps=99)) == ["p1", "p2", "p3", "p4"]


def test_keywords_of_one_paper_of_the_part_link_nothing(stored: Path) -> None:
    part = slice_stored(stored, years=(2022, 2022))
    keywords = part.of_kind(Kind.KEYWORD)
    assert keywords.height > 0
    assert keywords["shared"].to_list() == [False] * keywords.height
    others = part.nodes.filter(pl.col("kind") != Kind.KEYWORD.value)
    assert others["shared"].null_count() == others.height


def test_what_is_not_there_is_an_error(stored: Path) -> None:
    with pytest.raises(UnknownNameError, match=r"no paper of .* is in this part: ask for less"):
        slice_stored(stored, years=(1900, 1910))
    with pytest.raises(UnknownNameError, match="nothing is called 'Nobody'"):
        slice_stored(stored, people=["Nobody"])
    with pytest.raises(UnknownNameError, match="no paper of the graph has the venue 'Nowhere'"):
        slice_stored(stored, venues=["Nowhere"])
    with pytest.raises(KgraphError, match="run backwards"):
        slice_stored(stored, years=(2020, 2019))


def test_tables_may_be_folders_of_parts(cited: kgraph.Graph, stored: Path, tmp_path: Path) -> None:
    folder = in_parts(cited, tmp_path)
    opened = open_graph(folder)
    assert opened.nodes.equals(cited.nodes)
    assert opened.edges.equals(cited.edges)
    assert [file.name for file in table_files(folder)[:2]] == ["part-00000.parquet", "part-00001.parquet"]
    whole, parts = (slice_stored(place, themes=["Red teaming"]) for place in (stored, folder))
    assert parts.nodes.equals(whole.nodes)
    assert parts.edges.equals(whole.edges)
    assert scan_graph(folder).run == cited.run
    assert kgraph.query(opened, "ASK { ?paper a kg:Paper }").rows == kgraph.query(
        cited, "ASK { ?paper a kg:Paper }"
    ).rows  # fmt: skip


def test_the_command_writes_what_every_command_opens(stored: Path, tmp_path: Path) -> None:
    arguments = ["--from", str(stored), "-o", str(tmp_path / "part"), "--theme", "Red teaming"]
    done = CliRunner().invoke(main, ["slice", *arguments, "--years", "2019-2020"])
    assert done.exit_code == 0, done.output
    assert "2 of its 5 papers (years 2019-2020, theme:red-teaming)" in done.stdout
    assert papers(open_graph(tmp_path / "part")) == ["p2", "p3"]
    for command in (["report"], ["view"], ["query", "ambiguous-names"], ["export", str(tmp_path / "a.nq")]):
        done = CliRunner().invoke(main, [command[0], "--from", str(tmp_path / "part"), *command[1:]])
        assert done.exit_code == 0, done.output


def test_a_part_is_sound(stored: Path) -> None:
    pytest.importorskip("pyshacl")
    from kgraph.check import check

    assert check(slice_stored(stored, around=["paper:p4"])) == ()


def test_the_command_does_not_overwrite_the_whole(stored: Path) -> None:
    done = CliRunner().invoke(main, ["slice", "--from", str(stored), "-o", str(stored), "--years", "2019"])
    assert (done.exit_code, "choose another" in done.output) == (2, True)
    done = CliRunner().invoke(main, ["slice", "--from", str(stored), "-o", "elsewhere"])
    assert (done.exit_code, "say what to keep" in done.output) == (2, True)
