import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.names import Name, is_cased, is_initial, parse


@pytest.mark.parametrize(
    ("printed", "given_names", "surname"),
    [
        ("Ada Lovelace", ("ada",), "lovelace"),
        ("Lovelace, Ada", ("ada",), "lovelace"),
        ("ADA LOVELACE", ("ada",), "lovelace"),
        ("J.B. Smith", ("j", "b"), "smith"),
        ("J. B. Smith", ("j", "b"), "smith"),
        ("JB Smith", ("j", "b"), "smith"),
        ("JB SMITH", ("j", "b"), "smith"),
        ("JO SMITH", ("jo",), "smith"),
        ("JRR Tolkien", ("j", "r", "r"), "tolkien"),
        ("J.-B. Smith", ("j", "b"), "smith"),
        ("J. -B. Smith", ("j", "b"), "smith"),
        ("R.Smith", ("r",), "smith"),
        ("Jean-Yves Petit", ("jean-yves",), "petit"),
        ("Jean‐Yves Petit", ("jean-yves",), "petit"),
        ("Ada Bell-Ross", ("ada",), "bellross"),
        ("Tom O'Hara", ("tom",), "ohara"),
        ("Tom O’ Hara", ("tom",), "ohara"),
        ("Kamilė Lukošiūtė", ("kamile",), "lukosiute"),
        ("Anna Van der Berg", ("anna",), "vanderberg"),
        ("Anna Di Marco", ("anna",), "dimarco"),
        ("Anna DiMarco", ("anna",), "dimarco"),
        ("Van Nguyen", ("van",), "nguyen"),
        ("de la Cruz", (), "delacruz"),
        ("DUPONT Anne-Marie", ("anne-marie",), "dupont"),
        ("Plato", (), "plato"),
        ("李明", (), "李明"),
        ("山田 太郎", ("太郎",), "山田"),
        ("Иван И. Петров", ("иван", "и"), "петров"),
        ("Takashi Ii", ("takashi",), "ii"),
    ],
)
def test_parts(printed: str, given_names: tuple[str, ...], surname: str) -> None:
    name = parse(printed)
    assert (name.given, name.surname, name.suffix) == (given_names, surname, "")


@pytest.mark.parametrize(
    "printed",
    ["Ann T. Lee Jr.", "Ann T. Lee, Jr.", "Lee, Jr., Ann T.", "Lee, Ann T., Jr.", "LEE, ANN T., JR"],
)
def test_suffix(printed: str) -> None:
    assert parse(printed) == Name("ann t lee jr", ("ann", "t"), "lee", "jr")


def test_degrees_behind_a_comma_are_no_names() -> None:
    assert parse("Ann Lee, Ph.D.") == parse("Ann Lee")


@pytest.mark.parametrize("printed", ["", " ", "?!", "-", ","])
def test_without_a_letter(printed: str) -> None:
    assert parse(printed).given == ()
    assert parse(printed).words == printed.strip()


def test_letters_and_parts() -> None:
    name = parse("Wei-Na J. Zhao")
    assert (name.letters, name.parts) == ("weinaj", ("wei", "na", "j"))


@given(st.text())
def test_any_text_has_a_reading_of_folded_parts(printed: str) -> None:
    name = parse(printed)
    assert all(part and part.strip("-") == part for part in name.given)
    assert " " not in "".join((*name.given, name.suffix))


@given(
    st.lists(st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True), min_size=1, max_size=3),
    st.from_regex(r"[A-Z][a-z]{2,8}", fullmatch=True).filter(lambda word: word not in {"Iii", "Jr", "Sr"}),
)
def test_order_and_capitals_do_not_matter(before: list[str], surname: str) -> None:
    natural = " ".join([*before, surname])
    reading = parse(f"{surname}, {' '.join(before)}")
    assert reading.words == parse(natural).words == parse(natural.lower()).words


def test_single_characters() -> None:
    assert [is_initial(text) for text in ("j", "и", "jo", "明", "")] == [True, True, False, False, False]
    assert [is_cased(text) for text in ("Al", "AL", "al", "明")] == [True, False, False, True]


_WORDS = st.sampled_from(
    ["Ann", "Van", "De", "J", "J.", "Jr", "Jr.", "Ii", "Iv", "Md", "Ph", "D", "D.", "M", "Li", "Mcdonald"]
)


@given(st.lists(_WORDS, min_size=1, max_size=4).map(" ".join))
def test_a_plain_name_is_read_as_any_other(printed: str) -> None:
    # A blank before it is no part of a name, but sends it the long way.
    assert parse(printed) == parse(f" {printed}")
