"""Which sentence defines a keyword, and which only speaks of it."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.definitions import define_keywords
from kgraph.records import Keyword, Origin, Paper, Quotation, Span, Tag
from kgraph.vocabulary import Status


def paper(text: str | None, number: int = 1, date: str | None = None) -> Paper:
    return Paper(f"paper:{number}", "Brakes and hedges", Origin("a", number), abstract=text, date=date)


def tag(holder: Paper, term: str) -> Tag:
    return Tag(holder.id, "keyword:k", 0.5, Status.EXTRACTED, tuple(mentions(holder, term)))


def mentions(holder: Paper, term: str) -> Iterator[Span]:
    for field in ("title", "abstract"):
        for match in re.finditer(
            rf"\b{re.escape(term)}(?:s|es)?\b", getattr(holder, field) or "", re.IGNORECASE
        ):
            yield Span(field, match.start(), match.end(), match.group())


def defined(term: str, *papers: Paper, shared: bool = True) -> Quotation | None:
    keyword = Keyword("keyword:k", term, (term,), shared)
    [found] = define_keywords([keyword], [tag(holder, term) for holder in papers], papers)
    return found.definition


def sentence(term: str, text: str) -> str | None:
    found = defined(term, paper(text))
    return found.span.text if found else None


DEFINITIONS = [
    ("hedge trimming", "Hedge trimming is the task of cutting plants that stand in a row."),
    ("hedge trimming", "The hedge trimming is a craft that keeps rows of plants in shape."),
    ("drum brake", "A drum brake is a brake in which shoes press against a turning drum."),
    ("drum brake", "Drum brakes are brakes that press shoes against a turning drum."),
    ("drum brake", "Drum brakes (DBs) are devices designed to slow a turning drum by friction."),
    ("drum brake", "Drum brakes, also known as shoe brakes, are a class of devices that slow a drum."),
    ("drum brake", "“Drum brake” refers to a brake with shoes that press against a drum."),
    ("hysteresis", "Hysteresis is defined as the dependence of a state on its own history."),
    ("hysteresis", "In mechanics, hysteresis is a phenomenon where the state depends on its history."),
    ("hysteresis", "Hysteresis describes the phenomenon of a state that depends on its history."),
    ("hedge trimming", "Hedge trimming aims to keep rows of plants at a given height."),
    ("hedge trimming", "The goal of hedge trimming is to keep rows of plants at a given height."),
    ("hedge trimming", "Hedge trimming consists of cutting plants that stand in a row."),
    ("hedge trimming", "Hedge trimming involves cutting plants that stand in a row."),
    ("hedge trimming", "Hedge trimming is a challenging task, aiming to keep plants at a given height."),
    ("hedge trimming", "Hedge trimming aims to improve the look of plants by cutting them to a height."),
    ("hedge trimming", "Hedge trimming, a craft that keeps plants in shape, is older than the lawn mower."),
    ("hedge trimming", "Few books tell of hedge trimming, the art of cutting plants to a given height."),
    ("hedge trimming", "They speak of hedge trimming, i.e., the art of cutting plants to a given height."),
    ("HedgeBot", "In this paper, we introduce HedgeBot, a small robot for cutting plants in a row."),
    ("hedge trimming", "Hedge trimming means cutting plants in a row; this paper tells how it is done."),
    ("hysteresis", "Hysteresis describes how the state of a system depends on its own history."),
    ("disc brake", "A disc brake is a powerful brake that presses pads against a turning disc."),
    ("grokking", "Grokking is a surprising phenomenon in late training where test error falls at last."),
    ("drum brake", "A \\emph{drum brake} is a brake in which shoes press against a turning drum."),
]

NO_DEFINITIONS = [
    ("hedge trimming", "Hedge trimming is a challenging problem for robots with few sensors."),
    ("hedge trimming", "Hedge trimming is an important step towards gardens that need no gardener."),
    ("hedge trimming", "Hedge trimming is a promising direction for robots that work outdoors."),
    ("hedge trimming", "Hedge trimming is one of the most common tasks of a gardener in spring."),
    ("hedge trimming", "Hedge trimming is the key to gardens that please their neighbours."),
    ("hedge trimming", "Hedge trimming is a craft that has drawn much attention from robotics."),
    ("hedge trimming", "Hedge trimming is widely used in gardens that have rows of plants."),
    ("hedge trimming", "Is hedge trimming the task of cutting plants that stand in a row?"),
    ("hedge trimming", "Hedge trimming is a craft that gardeners know and we have learned from them."),
    ("hedge trimming", "Hedge trimming is a remedy that solves this problem of plants in a row."),
    ("hedge trimming", "Hedge trimming aims to overcome the limits of gardens without gardeners."),
    ("hedge trimming", "Robotic hedge trimming is the task of cutting plants with a robot."),
    ("hedge trimming", "Gardeners say that hedge trimming is a craft that keeps plants in shape."),
    ("hedge trimming", "Hedge trimming tools are devices that cut plants that stand in a row."),
    ("hedge trimming", "Despite hedge trimming, the task of keeping gardens in shape remains open."),
    ("hedge trimming", "Like hedge trimming, a lawn that is cut each week needs time and patience."),
    ("hedge trimming", "We propose hedge trimming, a craft for robots that work outdoors."),
    ("hedge trimming", "They like robotic hedge trimming, the art of cutting plants with a robot."),
    ("hedge trimming", "Hedge trimming is a widely known craft for improving the look of gardens."),
    ("hedge trimming", "Hedge trimming is the sport of choice of gardeners that have time in spring."),
    ("hedge trimming", "Hedge trimming is a simple craft to obtain such gardens with little effort."),
    ("drum brake", "Drum brakes are increasingly replaced by discs that cool much faster."),
    ("drum brake", "Drum brakes are known to fade on long descents that heat their shoes."),
    ("drum brake", "Drum brakes are vulnerable to heat that builds up on long descents."),
    ("drum brake", "The aim of the drum brake is to be balanced, light and cheap to make."),
    ("HedgeBot", "We introduce Hedgebot, a small robot for cutting plants in a row."),
    ("drum brake", "A drum brake is a brake that slows."),
    ("drum brake", f"A drum brake is a brake that has {'shoes and ' * 50}a drum."),
]


@pytest.mark.parametrize(("term", "text"), DEFINITIONS)
def test_what_defines(term: str, text: str) -> None:
    assert sentence(term, f"Gardens grow. {text} They last.") == text


@pytest.mark.parametrize(("term", "text"), NO_DEFINITIONS)
def test_what_only_speaks_of_it(term: str, text: str) -> None:
    assert sentence(term, f"Gardens grow. {text} They last.") is None


def test_the_quotation_says_where_it_stands() -> None:
    text = "We brake.  A drum brake is a brake that\npresses shoes on a drum.Discs are better. Pads wear."
    found = defined("drum brake", paper(text))
    assert found == Quotation(
        "paper:1", Span("abstract", 11, 64, "A drum brake is a brake that\npresses shoes on a drum.")
    )
    assert text[11:64] == found.span.text


STATED = "Hedge trimming is the task of cutting plants that stand in a row."
RELATIVE = "Hedge trimming is a craft that keeps plants in shape."
PLAIN = "Hedge trimming is a craft of cutting plants in a row."
APPOSED = "Hedge trimming, a craft that keeps plants in shape, is very old."
PURPOSE = "Hedge trimming aims to keep plants at a given height."


def test_the_surest_pattern_is_taken_whatever_the_order() -> None:
    best_first = (STATED, RELATIVE, PLAIN, APPOSED, PURPOSE)
    for place, best in enumerate(best_first):
        papers = [paper(text, number) for number, text in enumerate(best_first[place:])]
        for order in (papers, papers[::-1]):
            assert defined("hedge trimming", *order) == Quotation(
                "paper:0", Span("abstract", 0, len(best), best)
            )


def test_of_equals_the_earliest_then_the_first_id_then_the_first_place() -> None:
    text = f"{PURPOSE} {RELATIVE} {RELATIVE}"
    start = len(PURPOSE) + 1
    span = Span("abstract", start, start + len(RELATIVE), RELATIVE)
    undated, late, early, same = (
        paper(text, 1), paper(text, 2, "2020-05"), paper(text, 4, "2019"), paper(text, 3, "2019")
    )  # fmt: skip
    assert defined("hedge trimming", undated, late, early, same) == Quotation("paper:3", span)
    assert defined("hedge trimming", early, late, undated) == Quotation("paper:4", span)
    assert defined("hedge trimming", undated) == Quotation("paper:1", span)


def test_only_shared_keywords_and_abstracts_count() -> None:
    assert defined("hedge trimming", paper(RELATIVE), shared=False) is None
    assert defined("hedge trimming", Paper("paper:1", RELATIVE, Origin("a", 1))) is None


def test_a_remnant_without_a_word_is_no_sentence() -> None:
    assert sentence("R", "We like statistics.\n\nR, a b") is None


def test_the_other_fields_stay() -> None:
    keyword = Keyword("keyword:k", "brake", ("Brake",), shared=True, close_match=("theme:brakes",))
    assert define_keywords([keyword], [], []) == (keyword,)


WORDS = st.sampled_from(
    ["hedge trimming", "Hedge trimming", "is", "are", "a", "the", "task", "of", "that", "aims to", ",", ".",
     "?", "(HT)", "we", "\n\n", "“", "{", "craft", "which", "refers to", "i.e.,", "In", "A"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_a_quotation_is_in_its_paper_whatever_the_text(text: str) -> None:
    if found := defined("hedge trimming", paper(text)):
        assert text[found.span.start : found.span.end] == found.span.text
        assert "hedge trimming" in found.span.text.lower()
        assert 40 <= len(found.span.text) <= 400
