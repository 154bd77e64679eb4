"""Pages as the look-up leaves them."""

import pytest

from kgraph.keywords import lookup, pages
from kgraph.keywords.corpus import read_corpus
from kgraph.keywords.lookup import find_holdings, find_present
from kgraph.keywords.pages import Page, make_pages
from kgraph.keywords.phrases import load_pipeline
from kgraph.keywords.thesaurus import Thesaurus
from kgraph.records import Origin, Paper

NLP = load_pipeline(model=False)
A = "A reward model for calibration. Gradient noise"
PAPERS = [
    Paper(
        "paper:a", "Reward models", Origin("x", 1), abstract="A reward model for calibration. Gradient noise."
    ),
    Paper("paper:b", "Gradient noise", Origin("x", 2), keywords=("noise", "Reward models")),
    Paper("paper:c", "Gradient noise scale", Origin("x", 3), abstract="The reward model.", keywords=("art",)),
]


def make() -> list[Page]:
    corpus = read_corpus(PAPERS, {}, NLP)
    return list(make_pages(corpus, find_holdings(corpus, Thesaurus())))


def test_whole_pages() -> None:
    reward, noise, scale = ("reward", "model"), ("gradient", "noise"), ("gradient", "noise", "scale")
    assert make() == [
        Page(
            PAPERS[0],
            [("title", "Reward models"), ("abstract", f"{A}.")],
            own={},
            terms=frozenset({reward, ("calibration",), noise}),
            found={reward: [(0, 0, 13), (1, 2, 14)], noise: [(1, 32, 46)]},
            local={("calibration",): [(1, 19, 30)]},
        ),
        Page(
            PAPERS[1],
            [("title", "Gradient noise")],
            own={("noise",): "noise", reward: "Reward models"},
            terms=frozenset({noise, ("noise",), reward}),
            found={noise: [(0, 0, 14)]},
            local={("noise",): [(0, 9, 14)]},
        ),
        Page(
            PAPERS[2],
            [("title", "Gradient noise scale"), ("abstract", "The reward model.")],
            own={("art",): "art"},
            terms=frozenset({scale, reward, ("art",)}),
            # What only one page holds gives its place back to the term inside it.
            found={noise: [(0, 0, 14)], reward: [(1, 4, 16)]},
            local={scale: [(0, 0, 20)], ("art",): []},
        ),
    ]


def test_it_does_not_matter_how_many_pages_are_searched_together(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = make()
    monkeypatch.setattr(lookup, "_TOGETHER", 2)
    monkeypatch.setattr(pages, "_TOGETHER", 1)
    assert make() == whole


def test_what_is_present_stands_in_a_text_or_among_the_author_keywords() -> None:
    corpus = read_corpus(PAPERS, {}, NLP)
    keys = [("noise", "scale"), ("art",), ("model", "for"), ("model", "gradient"), ("scale", "art")]
    own = {("noise",), ("reward", "model"), ("art",)}
    assert find_present(corpus, keys) == {("noise", "scale"), ("model", "for")} | own
    assert find_present(corpus, []) == set()
