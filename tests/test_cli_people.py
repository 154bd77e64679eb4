"""Who is who from the command line: ask, decide, build again, and take the decision back."""

import json
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kgraph.cli import main

LISTING = """\
CLMay 1, 2020
One Garden for AllTom Brown, J. Smith · north
We plant one orchard.
CLMay 2, 2021
Two Gardens for SomeTom B. Brown, Jane Smith
We plant two orchards.
CLMay 3, 2022
Three Gardens for NoneJohn Smith, Wei Li, Wei Li
We plant three orchards.
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def build() -> Result:
    result = run("build", "papers.txt", "--no-model")
    assert result.exit_code == 0, result.output
    return result


def people() -> list[str]:
    return [line.split(" ")[0] for line in run("people").stdout.splitlines()[2:]]


BEFORE = [
    "person:j-smith", "person:jane-smith", "person:john-smith", "person:tom-b-brown", "person:wei-li",
    "person:wei-li-2",
]  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three papers and their graph, which is the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "papers.txt").write_text(LISTING, "utf-8")
    build()
    return tmp_path


def test_people_are_listed_with_their_printed_names(desk: Path) -> None:
    rows = [re.split(r" {2,}", line) for line in run("people").stdout.splitlines() if "─" not in line]
    assert rows == [
        ["person", "name", "papers", "printed"],
        ["person:j-smith", "J. Smith", "1", "J. Smith"],
        ["person:jane-smith", "Jane Smith", "1", "Jane Smith"],
        ["person:john-smith", "John Smith", "1", "John Smith"],
        ["person:tom-b-brown", "Tom B. Brown", "2", "Tom B. Brown; Tom Brown"],
        ["person:wei-li", "Wei Li", "1", "Wei Li"],
        ["person:wei-li-2", "Wei Li", "1", "Wei Li"],
    ]


def test_the_doubtful_ones_come_with_what_decides_them(desk: Path) -> None:
    result = run("people", "--ambiguous")
    text = re.sub(r"paper:(\w+)-\d+-\w+", r"paper:\1", result.stdout)
    assert (
        text
        == """\
J. Smith may be Jane Smith or John Smith?
  J. Smith (person:j-smith), papers: 1
    One Garden for All (2020) [paper:brown], with Tom B. Brown
  Jane Smith (person:jane-smith), papers: 1
    Two Gardens for Some (2021) [paper:brown], with Tom B. Brown
  John Smith (person:john-smith), papers: 1
    Three Gardens for None (2022) [paper:smith], with Wei Li, Wei Li
  kgraph people merge 'J. Smith' 'Jane Smith'
  kgraph people merge 'J. Smith' 'John Smith'
  kgraph people split 'J. Smith' 'J. Smith'

2 people are called Wei Li?
  Wei Li (person:wei-li), papers: 1
    Three Gardens for None (2022) [paper:smith], with John Smith, Wei Li
  Wei Li (person:wei-li-2), papers: 1
    Three Gardens for None (2022) [paper:smith], with John Smith, Wei Li
  kgraph people merge 'Wei Li' 'Wei Li'
  kgraph people rename 'paper:smith#3' 'Wei Li (2)'

"""
    )
    assert result.stderr == "doubtful: 2\n"


@pytest.mark.parametrize("number", range(5))
def test_each_command_is_one_line_that_settles_its_doubt_and_can_be_deleted(desk: Path, number: int) -> None:
    def bytes_of(name: str) -> bytes:
        return (desk / "outputs" / name).read_bytes()

    before = {
        name: bytes_of(name) for name in ("nodes.parquet", "edges.parquet", "build.json", "ledger.json")
    }
    (desk / "people.toml").write_text("# ours\n", "utf-8")
    offered = [line for line in run("people", "--ambiguous").stdout.splitlines() if "kgraph people" in line]
    command = shlex.split(offered[number])[1:]
    written = run(*command)
    _, verb, subject, value = command
    line = f'{verb}."{subject}" = "{value}"'
    assert written.stdout == f"people.toml: {line}\nBuild again; deleting the line takes it back.\n"
    assert (desk / "people.toml").read_text("utf-8") == f"# ours\n{line}\n"

    stale = run("people", "--ambiguous")
    assert stale.stderr.startswith("The graph was built with another people.toml: build again.\n")
    build()
    left = run("people", "--ambiguous")
    assert left.stderr == "doubtful: 1\n"
    assert bytes_of("build.json") != before["build.json"]

    lines = (desk / "people.toml").read_text("utf-8").splitlines(keepends=True)
    (desk / "people.toml").write_text("".join(lines[:-1]), "utf-8")
    build()
    assert people() == BEFORE
    (desk / "people.toml").unlink()
    build()
    assert {name: bytes_of(name) for name in before} == before


@pytest.mark.parametrize(
    ("command", "after"),
    [
        (("merge", "J. Smith", "Jane Smith"), [name for name in BEFORE if name != "person:j-smith"]),
        (("merge", "Wei Li", "Wei Li"), BEFORE[:-1]),
        (("split", "Tom Brown", "Tom Brown"), [*BEFORE[:4], "person:tom-brown", *BEFORE[4:]]),
        (("rename", "Tom Brown", "Ada Brown"), ["person:ada-brown", *BEFORE[:3], *BEFORE[4:]]),
    ],
)
def test_what_a_decision_does(desk: Path, command: tuple[str, ...], after: list[str]) -> None:
    assert run("people", *command).exit_code == 0
    build()
    assert people() == after
    assert run("check").stdout.startswith("sound: ")


@pytest.mark.parametrize(
    ("one", "other", "lines"),
    [
        (
            "Tom Brown",
            "Tom B. Brown",
            [
                "by hand: nothing is decided",
                "surname: both are brown",
                "given names: they agree (a middle name left out)",
                "against it: no paper names both",
                "other candidates: none",
                "so they are one person: person:tom-b-brown (Tom B. Brown = Tom Brown: same surname, "
                "compatible given names (a middle name left out), no other candidate)",
            ],
        ),
        (
            "J. Smith",
            "Jane Smith",
            [
                "by hand: nothing is decided",
                "surname: both are smith",
                "given names: they agree (initials)",
                "against it: no paper names both",
                "other candidates: J. Smith may also be Jane Smith or John Smith",
                "so they are two people: person:j-smith and person:jane-smith",
            ],
        ),
        (
            "John Smith",
            "Jane Smith",
            [
                "by hand: nothing is decided",
                "surname: both are smith",
                "given names: they do not agree",
                "so they are two people: person:john-smith and person:jane-smith",
            ],
        ),
        (
            "John Smith",
            "Wei Li",
            [
                "by hand: nothing is decided",
                "surname: smith is not li",
                "so they are two people: person:john-smith and person:wei-li",
            ],
        ),
    ],
)
def test_why_names_each_rung(desk: Path, one: str, other: str, lines: list[str]) -> None:
    assert run("people", "why", one, other).stdout.splitlines() == lines


def test_why_names_the_line_that_decided(desk: Path) -> None:
    run("people", "merge", "J. Smith", "Jane Smith")
    build()
    lines = run("people", "why", "J. Smith", "Jane Smith").stdout.splitlines()
    assert lines[0] == 'by hand: people.toml:1 says merge."J. Smith" = "Jane Smith"'
    assert lines[-1] == (
        "so they are one person: person:jane-smith (Jane Smith = J. Smith: by hand: "
        'merge."J. Smith" = "Jane Smith")'
    )


def test_why_of_a_name_that_is_printed_nowhere(desk: Path) -> None:
    result = run("people", "why", "J. Smith", "Nobody")
    assert (result.exit_code, result.stderr) == (
        1,
        'kgraph: "Nobody" is printed nowhere: `kgraph people` lists the printed names\n',
    )


def test_a_third_name_is_merged_the_other_way_round(desk: Path) -> None:
    run("people", "merge", "J. Smith", "Jane Smith")
    assert run("people", "merge", "J. Smith", "John Smith").exit_code == 0
    assert (desk / "people.toml").read_text("utf-8") == (
        'merge."J. Smith" = "Jane Smith"\nmerge."John Smith" = "J. Smith"\n'
    )


def test_a_decision_that_fits_nothing_is_told_and_recorded(desk: Path) -> None:
    run("people", "rename", "Nobody", "Somebody")
    note = 'people.toml:1: not applied: "Nobody" is printed nowhere (rename."Nobody" = "Somebody")'
    assert f"{note}\n" in build().stderr
    assert note in json.loads((desk / "outputs" / "ledger.json").read_text("utf-8"))["notes"]


def test_a_file_of_another_name_is_read_when_it_is_named(desk: Path) -> None:
    run("people", "merge", "J. Smith", "Jane Smith", "--people", "mine.toml")
    build()
    assert people() == BEFORE
    assert run("build", "papers.txt", "--no-model", "--people", "mine.toml").exit_code == 0
    assert people() == [name for name in BEFORE if name != "person:j-smith"]
    assert run("build", "papers.txt", "--people", "none.toml").stderr.startswith(
        "kgraph: cannot read none.toml"
    )


def test_lines_that_contradict_each_other_stop_the_build(desk: Path) -> None:
    (desk / "people.toml").write_text(
        'merge."Tom Brown" = "Wei Li"\nsplit."Tom Brown" = "Tom Brown"\n', "utf-8"
    )
    result = run("build", "papers.txt", "--no-model")
    assert (result.exit_code, result.stderr) == (
        1,
        'kgraph: people.toml:1 (merge."Tom Brown" = "Wei Li") contradicts people.toml:2 '
        '(split."Tom Brown" = "Tom Brown"): delete one of the two\n',
    )


def test_keywords_are_merged_dropped_and_promoted(desk: Path) -> None:
    offered = run("keywords").stdout.splitlines()
    assert [re.split(r" {2,}", line) for line in offered[:1] + offered[2:]] == [
        ["keyword", "label", "papers", "printed"],
        ["keyword:orchard", "orchard", "3", "orchard; orchards"],
    ]
    assert run("keywords", "merge", "orchard", "plot").exit_code == 0
    assert run("keywords", "drop", "some").exit_code == 0
    assert run("keywords", "promote", "plant").exit_code == 0
    assert (desk / "thesaurus.toml").read_text("utf-8") == (
        'merge."orchard" = "plot"\ndrop."some" = "noise"\npromote."plant" = "keyword"\n'
    )
    build()
    assert [re.split(r" {2,}", line) for line in run("keywords").stdout.splitlines()[2:]] == [
        ["keyword:plant", "plant", "3", "plant"],
        ["keyword:plot", "plot", "3", "orchard; orchards"],
    ]
    (desk / "thesaurus.toml").write_text('merge."orchard" = "plot"\n', "utf-8")
    build()
    assert [line.split(" ")[0] for line in run("keywords").stdout.splitlines()[2:]] == ["keyword:plot"]


def test_what_a_register_says_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    authors = [
        ("Ann Lee", "0000-0002-1825-0097"),
        ("Ann Lee", "0000-0001-5109-3700"),
        ("A. Lee", "0000-0002-1825-0097"),
    ]
    records = [
        {"title": f"Garden number {n}", "year": 2000 + n, "authors": [{"name": name, "orcid": orcid}]}
        for n, (name, orcid) in enumerate(authors)
    ]
    (tmp_path / "papers.txt").write_text("\n".join(map(json.dumps, records)), "utf-8")
    build()
    assert people() == ["person:ann-lee", "person:ann-lee-2"]
    lines = run("people", "why", "A. Lee", "Ann Lee").stdout.splitlines()
    assert lines[-1].startswith("so they are one person: person:ann-lee")
    assert any("0000-0002-1825-0097" in line for line in lines)
    assert run("people", "--ambiguous").stdout == ""
