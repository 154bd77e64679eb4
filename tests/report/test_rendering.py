"""The forms of a report: names that cannot break out, and the same rows in each."""

import csv
import io
import json
import re

import pytest

import kgraph
from kgraph import report
from kgraph.report.document import Column, Form, Link, Report, Section, Table, flatten
from kgraph.report.rendering import MOST_IN_MARKDOWN, anchor, write_cell

HOSTILE = '<script>alert("&")</script> | *x* `y` $z$\n{{paper}} 孤 [a](b)'


@pytest.fixture(scope="module")
def hostile() -> Report:
    """A report in which everything that comes from sources is hostile."""
    why = ("Wrote ", Link("2 papers", "rows", HOSTILE), f" with {HOSTILE}.")
    table = Table("table", "Table", (Column("name"), Column("why")), ((HOSTILE, why),), HOSTILE, 9)
    rows = Table("rows", "Rows", (Column("person"),), ((HOSTILE,),), groups=(HOSTILE,))
    return Report("Report", HOSTILE, (Section("one", "One", ((HOSTILE,),), (), (table,)),), "1", (rows,))


def test_names_are_data_in_html(hostile: Report) -> None:
    html = report.render_html(hostile)
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(&#34;&amp;&#34;)&lt;/script&gt;") == 6
    [target] = set(re.findall(r'href="#(rows-rows-[^"]*)"', html))
    assert html.count(f'id="{target}"') == 1
    assert re.fullmatch(r"[a-z0-9_-]+", target)


def test_names_are_data_in_markdown(hostile: Report) -> None:
    markdown = report.render_markdown(hostile)
    assert "<script" not in markdown
    assert r"\| \*x\* \`y\` \$z\$ \{\{paper\}\} 孤 \[a\](b)" in markdown
    for line in markdown.splitlines():
        if line.startswith("|"):
            assert line.rstrip().endswith("|")
            assert line.replace(r"\|", "").count("|") == 3


def test_json_and_csv_hold_the_text_itself(hostile: Report) -> None:
    content = json.loads(report.render_json(hostile))
    [row] = content["sections"][0]["tables"]["table"]["rows"]
    assert row == {"name": HOSTILE, "why": f"Wrote 2 papers with {HOSTILE}."}
    assert content["sections"][0]["tables"]["table"]["total"] == 9
    tables = report.render_tables(hostile)
    assert list(csv.reader(io.StringIO(tables["table.csv"], newline=""))) == [
        ["name", "why"],
        list(row.values()),
    ]
    assert list(tables) == ["table.csv", "rows.csv"]


def test_tables_in_markdown_are_whole(toy: kgraph.Graph) -> None:
    told = report.compute_report(toy)
    tables: list[list[int]] = [[]]
    for line in report.render_markdown(told).splitlines():
        if line.startswith("|"):
            tables[-1].append(line.replace(r"\|", "").count("|"))
        elif tables[-1]:
            tables.append([])
    tables = [table for table in tables if table]
    figures = [figure for figure in told.figures() if len(figure.rows) <= MOST_IN_MARKDOWN]
    assert len(tables) == sum(len(section.tables) for section in told.sections) + len(figures)
    assert len(figures) > 1
    assert all(len(set(table)) == 1 and len(table) > 2 for table in tables)


def test_csv_and_json_hold_the_same_rows(toy: kgraph.Graph) -> None:
    told = report.compute_report(toy)
    content = json.loads(report.render_json(told))
    tables = {key: table for section in content["sections"] for key, table in section["tables"].items()}
    for key, text in report.render_tables(told).items():
        if key.startswith("figure-"):
            continue
        head, *rows = csv.reader(io.StringIO(text, newline=""))
        expected = {**tables, **content["rows"]}[key.removesuffix(".csv")]["rows"]
        said = [["" if value is None else str(value) for value in row.values()] for row in expected]
        assert rows == said
        assert all(list(row) == head for row in expected)


def test_anchors_are_told_apart() -> None:
    assert anchor(Link("", "t", "person:a_b")) != anchor(Link("", "t", "person:a b"))
    assert anchor(Link("", "t", "person:a-b")) == "rows-t-person_3a_a-b"
    assert anchor(Link("", "t")) == "rows-t"


def test_cells_as_they_are_printed() -> None:
    assert write_cell(2020, Column("year", Form.YEAR)) == "2020"
    assert write_cell(12345, Column("papers", Form.COUNT)) == "12,345"
    assert write_cell(0.123456, Column("score", Form.NUMBER)) == "0.1235"
    assert write_cell(None, Column("score", Form.NUMBER)) == ""
    assert write_cell("1,200", Column("read", Form.COUNT)) == "1,200"
    assert flatten(("a", Link("b", "c"))) == "ab"


def test_the_report_replaces_the_one_before(toy: kgraph.Graph, tmp_path) -> None:
    from kgraph.staging import staged

    told = report.compute_report(toy)
    for _ in range(2):
        with staged(tmp_path) as stage:
            report.write_report(told, stage)
        assert sorted(path.name for path in tmp_path.iterdir()) == [
            "report",
            "report.html",
            "report.json",
            "report.md",
        ]
        (tmp_path / "report" / "of-old.csv").write_text("gone next time")
    with staged(tmp_path) as stage:
        report.write_report(told, stage)
    assert {path.name for path in (tmp_path / "report").iterdir()} == set(report.render_tables(told))


def test_every_link_of_the_page_has_its_place(toy: kgraph.Graph) -> None:
    html = report.render_html(report.compute_report(toy))
    leads = set(re.findall(r'href="#([^"]*)"', html))
    assert {"people", "rows-people", "rows-papers", "rows-topics"} <= leads
    places = re.findall(r' id="([^"]*)"', html)
    assert leads <= set(places)
    assert len(places) == len(set(places))


def test_a_wide_table_can_be_scrolled_with_the_keyboard(hostile: Report) -> None:
    html = report.render_html(hostile)
    assert re.findall(r'<div class="scroll" ([^>]*)>', html) == [
        'role="group" tabindex="0" aria-label="Table"',
        'role="group" tabindex="0" aria-label="Rows"',
    ]
