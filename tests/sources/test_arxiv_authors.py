"""Author lines as people type them when they submit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.sources.arxiv_authors import read_author, read_authors


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("", ""),
        ("()", ""),
        ("Jane Roe", "Jane Roe"),
        ("Jane Roe and Max Poe", "Jane Roe; Max Poe"),
        ("A. Lee, Jr., B. Kim, III (MIT) and C. Wu", "A. Lee Jr.; B. Kim III @ MIT; C. Wu"),
        ("J. Roe (Inst. of A (B), C and D) and M. Poe (1)", "J. Roe @ Inst. of A (B), C and D; M. Poe"),
        ("J. Roe (1), M. Poe (2), ((1) A, B, (2) C)", "J. Roe @ A, B; M. Poe @ C"),
        ("J. Roe (1,3), M. Poe (a) ((1) A (B) and (3) C; (a) D)", "J. Roe @ A (B) @ C; M. Poe @ D"),
        ("The X Collaboration: J. Roe, M. Poe", "The X Collaboration; J. Roe; M. Poe"),
        ("Jane Roe (for the X Collaboration)", "Jane Roe @ X Collaboration"),
        ("Jane Roe on behalf of the X Team, M. Poe", "Jane Roe @ X Team; M. Poe"),
        ("Jane Roe, for the X Collaboration", "Jane Roe; X Collaboration"),
        (
            "Center for the Study of X, Jane Roe (Inst. for Y)",
            "Center for the Study of X; Jane Roe @ Inst. for Y",
        ),
        ("Jane Roe (MIT", "Jane Roe (MIT"),
        ("Forrest Gump", "Forrest Gump"),
    ],
)
def test_author_lines(line: str, expected: str) -> None:
    found = (" @ ".join((author.name, *author.organizations)) for author in read_authors(line))
    assert "; ".join(found) == expected


def test_a_team_is_an_organisation_of_who_writes_for_it() -> None:
    author = read_author("Jane Roe", ["on behalf of the X Collaboration", "Institute for Y"])
    assert (author.name, author.organizations) == ("Jane Roe", ("X Collaboration", "Institute for Y"))


@given(st.text(alphabet="ab (),1:;&*\x00", max_size=60))
def test_no_line_raises_or_gives_an_empty_name(line: str) -> None:
    assert all(author.name.strip() and "\x00" not in author.name for author in read_authors(line))
