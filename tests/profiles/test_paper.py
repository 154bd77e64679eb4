"""The profile of a paper: whole values, and the numbers of the queries, the networks and the measures."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kgraph
from kgraph.profiles import Link, Node, Panel, Passage, Profile, profile_paper, profile_person
from kgraph.profiles.paper.own import Own
from kgraph.profiles.paper.place import find_related
from kgraph.scores import score, write_number
from kgraph.vocabulary import Kind
from tests.charts import chart

OLD = Node("paper:old", 'Old <script>alert("&")</script> {{paper}}')
NEW = Node("paper:new", "Reward models again")
DATES = {letter: str(2001 + place // 2) for place, letter in enumerate("abcdef")}


def panels(profile: Profile) -> dict[str, Panel]:
    return {panel.name: panel for panel in profile.panels}


def test_the_earlier_paper_as_a_whole(tiny: kgraph.Graph) -> None:
    profile = profile_paper(tiny, "paper:old")
    assert (profile.kind, profile.name) == ("paper", OLD.label)
    assert profile.facts == (
        ("date", ("2017-05-01",)),
        ("categories", ("cs.LG",)),
        ("organizations", (Node("organization:uni-o", "Uni Ö"),)),
        ("read from", ("a.txt:1",)),
    )
    found = panels(profile)
    why = "made of text 0.40, people 0.31, context 0.10; shared authors Ann Lee; shared topics reward model"
    rows = {name: panel.rows for name, panel in found.items() if panel.rows}
    rows["standing"] = rows["standing"][:6]
    assert rows == {
        "authors": (
            (1, "Ann Lee", Node("person:ann-lee", "Ann Lee"), 2, "Uni Ö"),
            (2, "Bo Ek", Node("person:bo-ek", "Bo Ek"), 1, ""),
        ),
        "concepts": (
            (
                "theme", Node("theme:reward", "Reward modeling"), 0.75, "extracted",
                "found “Reward models” in the abstract, “reward model” in the abstract", 1,
            ),
            (
                "theme", Node("theme:learning", "Learning"), 0.5, "inferred",
                "it follows from “Reward modeling”", 1,
            ),
            (
                "keyword", Node("keyword:reward-model", "reward model"), 0.6, "extracted",
                "found “Reward models” in the abstract", 2,
            ),
            (
                "keyword", Node("keyword:script", "script"), 0.2, "asserted",
                "the source lists it as a keyword", 1,
            ),
        ),
        "building-on": (
            (
                2020, NEW, 0.8123, "about 4 in 5",
                f"{why}; most alike are “Reward models again” and “A reward model is learned.”",
            ),
        ),
        "citations": ((2020, NEW, "id paper:old", 0),),
        "related": ((2020, NEW, 2.0, "reward model, Ann Lee"),),
        "standing": (
            ("degree", 0.5, 1, 3, 1),
            ("strength", 2.0, 1, 3, 1),
            ("betweenness", 0.0, 1, 3, 2),
            ("closeness", 0.5, 1, 3, 1),
            ("eigenvector", 0.7071, 1, 3, 1),
            ("PageRank", 0.4651, 1, 3, 1),
        ),
        "impact": (
            ("cited by", 1, 1, 3, 0),
            ("likely built on by", 1, 1, 3, 0),
            ("PageRank", 0.4805, 1, 3, 0),
            ("hub", 0, 2, 3, 1),
            ("authority", 1, 1, 3, 0),
        ),
    }  # fmt: skip
    assert found["abstract"].text == (
        Passage("Reward models", ("Reward modeling", "reward model")),
        Passage(". A "),
        Passage("reward model", ("Reward modeling",)),
        Passage(" is learned."),
    )
    assert found["references"].sentences == ("No source gives its references.",)


def test_the_later_paper(tiny: kgraph.Graph) -> None:
    profile = profile_paper(tiny, "paper:new")
    assert profile.facts == (
        ("date", ("2020",)),
        ("venue", ("Workshop | One",)),
        ("type", ("preprint",)),
        (
            "identifiers",
            (
                Link("doi:10.1000/x(1)y", "https://doi.org/10.1000/x(1)y"),
                Link("arxiv:2001.00001", "https://arxiv.org/abs/2001.00001"),
            ),
        ),
        ("keywords of the source", ("Script",)),
        ("read from", ("a.txt:4",)),
    )
    found = panels(profile)
    assert found["abstract"].sentences == (
        "No source gives an abstract, so themes and keywords were read from the title alone.",
    )
    assert found["authors"].sentences == (
        "Written by Ann Lee.",
        "The source cut the list short: there are more authors.",
    )
    assert found["references"].rows == ((2017, OLD, "id paper:old", 1),)
    assert found["references"].sentences == ("It cites 1 paper of the corpus, of 2 references.",)
    assert found["built-on"].rows[0][:4] == (2017, OLD, 0.8123, "about 4 in 5")


def test_a_paper_that_has_nothing_but_a_title(tiny: kgraph.Graph) -> None:
    found = panels(profile_paper(tiny, "paper:lone"))
    undated = "It has no date, so nothing can be said of what came before or after it."
    assert {name: panel.sentences[0] for name, panel in found.items() if not panel.rows} == {
        "abstract": "No source gives an abstract, so themes and keywords were read from the title alone.",
        "authors": "No source names an author.",
        "concepts": "No theme of the scheme and no keyword was found in the title or the abstract.",
        "built-on": undated,
        "building-on": undated,
        "references": "No source gives its references.",
        "citations": "No other paper of the corpus cites it.",
        "related": "It shares no person, theme or keyword with another paper.",
    }


def test_related_papers_are_the_neighbours_in_the_network(toy: kgraph.Graph) -> None:
    network = kgraph.to_networkx(toy, network="papers")
    for paper in network:
        related, cap = find_related(Own(toy, paper))
        assert cap == network.graph["max_group"]
        assert {(other, weight, frozenset(shared)) for other, weight, shared in related} == {
            (other, facts["weight"], frozenset(facts["shared"])) for other, facts in network[paper].items()
        }
        shown = panels(profile_paper(toy, paper))["related"]
        assert [(row[1].id, row[2]) for row in shown.rows] == [
            (other, float(write_number(weight))) for other, weight, _ in related[:15]
        ]


def test_the_rows_are_those_of_the_queries(toy: kgraph.Graph) -> None:
    foundations = {row[0]: row[3] for row in kgraph.query(toy, "foundations").rows}
    for paper in toy.of_kind(Kind.PAPER)["id"]:
        found = panels(profile_paper(toy, paper))
        rows = [(str(row[0]), row[1], row[2].id, row[2].label) for row in found["authors"].rows]
        assert rows == list(kgraph.query(toy, "authors-of-paper", paper=paper).rows)
        direct = {row[0]: row[3] for row in kgraph.query(toy, "ancestors", paper=paper).rows if row[3]}
        assert {row[1].id: f"{row[2]:.10g}" for row in found["built-on"].rows} == direct
        direct = {row[0]: row[3] for row in kgraph.query(toy, "descendants", paper=paper).rows if row[3]}
        assert {row[1].id: f"{row[2]:.10g}" for row in found["building-on"].rows} == direct
        built_on = {row[0]: row[1] for row in found["impact"].rows}["likely built on by"]
        assert str(built_on) == foundations.get(paper, "0")


LINKS = st.lists(
    st.sampled_from([a + b for a in "abcdef" for b in "abcdef" if a != b]), unique=True, min_size=1
)


@given(LINKS)
def test_disruption_is_that_of_centrality(cites: list[str]) -> None:
    graph = chart(cites, dates=DATES)
    expected = kgraph.centrality.disruption(kgraph.to_networkx(graph))
    counts = kgraph.centrality.citation_count(kgraph.to_networkx(graph))
    for paper, value in expected.items():
        impact = panels(profile_paper(graph, paper))["impact"]
        assert impact.rows[0][:3] == (
            "cited by",
            counts[paper],
            1 + sum(n > counts[paper] for n in counts.values()),
        )
        assert impact.rows[0][4] == sum(n == counts[paper] for n in counts.values()) - 1
        said = impact.sentences[-1]
        if math.isnan(value):
            assert said == (
                "Its disruption is not defined: it cites nothing here, or nothing cites it or what it cites."
            )
        else:
            assert said.startswith(f"Its disruption is {write_number(value)}: of later papers")


def test_citation_scores_are_those_of_the_graph() -> None:
    graph = score(chart(["ba", "ca", "cb", "da"], {"da": 0.2}, DATES, people={"p": "ab"}))
    found = panels(profile_paper(graph, "paper:b"))["impact"]
    stored = graph.scores.filter((graph.scores["network"] == "citations") & (graph.scores["id"] == "paper:b"))
    scores = dict(stored.select("measure", "value").iter_rows())
    told = {row[0]: row[1] for row in found.rows}
    assert told.pop("cited by") == scores.pop("citation_count") == 1
    assert told.pop("likely built on by") == 0
    assert {measure.lower(): value for measure, value in told.items()} == scores
    assert found.sentences == (
        "It is 2nd of 6 papers by the papers that cite it.",
        "Its disruption is -0.5: of later papers 0 cite it and none of its references, 1 both, 1 its "
        "references only.",
    )
    cited = panels(profile_person(graph, "person:p"))["citations"]
    assert cited.sentences == (
        "The papers of the corpus that cite Person P name no author.",
        "The papers of Person P are cited 4 times within the corpus, 1 of these by their own; the h-index "
        "within the corpus is 1.",
        "1st of 1 by h-index within the corpus.",
    )


def test_references_outside_the_corpus_are_counted(tiny: kgraph.Graph) -> None:
    graph = chart(dates=DATES)
    found = panels(profile_paper(graph, "paper:a"))
    assert found["citations"].sentences == ("No citation within the corpus is known: none can be counted.",)
    assert found["impact"].sentences == ("The corpus holds neither citations nor lineage.",)


def test_a_paper_that_is_not_there(tiny: kgraph.Graph) -> None:
    with pytest.raises(KeyError):
        profile_paper(tiny, "paper:nothing")
