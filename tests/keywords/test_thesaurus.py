"""Keywords corrected by hand: merge, drop, promote, and what is told of lines that fail."""

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.corrections import THESAURUS_VERBS, Corrections, Decision, parse_corrections
from kgraph.errors import KgraphError
from kgraph.keywords import Workplace, extract_corrected, extract_keywords
from kgraph.keywords.phrases import load_pipeline
from kgraph.keywords.thesaurus import promote_to_themes
from kgraph.records import Keyword, Origin, Paper, Span
from kgraph.schema import Theme

NLP = load_pipeline(model=False)
PLACE = Workplace(NLP)


def paper(name: str, title: str, abstract: str = "", *keywords: str) -> Paper:
    return Paper(f"paper:{name}", title, Origin("x.jsonl", 1), abstract=abstract or None, keywords=keywords)


PAPERS = (
    paper("a", "Reward models", "We train reward models by reinforcement learning (RL). RL is hard."),
    paper("b", "Penalty models", "A penalty model is a work of art for RL.", "Public good"),
    paper("c", "Reward models", "A penalty model is a reward model for the public good.", "Penalty models"),
)


def corrections(*lines: str) -> Corrections:
    return Corrections(parse_corrections("\n".join(lines), "thesaurus.toml", THESAURUS_VERBS))


def keywords_of(*lines: str) -> dict[str, list[str]]:
    """The papers of each keyword that links, by its label."""
    keywords, tags, notes = extract_corrected(PAPERS, corrections(*lines), PLACE)
    assert notes == ()
    return {
        keyword.label: [tag.paper[-1] for tag in tags if tag.concept == keyword.id]
        for keyword in keywords
        if keyword.shared
    }


def test_without_corrections_nothing_changes() -> None:
    assert extract_corrected(PAPERS, Corrections(), PLACE) == (*extract_keywords(PAPERS, NLP), ())
    assert keywords_of() == {
        "public good": ["b", "c"],
        "RL": ["a", "b"],
        "reward model": ["a", "c"],
        "penalty model": ["b", "c"],
    }


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ['merge."penalty models" = "Reward model"'],
            {"public good": ["b", "c"], "RL": ["a", "b"], "Reward model": ["a", "b", "c"]},
        ),
        # A chain ends in one label, and acronyms are known.
        (
            ['merge."penalty model" = "reward model"', 'merge."reward model" = "reinforcement learning"'],
            {"public good": ["b", "c"], "reinforcement learning": ["a", "b", "c"]},
        ),
        (['drop."RL" = "too wide"', 'drop."public goods" = "noise"', 'drop."reward model" = "noise"'],
         {"penalty model": ["b", "c"]}),
        # Too common a word to be a keyword by itself; now it is one.
        (
            ['promote."art" = "keyword"', 'merge."public good" = "art"'],
            {"RL": ["a", "b"], "art": ["b", "c"], "reward model": ["a", "c"], "penalty model": ["b", "c"]},
        ),
        (
            ['promote."model" = "keyword"', 'drop."reward models" = "x"', 'drop."penalty models" = "x"'],
            {"public good": ["b", "c"], "RL": ["a", "b"], "model": ["a", "b", "c"]},
        ),
    ],
)  # fmt: skip
def test_what_a_line_does(lines: list[str], expected: dict[str, list[str]]) -> None:
    assert keywords_of(*lines) == expected
    assert keywords_of(*reversed(lines)) == expected


def test_a_merged_keyword_keeps_its_printed_forms_and_places() -> None:
    keywords, tags, _ = extract_corrected(
        PAPERS, corrections('merge."penalty model" = "reward model"'), PLACE
    )
    assert [keyword for keyword in keywords if keyword.id == "keyword:reward-model"] == [
        Keyword(
            "keyword:reward-model",
            "reward model",
            ("Penalty models", "Reward models", "penalty model", "reward model", "reward models"),
            True,
        )
    ]
    [evidence] = [t.evidence for t in tags if (t.paper, t.concept) == ("paper:b", "keyword:reward-model")]
    assert evidence == (Span("title", 0, 14, "Penalty models"), Span("abstract", 2, 15, "penalty model"))


@pytest.mark.parametrize(
    "line", ['merge."nothing here" = "RL"', 'drop."nothing here" = "x"', 'promote."nothing here" = "keyword"']
)
def test_a_line_that_fits_nothing_is_told(line: str) -> None:
    _, _, notes = extract_corrected(PAPERS, corrections(line), PLACE)
    assert notes == (f'thesaurus.toml:1: not applied: "nothing here" is in no text ({line})',)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('merge."reward model" = "RL"', 'merge."reward-models" = "penalty model"'),
        ('merge."reward model" = "RL"', 'merge."RL" = "reward model"'),
        ('merge."reward model" = "RL"', 'drop."reward models" = "noise"'),
        ('merge."reward model" = "RL"', 'drop."reinforcement learning" = "noise"'),
        ('drop."RL" = "noise"', 'promote."reinforcement learning" = "keyword"'),
    ],
)
def test_lines_that_contradict_each_other_are_an_error_that_names_both(one: str, other: str) -> None:
    for lines in ([one, "", other], [other, "", one]):
        with pytest.raises(KgraphError) as error:
            extract_corrected(PAPERS, corrections(*lines), PLACE)
        assert str(error.value) == (
            f"thesaurus.toml:1 ({lines[0]}) contradicts thesaurus.toml:3 ({lines[2]}): delete one of the two"
        )


def test_a_term_becomes_the_name_of_a_theme() -> None:
    scheme = (
        Theme("theme:other", "https://example.org/other", "Other"),
        Theme(
            "theme:reward", "https://example.org/reward", "Reward modeling", alt_labels=("reward learning",)
        ),
    )
    lines = corrections(
        'promote."penalty model" = "theme:reward"',
        'promote."the good" = "Reward modelling"',
        'promote."RL" = "keyword"',
        'promote."art" = "no such theme"',
    )
    named = replace(scheme[1], alt_labels=("reward learning", "penalty model", "the good"))
    assert promote_to_themes(scheme, lines) == (
        (scheme[0], named),
        (
            'thesaurus.toml:4: not applied: "no such theme" is no theme, nor `keyword` '
            '(promote."art" = "no such theme")',
        ),
    )


_TERMS = st.sampled_from(
    ["reward model", "penalty model", "RL", "art", "public good", "model", "nothing here"]
)


@settings(max_examples=30)
@given(
    st.lists(
        st.tuples(st.sampled_from(THESAURUS_VERBS), _TERMS, _TERMS | st.just("keyword")),
        max_size=4,
        unique_by=lambda line: line[:2],
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_the_lines_does_not_matter(
    lines: list[tuple[str, str, str]], order: random.Random
) -> None:
    def result() -> object:
        try:
            keywords, tags, notes = extract_corrected(PAPERS, Corrections(tuple(decisions)), PLACE)
        except KgraphError:
            return None
        return keywords, tags, sorted(notes)

    decisions = [Decision(*line, "thesaurus.toml:1") for line in lines]
    first = result()
    order.shuffle(decisions)
    assert result() == first
