"""What is doubtful, and what settles it."""

from kgraph.corrections import Corrections, Decision
from kgraph.people import identify, identify_corrected
from kgraph.people.doubts import Doubt, explain_identity, find_doubts
from kgraph.people.forms import places_of
from kgraph.records import Mention, Origin, Paper

NOTHING = Corrections()


def papers_of(*author_lists: str) -> list[Paper]:
    """One paper a string, authors separated by semicolons, identifiers behind a bar."""
    return [
        Paper(
            id=f"paper:p{number}",
            title=f"Paper {number}",
            origin=Origin("papers.txt", number),
            mentions=tuple(
                Mention(author.partition("|")[0].strip(), place, tuple(author.partition("|")[2].split()))
                for place, author in enumerate(authors.split(";"), 1)
            ),
        )
        for number, authors in enumerate(author_lists, 1)
    ]


def doubts_of(*author_lists: str) -> tuple[Doubt, ...]:
    papers = papers_of(*author_lists)
    return find_doubts(identify(papers), places_of(papers), NOTHING)


def test_a_merge_by_initials_is_asked_once_for_all_forms() -> None:
    assert doubts_of("A. Berg", "Anna Berg", "Anna Maria Berg; Bo Ek", "A Berg", "A. Berg") == (
        Doubt(
            "A. Berg is Anna Maria Berg by initials only",
            ("person:anna-maria-berg",),
            (
                Decision("merge", "A. Berg", "Anna Maria Berg"),
                Decision("split", "A. Berg", "A. Berg"),
                Decision("split", "A Berg", "A. Berg"),
            ),
        ),
    )


def test_both_answers_settle_it() -> None:
    papers = papers_of("A. Berg", "Anna Berg", "A Berg")
    [doubt] = find_doubts(identify(papers), places_of(papers), NOTHING)
    merge, *split = doubt.answers
    expected = [[("A Berg", "A. Berg", "Anna Berg")], [("A Berg", "A. Berg"), ("Anna Berg",)]]
    for answer, groups in zip(((merge,), tuple(split)), expected, strict=True):
        people, notes = identify_corrected(papers, Corrections(answer))
        assert ([person.names for person in people], notes) == (groups, ())
        assert find_doubts(people, places_of(papers), Corrections(answer)) == ()


def test_a_form_that_could_be_either() -> None:
    assert doubts_of("J. Ek", "Jan Ek", "Jon Ek", "Jon Ek") == (
        Doubt(
            "J. Ek may be Jan Ek or Jon Ek",
            ("person:j-ek", "person:jan-ek", "person:jon-ek"),
            (
                Decision("merge", "J. Ek", "Jan Ek"),
                Decision("merge", "J. Ek", "Jon Ek"),
                Decision("split", "J. Ek", "J. Ek"),
            ),
        ),
    )


def test_namesakes_are_doubtful_unless_a_register_tells_them_all_apart() -> None:
    one, two = "Wei Li | orcid:0000-0000-0000-0001", "Wei Li | orcid:0000-0000-0000-0002"
    assert doubts_of(one, two) == ()
    assert doubts_of(one, two, "Wei Li") == (
        Doubt(
            "3 people are called Wei Li",
            ("person:wei-li", "person:wei-li-2", "person:wei-li-3"),
            (Decision("merge", "Wei Li", "Wei Li"), Decision("rename", "paper:p2#1", "Wei Li (2)")),
        ),
    )


def test_why_tells_what_speaks_against_names_that_agree() -> None:
    papers = papers_of("Ann Lee; A. Lee")
    assert explain_identity("Ann Lee", "paper:p1#2", identify(papers), places_of(papers), NOTHING) == (
        "by hand: nothing is decided",
        "surname: both are lee",
        "given names: they agree (initials)",
        "against it: one paper names both",
        "other candidates: none",
        "so they are two people: person:ann-lee and person:a-lee",
    )


def test_why_of_two_mentions_that_a_register_tells_apart() -> None:
    papers = papers_of("A. Lee | orcid:0000-0000-0000-0001", "Ann Lee | orcid:0000-0000-0000-0002")
    lines = explain_identity("A. Lee", "Ann Lee", identify(papers), places_of(papers), NOTHING)
    assert lines[3] == "against it: they have different identifiers of one register"
