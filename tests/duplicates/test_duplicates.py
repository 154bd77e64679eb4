"""Records of one paper become one; nothing depends on their order, and a second look changes nothing."""

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kgraph.duplicates import Merge, merge_duplicates
from kgraph.identifiers import paper_id
from kgraph.records import Mention, Origin, Paper

TITLE = "On the origin of reward models"
PREPRINT = Paper(
    id=paper_id(TITLE, "2019", "Ann Lee"),
    title=TITLE,
    origin=Origin("arxiv.jsonl", 3),
    mentions=(Mention("Ann Lee", 1, ("orcid:0000-0002-1825-0097",)), Mention("Bo Ek", 2)),
    abstract="A long abstract, so that this is the record with the most facts.",
    date="2019-12-01",
    references=("doi:10.1000/9",),
    identifiers=("arxiv:1912.00001",),
    type="preprint",
)
PUBLISHED = Paper(
    id=paper_id(TITLE, "2020", "Lee, A."),
    title="On the Origin of Reward Models",
    origin=Origin("wos.txt", 8),
    mentions=(Mention("Lee, A.", 1, ("wos:1",), ("Uni Ö",)), Mention("Ek, B.", 2)),
    date="2020-03",
    venue="Minds",
    doi="10.1000/1",
    identifiers=("doi:10.1000/1",),
    type="article-journal",
)
CITING = Paper(
    id="paper:citing", title="Later", origin=Origin("x", 1), references=(PUBLISHED.id, PREPRINT.id, "x")
)


def test_the_fullest_record_is_kept_and_takes_what_it_lacks() -> None:
    papers, merges = merge_duplicates([PUBLISHED, CITING, PREPRINT])
    united = replace(
        PREPRINT,
        mentions=(
            Mention("Ann Lee", 1, ("orcid:0000-0002-1825-0097", "wos:1"), ("Uni Ö",)),
            Mention("Bo Ek", 2),
        ),
        venue="Minds",
        doi="10.1000/1",
        identifiers=("arxiv:1912.00001", "doi:10.1000/1"),
        type="article-journal",
    )
    assert papers == (replace(CITING, references=(PREPRINT.id, "x")), united)
    rule = "same title and first author, 2019 and 2020"
    assert merges == (Merge(PREPRINT.id, PREPRINT.origin, PUBLISHED.origin, rule),)


def test_nothing_is_taken_over_from_another_author() -> None:
    for others in (PUBLISHED.mentions[:1], (PUBLISHED.mentions[0], Mention("Zoe Li", 2, ("wos:2",)))):
        [united], _ = merge_duplicates([PREPRINT, replace(PUBLISHED, mentions=others)])
        assert united.mentions[1] == PREPRINT.mentions[1]


def test_a_united_record_is_looked_at_again() -> None:
    """The third record shares a DOI with the second alone, and its title and author with the first alone."""
    second = replace(PREPRINT, origin=Origin("b", 1), identifiers=("arxiv:1912.00001", "doi:10.1000/1"))
    third = Paper("paper:t", "Models of reward", Origin("c", 1), identifiers=("doi:10.1000/1",))
    third = replace(third, mentions=(Mention("A. Lee", 1),), date="2024")
    papers, merges = merge_duplicates([third, PREPRINT, second])
    assert [paper.id for paper in papers] == [PREPRINT.id]
    assert {merge.merged for merge in merges} == {PREPRINT.origin, third.origin}
    assert {merge.kept for merge in merges} == {second.origin}


def test_one_heading_of_two_issues_has_two_ids() -> None:
    first = Paper(
        "paper:1993-ab", "Briefly Noted", Origin("j", 1), date="1993", identifiers=("acl:J93-1016",)
    )
    second = replace(first, origin=Origin("j", 9), identifiers=("acl:J93-3010",))
    papers, merges = merge_duplicates([second, first])
    assert [paper.id for paper in papers] == ["paper:1993-ab-acl-j93-1016", "paper:1993-ab-acl-j93-3010"]
    assert merges == ()
    # A number on every record of an export tells nobody apart.
    numbered = [replace(each, identifiers=("scopus:1", *each.identifiers)) for each in (first, second)]
    others = [Paper(f"paper:{n}", f"Title {n}", Origin("j", n), identifiers=("scopus:1",)) for n in range(4)]
    ids = [paper.id for paper in merge_duplicates([*numbered, *others])[0] if paper.title == first.title]
    assert ids == ["paper:1993-ab-acl-j93-1016", "paper:1993-ab-acl-j93-3010"]
    places = [replace(first, identifiers=(), venue=venue) for venue in ("Mind", "Nature")]
    ids = [paper.id for paper in merge_duplicates(places)[0]]
    assert len(set(ids)) == 2
    assert all(name.startswith("paper:1993-ab-") for name in ids)


NAMES = st.sampled_from(["Ann Lee", "A. Lee", "Zoe Lee", "Bo Ek"])
TITLES = st.sampled_from([TITLE, TITLE.upper(), "Another story of the reward", "Preface", "!", "?"])
IDENTIFIERS = st.sampled_from(
    ["doi:10.1000/1", "doi:10.1000/2", "arxiv:1912.00001", "acl:P98-1", "acl:P98-2"]
)


@st.composite
def records(draw: st.DrawFn) -> Paper:
    title, names = draw(TITLES), draw(st.lists(NAMES, max_size=2))
    year = draw(st.sampled_from([None, "2019", "2020", "2021"]))
    return Paper(
        id=paper_id(title, year, names[0] if names else None),
        title=title,
        origin=Origin(draw(st.sampled_from("ab")), draw(st.integers(1, 9))),
        mentions=tuple(Mention(name, place) for place, name in enumerate(names, start=1)),
        date=year,
        venue=draw(st.sampled_from([None, "Mind", "Nature"])),
        identifiers=tuple(draw(st.lists(IDENTIFIERS, max_size=2, unique=True))),
        type=draw(st.sampled_from([None, "preprint", "book"])),
    )


@given(st.lists(records(), max_size=9), st.randoms(use_true_random=False))
def test_any_order_and_a_second_look_give_the_same(batch: list[Paper], shuffler: random.Random) -> None:
    papers, merges = merge_duplicates(batch)
    assert len(papers) + len(merges) == len(batch)
    assert len({paper.id for paper in papers}) == len(papers)
    assert {name for paper in papers for name in paper.identifiers} == {
        name for paper in batch for name in paper.identifiers
    }
    assert {merge.paper for merge in merges} <= {paper.id for paper in papers}
    shuffler.shuffle(batch)
    assert merge_duplicates(batch) == (papers, merges)
    assert merge_duplicates(papers) == (papers, ())
