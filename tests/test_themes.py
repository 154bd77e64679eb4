import json
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.records import Origin, Paper, Span, Tag
from kgraph.schema import Theme, read_themes
from kgraph.themes import tag_themes
from kgraph.themes.hits import make_finder, walk
from kgraph.themes.labels import compile_labels
from kgraph.themes.texts import Text
from kgraph.vocabulary import Status

WATER = Theme("theme:water", "urn:water", "Water")
SEA = Theme("theme:sea", "urn:sea", "Sea", alt_labels=("open sea", "SEA"), broader=("theme:water",))
TIDES = Theme(
    "theme:tides",
    "urn:tides",
    "Tides",
    alt_labels=("tidal flow", "TF", "modelling of tides"),
    title_labels=("ebb",),
    except_labels=("tide of opinion",),
    broader=("theme:sea",),
)
SCHEME = (WATER, SEA, TIDES)


def paper(title: str, abstract: str | None = None, name: str = "paper:p") -> Paper:
    return Paper(name, title, Origin("list.txt", 1), abstract=abstract)


def mentions(title: str, abstract: str | None = None, theme: str = "theme:tides") -> list[str]:
    """The evidence for a theme, as text."""
    tags = tag_themes([paper(title, abstract)], SCHEME)
    return [span.text for tag in tags if tag.concept == theme for span in tag.evidence]


def test_tags_with_evidence_and_ancestors() -> None:
    papers = [
        paper("On tides", "Tidal flow, again.", "paper:b"),
        paper("Deserts", "No sea, no tides.", "paper:a"),
    ]
    assert tag_themes(papers, SCHEME) == (
        Tag("paper:b", "theme:sea", 0.875, Status.INFERRED, basis=("theme:tides",)),
        Tag(
            "paper:b",
            "theme:tides",
            0.875,
            Status.EXTRACTED,
            evidence=(Span("title", 3, 8, "tides"), Span("abstract", 0, 10, "Tidal flow")),
        ),
        Tag("paper:b", "theme:water", 0.875, Status.INFERRED, basis=("theme:tides",)),
    )


def test_an_ancestor_is_as_sure_as_the_least_sure_of_its_basis_and_never_given_twice() -> None:
    tags = tag_themes([paper("The sea", "The sea, its tides and more tides.")], SCHEME)
    assert [(tag.concept, tag.weight, tag.status, tag.basis) for tag in tags] == [
        ("theme:sea", 0.875, Status.EXTRACTED, ()),
        ("theme:tides", 0.75, Status.EXTRACTED, ()),
        ("theme:water", 0.75, Status.INFERRED, ("theme:sea", "theme:tides")),
    ]


@pytest.mark.parametrize(
    ("abstract", "found"),
    [
        ("Tides.", []),
        ("Tides and tides.", ["Tides", "tides"]),
        ("Tidal-flow and TIDAL\nFLOWS", ["Tidal-flow", "TIDAL\nFLOWS"]),
        ("Modeling of tides, and then a tide", ["Modeling of tides", "tide"]),
        ("A tide is tidal. Flow is not", []),
        ("A tide is tidal (flow) not", []),
        ("The TFs and the TF", ["TFs", "TF"]),
        ("The TF’s and the tf and the Tf", []),
        ("Tide of opinion, tides of opinion, tides of opinion", []),
        ("Tide of opinion, tide, tide of waters", ["tide", "tide"]),
        ("Ebb and ebb", []),
    ],
)
def test_what_is_a_mention(abstract: str, found: list[str]) -> None:
    assert mentions("A study", abstract) == found


def test_a_title_hit_is_enough_and_title_labels_count_there() -> None:
    assert mentions("Ebb-driven") == ["Ebb"]
    assert mentions("A study", "tides") == []


def test_an_acronym_means_what_the_paper_says() -> None:
    assert mentions("TF", "Term frequency (TF) counts. A high TF.") == []
    assert mentions("TF", "Tidal flow (TF) is slow.") == ["TF", "Tidal flow", "TF"]
    assert mentions("TF", "Tokyo forever (tf) is a song. TF.") == ["TF", "TF"]


def test_the_longest_of_overlapping_labels_is_one_mention() -> None:
    assert mentions("A study", "The open sea.", "theme:sea") == []
    assert mentions("Sea", "The open sea. A sea.", "theme:sea") == ["Sea", "open sea", "sea"]


def test_two_mentions_stand_in_two_sentences_or_in_the_first() -> None:
    assert mentions("A study", "We ask. Tides and tides follow. We end.") == []
    assert mentions("A study", "Tides and tides follow. We end.") == ["Tides", "tides"]
    assert mentions("A study", "We ask. A tide. Then a tide.") == ["tide", "tide"]


def test_a_theme_is_named_three_tenths_as_often_as_the_first_of_its_paper() -> None:
    rivers = Theme("theme:rivers", "urn:rivers", "Rivulet")
    for others, found in ((6, ["theme:rivers", "theme:tides"]), (7, ["theme:rivers"])):
        abstract = "A tide. A tide. " + "A rivulet. " * others
        tags = tag_themes([paper("A study", abstract)], (TIDES, rivers))
        assert [tag.concept for tag in tags if tag.evidence] == found


def test_a_common_word_counts_where_title_and_abstract_have_it() -> None:
    assert mentions("A study", "The sea. A sea.", "theme:sea") == []
    assert mentions("The sea", "A wave.", "theme:sea") == []
    assert mentions("The sea", "A sea.", "theme:sea") == ["sea", "sea"]
    assert mentions("The sea", None, "theme:sea") == ["sea"]


def test_an_acronym_behind_a_label_is_no_part_of_it() -> None:
    scheme = (
        Theme("theme:x", "urn:x", "network of buoys (nob)"),
        Theme("theme:y", "urn:y", "Buoy (boat)"),
    )
    tags = tag_themes([paper("A buoy boat in a network of buoys (NOB)")], scheme)
    assert [(tag.concept, [span.text for span in tag.evidence]) for tag in tags] == [
        ("theme:x", ["network of buoys"]),
        ("theme:y", ["buoy boat"]),
    ]


def test_camel_case_is_read_in_its_parts() -> None:
    scheme = (Theme("theme:x", "urn:x", "Bench", alt_labels=("SimTide",)),)
    for title, found in (
        ("KernelBench", "Bench"),
        ("On SimTides", "SimTides"),
        ("Simtide", "Simtide"),
        ("SimTideBench", "SimTide"),
        ("MyKernel and AnyBench, too", "Bench"),
    ):
        [tag] = tag_themes([paper(title)], scheme)
        assert tag.evidence[0] == Span("title", title.index(found), title.index(found) + len(found), found)


def test_a_word_may_speak_of_two_themes() -> None:
    scheme = (SEA, Theme("theme:travel", "urn:travel", "Sea travel"))
    tags = tag_themes([paper("Sea travel")], scheme)
    assert [(tag.concept, tag.evidence) for tag in tags if tag.evidence] == [
        ("theme:sea", (Span("title", 0, 3, "Sea"),)),
        ("theme:travel", (Span("title", 0, 10, "Sea travel"),)),
    ]


def test_nothing_comes_of_nothing() -> None:
    assert tag_themes([], SCHEME) == ()
    assert tag_themes([paper("Tides")], ()) == ()
    assert tag_themes([paper("", "")], SCHEME) == ()
    assert tag_themes([paper("∞ tides")], (Theme("theme:x", "urn:x", "∞"),)) == ()


def test_adding_a_theme_is_editing_turtle(tmp_path: Path) -> None:
    path = tmp_path / "mine.ttl"
    path.write_text(
        "<urn:k> a <http://www.w3.org/2004/02/skos/core#Concept> ; "
        '<http://www.w3.org/2004/02/skos/core#prefLabel> "Knot theory"@en .'
    )
    assert [tag.concept for tag in tag_themes([paper("Knot theories")], read_themes(path))] == [
        "theme:knot-theory"
    ]


@pytest.mark.parametrize(
    ("title", "theme"),
    [
        ("Deep reinforcement learning from human preferences", "preference-learning"),
        ("Constitutional AI: Harmlessness from AI Feedback", "constitutional-ai"),
        ("AI safety via debate", "scalable-oversight"),
        ("Language Models are Few-Shot Learners", "in-context-learning"),
        ("Deep Speech 2: End-to-End Speech Recognition in English and Mandarin", "speech-recognition"),
        ("An Empirical Model of Large-Batch Training", "training-efficiency"),
        ("Scaling Laws for Neural Language Models", "scaling-laws"),
        ("Denoising Diffusion Probabilistic Models", "generative-modeling"),
    ],
)
def test_the_bundled_scheme_knows_well_known_titles(title: str, theme: str) -> None:
    assert f"theme:{theme}" in {tag.concept for tag in tag_themes([paper(title)], read_themes())}


@pytest.mark.parametrize(
    ("title", "theme"),
    [
        ("A vision-language model of birds", "language-models"),
        ("The rl of a gan", "reinforcement-learning"),
        ("Off-policy evaluation", "evaluation"),
        ("A lm and its llm", "language-models"),
        ("Camera calibration for drones", "honesty-calibration"),
    ],
)
def test_the_bundled_scheme_knows_what_is_something_else(title: str, theme: str) -> None:
    assert f"theme:{theme}" not in {tag.concept for tag in tag_themes([paper(title)], read_themes())}


PHRASES = st.lists(
    st.sampled_from(["tides", "Tidal flow", "TF", "tf", "(TF)", "open", "sea", "SEAs", "water", "of",
                     "opinion", "ebb", "term frequency", ",", ".", "-", "’s", "é", "\u200b", "🌊", "ß", "İ"]),
    max_size=25,
).map(" ".join)  # fmt: skip


@given(st.lists(st.tuples(PHRASES | st.text(), st.none() | PHRASES | st.text()), max_size=4), st.randoms())
def test_properties_of_all_tags(texts: list[tuple[str, str | None]], random: Random) -> None:
    papers = [paper(title, abstract, f"paper:{i}") for i, (title, abstract) in enumerate(texts)]
    tags = tag_themes(papers, SCHEME)
    check_tags(tags, papers)
    shuffled = list(papers)
    random.shuffle(shuffled)
    assert tag_themes(shuffled, tuple(reversed(SCHEME))) == tags
    # A paper is tagged alone: its batch makes no difference.
    assert tuple(tag for each in papers for tag in tag_themes([each], SCHEME)) == tags


def check_tags(tags: Sequence[Tag], papers: Sequence[Paper]) -> None:
    by_id = {paper.id: paper for paper in papers}
    assert list(tags) == sorted(tags, key=lambda tag: (tag.paper, tag.concept))
    assert len({(tag.paper, tag.concept) for tag in tags}) == len(tags)
    weights = {(tag.paper, tag.concept): tag.weight for tag in tags if tag.status is Status.EXTRACTED}
    for tag in tags:
        assert 0.75 <= tag.weight <= 1
        if tag.status is Status.EXTRACTED:
            assert tag.evidence
            assert tag.basis == ()
        else:
            assert tag.evidence == ()
            assert tag.weight == min(weights[tag.paper, basis] for basis in tag.basis)
        for span in tag.evidence:
            assert getattr(by_id[tag.paper], span.field)[span.start : span.end] == span.text


@pytest.mark.shared_data
def test_real_abstracts(shared_data: Path) -> None:
    with (shared_data / "themes/arxiv-safety.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    papers = [paper(r["title"], r["abstract"], f"paper:{r['arxiv_id']}") for r in records]
    tags = tag_themes(papers, read_themes())
    check_tags(tags, papers)
    assert len({tag.paper for tag in tags}) > 0.7 * len(papers)
    # Every theme is spoken of but speech recognition: ASR is the attack success rate here, as the papers say.
    absent = {theme.id for theme in read_themes()} - {tag.concept for tag in tags}
    assert absent == {"theme:speech-recognition"}


LABELS = compile_labels(SCHEME)


WORDS = ("sea", "Seas", "open", "OpenSea", "tidal", "flow", "TF", "the", "ebb", ".", "of")


@given(st.lists(st.lists(st.sampled_from(WORDS))))
def test_labels_are_found_in_all_words_at_once_as_word_by_word(texts: list[list[str]]) -> None:
    joined = [" ".join(words) for words in texts]
    expected = []
    for text in joined:
        keys = Text("title", text).keys
        expected.append(list(walk(keys, range(len(keys)), LABELS)))
    assert make_finder(LABELS).find(joined) == expected
