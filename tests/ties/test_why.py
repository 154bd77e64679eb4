"""What links two nodes, in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kgraph
from kgraph.ties import Tie, Why
from tests.charts import chart

DATES = {letter: str(2000 + place) for place, letter in enumerate("abcdefgh")}


def heads(answer: Why) -> list[str]:
    return [tie.text for tie in answer.ties]


def test_everything_between_two_papers(tiny: kgraph.Graph) -> None:
    old = '“Old <script>alert("&")</script> {{paper}}”'
    assert str(kgraph.why(tiny, "Reward models again", "paper:old")).splitlines() == [
        "“Reward models again” (2020)  [paper:new]",
        f"{old} (2017)  [paper:old]",
        "",
        f"“Reward models again” cites {old}: found by id paper:old.",
        f"“Reward models again” likely builds on {old}: about 4 in 5 (score 0.81).",
        "  made of text 0.40, people 0.31, context 0.10",
        "  Ann Lee gives 0.31 of it",
        "  the later one, title: “Reward models again”",
        "  the earlier one, abstract: “A reward model is learned.”",
        "Shared authors: 1",
        "  Ann Lee: 2 papers",
        "Shared keywords: 1",
        "  reward model: weight 0.90 and 0.60; 2 papers",
    ]


def test_a_paper_and_its_theme(tiny: kgraph.Graph) -> None:
    assert kgraph.why(tiny, "Old <script>", "Reward modeling").ties[0] == Tie(
        '“Old <script>alert("&")</script> {{paper}}” is about “Reward modeling”.',
        (
            "found “Reward models” in the abstract, “reward model” in the abstract; weight 0.75",
            "abstract: [Reward models]. A reward model is learned.",
            "abstract: Reward models. A [reward model] is learned.",
        ),
    )
    inferred = kgraph.why(tiny, "paper:old", "theme:learning").ties[0]
    assert inferred.details == (
        "it follows from “Reward modeling”",
        "“Reward modeling”: found “Reward models” in the abstract, “reward model” in the abstract; "
        "weight 0.75",
    )


def test_a_person_and_a_paper(tiny: kgraph.Graph) -> None:
    answer = kgraph.why(tiny, "Bo Ek", "paper:old")
    title = '“Old <script>alert("&")</script> {{paper}}”'
    assert heads(answer) == [f"Bo Ek wrote {title}: author 2, printed as “Bo Ek”."]


def test_two_people(tiny: kgraph.Graph) -> None:
    answer = kgraph.why(tiny, "Ann Lee", "Bo Ek")
    assert [(tie.text, tie.nodes) for tie in answer.ties] == [
        ("Papers that both wrote: 1", ("paper:old",)),
        ("Themes that both write about: 1", ("theme:reward",)),
    ]


def test_papers_of_one_on_papers_of_the_other() -> None:
    graph = chart(["ba", "cb"], {"ca": 0.4}, DATES, people={"p": "ac", "q": "b"})
    assert kgraph.why(graph, "Person P", "Person Q").ties == (
        Tie(
            "Papers of Person P cite papers of Person Q: 1 link",
            ("“Paper C” (2002) on “Paper B” (2001)",),
            ("paper:b", "paper:c"),
        ),
        Tie(
            "Papers of Person Q cite papers of Person P: 1 link",
            ("“Paper B” (2001) on “Paper A” (2000)",),
            ("paper:a", "paper:b"),
        ),
    )


def test_coupling_and_cocitation_without_an_edge() -> None:
    graph = chart(["ca", "da", "ec", "ed"], {"fc": 0.3, "fd": 0.3, "cb": 0.2, "db": 0.2}, DATES)
    assert [(tie.text, tie.nodes) for tie in kgraph.why(graph, "paper:c", "paper:d").ties] == [
        ("Papers that both cite: 1", ("paper:a",)),
        ("Papers that cite both: 1", ("paper:e",)),
        ("Papers that both likely build on: 1", ("paper:b",)),
        ("Papers that likely build on both: 1", ("paper:f",)),
    ]


def test_a_paper_between_two() -> None:
    assert kgraph.why(chart(["ba", "cb"], dates=DATES), "paper:c", "paper:a").ties == (
        Tie("Papers that the first cites and that cite the second: 1", ("“Paper B” (2001)",), ("paper:b",)),
    )


def test_co_authors_elsewhere_and_co_authors_of_co_authors() -> None:
    elsewhere = chart(dates=DATES, people={"p": "ac", "q": "bc"})
    assert kgraph.why(elsewhere, "paper:a", "paper:b").ties == (
        Tie(
            "Authors of the two who wrote together elsewhere: 1 pair",
            ("Person P and Person Q: “Paper C” (2002)",),
            ("paper:c", "person:p", "person:q"),
        ),
    )
    third = chart(dates=DATES, people={"p": "ac", "q": "bd", "r": "cd"})
    assert kgraph.why(third, "paper:a", "paper:b").ties == (
        Tie(
            "Co-authors of authors of both: 1",
            ("Person R wrote with Person P and with Person Q",),
            ("person:r",),
        ),
    )


def test_people_over_people() -> None:
    graph = chart(dates=DATES, people={"p": "ab", "q": "c", "r": "abc"})
    assert kgraph.why(graph, "Person P", "Person Q").ties == (
        Tie("Shared co-authors: 1", ("Person R: 2 papers and 1 paper",), ("person:r",)),
    )


def test_a_person_and_a_theme_share_papers() -> None:
    graph = chart(dates=DATES, people={"p": "ab"}, themes={"t": "bc"})
    assert heads(kgraph.why(graph, "Person P", "Theme T")) == [
        "Papers that Person P wrote and that are about “Theme T”: 1"
    ]


def test_a_broader_theme_follows_from_a_shared_one() -> None:
    graph = chart(themes={"t": "ab", "u": "ab", "v": "ab"}, broader={"t": "u", "u": "v"})
    [tie] = kgraph.why(graph, "paper:a", "paper:b").ties
    assert tie.nodes == ("theme:t",)


def test_the_rest_is_counted() -> None:
    graph = chart(people=dict.fromkeys("pqrstuv", "ab"))
    [tie] = kgraph.why(graph, "paper:a", "paper:b").ties
    assert (tie.text, len(tie.nodes), tie.details[-1]) == ("Shared authors: 7", 7, "and 2 more")


def test_the_shortest_chain_runs_over_what_is_rare() -> None:
    # From a to d over theme t, which many have, or over person p, who has few papers: both take four links.
    graph = chart(["cd"], dates=DATES, people={"p": "ac"}, themes={"t": "acefgh"})
    answer = kgraph.why(graph, "paper:a", "paper:d")
    assert answer.chain == (
        "Person P wrote “Paper A”: author 1, printed as “p”.",
        "Person P wrote “Paper C”: author 1, printed as “p”.",
        "“Paper C” cites “Paper D”: found by title and year.",
    )
    assert str(answer).splitlines()[3:5] == [
        "The shortest chain between them has 3 links:",
        "  1. Person P wrote “Paper A”: author 1, printed as “p”.",
    ]


def test_nothing_is_said_as_nothing() -> None:
    answer = kgraph.why(chart(dates=DATES), "paper:a", "paper:b")
    assert (answer.ties, answer.chain) == ((), ())
    assert str(answer).splitlines()[-1] == "Nothing links them."


@given(
    st.lists(st.sampled_from([a + b for a in "abcd" for b in "abcd" if a != b]), unique=True),
    st.dictionaries(st.sampled_from("pq"), st.text("abcd", max_size=3)),
    st.permutations(["paper:a", "paper:b", "paper:c", "paper:d"]),
)
def test_two_nodes_of_one_part_are_always_linked(
    cites: list[str], people: dict[str, str], order: list[str]
) -> None:
    held = {person: "".join(sorted(set(papers))) for person, papers in people.items()}
    graph = chart(cites, dates=DATES, people=held)
    one, other = order[:2]
    answer, back = kgraph.why(graph, one, other), kgraph.why(graph, other, one)
    network = kgraph.to_networkx(graph).to_undirected()
    import networkx as nx

    linked = nx.has_path(network, one, other)
    assert bool(answer.ties or answer.chain) == linked
    assert sorted(node for tie in answer.ties for node in tie.nodes) == sorted(
        node for tie in back.ties for node in tie.nodes
    )
    if answer.chain:
        assert len(answer.chain) == nx.shortest_path_length(network, one, other)


def test_names_that_fit_nothing_or_too_much(tiny: kgraph.Graph) -> None:
    with pytest.raises(kgraph.KgraphError, match=r"nothing is called 'Eve': give the id"):
        kgraph.why(tiny, "Eve", "Bo Ek")
    with pytest.raises(
        kgraph.KgraphError, match=r"nothing is called 'Lee Ann': is it person:ann-lee \(Ann Lee\)"
    ):
        kgraph.why(tiny, "Lee Ann", "Bo Ek")
    with pytest.raises(kgraph.KgraphError, match=r"'rew' may be .*paper:new .*: give the id"):
        kgraph.why(tiny, "rew", "Bo Ek")
    with pytest.raises(kgraph.KgraphError, match=r"both names stand for person:bo-ek \(Bo Ek\)"):
        kgraph.why(tiny, "bo ek", "person:bo-ek")


def test_a_beginning_names_a_node_and_a_local_keyword_does_not(tiny: kgraph.Graph) -> None:
    assert kgraph.why(tiny, "Reward models ag", "Bo E").one == "paper:new"
    with pytest.raises(kgraph.KgraphError, match="nothing is called 'script'"):
        kgraph.why(tiny, "script", "Bo Ek")
    assert kgraph.why(tiny, "keyword:script", "Bo Ek").one == "keyword:script"
