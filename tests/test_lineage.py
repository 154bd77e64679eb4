import random
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.lineage import compare_words, link_lineage
from kgraph.lineage.links import LEAST_WEIGHT, MOST_PARENTS
from kgraph.records import LineageLink, Origin, Paper, Person, Tag
from kgraph.vocabulary import Status
from tests.known_lineage import KNOWN

OLD = "Learning reward functions from pairwise comparisons of trajectories"
NEW = "Pairwise comparisons of trajectories for learning reward functions in summarization"
OTHER = "Recognition of spoken Mandarin with recurrent layers"
# A corpus needs other papers for a word to be rare in it.
CROWD = (
    ("Sorting networks and their depth", "1999-01-01"),
    ("Photosynthesis under drought", "1999-02-01"),
    ("Medieval trade routes of the Baltic", "1999-03-01"),
    ("Pricing options under jump diffusion", "1999-04-01"),
)


def paper(name: str, title: str, date: str | None, abstract: str | None = None) -> Paper:
    return Paper(id=f"paper:{name}", title=title, origin=Origin("a.txt", 1), abstract=abstract, date=date)


def corpus(*papers: Paper) -> list[Paper]:
    return [*papers, *(paper(f"crowd-{number}", *one) for number, one in enumerate(CROWD))]


def person(name: str, *papers: str) -> Person:
    return Person(f"person:{name}", name, (name,), tuple((f"paper:{one}", 1) for one in papers))


def tag(name: str, concept: str) -> Tag:
    return Tag(f"paper:{name}", concept, 0.5, Status.EXTRACTED)


def arrows(links: tuple[LineageLink, ...]) -> list[tuple[str, str]]:
    return [(link.later.removeprefix("paper:"), link.earlier.removeprefix("paper:")) for link in links]


def test_a_link_tells_why() -> None:
    papers = corpus(
        paper("new", NEW, "2020-09-02"), paper("old", OLD, "2017-06-12"), paper("far", OTHER, "2015")
    )
    people = [person("ann", "new", "old", "far"), person("bo", "old", "new"), person("cy", "new")]
    tags = [
        tag("new", "theme:reward"), tag("old", "theme:reward"), tag("far", "theme:reward"),
        tag("new", "keyword:trajectory"), tag("old", "keyword:trajectory"), tag("far", "keyword:speech"),
    ]  # fmt: skip
    (link,) = link_lineage(papers, people, tags)
    assert (link.later, link.earlier) == ("paper:new", "paper:old")
    assert link.shared_people == ("person:bo", "person:ann")
    assert link.shared_concepts == ("keyword:trajectory", "theme:reward")
    assert link.direction_uncertain is False
    assert [name for name, _ in link.parts] == ["text", "context", "people", "concepts", "age", "standing"]
    assert round(sum(value for _, value in link.parts), 4) == link.weight


def test_shared_people_make_a_link_more_likely() -> None:
    papers = corpus(paper("new", NEW, "2020"), paper("old", OLD, "2017"))

    def weight(*people: Person) -> float:
        return link_lineage(papers, people, [])[0].weight

    none, prolific, rare = (
        weight(),
        weight(person("ann", "new", "old", "crowd-0", "crowd-1", "crowd-2")),
        weight(person("ann", "new", "old")),
    )
    assert none < prolific < rare


def test_long_author_lists_alone_make_no_link() -> None:
    def weights(title: str) -> list[float]:
        papers = corpus(paper("new", title, "2020"), paper("old", OLD, "2017"))
        members = [person(f"member-{number:04}", "new", "old") for number in range(3000)]
        return [link.weight for held in (3, 3000) for link in link_lineage(papers, members[:held], [])]

    assert weights(OTHER) == []
    few, many = weights("Learning trajectories of the Mandarin tongue")
    assert few < many < 3 * few


def test_a_title_is_enough_and_an_abstract_counts() -> None:
    papers = corpus(paper("new", "On comparisons", "2020", NEW), paper("old", "Rewards", "2017", OLD))
    bare = [Paper(one.id, one.title, one.origin, date=one.date) for one in papers]
    assert arrows(link_lineage(papers, [], [])) == [("new", "old")]
    assert link_lineage(bare, [], []) == ()


def test_undated_papers_get_no_link() -> None:
    for date in (None, "", "soon", "2020-13", "2020-02-30", "0000"):
        assert link_lineage(corpus(paper("new", NEW, date), paper("old", OLD, "2017")), [], []) == ()


@pytest.mark.parametrize(
    ("earlier", "later", "uncertain"),
    [
        ("2020-01-01", "2020-07-01", True),  # 182 days
        ("2020-01-01", "2020-07-02", False),  # 183 days
        ("2020-01-01", "2020-01-01", True),
        ("2020", "2020", True),
        ("2020-01", "2020", True),  # the year may mean January too
        ("2020", "2020-12-31", True),
        ("2019", "2020", False),
        ("2020-01", "2020-06", True),
        ("2020-01", "2020-09", False),
    ],
)
def test_direction(earlier: str, later: str, uncertain: bool) -> None:
    papers = corpus(paper("b", NEW, later), paper("a", OLD, earlier))
    (link,) = link_lineage(papers, [person("ann", "a", "b")], [])
    assert (link.later, link.earlier, link.direction_uncertain) == ("paper:b", "paper:a", uncertain)


def test_a_link_weighs_half_where_either_paper_may_be_the_earlier() -> None:
    def weight(later: str) -> float:
        return link_lineage(corpus(paper("b", NEW, later), paper("a", OLD, "2020")), [], [])[0].weight

    assert weight("2020-12-31") == pytest.approx(weight("2021-01-01") / 2, abs=1e-4)


def test_no_more_than_the_best_parents() -> None:
    twins = [paper(f"twin-{number}", OLD, f"200{number}") for number in range(8)]
    links = link_lineage(corpus(paper("new", OLD, "2020"), *twins), [], [])
    assert Counter(link.later for link in links)["paper:new"] == MOST_PARENTS


def test_more_papers_than_a_block_holds() -> None:
    crowd = [paper(f"crowd-{number}", f"Topic{number} of chapter{number}", "2001") for number in range(300)]
    papers = [paper("old", OLD, "2000"), *crowd, paper("new", NEW, "2020")]
    assert arrows(link_lineage(papers, [], [])) == [("new", "old")]


WORDS = st.sampled_from(["reward", "comparison", "speech", "debate", "oversight", "trajectory", "the", "of"])
DATES = st.sampled_from([None, "2019", "2020", "2020-03", "2020-03-01", "2020-11-30", "2021", "2021-01-01"])


@st.composite
def corpora(draw: st.DrawFn) -> tuple[list[Paper], list[Person], list[Tag]]:
    papers = [
        paper(f"p{number}", " ".join(draw(st.lists(WORDS, max_size=6))), draw(DATES))
        for number in range(draw(st.integers(0, 12)))
    ]
    holders: dict[str, set[str]] = defaultdict(set)
    for one in papers:
        for name in draw(st.lists(st.sampled_from("abcde"), max_size=3)):
            holders[name].add(one.id.removeprefix("paper:"))
    people = [person(name, *sorted(held)) for name, held in sorted(holders.items())]
    return (
        papers,
        people,
        [tag(one, f"theme:{name}") for name, held in holders.items() for one in sorted(held)],
    )


@given(corpora(), st.randoms(use_true_random=False))
def test_links_are_sound(drawn: tuple[list[Paper], list[Person], list[Tag]], shuffler: random.Random) -> None:
    papers, people, tags = drawn
    links = link_lineage(papers, people, tags)
    assert list(links) == sorted(links, key=lambda link: (link.later, link.earlier))
    assert len({(link.later, link.earlier) for link in links}) == len(links)
    dated = {one.id for one in papers if one.date}
    children: dict[str, set[str]] = defaultdict(set)
    for link in links:
        assert {link.later, link.earlier} <= dated
        assert LEAST_WEIGHT <= link.weight <= 1
        assert round(sum(value for _, value in link.parts), 4) == link.weight
        assert all(value > 0 for _, value in link.parts)
        children[link.earlier].add(link.later)
    while children:  # peel off the newest until nothing is left: there is no cycle
        newest = {one for held in children.values() for one in held} - children.keys()
        assert newest
        children = {one: held - newest for one, held in children.items() if held - newest}
    for held in (papers, people, tags):
        shuffler.shuffle(held)
    assert link_lineage(papers, people, tags) == links


@pytest.mark.shared_data
def test_a_real_reading_list(shared_data: Path) -> None:
    """Lineage that is known from the papers' own reference lists."""
    from kgraph.people import identify
    from kgraph.sources import read

    read_list = [
        one for one in read([shared_data / "listing" / "lineage-papers.txt"]) if isinstance(one, Paper)
    ]
    title = {one.id: one.title for one in read_list}
    strongest: dict[str, tuple[float, str]] = {}
    for link in link_lineage(read_list, identify(read_list), []):
        better = max(strongest.get(title[link.later], (0.0, "")), (link.weight, title[link.earlier]))
        strongest[title[link.later]] = better
    assert {later: strongest[later][1] for later in KNOWN} == KNOWN


def test_words_may_be_compared_beforehand() -> None:
    papers = corpus(paper("new", NEW, "2020"), paper("old", OLD, "2018"), paper("undated", OLD, None))
    links = link_lineage(papers, (), ())
    assert len(links) == 1
    assert link_lineage(papers, (), (), compared=compare_words(papers)) == links
