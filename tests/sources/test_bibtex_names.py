"""Names of BibTeX and BibLaTeX, in natural order."""

import pytest

from kgraph.sources.bibtex_names import read_names

LISTS = {
    "Jane Roe and Doe, John": ["Jane Roe", "John Doe"],
    "Roe, Jane\n    AND  Doe, John And X. Y.": ["Jane Roe", "John Doe", "X. Y."],
    "Roe, Jane and others": ["Jane Roe", "others"],
    "Roe, Jane et al.": ["Jane Roe", "others"],
    "J. Roe and K. Poe, et al": ["J. Roe", "K. Poe", "others"],
    "Sandy Andrews and Ferdinand, A.": ["Sandy Andrews", "A. Ferdinand"],
    # particles and suffixes
    "van Beethoven, Ludwig": ["Ludwig van Beethoven"],
    "{van der} Berg, Jan": ["Jan van der Berg"],
    "King, Jr., Martin Luther and Stevenson, III, Adlai": ["Martin Luther King, Jr.", "Adlai Stevenson, III"],
    r"Dumas, p{\`e}re, Alexandre": ["Alexandre Dumas, père"],
    "Barton, G. Edward, Jr.": ["G. Edward Barton, Jr."],
    # one name in braces
    "{OpenAI and Friends} and {Barnes and Noble, Inc.}": ["OpenAI and Friends", "Barnes and Noble, Inc."],
    "{{World Health Organization}}": ["World Health Organization"],
    "INGRAND": ["INGRAND"],
    # accents
    r"M{\"u}ller, J{\"o}rg and {\'E}mile Zola": ["Jörg Müller", "Émile Zola"],
    r"{\v{C}}apek, Karel": ["Karel Čapek"],
    # BibLaTeX
    "family=Gogh, given=Vincent, prefix=van, useprefix=true": ["Vincent van Gogh"],
    'given={Anna, Maria}, "family={de la Cruz}", suffix=II': ["Anna, Maria de la Cruz, II"],
    "given=Plato": ["Plato"],
    "sortingnamekeytemplatename=x and useprefix=false and A B": ["A B"],
    # what BibTeX does not know
    "Roe, J.; Doe, K. L.": ["J. Roe", "K. L. Doe"],
    "Roe, J., Doe, K.-L.": ["J. Roe", "K.-L. Doe"],
    "Jane Roe, John Doe, Kim Poe": ["Jane Roe", "John Doe", "Kim Poe"],
    "A, B, C, D, E": ["A, B, C, D, E"],
    # nothing
    "": [],
    " and ": ["and"],
    "a and  and b": ["a", "b"],
    "} x { and y": ["x", "y"],
}


@pytest.mark.parametrize(("text", "names"), LISTS.items())
def test_read_names(text: str, names: list[str]) -> None:
    assert [" ".join(name.split()) for name in read_names(text)] == names
