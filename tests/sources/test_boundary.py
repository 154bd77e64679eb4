import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.sources.boundary import Context, Split, candidates, context_of, split_title
from kgraph.sources.names import are_full_names, shape, split_names


def cut(line: str) -> tuple[str, tuple[str, ...]]:
    split = split_title(line)
    assert split is not None
    return split.title, split.names


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Counting Heads", ["Jane Roe"]),
        ("WordNet, FrameNet and Other Nets", ["Jane Roe", "John Doe"]),
        ("Answering Questions with GPT-4", ["J. R. Doe", "Mei-Lin Wu"]),
        ("Large Models in NLP", ["S. Kumar", "B. Devi"]),
        ("A Tale of Two LLMs", ["Wei Zhang", "Li Na"]),
        ("Can Machines Blush?", ["O'Brien Smith", "Jane Roe"]),
        ("Methods, Results, and Lessons Learned", ["McKenzie Roe", "Ada D'Arcy"]),
        ("Self-Correction of Well-Known Errors (in French)", ["Łucja Ødegård", "Émile Roux"]),
        ("Everything about Parsing", ["GuoDong Zhao", "Jane Roe"]),
        ("Treebanks for WordNet", ["Christiane Roe"]),
        ("On counting WordNet learning", ["Jane van der Berg"]),
        ("Deep Nets", ["JOHN SMITH", "JANE ROE"]),
        ("Parsing with Transformers", ["van der Berg", "Jan Smit"]),
        ("Machine learning", ["danah doe", "jane roe"]),
        ("Scaling Laws for Language Models", ["张三", "李小明"]),
        ("基于深度学习的研究", ["Wei Zhang", "Li Na"]),
        ("基于大型语言模型的研究", ["王小明", "李华"]),
        ("A Study of Parsing", ["Мария Иванова", "Иван Петров"]),
        ("A Study of Parsing", ["Μαρία Παπαδοπούλου"]),
        ("Growing Up Slowly", ["Walter Roe, Jr.", "John Doe III"]),
        ("How I Learned, and Forgot", ["Prince", "Jane Roe"]),
    ],
)
def test_finds_the_end_of_a_title(title: str, names: list[str]) -> None:
    assert cut(title + ", ".join(names)) == (title, tuple(names))


@pytest.mark.parametrize(
    "line", ["A bare title", "Open Questions in AI Safety", "Notes on the GPT-4 Report", "", "Lonely"]
)
def test_a_title_alone_is_not_cut(line: str) -> None:
    split = split_title(line)
    assert split is None or split.margin < 0


def test_names_seen_elsewhere_decide_what_is_uncertain() -> None:
    line = "Notes on UrduUmrinderPal Roe"
    context = Context(given_names=frozenset({"UmrinderPal"}), words=frozenset({"urdu"}))
    with_context, alone = split_title(line, context), split_title(line)
    assert with_context is not None
    assert alone is not None
    assert with_context.names == ("UmrinderPal Roe",)
    assert with_context.margin > alone.margin


def test_context_leaves_out_what_a_cut_touches() -> None:
    split = Split("Counting Many Heads", ("Ann Other", "Jane van Roe", "Prince"), 9.0)
    assert context_of([(split, "We count.")]) == Context(
        frozenset({"counting", "many", "we", "count"}), frozenset({"Jane"}), frozenset({"Roe"})
    )


def test_thousands_of_authors_cost_no_more_than_a_few() -> None:
    names = [f"McAda {letter}. Roe-Doe" for letter in "ABCDEFGHIJ"] * 2000
    assert cut("A Very Large Collaboration" + ", ".join(names)) == (
        "A Very Large Collaboration",
        tuple(names),
    )


@given(st.text(max_size=60))
def test_any_text_is_cut_inside_a_word_or_not_at_all(line: str) -> None:
    for place in candidates(line):
        assert not line[place - 1].isspace()
        assert not line[place].isspace()
    split = split_title(line)
    if split:
        assert line.strip().startswith(split.title)
        assert split.names
        assert all(name.strip() == name != "" for name in split.names)


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("Mary", "capitalised"),
        ("Mei-Lin", "capitalised"),
        ("O’Hara", "capitalised"),
        ("J.-P.", "initial"),
        ("J", "letter"),
        ("Jr.", "suffix"),
        ("von", "particle"),
        ("McKeown", "prefixed"),
        ("DeShawn", "prefixed"),
        ("HongSeok", "inner capital"),
        ("PKing", "two capitals"),
        ("ROE", "all capitals"),
        ("roe", "lower case"),
        ("d’Armond", "lower case"),
        ("learningJane", "glued"),
        ("learningŁucja", "glued"),
        ("Th.", "initial"),
        ("Gerh.", "abbreviated"),
        ("王小明", "uncased"),
        ("语言模型研究", "uncased, long or short"),
        ("GPT-4", "not a name"),
        ("What?", "not a name"),
    ],
)
def test_shapes(token: str, expected: str) -> None:
    assert shape(token) == expected


def test_author_lists_are_split() -> None:
    assert split_names("A. Roe,B. Doe; C. Poe, and D. Loe & E. Moe,") == [
        "A. Roe", "B. Doe", "C. Poe", "D. Loe", "E. Moe",
    ]  # fmt: skip


def test_full_names() -> None:
    assert are_full_names(["Jane Roe", "J. van der Berg", "Walter Roe, Jr."])
    for name in ("Prince", "Jane R.", "the model", "Jane Roe 2", "A B C D E F"):
        assert not are_full_names(["Jane Roe", name]), name


@pytest.mark.parametrize("line", ["'t", "’t Hooft", "d'", "‘", "Mc", ",a", "A,"])
def test_scraps_of_names_are_no_place_to_cut_at_the_very_beginning(line: str) -> None:
    assert 0 not in list(candidates(line))
    split_title(line)
