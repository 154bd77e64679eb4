"""How a theme came down its papers, on charts small enough to see."""

from kgraph.paths import Carrier, Place, ThemeLineage, theme_lineage
from kgraph.vocabulary import Relation
from tests.charts import chart

DATES = {letter: str(2000 + place) for place, letter in enumerate("abcdefgh")}


def test_openers_and_carriers() -> None:
    # a opens; b and c carry it on to d; e stands alone; f is of another theme.
    graph = chart(["ba", "cb", "dc", "fa"], {"da": 0.5}, DATES, {"t": "abcde", "u": "f"})
    assert theme_lineage(graph, "theme:t") == ThemeLineage(
        "theme:t",
        papers=5,
        alone=1,
        openers=(Place("paper:a", "2000", 3.0, 3, 0),),
        carriers=(Place("paper:b", "2001", 2.0, 2, 1), Place("paper:c", "2002", 1.0, 1, 1)),
        people=(),
        left_out=(),
    )


def test_weak_links_count_by_their_score() -> None:
    graph = chart((), {"ba": 0.2, "ca": 0.1, "cb": 0.5}, DATES, {"t": "abc"})
    found = theme_lineage(graph, "theme:t")
    assert found.openers == (Place("paper:a", "2000", 0.4, 2, 0),)
    assert found.carriers == (Place("paper:b", "2001", 0.5, 1, 1),)


def test_a_keyword_has_a_lineage_too() -> None:
    found = theme_lineage(chart(["ba"], dates=DATES, keywords={"k": "ab"}), "keyword:k")
    assert [place.paper for place in found.openers] == ["paper:a"]


def test_who_brought_what_from_another_theme() -> None:
    # p wrote a in theme u, then c, the first of p in t, which cites b of u; q was in t before u.
    themes = {"t": "cdeh", "u": "abg"}
    people = {"p": "ac", "q": "gh", "r": "c"}
    graph = chart(["cb", "dc", "ed", "hg"], dates=DATES, themes=themes, people=people)
    carrier = Carrier("person:p", "theme:u", "paper:a", "paper:c", "paper:b", "2002", 2.0)
    assert theme_lineage(graph, "theme:t").people == (carrier,)
    # Where the paper is about both, it is the bond itself.
    both = chart(["cb", "dc", "ed"], dates=DATES, themes={"t": "cde", "u": "abc"}, people=people)
    [same] = theme_lineage(both, "theme:t").people
    assert (same.over, same.expected) == ("paper:c", 2.0)


def test_nobody_brought_anything_without_a_bond_a_follower_or_an_earlier_date() -> None:
    themes, people = {"t": "cd", "u": "ab"}, {"p": "ac"}
    assert theme_lineage(chart(["dc"], dates=DATES, themes=themes, people=people), "theme:t").people == ()
    assert theme_lineage(chart(["cb"], dates=DATES, themes=themes, people=people), "theme:t").people == ()
    same_year = DATES | {"a": "2002", "c": "2002-05"}
    graph = chart(["cb", "dc"], dates=same_year, themes=themes, people=people)
    assert theme_lineage(graph, "theme:t").people == ()


def test_themes_above_and_below_are_no_others() -> None:
    themes, people = {"t": "cd", "u": "ab", "v": "ab"}, {"p": "ac"}

    def sources(broader: dict[str, str]) -> list[str]:
        graph = chart(["cb", "dc"], dates=DATES, themes=themes, people=people, broader=broader)
        return [carrier.source for carrier in theme_lineage(graph, "theme:t").people]

    assert sources({}) == ["theme:u", "theme:v"]
    assert sources({"t": "u"}) == ["theme:v"]
    assert sources({"u": "t", "v": "t"}) == []
    assert sources({"u": "v"}) == ["theme:u"]


def test_an_unknown_theme_has_no_papers() -> None:
    assert theme_lineage(chart(["ba"]), "theme:none") == ThemeLineage("theme:none", 0, 0, (), (), (), ())


def test_circles_are_said() -> None:
    graph = chart(["ab", "ba"], dates=DATES, themes={"t": "ab"})
    [step] = theme_lineage(graph, "theme:t").left_out
    assert (step.later, step.earlier, step.relation) == ("paper:a", "paper:b", Relation.CITES)
