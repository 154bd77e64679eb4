"""Which themes a keyword is a name of."""

import pytest

import kgraph
from kgraph.keywords.matches import match_themes
from kgraph.records import Keyword
from kgraph.schema import Theme
from kgraph.vocabulary import Kind

SCHEME = (
    Theme(
        "theme:weather",
        "https://example.org/w",
        "Weather modelling",
        alt_labels=("meteorology", "MET"),
        hidden_labels=("wether models",),
        title_labels=("forecast",),
        except_labels=("weather vane",),
    ),
    Theme("theme:met", "https://example.org/m", "Met"),
    Theme("theme:signs", "https://example.org/s", "!?"),
)


@pytest.mark.parametrize(
    ("label", "variants", "themes"),
    [
        ("weather modeling", (), ("theme:weather",)),
        ("Weather-Modelling", (), ("theme:weather",)),
        ("study of weather", ("Meteorology", "study of weather"), ("theme:weather",)),
        ("met", (), ("theme:met", "theme:weather")),
        ("wether models", (), ()),
        ("forecast", (), ()),
        ("weather vane", (), ()),
        ("weather", (), ()),
        ("...", (), ()),
    ],
)
def test_a_keyword_is_a_theme_by_its_names(
    label: str, variants: tuple[str, ...], themes: tuple[str, ...]
) -> None:
    keyword = Keyword("keyword:k", label, variants, shared=True)
    expected = Keyword("keyword:k", label, variants, shared=True, close_match=themes)
    assert match_themes([keyword], SCHEME) == (expected,)
    assert match_themes([keyword], SCHEME[::-1]) == (expected,)


def test_a_graph_holds_the_themes_that_its_keywords_match(demo: kgraph.Graph) -> None:
    keywords = demo.of_kind(Kind.KEYWORD).select("id", "close_match").drop_nulls()
    matches = {keyword: set(themes) for keyword, themes in keywords.iter_rows()}
    assert matches["keyword:ai-safety"] == {"theme:ai-safety"}
    assert len(matches) > 30
    assert set().union(*matches.values()) <= set(demo.of_kind(Kind.THEME)["id"])
    answer = kgraph.query(demo, "SELECT ?keyword ?theme { ?keyword a kg:Keyword ; skos:closeMatch ?theme }")
    assert {(keyword, theme) for keyword, themes in matches.items() for theme in themes} == set(answer.rows)
