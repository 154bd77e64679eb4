"""Labels that are known are not chosen again."""

from pathlib import Path

import polars as pl
import pytest

from kgraph.keywords import naming
from kgraph.keywords.naming import name_terms
from kgraph.keywords.recalled import read_labels, write_labels
from kgraph.keywords.thesaurus import Thesaurus
from kgraph.keywords.usage import Custom

CUSTOM = Custom(3, {"bayes": "Bayes", "policy": "policy"}, {})
PAGES = pl.DataFrame({"term": ["bayes factor", "value policy"], "pages": [2, 1]})
FORMS = pl.DataFrame(
    [
        ("bayes factor", "Bayes factors", 1, 1),
        ("bayes factor", "Bayes Factor", 1, 1),
        ("value policy", "Value Policies", 0, 1),
        ("value policy", "value policies", 1, 0),
    ],
    schema=["term", "form", "papers", "printed"],
    orient="row",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    named = name_terms(PAGES, FORMS, CUSTOM, Thesaurus())
    assert named["label"].to_list() == ["Bayes factor", "value policy"]
    write_labels(FORMS, named, tmp_path)
    return tmp_path


def chosen_again(
    monkeypatch: pytest.MonkeyPatch, forms: pl.DataFrame, folder: Path, *words: str
) -> list[str]:
    """The terms whose labels are chosen; all are those that are chosen without what is known."""
    asked: list[str] = []
    whole = name_terms(PAGES, forms, CUSTOM, Thesaurus())
    choose = naming.choose_label
    with monkeypatch.context() as patch:
        patch.setattr(
            naming, "choose_label", lambda forms, case: asked.append(min(forms)) or choose(forms, case)
        )
        known = read_labels(folder, words)
        assert name_terms(PAGES, forms, CUSTOM, Thesaurus(), known).equals(whole)
    return sorted(asked)


def test_only_what_is_printed_otherwise_is_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen_again(monkeypatch, FORMS, folder) == []
    more = FORMS.with_columns(papers=pl.when(pl.col("form") == "Bayes Factor").then(5).otherwise("papers"))
    assert chosen_again(monkeypatch, more, folder) == ["Bayes Factor"]


def test_a_word_that_is_written_otherwise_is_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The key of a plural is no part of it.
    assert chosen_again(monkeypatch, FORMS, folder, "policy") == ["value policies"]
    assert chosen_again(monkeypatch, FORMS, folder, "nothing") == []


def test_lines_of_a_thesaurus_ask_all(folder: Path) -> None:
    by_hand = Thesaurus(labels={"bayesfactor": "Bayes ratio"})
    known = read_labels(folder, [])
    whole = name_terms(PAGES, FORMS, CUSTOM, by_hand)
    assert name_terms(PAGES, FORMS, CUSTOM, by_hand, known).equals(whole)


def test_no_labels_are_none(tmp_path: Path) -> None:
    assert read_labels(tmp_path, []) is None
    assert read_labels(None, []) is None
