import pytest

from kgraph.keywords.verbs import FINITE_FORMS, PRESENT_FORMS, VERB_FORMS


@pytest.mark.parametrize(
    "form",
    ["carries", "conveys", "reaches", "goes", "criticized", "criticises", "analyse", "guaranteeing", "shown"],
)
def test_forms_of_verbs(form: str) -> None:
    assert form in VERB_FORMS


def test_a_form_that_may_be_a_plural_is_not_always_a_verb() -> None:
    assert PRESENT_FORMS.isdisjoint(FINITE_FORMS)
    assert {"increases", "studies"} <= PRESENT_FORMS
    assert {"enables", "occurs"} <= FINITE_FORMS


def test_what_names_a_topic_is_no_verb() -> None:
    topics = {"learning", "training", "embedding", "sampling", "thought", "data", "model", "models"}
    assert topics.isdisjoint(VERB_FORMS | FINITE_FORMS | PRESENT_FORMS)
