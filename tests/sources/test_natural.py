import pytest

from kgraph.sources.natural import initials_first, join_name, natural_order


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("Roe, Jane", "Jane Roe"),
        ("Jane Roe", "Jane Roe"),
        ("de la Roe,  Jane Q.", "Jane Q. de la Roe"),
        ("Roe, Jane, Jr.", "Jane Roe, Jr."),
        ("Roe, III, Jane", "Jane Roe, III"),
        ("Jane Roe, Jr.", "Jane Roe, Jr."),
        ("Roe,", "Roe"),
        ("A, B, C", "A, B, C"),
        ("李, 明", "李 明"),
        ("", ""),
        (",", ""),
        ("Weinan E", "Weinan E"),
        ("Roe II, P. A.", "P. A. Roe, II"),
        ("Smith, John, 4th", "John Smith, 4th"),
        ("World Bank,", "World Bank"),
        ("IsoQuest, Inc.", "IsoQuest, Inc."),
    ],
)
def test_natural_order(printed: str, expected: str) -> None:
    assert natural_order(printed) == expected


def test_names_are_joined_from_what_there_is() -> None:
    assert join_name(" Jane ", None) == "Jane"
    assert join_name(None, "Roe", "von", "Jr.") == "von Roe, Jr."
    assert join_name(None, None, "von", "Jr.") == ""
    assert join_name("John", "Smith,", None, "Jr.") == "John Smith, Jr."
    assert join_name("", "ATLAS Collaboration") == "ATLAS Collaboration"


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Hebert JS", "da Silva TD"], ["JS Hebert", "TD da Silva"]),
        (["Lukács Á"], ["Á Lukács"]),
        (["Roe J-P", "Doe A", "Poe B", "The Flock"], ["J-P Roe", "A Doe", "B Poe", "The Flock"]),
        (["Sup FC 4th"], ["FC Sup, 4th"]),
        (["Hosp JA", "Luft AR"], ["JA Hosp", "AR Luft"]),
        (["Hosp JA"], ["Hosp JA"]),
        (["Jane Roe", "Wei LI"], ["Jane Roe", "Wei LI"]),
        (["JUN LI", "BO NG"], ["JUN LI", "BO NG"]),
        (["Jane Roe", "Ann Poe", "Xi J"], ["Jane Roe", "Ann Poe", "Xi J"]),
        ([], []),
    ],
)
def test_initials_behind_surnames_are_told_from_surnames(names: list[str], expected: list[str]) -> None:
    assert initials_first(names) == expected
