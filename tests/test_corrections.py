"""Files of decisions: a line is a decision, and deleting it takes the decision back."""

import hashlib
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.corrections import (
    PEOPLE_VERBS,
    Corrections,
    Decision,
    append_decision,
    one_spaced,
    parse_corrections,
    read_corrections,
)
from kgraph.errors import KgraphError

FILE = """\
# who is who
merge."T. Brown" = "Tom Brown"   # seen on his page

split."Wei Li @ paper:li-2020-ab" = 'Wei Li (Leeds)'
rename."orcid:0000-0001" = "Ann \\"Bo\\" Lee"
"""
DECISIONS = (
    Decision("merge", "T. Brown", "Tom Brown", "people.toml:2"),
    Decision("split", "Wei Li @ paper:li-2020-ab", "Wei Li (Leeds)", "people.toml:4"),
    Decision("rename", "orcid:0000-0001", 'Ann "Bo" Lee', "people.toml:5"),
)


def test_a_file_is_read_with_its_lines_and_its_hash(tmp_path: Path) -> None:
    path = tmp_path / "people.toml"
    path.write_text(FILE, "utf-8")
    digest = hashlib.sha256(FILE.encode()).hexdigest()
    assert read_corrections(path, PEOPLE_VERBS) == Corrections(DECISIONS, "people.toml", digest)
    path.write_bytes(b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode())
    assert read_corrections(path, PEOPLE_VERBS).decisions == DECISIONS


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("[merge]", "it has no subject"),
        ('merge = "A"', "it has no subject"),
        ('merge."A" = 3', "both sides of the equals sign must be a text in quotes"),
        ('merge."A"."B" = "C"', "both sides of the equals sign must be a text in quotes"),
        ('merge."A" = " "', "both sides of the equals sign must be a text in quotes"),
        ('merge." " = "A"', "both sides of the equals sign must be a text in quotes"),
        ('drop."A" = "B"', "it starts with 'drop'"),
        ("merge.A B = C", "Expected '=' after a key in a key/value pair (at line 1, column 9)"),
    ],
)
def test_a_line_that_is_no_decision_is_an_error_with_its_place(line: str, problem: str) -> None:
    with pytest.raises(KgraphError) as error:
        parse_corrections(f"# first\n{line}\n", "people.toml", PEOPLE_VERBS)
    assert str(error.value) == (
        f'people.toml:2 is no decision ({problem}): write a line like merge."one" = "other"; '
        "the first word is merge, split or rename"
    )


def test_a_subject_is_decided_once() -> None:
    with pytest.raises(KgraphError) as error:
        parse_corrections('merge."A" = "B"\n\nmerge."A" = "C"', "people.toml", PEOPLE_VERBS)
    assert str(error.value) == (
        'people.toml:1 (merge."A" = "B") and people.toml:3 (merge."A" = "C") decide the same: delete one '
        "of the two lines, or in a merge put the other name first"
    )


@pytest.mark.parametrize("data", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "people.toml"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(KgraphError, match=r"cannot read .*people\.toml .*: check its path, and that"):
        read_corrections(path, PEOPLE_VERBS)


_TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip).map(one_spaced)


@given(st.lists(st.tuples(st.sampled_from(PEOPLE_VERBS), _TEXTS, _TEXTS), unique_by=lambda each: each[:2]))
def test_any_text_can_be_written_read_and_taken_back(lines: list[tuple[str, str, str]]) -> None:
    texts = ["# ours\n"]
    for line in lines:
        texts.append(append_decision(texts[-1], Decision(*line), "people.toml", PEOPLE_VERBS))
    found = parse_corrections(texts[-1], "people.toml", PEOPLE_VERBS)
    assert [(each.verb, each.subject, each.value) for each in found] == lines
    # The whole is TOML too, and without its last line each text is the one before.
    tables = tomllib.loads(texts[-1])
    assert sorted((verb, *pair) for verb in tables for pair in tables[verb].items()) == sorted(lines)
    for before, after in pairwise(texts):
        assert "".join(f"{line}\n" for line in after.split("\n")[:-2]) == before


def test_a_decision_is_not_added_twice() -> None:
    with pytest.raises(KgraphError, match=r"people\.toml:1 .* and people\.toml:2 .* decide the same"):
        append_decision('merge."A" = "B"', Decision("merge", "A", "C"), "people.toml", PEOPLE_VERBS)
