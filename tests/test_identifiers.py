"""Registered identifiers, however they are printed."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import identifiers
from kgraph.identifiers import external_id

PIECES = (
    "https://doi.org/", "http://dx.doi.org/", "doi:", "DOI: ", "10.1000/", "10.1/", "aB.c", "(a)1", ".", ";",
    "https://orcid.org/", "0000-0002-1825-0097", "000X", "https://openalex.org/", "W12", "a9", "\n", "/", " ",
)  # fmt: skip


@given(
    st.sampled_from(["doi", "orcid", "openalex"]),
    st.lists(st.sampled_from(PIECES), max_size=5).map("".join),
)
def test_the_short_way_gives_what_the_long_one_does(scheme: str, text: str) -> None:
    short = external_id(scheme, text)
    with patch.object(identifiers, "_USUAL", {}):
        assert short == external_id(scheme, text)


@pytest.mark.parametrize(
    ("scheme", "text", "expected"),
    [
        ("doi", "https://doi.org/10.1000/ABC.1", "doi:10.1000/abc.1"),
        ("doi", "10.1000/a.;", "doi:10.1000/a"),
        ("doi", "doi:10.1002/(SICI)1097<1::AID>3.0", "doi:10.1002/(sici)1097<1::aid>3.0"),
        ("doi", "10.1000/", None),
        ("openalex", "https://openalex.org/W12", "openalex:W12"),
        ("openalex", "https://openalex.org/w12", None),
        ("orcid", "https://orcid.org/0000-0002-1825-009x", "orcid:0000-0002-1825-009X"),
        ("s2", "a b", None),
    ],
)
def test_external_id(scheme: str, text: str, expected: str | None) -> None:
    assert external_id(scheme, text) == expected
