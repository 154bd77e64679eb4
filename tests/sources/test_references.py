"""Printed references in the styles of Web of Science and Scopus, and the identifiers in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.sources.identifier_search import find_arxiv, find_doi, find_isbn
from kgraph.sources.references import read_reference


@pytest.mark.parametrize(
    ("printed", "reference"),
    [
        ("ROE JB, 1999, FOG LETT, V1, P1", "ROE JB, 1999, FOG LETT, V1, P1"),
        ("Roe J., 1989, FOG, V63, DOI DOI 10.2307/3130081", "doi:10.2307/3130081"),
        ("Roe J., 2001, FOG, DOI [10.1000/a, 10.1000/b]", "doi:10.1000/a"),
        ("Roe, J., Doe, J.B., Fog (and lamps), 2 (1999) Fog, 1, pp. 1-2", "Fog (and lamps), 2 (1999)"),
        ("Roe, J., et al., A review of fog (1999) Fog", "A review of fog (1999)"),
        ("Roe, J., (1999) Fog, 1, p. 2", "Roe, J., (1999) Fog, 1, p. 2"),
        ("Roe J., van Doe J.-B., Fog, lamps, Fog Letters, 12, 3, pp. 1-10, (2016)", "Fog, lamps (2016)"),
        ("Roe J., Fog and <i>lamps</i>, Sea (London, England), (2016)", "Fog and lamps (2016)"),
        ("Roe J., A book of fog, (2016)", "A book of fog (2016)"),
        ("Roe J. arXiv preprint arXiv:1706.03762v5, 2017", "arxiv:1706.03762"),
        ("https://openalex.org/W123", "openalex:W123"),
        ("PMID: 123", "pmid:123"),
        ("", ""),
    ],
)
def test_read_reference(printed: str, reference: str) -> None:
    assert read_reference(printed) == reference


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("https://doi.org/10.1000/ABC.", "doi:10.1000/abc"),
        ("(doi:10.1000/a(b)c)", "doi:10.1000/a(b)c"),
        (
            "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2; next",
            "doi:10.1002/(sici)1097-0258(19980815)17:15<1661::aid-sim968>3.0.co;2-2",
        ),
        ("10.1000/a,10.1000/b", "doi:10.1000/a"),
        ("10.1000/a; 10.1000/b", "doi:10.1000/a"),
        ("10.1/a", None),
        ("version 10.1000 / 3", None),
        ("110.1000/a", None),
    ],
)
def test_find_doi(text: str, doi: str | None) -> None:
    assert find_doi(text) == doi


def test_find_arxiv_and_isbn() -> None:
    assert find_arxiv("http://arxiv.org/pdf/hep-th/9901001v1") == "arxiv:hep-th/9901001"
    assert find_arxiv("1706.03762") is None
    assert find_isbn("0-306-40615-2 (hbk), 1234-5678") == "isbn:0306406152"
    assert find_isbn("0894-9867, 0894-9867") is None


@given(st.text())
def test_any_text_is_a_reference(text: str) -> None:
    assert (read_reference(text) == "") == (read_reference(text).strip() == "")
