"""The profile of a theme: whole values, and the numbers of the queries and of the lineage."""

import pytest

import kgraph
from kgraph.coverage import _likelihood_ratio
from kgraph.profiles import Link, Node, Panel, Profile, profile_theme
from kgraph.vocabulary import Kind
from tests.charts import chart

DATES = {letter: str(2001 + place) for place, letter in enumerate("abcdefgh")}
LEARNING, REWARD = Node("theme:learning", "Learning"), Node("theme:reward", "Reward modeling")
OLD = Node("paper:old", 'Old <script>alert("&")</script> {{paper}}')


def panels(profile: Profile) -> dict[str, Panel]:
    return {panel.name: panel for panel in profile.panels}


def test_a_theme_as_a_whole(tiny: kgraph.Graph) -> None:
    profile = profile_theme(tiny, "theme:reward")
    assert (profile.kind, profile.id, profile.name) == ("theme", "theme:reward", "Reward modeling")
    assert profile.facts == (
        ("definition", ("Learning what is wanted.",)),
        ("also called", ("reward learning",)),
        ("within", (LEARNING,)),
        ("in the scheme", (Link("https://example.org/reward", "https://example.org/reward"),)),
    )
    found = panels(profile)
    rows = {name: panel.rows for name, panel in found.items()}
    rows["standing"] = rows["standing"][:6]
    assert rows == {
        "years": ((2017, 1, 100.0, "reward model 1"),),
        "first": (("2017-05-01", OLD),),
        "people": (
            (Node("person:ann-lee", "Ann Lee"), 1, "2017-05-01", "2017-05-01", 2),
            (Node("person:bo-ek", "Bo Ek"), 1, "2017-05-01", "2017-05-01", 1),
        ),
        "keywords": (),
        "scheme": (("broader", LEARNING, 1),),
        "related": (),
        "lineage": (),
        "arrivals": (),
        "sources": (),
        "successors": (),
        "path": (),
        "standing": (
            ("degree", 0.5, 1, 3, 1),
            ("strength", 1.0, 1, 3, 1),
            ("betweenness", 0.0, 1, 3, 2),
            ("closeness", 0.5, 1, 3, 1),
            ("eigenvector", 0.7071, 1, 3, 1),
            ("PageRank", 0.4651, 1, 3, 1),
        ),
        "papers": (("2017-05-01", OLD, None, 0.75),),
    }
    assert {panel.sentences for panel in found.values() if not panel.rows} == {
        ("No keyword stands in its papers more often than chance explains.",),
        ("No paper has another theme beside it, except those above and below it.",),
        ("No paper of the theme is known to stand on another one of it.",),
        ("Nobody is known to have brought something from another theme.",),
        ("Its papers stand on no paper of another theme, as far as is known.",),
        ("No paper of another theme stands on its papers, as far as is known.",),
    }
    assert profile.leads[0] == ("1 paper of the corpus (33.3 %), in 2017.", "years")


def test_the_rows_are_those_of_the_queries(toy: kgraph.Graph) -> None:
    for theme in toy.of_kind(Kind.THEME)["id"]:
        found = panels(profile_theme(toy, theme))

        def ask(query: str, theme: str = theme) -> list[tuple[str | None, ...]]:
            return list(kgraph.query(toy, query, theme=theme).rows)

        rows = [(row[1].id, row[1].label, row[0], f"{row[3]:.10g}") for row in found["papers"].rows]
        assert rows == [(*row[:3], f"{float(row[3] or 0):.10g}") for row in ask("papers-of-theme")]
        assert [(str(row[0]), str(row[1])) for row in found["years"].rows if row[1]] == ask("theme-by-year")
        rows = [(row[0], row[1].id, row[1].label) for row in found["first"].rows]
        assert rows == ask("earliest-of-theme")
        people = ask("people-of-theme")
        rows = [(row[0].id, row[0].label, str(row[1]), row[2], row[3]) for row in found["people"].rows]
        assert (rows, found["people"].total) == (people[:15], len(people))
        pairs = {frozenset(row[:2]): row[2] for row in kgraph.query(toy, "theme-pairs").rows}
        together = {frozenset((theme, row[0].id)): str(row[1]) for row in found["related"].rows}
        assert together == {pair: papers for pair, papers in pairs.items() if theme in pair}


def test_distinctive_keywords_by_the_ratio_of_coverage() -> None:
    graph = chart(
        themes={"t": "abcd"}, keywords={"k": "abcd", "l": "abe", "m": "efgh"}, dates=dict(DATES, i="2000")
    )
    found = panels(profile_theme(graph, "theme:t"))["keywords"]
    assert found.rows == ((Node("keyword:k", "keyword k"), 4, 0, round(_likelihood_ratio(4, 4, 4, 9), 1)),)
    assert found.sentences == ("Its papers are told from others by keyword k.",)


def test_where_a_theme_came_from_and_what_it_led_to() -> None:
    graph = chart(
        ["ba"],
        {"ba": 0.5, "cb": 0.9, "dc": 0.4, "dd": 0.3},
        DATES,
        themes={"t": "bc", "u": "a", "v": "d", "w": "bc"},
        broader={"t": "w"},
        people={"p": "ab"},
    )
    found = panels(profile_theme(graph, "theme:t"))
    assert found["sources"].rows == ((Node("theme:u", "Theme U"), 1, 1, 1),)
    assert found["successors"].rows == ((Node("theme:v", "Theme V"), 1, 0, 1),)
    assert found["path"].rows == (
        ("2002", Node("paper:b", "Paper B"), None),
        ("2003", Node("paper:c", "Paper C"), "likely builds on it, about 9 in 10"),
    )
    assert found["lineage"].rows == (("2002", Node("paper:b", "Paper B"), "opened it", 0.9, 1),)
    assert found["arrivals"].rows == (
        ("2002", Node("person:p", "Person P"), Node("theme:u", "Theme U"), Node("paper:b", "Paper B"), 0.9),
    )
    above = panels(profile_theme(graph, "theme:w"))["scheme"]
    assert above.rows == (("narrower", Node("theme:t", "Theme T"), 2),)
    assert above.sentences == ("In the scheme it has as narrower Theme T.",)


def test_a_citation_on_the_main_path_has_its_rule() -> None:
    graph = chart(["ba"], dates=DATES, themes={"t": "ab"})
    path = panels(profile_theme(graph, "theme:t"))["path"]
    assert path.rows[1][2] == "cites it, found by title and year"


def test_a_theme_that_is_not_there(tiny: kgraph.Graph) -> None:
    with pytest.raises(KeyError):
        profile_theme(tiny, "theme:unused")
