"""The profile of a person: whole values, and the numbers of the queries, the scores and the networks."""

from dataclasses import replace

import networkx as nx
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kgraph
from kgraph.estimates import Estimate
from kgraph.profiles import Node, Panel, Profile, profile_person
from kgraph.profiles.brokerage import Brokerage, find_brokerage, read_links
from kgraph.profiles.nearness import Near, find_nearest, weigh_interests
from kgraph.profiles.standing import find_standing
from kgraph.profiles.tables import authorships
from kgraph.scores import score
from kgraph.vocabulary import Kind
from tests.charts import chart

OLD = Node("paper:old", 'Old <script>alert("&")</script> {{paper}}')
NEW = Node("paper:new", "Reward models again")
ANN, BO = Node("person:ann-lee", "Ann Lee"), Node("person:bo-ek", "Bo Ek")
DATES = {"a": "2001", "b": "2002", "c": "2003", "d": "2004"}


def panels(profile: Profile) -> dict[str, Panel]:
    return {panel.name: panel for panel in profile.panels}


def said(panel: Panel) -> str:
    return " ".join(panel.sentences)


def test_a_person_as_a_whole(tiny: kgraph.Graph) -> None:
    profile = profile_person(tiny, "person:ann-lee")
    assert (profile.kind, profile.id, profile.name, profile.version) == ("person", *(ANN.id, ANN.label), "0")
    names, reason, identifiers = profile.facts
    assert names == ("printed as", ("A. Lee", "Ann Lee"))
    assert reason == ("held to be one because", ("one Lee",))
    [link] = identifiers[1]
    assert link.address == "https://orcid.org/0000-0002-1825-0097"
    found = {name: panel.rows for name, panel in panels(profile).items()}
    found["standing"] = found["standing"][:6]
    assert found == {
        "papers": (
            ("2020", NEW, "Workshop | One", "1 of 1 or more", "first", "A. Lee", 0),
            ("2017-05-01", OLD, None, "1 of 2", "first", "Ann Lee", 1),
        ),
        "years": (
            (2017, 1, "Reward modeling 1, reward model 1"),
            (2018, 0, ""),
            (2019, 0, ""),
            (2020, 1, "reward model 1"),
        ),
        "standing": (
            ("degree", 1.0, 1, 2, 1),
            ("strength", 1.0, 1, 2, 1),
            ("betweenness", 0.0, 1, 2, 1),
            ("closeness", 1.0, 1, 2, 1),
            ("eigenvector", 0.7071, 1, 2, 1),
            ("PageRank", 0.5, 1, 2, 1),
        ),
        "coauthors": ((BO, 1, "2017-05-01", "2017-05-01"),),
        "themes": (
            (Node("theme:learning", "Learning"), 1, "2017-05-01", "2017-05-01"),
            (Node("theme:reward", "Reward modeling"), 1, "2017-05-01", "2017-05-01"),
        ),
        "keywords": ((Node("keyword:reward-model", "reward model"), 2, "2017-05-01", "2020"),),
        "organizations": ((Node("organization:uni-o", "Uni Ö"), 1, "2017-05-01", "2017-05-01"),),
        "built-on": ((BO, 1, 1),),
        "building-on": (),
        "citations": (),
        "nearest": (),
    }
    assert [sentence for sentence, _ in profile.leads] == [
        "Ann Lee wrote 2 papers of the corpus, from 2017 to 2020: 2 as first author.",
        "The busiest year is 2020, with 1 paper.",
        "1st of 2 by PageRank, tied with 1, in the network of co-authors.",
        "1 other person can be reached over co-authors, and nobody would be cut off without Ann Lee.",
        "Ann Lee wrote with 1 person.",
        "Ann Lee writes most about Learning (1 paper) and Reward modeling (1 paper).",
        "Most often printed with the name: Uni Ö.",
        "The papers of Ann Lee likely build on 1 paper (1 of their own).",
    ]
    by_name = panels(profile)
    assert by_name["building-on"].sentences == (
        "No link is inferred from a paper by others to one of Ann Lee.",
        "1 paper (1 of their own) likely builds on those of Ann Lee.",
    )
    assert by_name["citations"].sentences == (
        "No paper of somebody else cites Ann Lee.",
        "The papers of Ann Lee are cited 1 time within the corpus, 1 of these by their own; the h-index "
        "within the corpus is 1.",
        "1st of 2 by h-index, tied with 1, within the corpus.",
    )
    assert said(by_name["nearest"]) == "Nobody without a common paper writes about the same topics."


def test_nobody_is_last_in_a_list_that_was_cut(tiny: kgraph.Graph) -> None:
    cut = pl.when(pl.col("id") == "paper:old").then(statement=True).otherwise(pl.col("authors_truncated"))
    graph = replace(tiny, nodes=tiny.nodes.with_columns(authors_truncated=cut))
    rows = [panels(profile_person(one, BO.id))["papers"].rows[0][3:5] for one in (tiny, graph)]
    assert rows == [("2 of 2", "last"), ("2 of 2 or more", "")]


def test_the_rows_are_those_of_the_queries(toy: kgraph.Graph) -> None:
    for person in toy.of_kind(Kind.PERSON)["id"]:
        found = panels(profile_person(toy, person))
        for name, query, width in (
            ("coauthors", "coauthors", 5),
            ("themes", "topics-of-person", 4),
            ("built-on", "people-built-on", 3),
        ):
            answer = kgraph.query(toy, query, person=person).rows
            rows = [(row[0].id, row[0].label, *map(text, row[1:])) for row in found[name].rows]
            expected = [row[:width] for row in answer[: len(rows)]]
            assert [row[:width] for row in rows] == expected, (person, name)
            assert found[name].total == len(answer)
        papers = [
            (row[1].id, row[1].label, row[0], row[3].split()[0], row[5]) for row in found["papers"].rows
        ]
        assert papers == list(kgraph.query(toy, "papers-of-person", person=person).rows)


def text(value: object) -> str | None:
    return None if value is None else str(value)


def test_scores_are_those_of_the_graph_and_of_the_query(toy: kgraph.Graph) -> None:
    answer = kgraph.query(toy, "central-people")
    ranks = pl.Series([float(row[2] or 0) for row in answer.rows]).rank("min", descending=True).to_list()
    for row, rank in zip(answer.rows, ranks, strict=True):
        person, scores = row[0], zip(answer.columns[2:], row[2:], strict=True)
        standings = {one.measure: one for one in find_standing(toy, person, "authors")}
        assert [standings[measure].score for measure, _ in scores] == list(map(float, row[2:]))
        assert standings["pagerank"].rank == rank
        shown = panels(profile_person(toy, person))["standing"].rows
        assert [row[1:] for row in shown] == [
            (one.score, one.rank, one.size, one.tied) for one in standings.values()
        ]


def test_of_constraint_the_smallest_is_first_and_what_is_not_defined_has_no_rank() -> None:
    toy = score(chart(people={"p": "ab", "q": "a", "r": "b", "s": "c"}))
    table = toy.scores.filter((pl.col("network") == "authors") & (pl.col("measure") == "constraint"))
    assert table.height == 3
    ranks = dict(zip(table["id"], table["value"].rank("min"), strict=True))
    for person in toy.of_kind(Kind.PERSON)["id"]:
        found = {one.measure: one for one in find_standing(toy, person, "authors")}
        assert {"articulation_point", "community"}.isdisjoint(found)
        assert (found["constraint"].rank if "constraint" in found else None) == ranks.get(person)


def test_who_cuts_the_network_is_an_articulation_point(toy: kgraph.Graph) -> None:
    points = toy.scores.filter(
        (pl.col("network") == "authors")
        & (pl.col("measure") == "articulation_point")
        & (pl.col("value") == 1)
    )
    links = read_links(toy)
    cutting = {
        person for person in toy.of_kind(Kind.PERSON)["id"] if len(find_brokerage(links, person).groups) > 1
    }
    assert cutting == set(points["id"]) != set()


def test_the_community_is_that_of_the_graph(toy: kgraph.Graph) -> None:
    row = toy.communities.filter((pl.col("network") == "authors") & (pl.col("community") == 1)).row(
        0, named=True
    )
    said_ = panels(profile_person(toy, row["members"][0]))["standing"].sentences[-1]
    name = toy.labels()[row["members"][0]]
    assert said_ == (
        f"{name} is in community 1 (“{row['label']}”) of {row['size']} people; its stability over other "
        f"seeds is {row['stability']:.2f} of 1."
    )


def test_what_was_sampled_is_said_with_its_error(tiny: kgraph.Graph) -> None:
    estimate = Estimate("authors", "betweenness", 500, 96000, 0.0312, 17)
    how = panels(profile_person(replace(tiny, estimates=(estimate,)), ANN.id))["standing"].how
    assert (
        "Betweenness is estimated from the paths of 500 of 96,000 nodes; the median standard error of the 20 "
        "highest is 3.1 %."
    ) in how
    assert "estimated" not in panels(profile_person(tiny, ANN.id))["standing"].how


def test_a_graph_without_scores_says_so(tiny: kgraph.Graph) -> None:
    standing = panels(profile_person(replace(tiny, scores=tiny.scores.clear()), ANN.id))["standing"]
    assert standing.rows == ()
    assert standing.sentences[0] == "The graph holds no scores of this node."


@given(st.dictionaries(st.sampled_from("pqrstu"), st.text("abcde", min_size=1, max_size=4), min_size=1))
def test_what_a_person_holds_together_is_what_the_network_loses(people: dict[str, str]) -> None:
    graph = chart(people={person: "".join(sorted(set(papers))) for person, papers in people.items()})
    network = kgraph.to_networkx(graph, network="authors")
    for person in network:
        part = nx.node_connected_component(network, person)
        rest = network.subgraph(part - {person})
        groups = sorted(
            (tuple(sorted(one)) for one in nx.connected_components(rest)), key=lambda g: (-len(g), g)
        )
        friends = set(network[person])
        apart = [
            (a, b)
            for a in friends
            for b in friends
            if a < b
            and not any(
                person not in authors_of(graph, paper)
                for paper in network.get_edge_data(a, b, {}).get("papers", ())
            )
        ]
        assert find_brokerage(read_links(graph), person) == Brokerage(
            len(part),
            tuple(groups),
            len(friends) * (len(friends) - 1) // 2,
            len(apart),
            network.graph["max_group"],
        )


def authors_of(graph: kgraph.Graph, paper: str) -> list[str]:
    return authorships(graph).filter(pl.col("paper") == paper)["person"].to_list()


def test_who_holds_groups_together_and_what_these_write_about() -> None:
    people = {"p": "ab", "q": "a", "r": "a", "s": "bc", "t": "bc"}
    graph = chart(dates=DATES, people=people, themes={"x": "a", "y": "bc"})
    standing = panels(profile_person(graph, "person:p"))["standing"]
    assert standing.sentences[1:] == (
        "Without Person P a part of the network falls apart: 4 other people can be reached over co-authors, "
        "in 2 groups that only Person P links, of 2 and 2 people.",
        "What most papers of each group are about: of 2 people, Theme X; of 2 people, Theme Y.",
        "Of 6 pairs of co-authors 5 never wrote with each other without Person P.",
    )


def test_own_earlier_work_is_told_apart() -> None:
    people = {"p": "bc", "q": "ac", "r": "b"}
    graph = chart(lineage={"ba": 0.5, "cb": 0.4}, dates=DATES, people=people)
    found = panels(profile_person(graph, "person:p"))
    assert said(found["built-on"]) == "The papers of Person P likely build on 2 papers (1 of their own)."
    assert found["built-on"].rows == (
        (Node("person:q", "Person Q"), 1, 0),
        (Node("person:r", "Person R"), 1, 1),
    )
    assert said(found["building-on"]) == "1 paper (1 of their own) likely builds on those of Person P."


def test_citations_and_the_h_index() -> None:
    graph = chart(["ba", "ca", "cb", "db"], dates=DATES, people={"p": "abc", "q": "d", "r": "cd"})
    found = panels(profile_person(graph, "person:p"))["citations"]
    assert said(found) == (
        "The papers of Person P are cited 4 times within the corpus, 3 of these by their own; the h-index "
        "within the corpus is 2."
    )
    assert found.rows == ((Node("person:q", "Person Q"), 1), (Node("person:r", "Person R"), 1))
    assert kgraph.centrality.h_index(kgraph.to_networkx(graph))["person:p"] == 2


def test_the_nearest_share_topics_and_no_paper() -> None:
    wrote = [("a", "p"), ("b", "q"), ("c", "r"), ("c", "p"), ("d", "s")]
    about = [("a", "x"), ("b", "x"), ("c", "x"), ("a", "y"), ("b", "y"), ("d", "z")]
    interests = weigh_interests(
        pl.DataFrame(wrote, ["paper", "person"], orient="row"),
        pl.DataFrame(about, ["paper", "concept"], orient="row"),
    )
    # Of four people three write about x and two about y; p has two papers on x.
    x, y = 0.28768207, 0.69314718
    cosine = (2 * x * x + y * y) / ((4 * x * x + y * y) ** 0.5 * (x * x + y * y) ** 0.5)
    assert find_nearest(interests, "p") == (Near("q", round(cosine, 4), 2, ("y", "x")),)


def test_a_graph_of_one_paper_without_anything(tiny: kgraph.Graph) -> None:
    graph = chart(people={"p": "a"})
    profile = profile_person(graph, "person:p")
    assert {panel.name: said(panel) for panel in profile.panels if not panel.rows} == {
        "years": "No paper has a date, so nothing can be said of years.",
        "standing": "The graph holds no scores of this node. Person P has no co-author in the network.",
        "coauthors": "Person P wrote with nobody else of the corpus.",
        "themes": "No paper of Person P has a theme of the scheme.",
        "keywords": "No paper of Person P has a keyword that another paper has too.",
        "organizations": "No source prints an organization with the name of Person P.",
        "built-on": "No link is inferred from a paper of Person P to one by others.",
        "building-on": "No link is inferred from a paper by others to one of Person P.",
        "citations": "No citation within the corpus is known: none can be counted.",
        "nearest": "Nobody without a common paper writes about the same topics.",
    }
    assert profile.leads == (
        ("Person P wrote 1 paper of the corpus, without a date: 1 as the only author.", "papers"),
    )


def test_a_person_that_is_not_there(tiny: kgraph.Graph) -> None:
    with pytest.raises(KeyError):
        profile_person(tiny, "person:nobody")
