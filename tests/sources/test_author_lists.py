"""Author lists in the forms that exports print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.names import parse
from kgraph.sources.author_lists import affiliations, split_authors
from kgraph.sources.natural import from_index


@pytest.mark.parametrize(
    ("printed", "natural"),
    [
        ("van den Berg, Anna-Maria", "Anna-Maria van den Berg"),
        ("Roe,J. B. ", "J. B. Roe"),
        ("Roe, John, Jr.", "John Roe, Jr."),
        ("Roe, Jr., John", "John Roe, Jr."),
        ("Roe J.-B.", "J.-B. Roe"),
        ("Roe Jr., J.B.", "J.B. Roe, Jr."),
        ("Roe Jr. J.B.", "J.B. Roe, Jr."),
        ("Roe III, J.B.", "J.B. Roe, III"),
        ("de la Roe J. B.", "J. B. de la Roe"),
        ("Ó Catháin C.", "C. Ó Catháin"),
        ("Li X", "X Li"),
        ("Roe JB", "JB Roe"),
        ("Jian XU", "Jian XU"),
        ("J. B. Roe", "J. B. Roe"),
        ("Jane B. Roe", "Jane B. Roe"),
        ("John Roe III", "John Roe III"),
        ("李明", "李明"),
        ("王, 小明", "王 小明"),
        ("Fog Works, Inc.", "Fog Works, Inc."),
        ("Roe, Jane, PhD", "Jane Roe"),
        ("Roe, Jane, MD", "Jane Roe"),
        ("Rahman, Md", "Md Rahman"),
        ("CERN", "CERN"),
        ("University of A, Department of B, City", "University of A, Department of B, City"),
        ("et al", "et al."),
        ("[Anonymous]", ""),
        (" , ", ""),
        ("Jr., Jr.", "Jr."),
        ("John B. Roe Jr.", "John B. Roe Jr."),
    ],
)
def test_names_of_indexes(printed: str, natural: str) -> None:
    assert from_index(printed) == natural


def test_capitals_at_the_end_are_initials_in_pubmed() -> None:
    assert from_index("Xu AI", initials_end=True) == "AI Xu"
    assert from_index("Roe J 3rd", initials_end=True) == "Roe J 3rd"


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Roe, Jane; Doe, John", ["Jane Roe", "John Doe"]),
        ("Jane Roe|John Doe|", ["Jane Roe", "John Doe"]),
        ("Roe, Jane and Doe, John", ["Jane Roe", "John Doe"]),
        ("Jane Roe, John Doe & Edgar Poe", ["Jane Roe", "John Doe", "Edgar Poe"]),
        ("Roe, J., Doe, J. B., Poe, E.-A.", ["J. Roe", "J. B. Doe", "E.-A. Poe"]),
        ("Roe, J., Jr., Doe, J.", ["J. Roe, Jr.", "J. Doe"]),
        ("Roe, Jane", ["Jane Roe"]),
        ("Roe, Jane, Doe, John", ["Jane Roe", "John Doe"]),
        ("Roe JB, Doe J, Poe E.", ["JB Roe", "J Doe", "E. Poe"]),
        ("J Roe, JB Doe, ...", ["J Roe", "JB Doe", "et al."]),
        ("Roe J, Doe J, et al.", ["J Roe", "J Doe", "et al."]),
        ("Jane Roe and others", ["Jane Roe", "et al."]),
        ("Jane Roe, PhD; ", ["Jane Roe"]),
        ("", []),
    ],
)
def test_split_authors(printed: str, names: list[str]) -> None:
    assert split_authors(printed) == names


GIVEN = st.sampled_from(["Jane", "J.", "J. B.", "Anna-Maria", "J.-B."])
SURNAMES = st.sampled_from(["Roe", "van Doe", "O'Poe", "García"])


@given(st.lists(st.tuples(GIVEN, SURNAMES), min_size=2, max_size=5), st.sampled_from([";", " and "]))
def test_a_name_is_the_same_person_in_either_order(names: list[tuple[str, str]], mark: str) -> None:
    natural = [f"{given} {surname}" for given, surname in names]
    turned = [f"{surname}, {given}" for given, surname in names]
    assert split_authors(mark.join(turned)) == natural
    assert [parse(name) for name in natural] == [parse(name) for name in turned]


def test_affiliations_without_mail() -> None:
    assert affiliations([
        "Uni A, City.",
        "Uni B. Electronic address: roe@b.edu.",
        "Uni C, City; roe@c.edu",
        "E-mail: roe@d.edu",
        "Roe, Jane: roe@e.edu",
        "",
    ]) == ["Uni A, City", "Uni B", "Uni C, City"]  # fmt: skip
