"""What themes hand on: each link counts once, each step of a person too."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kgraph
from kgraph.trends import Flow, LinkAccount, Period, cut_by_papers, each_year, find_flows, flow_links
from tests.charts import chart

DATES = {"a": "2001", "b": "2001", "c": "2002", "d": "2003", "e": "2003", "f": ""}
PERIODS = tuple(Period(year, year) for year in (2001, 2002, 2003))


def test_links_are_split_over_the_themes_of_both_ends() -> None:
    # d, of t and u, cites a of t and likely builds on c of u; c cites b of t and u.
    graph = chart(["da", "cb"], {"dc": 0.6, "da": 0.9}, DATES, {"t": "abd", "u": "bcd"})
    flows, account = find_flows(graph, PERIODS)
    assert flows == (
        Flow(0, "theme:t", 1, "theme:u", 0.5, 1, (("paper:c", "paper:b"),), 0, 0),
        Flow(0, "theme:t", 2, "theme:t", 0.5, 1, (("paper:d", "paper:a"),), 0, 0),
        Flow(0, "theme:t", 2, "theme:u", 0.5, 1, (("paper:d", "paper:a"),), 0, 0),
        Flow(0, "theme:u", 1, "theme:u", 0.5, 1, (("paper:c", "paper:b"),), 0, 0),
        Flow(1, "theme:u", 2, "theme:t", 0.3, 1, (("paper:d", "paper:c"),), 0, 0),
        Flow(1, "theme:u", 2, "theme:u", 0.3, 1, (("paper:d", "paper:c"),), 0, 0),
    )
    assert account == LinkAccount(whole=2.6, forward=2.6, within=0, backward=0, untold=0)
    assert flow_links(graph, PERIODS, flows[1]).rows() == [("paper:d", "paper:a", 1.0, 0.5)]


def test_the_account_of_the_links() -> None:
    # Of the links one stays in a year, one leads to a later year, and the ends of two have no theme or year.
    graph = chart(["ba", "cd", "ec", "fa"], dates=DATES, themes={"t": "abcdf"})
    flows, account = find_flows(graph, PERIODS)
    assert (flows, account) == ((), LinkAccount(whole=4, forward=0, within=1, backward=1, untold=2))


def test_people_are_split_over_the_themes_that_they_left_and_reached() -> None:
    # p went from t, with two papers, one of which is of u too, to u; q skipped a year; r stayed in one year.
    graph = chart(
        dates=DATES, themes={"t": "abd", "u": "bc"}, people={"p": "abc", "q": "ae", "r": "ad", "s": "ab"}
    )
    flows, _ = find_flows(graph, PERIODS)
    assert [(one.source, one.target_period, one.target, one.people, one.movers) for one in flows] == [
        ("theme:t", 1, "theme:u", 0.75, 1),
        ("theme:t", 2, "theme:t", 1.0, 1),
        ("theme:u", 1, "theme:u", 0.25, 1),
    ]


def test_an_inferred_theme_takes_no_part(tiny: kgraph.Graph) -> None:
    _, account = find_flows(tiny, each_year(tiny))
    assert account.untold == account.whole > 0


LINKS = st.sets(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde")).filter(lambda two: two[0] > two[1])
)
PAPERS = st.text("abcde", max_size=5)


@given(
    LINKS, st.dictionaries(st.sampled_from("tuv"), PAPERS), st.dictionaries(st.sampled_from("pqr"), PAPERS)
)
def test_sums(links: set[tuple[str, str]], themes: dict[str, str], people: dict[str, str]) -> None:
    themes = {name: "".join(sorted(set(papers))) for name, papers in themes.items() if papers}
    people = {name: "".join(sorted(set(papers))) for name, papers in people.items() if papers}
    graph = chart([later + earlier for later, earlier in links], dates=DATES, themes=themes, people=people)
    flows, account = find_flows(graph, PERIODS)
    assert account.whole == len(links)
    assert sum(flow.value for flow in flows) == pytest.approx(account.forward, abs=0.01)
    parts = (account.forward, account.within, account.backward, account.untold)
    assert sum(parts) == pytest.approx(account.whole, abs=0.01)
    about = {paper for papers in themes.values() for paper in papers}
    active = {
        name: Counter(DATES[paper] for paper in papers if paper in about) for name, papers in people.items()
    }
    steps = sum(max(len(years) - 1, 0) for years in active.values())
    assert sum(flow.people for flow in flows) == pytest.approx(steps, abs=0.01)


def test_all_flows_of_the_example_add_up(demo: kgraph.Graph) -> None:
    periods = cut_by_papers(demo)
    flows, account = find_flows(demo, periods)
    assert sum(flow.value for flow in flows) == pytest.approx(account.forward, abs=0.01)
    [heaviest] = sorted(flows, key=lambda flow: -flow.value)[:1]
    behind = flow_links(demo, periods, heaviest)
    assert behind["value"].sum() == pytest.approx(heaviest.value, abs=1e-4)
    assert behind.height == heaviest.links
    assert tuple(behind.select("later", "earlier").rows()[:5]) == heaviest.examples


def test_of_many_themes_those_with_most_papers_take_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kgraph.trends.flows.MOST_THEMES", 2)
    # The themes have four, three and two papers: s is left out, and c is of s only.
    graph = chart(["da", "ca"], dates=DATES, themes={"s": "ac", "t": "abd", "u": "abde"})
    flows, account = find_flows(graph, PERIODS)
    assert {flow.source for flow in flows} == {flow.target for flow in flows} == {"theme:t", "theme:u"}
    assert account == LinkAccount(whole=2, forward=1, within=0, backward=0, untold=1)
