"""The report: the graph's own numbers, told alike in every form, each leading to its rows."""

from dataclasses import replace

import polars as pl
import pytest

import kgraph
from kgraph import report, scores
from kgraph.estimates import Estimate
from kgraph.report.document import Link, Report, flatten
from kgraph.vocabulary import Kind, Relation

# What can be counted row by row.
COUNTED = ("people-papers", "people-coauthors", "papers-followers", "papers-neighbours", "topics-papers")


def column(told: Report, key: str, name: str) -> list:
    table = told.table(key)
    place = [column.name for column in table.columns].index(name)
    return [row[place] for row in table.rows]


def links(told: Report) -> list[Link]:
    sentences = [sentence for section in told.sections for sentence in section.sentences]
    cells = [cell for table in told.tables() for row in table.rows for cell in row if isinstance(cell, tuple)]
    return [part for sentence in (*sentences, *cells) for part in sentence if isinstance(part, Link)]


@pytest.fixture(scope="module")
def told(toy: kgraph.Graph) -> Report:
    return report.compute_report(toy)


def test_the_line_below_the_title_counts_the_graph(toy: kgraph.Graph, told: Report) -> None:
    years = toy.of_kind(Kind.PAPER)["year"].drop_nulls()
    assert told.subtitle == (
        f"{toy.count(Kind.PAPER)} papers from {years.min()}–{years.max()}, {toy.count(Kind.PERSON)} people, "
        f"{toy.count(Kind.THEME)} themes, {toy.count(Kind.KEYWORD)} keywords, "
        f"{toy.count(Kind.ORGANIZATION)} organizations, {toy.edges.height} links"
    )


def test_shapes_are_those_of_the_networks(toy: kgraph.Graph, told: Report) -> None:
    for row in told.table("networks").rows:
        network = kgraph.to_networkx(toy, network=row[0])
        assert row[1:3] == (network.number_of_nodes(), network.number_of_edges())


def test_every_link_leads_to_rows(told: Report) -> None:
    groups = {(table.key, group) for table in told.rows for group in table.groups}
    keys = {table.key for table in told.tables()}
    found = links(told)
    assert len(found) > 50
    for link in found:
        assert (link.table, link.group) in groups if link.group else link.table in keys


def test_a_number_is_the_number_of_its_rows(told: Report) -> None:
    tables = {table.key: table for table in told.rows}
    checked = 0
    for link in links(told):
        number = link.text.split()[0]
        direct = {
            "people-papers",
            "people-coauthors",
            "papers-followers",
            "papers-neighbours",
            "topics-papers",
        }
        if link.table in direct:
            assert tables[link.table].groups.count(link.group) == int(number), link
            checked += 1
    assert checked > 20


def test_keys_are_names_of_one_thing(told: Report) -> None:
    keys = [*(table.key for table in told.tables()), *(f"figure-{figure.name}" for figure in told.figures())]
    assert len(keys) == len(set(keys))
    assert set(report.render_tables(told)) == {f"{key}.csv" for key in keys}


def test_a_person_with_the_reasons(tiny: kgraph.Graph) -> None:
    told = report.compute_report(tiny)
    rank, name, papers, why = told.table("people").rows[0][:4]
    assert (rank, name, papers) == (1, "Ann Lee", 2)
    assert flatten(why) == "Wrote 2 papers (2017–2020) with 1 co-author."
    assert told.table("people-coauthors").rows == (
        ("Ann Lee", "Bo Ek", 1, "2017"),
        ("Bo Ek", "Ann Lee", 1, "2017"),
    )
    assert flatten(told.table("people").rows[1][3]) == (
        "Wrote 1 paper (2017) with 1 co-author; 1 later paper by others cites theirs."
    )


def test_equal_scores_share_a_rank(tiny: kgraph.Graph) -> None:
    told = report.compute_report(tiny)
    assert column(told, "people", "rank") == [1, 1]
    assert column(told, "people", "person") == ["Ann Lee", "Bo Ek"]


def test_rankings_hold_the_stored_scores(toy: kgraph.Graph, told: Report) -> None:
    stored = dict(
        toy.scores.filter(pl.col("network") == "authors", pl.col("measure") == "pagerank")
        .select("id", "value")
        .iter_rows()
    )
    values = column(told, "people", "pagerank")
    assert values == sorted(stored.values(), reverse=True)[: len(values)]


def test_an_estimate_is_said_with_its_error(toy: kgraph.Graph) -> None:
    guess = Estimate("authors", "betweenness", 500, 96_000, 0.0812, 15)
    told = report.compute_report(replace(toy, estimates=(guess,)))
    assert told.table("people").note.endswith(
        "Betweenness is estimated from 500 of 96,000 nodes: the 20 highest have a median standard error of "
        "8.1 %, and two halves of the sample share 15 of their 20 highest."
    )
    assert "estimated" not in told.table("papers").note


def test_communities_are_those_of_the_graph(toy: kgraph.Graph, told: Report) -> None:
    for name in ("authors", "papers", "topics"):
        stored = toy.communities.filter(pl.col("network") == name).sort("community")
        assert stored.height > 1
        assert column(told, f"communities-{name}", "named by") == stored["label"].to_list()[:12]
        member = toy.scores.filter(pl.col("network") == name, pl.col("measure") == "community")
        sizes = dict(member.group_by("value").len().iter_rows())
        assert column(told, f"communities-{name}", "size") == [sizes[n] for n in sorted(sizes)][:12]


def test_citations_are_counted(tiny: kgraph.Graph) -> None:
    told = report.compute_report(tiny)
    [(rank, title, year, count, *_)] = told.table("cited-papers").rows
    assert (rank, title, year) == (1, 'Old <script>alert("&")</script> {{paper}}', 2017)
    assert flatten(count) == "1"
    assert told.table("h-index").rows == ((1, "Ann Lee", 1, 2), (1, "Bo Ek", 1, 1))
    none = replace(tiny, edges=tiny.edges.filter(tiny.edges["relation"] != Relation.CITES.value))
    assert "No paper of this corpus is known to cite another one" in report.render_markdown(
        report.compute_report(none)
    )


def test_the_main_path_with_the_reason_of_each_step(tiny: kgraph.Graph) -> None:
    rows = report.compute_report(tiny).table("main-path").rows
    assert rows == (
        (2017, 'Old <script>alert("&")</script> {{paper}}', "the beginning of the path"),
        (2020, "Reward models again", "cites it: found by id paper:old"),
    )
    inferred = tiny.edges.filter(tiny.edges["relation"] != Relation.CITES.value)
    [_, (_, _, why)] = report.compute_report(replace(tiny, edges=inferred)).table("main-path").rows
    assert why.startswith("likely builds on it (about 4 in 5): score 0.81; made of text 0.40")


def test_the_ledger_stands_in_the_report(tiny: kgraph.Graph) -> None:
    told = report.compute_report(tiny)
    assert told.table("sources").rows[-1] == (
        "total", "5", "3", "1", "1", "abstract 2, date 1, authors 1, references 2",
    )  # fmt: skip
    assert told.table("missing").rows == (
        ("abstract", 2, 2 / 3, "only the title could be read for themes and keywords"),
        ("date", 1, 1 / 3, "no lineage is inferred for it"),
        ("authors", 1, 1 / 3, "no people from it"),
        ("references", 2, 2 / 3, "no citations from it"),
    )
    text = report.render_markdown(told)
    assert "b.txt: no paper has a date: no lineage is inferred" in text
    assert "5 records read = 3 kept + 1 merged with another record of the same paper + 1 rejected." in text
    assert "the first at b.txt:4: no title" in text


def test_a_graph_of_one_undated_paper(tiny: kgraph.Graph) -> None:
    lone = tiny.nodes.filter(tiny.nodes["id"] == "paper:lone")
    told = report.compute_report(scores.score(replace(tiny, nodes=lone, edges=tiny.edges.clear())))
    text = report.render_markdown(told)
    assert told.subtitle.startswith("1 paper, 0 people")
    assert "1 papers" not in text
    assert "There is no person in this corpus." in text
    assert "No paper here cites or likely builds on another" in text
    assert "Nobody here wrote on two themes" in text
