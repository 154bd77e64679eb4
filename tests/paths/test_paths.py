"""Paths against what the definitions say, written out by brute force."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kgraph
from kgraph.paths import (
    Dag,
    Kin,
    MainPath,
    Step,
    ancestors,
    count_followers,
    descendants,
    expect_followers,
    expected_path_counts,
    key_route_main_paths,
    main_path,
    read_dag,
    read_steps,
    search_path_counts,
)
from kgraph.paths import counts as module
from kgraph.vocabulary import Relation
from tests.charts import chart


def cite(link: str) -> Step:
    return Step(f"paper:{link[0]}", f"paper:{link[1]}", Relation.CITES, 1.0)


def infer(link: str, weight: float) -> Step:
    return Step(f"paper:{link[0]}", f"paper:{link[1]}", Relation.LIKELY_BUILDS_ON, weight)


def letters(path: MainPath) -> str:
    return "".join(paper.removeprefix("paper:") for paper in path.papers)


def ways(dag: Dag) -> list[tuple[Step, ...]]:
    """All ways from a first to a last paper, step by step from the earliest."""

    def onward(paper: str) -> list[tuple[Step, ...]]:
        return [(step, *rest) for step in dag.later[paper] for rest in onward(step.later) or [()]]

    return [way for paper in dag.order if not dag.earlier[paper] for way in onward(paper)]


def pieces(dag: Dag) -> set[tuple[Step, ...]]:
    """All ways from any to any other paper."""
    return {way[a:b] for way in ways(dag) for a, b in combinations(range(len(way) + 1), 2)}


def chance(way: tuple[Step, ...]) -> float:
    product = 1.0
    for step in way:
        product *= step.weight
    return product


LETTERS = "abcdefgh"
# A later letter stands on an earlier one, so there is no circle.
FORWARD = [later + earlier for earlier, later in combinations(LETTERS, 2)]
WEIGHTS = st.dictionaries(st.sampled_from(FORWARD), st.sampled_from([0.04, 0.25, 0.5, 1.0]), max_size=14)
CITES = st.lists(st.sampled_from(FORWARD), max_size=14, unique=True)


@given(CITES)
def test_search_path_counts_count_the_ways(cites: list[str]) -> None:
    dag = read_dag(chart(cites), "cites")
    assert search_path_counts(dag) == {
        cite(link): sum(cite(link) in way for way in ways(dag)) for link in cites
    }


@given(WEIGHTS)
def test_expected_counts_add_up_the_chances(lineage: dict[str, float]) -> None:
    dag = read_dag(chart(lineage=lineage), "lineage")
    expected = {
        infer(*item): pytest.approx(sum(chance(way) for way in pieces(dag) if infer(*item) in way))
        for item in lineage.items()
    }
    assert expected_path_counts(dag) == expected


@given(CITES, WEIGHTS)
def test_followers_are_the_descendants(cites: list[str], lineage: dict[str, float]) -> None:
    dag = read_dag(chart(cites, lineage))
    below = {paper: {way[-1].later for way in pieces(dag) if way[0].earlier == paper} for paper in dag.order}
    assert count_followers(dag) == {paper: len(found) for paper, found in below.items()}
    expected = expect_followers(dag)
    for paper, found in below.items():
        onward = sum(chance(way) for way in pieces(dag) if way[0].earlier == paper)
        assert expected[paper] == pytest.approx(min(onward, len(found)))


def test_followers_are_counted_in_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    dag = read_dag(chart(FORWARD), "cites")
    monkeypatch.setattr(module, "_BLOCK", 3)
    assert count_followers(dag) == {f"paper:{name}": 7 - place for place, name in enumerate(LETTERS)}


@given(CITES, WEIGHTS, st.sampled_from(["cites", "lineage", "both"]))
def test_the_global_path_has_the_largest_sum(cites: list[str], lineage: dict[str, float], over: str) -> None:
    graph = chart(cites, lineage)
    dag = read_dag(graph, over)
    path = main_path(graph, over, "global")
    counted = search_path_counts(dag) if over == "cites" else expected_path_counts(dag)
    assert path.counts == tuple(counted[step] for step in path.steps)
    assert tuple(path.steps) in ways(dag) or not ways(dag)
    sums = [sum(counted[step] for step in way) for way in ways(dag)]
    assert sum(path.counts) == pytest.approx(max(sums, default=0))


@given(CITES)
def test_the_local_path_takes_the_most_travelled_step(cites: list[str]) -> None:
    graph = chart(cites)
    dag = read_dag(graph, "cites")
    counted = search_path_counts(dag)
    path = main_path(graph, "cites")
    assert tuple(path.steps) in ways(dag) or not ways(dag)
    firsts = [step for paper in dag.order if not dag.earlier[paper] for step in dag.later[paper]]
    offered = [firsts, *(dag.later[paper] for paper in path.papers[1:-1])]
    for step, choices in zip(path.steps, offered, strict=False):
        assert step == min(choices, key=lambda one: (-counted[one], one))


@given(CITES, st.integers(1, 4), st.sampled_from(["local", "global"]))
def test_key_routes_run_over_the_most_travelled_steps(cites: list[str], routes: int, search: str) -> None:
    graph = chart(cites)
    dag = read_dag(graph, "cites")
    counted = search_path_counts(dag)
    found = key_route_main_paths(graph, "cites", routes, search)
    assert found.keys == tuple(sorted(counted, key=lambda step: (-counted[step], step))[:routes])
    whole = [set(way) for way in ways(dag) if set(way) <= set(found.steps)]
    # Each key lies on a whole way from a first to a last paper, and no step lies on none.
    assert all(any(key in way for way in whole) for key in found.keys)
    assert set().union(*whole) == set(found.steps)


def test_a_main_path_by_hand() -> None:
    # Batagelj's way of drawing: a and b are first, f and g last.
    graph = chart(["ca", "cb", "dc", "ec", "fd", "fe", "ge"], dates={"a": "2001"})
    assert main_path(graph, "cites") == MainPath(
        ("paper:a", "paper:c", "paper:e", "paper:f"),
        (cite("ca"), cite("ec"), cite("fe")),
        (3, 4, 2),
    )
    routes = key_route_main_paths(graph, "cites", 2)
    assert (letters(routes), routes.keys) == ("acef", (cite("ec"), cite("ca")))


def test_of_a_citation_and_a_score_the_citation_counts() -> None:
    graph = chart(["ba"], {"ba": 0.2, "ca": 0.3})
    assert read_steps(graph) == (cite("ba"), infer("ca", 0.3))
    assert read_steps(graph, "lineage") == (infer("ba", 0.2), infer("ca", 0.3))
    assert letters(main_path(graph)) == "ab"


def test_weak_links_do_not_make_a_main_path_by_their_number() -> None:
    strong, weak = {"ba": 0.9, "cb": 0.9}, {"ea": 0.04, "fe": 0.04, "ge": 0.04, "hf": 0.04, "hg": 0.04}
    assert letters(main_path(chart(lineage=strong | weak), "lineage")) == "abc"


def test_a_circle_is_cut_by_the_dates_and_said() -> None:
    graph = chart(["ab", "ba", "cb", "aa"], dates={"a": "2001", "b": "2002", "c": "2003"})
    path = main_path(graph, "cites")
    assert (letters(path), path.left_out) == ("abc", (cite("ab"),))
    undated = chart(["ab", "bc", "ca"])
    assert read_dag(undated, "cites").left_out == (cite("ab"), cite("bc"))
    against = chart(["ab"], dates={"a": "2001", "b": "2002"})
    assert read_dag(against, "cites").left_out == ()


@given(st.lists(st.sampled_from([a + b for a in "abcde" for b in "abcde"]), unique=True), st.data())
def test_no_circle_is_left_and_nothing_else_goes(cites: list[str], data: st.DataObject) -> None:
    years = data.draw(st.fixed_dictionaries({name: st.sampled_from(["2001", "2002"]) for name in "abcde"}))
    dag = read_dag(chart(cites, dates=years), "cites")
    place = {paper: number for number, paper in enumerate(dag.order)}
    kept = {step for steps in dag.earlier.values() for step in steps}
    assert all(place[step.earlier] < place[step.later] for step in kept)
    assert kept | set(dag.left_out) == {cite(link) for link in cites if link[0] != link[1]}
    for step in dag.left_out:
        names = step.later[-1], step.earlier[-1]
        assert (years[names[0]], names[0]) < (years[names[1]], names[1])


def test_an_empty_graph_has_an_empty_path() -> None:
    assert main_path(chart(dates={"a": "2001"})) == MainPath((), (), ())
    assert key_route_main_paths(chart(), "cites") == MainPath((), (), ())


def test_unknown_words_are_errors() -> None:
    with pytest.raises(kgraph.KgraphError, match=r"'love': choose one of cites, lineage, both"):
        main_path(chart(), "love")
    with pytest.raises(kgraph.KgraphError, match=r"'far': choose one of local, global"):
        main_path(chart(), "cites", "far")


def test_kin_by_generation_and_surest_way() -> None:
    graph = chart(["dc"], {"ba": 0.5, "cb": 0.8, "ca": 0.3, "eb": 0.9})
    assert ancestors(graph, "paper:d") == (
        Kin("paper:c", 1, 1.0, cite("dc")),
        Kin("paper:b", 2, 0.8, infer("cb", 0.8)),
        Kin("paper:a", 2, 0.4, infer("ba", 0.5)),
    )
    assert [kin.paper for kin in ancestors(graph, "paper:d", depth=1)] == ["paper:c"]
    assert ancestors(graph, "paper:d", "lineage") == ()
    assert descendants(graph, "paper:b") == (
        Kin("paper:e", 1, 0.9, infer("eb", 0.9)),
        Kin("paper:c", 1, 0.8, infer("cb", 0.8)),
        Kin("paper:d", 2, 0.8, cite("dc")),
    )
    assert descendants(graph, "paper:b", depth=0) == ()


@given(CITES, WEIGHTS)
def test_kin_are_all_papers_on_a_way(cites: list[str], lineage: dict[str, float]) -> None:
    graph = chart([*cites, "ha"], lineage)
    dag = read_dag(graph)
    for paper in dag.order:
        found = {kin.paper: kin for kin in ancestors(graph, paper)}
        own = [way for way in pieces(dag) if way[-1].later == paper]
        assert found.keys() == {way[0].earlier for way in own}
        for name, kin in found.items():
            mine = [way for way in own if way[0].earlier == name]
            assert kin.generation == min(map(len, mine))
            assert kin.chance == round(max(map(chance, mine)), 4)


def test_a_circle_does_not_trap_the_search_for_kin() -> None:
    graph = chart(["ab", "bc", "ca"])
    assert [kin.paper for kin in ancestors(graph, "paper:a")] == ["paper:b", "paper:c"]
