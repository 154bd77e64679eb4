"""The passages of a link are the two sentences that are most alike, and stand where they say."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kgraph.passages import _END, _END_IN_LINE, quote_passages, split_sentences
from kgraph.records import LineageLink, Origin, Paper, Span


def paper(name: str, title: str, abstract: str | None = None) -> Paper:
    return Paper(f"paper:{name}", title, Origin("a.txt", 1), abstract=abstract)


def link(later: str, earlier: str) -> LineageLink:
    return LineageLink(f"paper:{later}", f"paper:{earlier}", 0.5, (), (), (), direction_uncertain=False)


def sentences(text: str) -> list[str]:
    return [span.text for span in split_sentences(paper("a", "T", text))[1:]]


def quoted(papers: list[Paper], later: str = "new", earlier: str = "old") -> list[tuple[str, str]]:
    [found] = quote_passages([link(later, earlier)], papers)
    return [(span.field, span.text) for span in found.passages]


def test_sentences_end_where_they_do() -> None:
    assert sentences(
        "Ho et al. (2019) and Ho et al. 2020 differ, e.g. In size, cf. Fig. 3 and Eq. (2). It grows by 3.5 "
        'points! Does it "stop?" xGo does. That is no. Nodes w.r.t. The root count.\n\nA new part (see Sec. '
        "4.) ends here… [1] So"
    ) == [
        "Ho et al. (2019) and Ho et al. 2020 differ, e.g. In size, cf. Fig. 3 and Eq. (2).",
        "It grows by 3.5 points!",
        'Does it "stop?"',
        "xGo does.",
        "That is no.",
        "Nodes w.r.t. The root count.",
        "A new part (see Sec. 4.) ends here…",
        "[1] So",
    ]
    assert sentences("First:\n1. We read.\n2. We write.") == ["First:\n1.", "We read.", "2. We write."]
    assert sentences("奖励模型很小。我们训练它。 Yes.") == ["奖励模型很小。", "我们训练它。", "Yes."]
    assert sentences("We use TL;DR. It helps. As CF. We end.") == [
        "We use TL;DR.",
        "It helps.",
        "As CF.",
        "We end.",
    ]
    assert sentences("no full stop") == ["no full stop"]
    assert sentences(" \n ") == []


@given(st.text(st.sampled_from("ab AZ.!?3)\n。é"), max_size=60))
def test_sentences_stand_where_they_say_and_lose_no_word(text: str) -> None:
    spans = split_sentences(paper("a", "T", text))[1:]
    assert [text[span.start : span.end] for span in spans] == [span.text for span in spans]
    assert all(span.text == span.text.strip() != "" for span in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    if spans:
        assert "".join(text[spans[0].start : spans[-1].end].split()) == "".join(
            "".join(span.text.split()) for span in spans
        )


OLD = "Trains are loud. A reward model is learned from comparisons of clips. We end."
NEW = "Summaries are long. We learn a reward model from comparisons of summaries. Judges agree."


def test_the_most_alike_sentences_are_quoted() -> None:
    assert quoted([paper("new", "Comparisons of clips", NEW), paper("old", "Reward models", OLD)]) == [
        ("abstract", "We learn a reward model from comparisons of summaries."),
        ("abstract", "A reward model is learned from comparisons of clips."),
    ]


def test_a_title_stands_in_for_a_missing_abstract_and_for_one_without_a_like() -> None:
    old = paper("old", "Learning from comparisons of clips", None)
    new = "Summaries are long. Learning from comparisons of clips is short."
    assert quoted([paper("new", "Comparisons of clips", new), old]) == [
        ("abstract", "Learning from comparisons of clips is short."),
        ("title", "Learning from comparisons of clips"),
    ]
    far = paper("new", "Comparisons of clips again", "Kitchens are noisy. Pans fall.")
    assert quoted([far, old]) == [
        ("title", "Comparisons of clips again"),
        ("title", "Learning from comparisons of clips"),
    ]


def test_nothing_is_quoted_where_nothing_is_alike() -> None:
    assert quoted([paper("new", "Kitchens", "Pans fall."), paper("old", "Reward models", OLD)]) == []
    assert quoted([paper("new", "The", "Of it."), paper("old", "The", "Of it.")]) == []
    assert quote_passages([], [paper("new", "A", NEW)]) == ()


def test_of_equals_the_first_is_quoted() -> None:
    twice = "Reward models learn. Reward models learn."
    [found] = quote_passages([link("new", "old")], [paper("new", "N", twice), paper("old", "O", twice)])
    assert found.passages == (Span("abstract", 0, 20, "Reward models learn."),) * 2


WORDS = st.lists(
    st.sampled_from(["reward", "clip", "judge", "the", "pan.", "Model.", "Speech!"]), max_size=12
)
CORPORA = st.lists(st.tuples(WORDS, st.none() | WORDS), min_size=2, max_size=6)


@given(CORPORA, st.data())
def test_links_keep_their_order_and_quote_their_own_papers(
    texts: list[tuple[list[str], list[str] | None]], data: st.DataObject
) -> None:
    papers = [
        paper(str(number), " ".join(title), None if abstract is None else " ".join(abstract))
        for number, (title, abstract) in enumerate(texts)
    ]
    names = st.sampled_from([one.id.removeprefix("paper:") for one in papers])
    links = [link(*pair) for pair in data.draw(st.lists(st.tuples(names, names), max_size=8))]
    found = quote_passages(links, papers)
    assert [(one.later, one.earlier) for one in found] == [(one.later, one.earlier) for one in links]
    by_id = {one.id: one for one in papers}
    for one in found:
        assert len(one.passages) in (0, 2)
        for name, span in zip((one.later, one.earlier), one.passages, strict=False):
            assert getattr(by_id[name], span.field)[span.start : span.end] == span.text != ""
    assert quote_passages(links, papers[::-1]) == found
    # Each link is quoted for itself: among the same papers, others do not change what it says.
    everywhere = [link(a.id[6:], b.id[6:]) for a in papers for b in papers]
    table = {(one.later, one.earlier): one for one in quote_passages(everywhere, papers)}
    both = quote_passages([*links, *everywhere], papers)
    assert both[: len(links)] == tuple(table[one.later, one.earlier] for one in links)


@given(st.text(alphabet=".!?…。！？”’」』）)]'\"* 1.aAbRx", max_size=20))
def test_a_line_ends_its_sentences_as_any_text_does(text: str) -> None:
    ends = [match.span() for match in _END.finditer(text)]
    assert [match.span() for match in _END_IN_LINE.finditer(text)] == ends
