"""Which themes a keyword is a name of."""

import pytest

from kgraph.keywords.matches import match_themes
from kgraph.records import Keyword
from kgraph.schema import Theme

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
