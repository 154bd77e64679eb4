"""References become citations by the first rule that finds one paper, and each is counted."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.citations import match_references, paper_keys, reference_keys
from kgraph.records import Citation, Mention, Origin, Paper, References


def paper(key: str, title: str, year: str | None, *names: str, **facts: object) -> Paper:
    mentions = tuple(Mention(name, place) for place, name in enumerate(names, start=1))
    return replace(Paper(f"paper:{key}", title, Origin("a", 1), mentions=mentions, date=year), **facts)


CORPUS = (
    paper("need", "Attention is all you need", "2017", "Ashish Vaswani", identifiers=("arxiv:1706.03762",)),
    paper("debate", "AI safety via debate", "2018", "Geoffrey Irving", doi="10.48550/arXiv.1805.00899"),
    paper("doi", "Über die Größe: ein Versuch", "1999", "Jörg Müller", identifiers=("doi:10.1000/(a)1",)),
    paper("long", "How models learn, what they learn, and why they forget it", None, "Bo Ek"),
    paper("annual-1", "Report on the state of speech", "1991", "Raj Dee"),
    paper("annual-2", "Report on the state of speech", "1993", "Raj Dee"),
    paper("short", "Preface", "2010", "Ann Lee", identifiers=("openalex:W7",)),
)

FOUND = {
    "arxiv:1706.03762": ("need", "arxiv 1706.03762"),
    "1706.03762": ("need", "arxiv 1706.03762"),
    "doi:10.48550/arxiv.1706.03762": ("need", "arxiv 1706.03762"),
    "arxiv:1805.00899": ("debate", "arxiv 1805.00899"),
    "doi:10.1000/(a)1": ("doi", "doi 10.1000/(a)1"),
    "10.1000/(a)1": ("doi", "doi 10.1000/(a)1"),
    "Müller J. 1999. (https://doi.org/10.1000/(A)1).": ("doi", "doi 10.1000/(a)1"),
    "Vaswani A. et al., Attention…, arXiv:1706.03762v5 [cs.CL]": ("need", "arxiv 1706.03762"),
    "paper:short": ("short", "id paper:short"),
    "openalex:W7": ("short", "openalex W7"),
    "Attention Is All You Need (2017)": ("need", "title and year"),
    "Attention is all you need. (2018)": ("need", "title and year"),
    "Uber die Grosse: ein Versuch (1999)": ("doi", "title and year"),
    "ÜBER DIE GRÖSSE – ein Versuch (1999)": ("doi", "title and year"),
    "How models learn, what they learn, and why they forget it": ("long", "title and year"),
    "Report on the state of speech (1993)": ("annual-2", "title and year"),
    "Report on the state of speech (1992)": "ambiguous",
    "Vaswani, A., Attention is all you need, NIPS, pp. 5998-6008 (2017)": ("need", "title in the text"),
    "[3] A. Vaswani et al. (2017) “Attention is all you need.”": ("need", "title in the text"),
    "Ek B: How models learn, what they learn, and why they forget it. Mind 3": ("long", "title in the text"),
    "Mu\u0308ller, J. U\u0308ber die Gro\u0308ße: ein Versuch. Berlin, 1999": ("doi", "title in the text"),
    # What is no match, and why.
    "doi:10.1000/(a)2": None,
    "Preface (2010)": None,  # too short
    "Attention is all you need (2020)": None,  # too late
    "Attention is all you need": None,  # no year
    "Roe, J., Attention is all you need, NIPS (2017)": None,  # another author
    "Vaswani, A., Attention is all you need: a sequel, NIPS (2017)": None,  # a longer title
    "Vaswani, A., Why attention is all you need, NIPS (2017)": None,
    "Vaswani, A., Attention is all you need, NIPS (2020)": None,
    "": None,
}


@pytest.mark.parametrize("reference", FOUND)
def test_a_reference(reference: str) -> None:
    citing = paper("citing", "Later", "2021", references=(reference,))
    citations, account = match_references((*CORPUS, citing))
    match FOUND[reference]:
        case None:
            assert (citations, account) == ((), References(read=1, outside=1))
        case "ambiguous":
            assert (citations, account) == ((), References(read=1, ambiguous=1))
        case (key, rule):
            assert citations == (Citation("paper:citing", f"paper:{key}", rule),)
            name = rule if rule.startswith("title") else rule.partition(" ")[0]
            assert account == References(read=1, matched=((name, 1),))


def test_two_references_are_one_citation_and_are_both_counted() -> None:
    twice = ("arxiv:1706.03762", "Attention is all you need (2017)", "paper:citing", "nothing")
    citing = paper("citing", "Later", "2021", references=twice)
    assert match_references((citing, *CORPUS)) == (
        (Citation("paper:citing", "paper:need", "arxiv 1706.03762"),),
        References(read=4, matched=(("arxiv", 1), ("title and year", 1)), own=1, outside=1),
    )


def test_an_id_of_the_source_counts_in_its_own_file() -> None:
    here = paper("here", "One", "2000", identifiers=("id:7",))
    there = paper("there", "Two", "2000", identifiers=("id:7",), origin=Origin("b", 1))
    citing = paper("citing", "Later", "2021", references=("7", "8"), origin=Origin("b", 2))
    assert match_references([here, there, citing]) == (
        (Citation("paper:citing", "paper:there", "id 7"),),
        References(read=2, matched=(("id", 1),), outside=1),
    )


def test_an_identifier_of_two_papers_names_neither() -> None:
    both = [paper(key, key, "2000", identifiers=("doi:10.1000/1",)) for key in "ab"]
    citing = paper("citing", "Later", "2021", references=("doi:10.1000/1",))
    assert match_references([*both, citing]) == ((), References(read=1, ambiguous=1))


def test_without_references_there_is_nothing() -> None:
    assert match_references(CORPUS) == ((), References())


@given(st.lists(st.text(max_size=40) | st.sampled_from(sorted(FOUND)), max_size=6))
def test_the_account_is_whole(references: list[str]) -> None:
    citing = paper("citing", "Later", "2021", references=tuple(references))
    citations, account = match_references((*CORPUS, citing))
    matched = sum(count for _, count in account.matched)
    assert account.read == len(references) == matched + account.own + account.ambiguous + account.outside
    assert len(citations) <= matched


_WORDS = st.lists(
    st.sampled_from(["attention", "is", "all", "you", "Größe:", "the", "state", "of", "speech", "1993"]),
    max_size=9,
).map(" ".join)


@given(st.lists(st.sampled_from(sorted(FOUND)) | _WORDS | _WORDS.map("{} (1992)".format), max_size=4))
def test_papers_with_a_key_of_the_reference_are_enough(references: list[str]) -> None:
    citing = paper("citing", "On what was found before", "2020", references=tuple(references))
    keys = {key for reference in references for key in reference_keys(reference, citing.origin.file)}
    known = [each for each in (*CORPUS, citing) if not keys.isdisjoint(paper_keys(each))]
    assert match_references([citing], known) == match_references([citing], (*CORPUS, citing))
