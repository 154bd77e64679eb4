import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kgraph.keywords.casing import count_forms, learn_case, truecase
from kgraph.terms import words


def test_sentence_starts_teach_nothing() -> None:
    texts = ["Models learn. Models of Bayes learn (Bayes, 1763).", "We like models, and GPT too."]
    case = learn_case(count_forms(texts))
    assert (case["models"], case["bayes"], case["gpt"]) == ("models", "Bayes", "GPT")


_RULE = re.compile(r"[^\W_A-Z][^\W_]*")


@given(st.lists(st.text("aBc1é_.Ǆ", max_size=12), max_size=3))
def test_forms_are_what_the_plain_rule_finds(texts: list[str]) -> None:
    found = Counter(form for text in texts for form in _RULE.findall(text))
    counts = count_forms(texts)
    assert {form: count for form, count in counts.items() if not "A" <= form[0] <= "Z"} == found


def test_titles_are_read_as_sentences() -> None:
    case = {"bayes": "Bayes", "rates": "rates"}
    assert truecase("Learning Rates for GPT-3 After Bayes", case) == "learning rates for GPT-3 after Bayes"
    assert truecase("Learning rates of the banks in Tokyo", case) == "learning rates of the banks in Tokyo"
    assert truecase("LEARNING RATES OF BAYES", case) == "learning rates of Bayes"
    assert truecase("AI", {}) == "AI"
    assert truecase("", {}) == ""


@given(st.text(max_size=80), st.dictionaries(st.text(max_size=5), st.text(max_size=5)))
def test_every_place_stays(title: str, case: dict[str, str]) -> None:
    cased = truecase(title, case)
    assert len(cased) == len(title)
    assert [(word.start, word.end) for word in words(title)] == [
        (word.start, word.end) for word in words(truecase(title, {}))
    ]
