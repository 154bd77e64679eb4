"""BibTeX in blocks: what is an entry, where it ends, what is broken."""

import pytest

from kgraph.sources.bibtex_inheritance import inherit
from kgraph.sources.bibtex_syntax import Broken, Entry, split

UNBALANCED = "unbalanced braces or quotes, or no field, at "
NO_END = "an entry without an end"


def entries(text: str) -> list[tuple[str, str, dict[str, str]] | str]:
    return [
        record.reason if isinstance(record, Broken) else (record.type, record.key, dict(record.fields))
        for record in split(text)
    ]


TEXTS = {
    # values: braces, quotes, numbers, macros, joined
    '@Misc{k, A = {x {y} z}, b = "q {"} r", c = 1999, d = JAN}': [
        ("misc", "k", {"a": "x {y} z", "b": 'q {"} r', "c": "1999", "d": "JAN"})
    ],
    '@string{acl = "ACL"}@string(full = acl # { of } # 2020) @x{k, a = Full}': [
        ("x", "k", {"a": "ACL of 2020"})
    ],
    "@x{k, a = , b = {}, c = {y}, c = {z}, }": [("x", "k", {"a": "", "b": "", "c": "y"})],
    "@x{k, a={1},, b={2}\n c={3} d=some words e=\"5\"}": [
        ("x", "k", {"a": "1", "b": "2", "c": "3", "d": "some words", "e": "5"})
    ],
    # keys
    "@x{DBLP:conf/a(1)'+é, a={1}}": [("x", "DBLP:conf/a(1)'+é", {"a": "1"})],
    "@x{, a={1}} @x{a={1}} @x{k} @x{k,}": [
        ("x", "", {"a": "1"}),
        ("x", "", {"a": "1"}),
        ("x", "k", {}),
        ("x", "k", {}),
    ],
    "@x{k, a={1}} @x{k, a={2}}": [("x", "k", {"a": "1"}), ("x", "k", {"a": "2"})],
    # parentheses
    "@x(k, a = {(1)}, b = 2)": [("x", "k", {"a": "(1)", "b": "2"})],
    "@x(k, a = {1}}": [UNBALANCED + "'}'"],
    # what is no entry
    '@comment{jabref-meta: {a;} @x{no, a={1}}} @preamble{"\\newcommand{\\x}{1}"} @x{k, a={1}}': [
        ("x", "k", {"a": "1"})
    ],
    "% @x{no, a={1}}\nme@x.org {a}\nat @home (1) \n  @x{k, % remark = {1}\n a={1}}": [("x", "k", {"a": "1"})],
    '1. @x{k, a={1}}\n2. @ x {l, a="1"}\n @ x {m}': [("x", "k", {"a": "1"}), ("x", "m", {})],
    "": [],
    # escaped braces count for BibTeX, and do not for others
    r"@x{k, a={\{b\}}}": [("x", "k", {"a": r"\{b\}"})],
    r"@x{k, a={b\}}, c={d\{}}": [("x", "k", {"a": r"b\}", "c": r"d\{"})],
    # what is broken ends where a line begins an entry
    "@x{a, t={1}\n@x{b, t={2}}": [NO_END, ("x", "b", {"t": "2"})],
    "@x{a, t={1, u={2}}\n\n @x{b, t={2}}": [NO_END, ("x", "b", {"t": "2"})],
    '@x{a, t="1}\n@x{b, t={2}}': [UNBALANCED + "'\"1}'", ("x", "b", {"t": "2"})],
    "@x{a, t={1}}, u={2}}\n@x{b}": [
        "unbalanced braces: fields behind the end of the entry",
        ("x", "b", {}),
    ],
    "@x{a, no field}\n@x{b, t={\n@c {}}}": [UNBALANCED + "'no field}'", ("x", "b", {"t": "\n@c {}"})],
    "@x{a{b}}": ["an entry without a key"],
    "@x{": ["an entry without a key"], "@x{k,": [NO_END],
    "@string{a = {}\n@x{b}": [UNBALANCED + "'@x{b}'", ("x", "b", {})],
}  # fmt: skip


@pytest.mark.parametrize(("text", "found"), TEXTS.items())
def test_split(text: str, found: list[object]) -> None:
    assert entries(text) == found


def test_lines_and_raw_text() -> None:
    text = "remark\n\n@x{a,\n t={1}}\n@x{b, t={\n@x{c, t={" + "3" * 3000 + "}}"
    assert list(split(text)) == [
        Entry("x", "a", {"t": "1"}, 3, "@x{a,\n t={1}}"),
        Broken(5, UNBALANCED + "'{'", "@x{b, t={"),
        Entry("x", "c", {"t": "3" * 3000}, 6, ("@x{c, t={" + "3" * 3000)[:2000]),
    ]


def test_one_long_line_and_many_starts() -> None:
    assert len(list(split("@x{a, t={1}} " * 20_000))) == 20_000
    assert len(list(split("@x{a, t={\n" * 20_000))) == 20_000
    assert len(list(split("@x{" * 20_000))) == 1


def inherited(text: str) -> dict[str, dict[str, str]]:
    return {
        record.key: dict(record.fields) for record in inherit(list(split(text))) if isinstance(record, Entry)
    }


def test_a_chapter_takes_its_book() -> None:
    found = inherited(
        """
        @inproceedings{p, title={P}, crossref={V}}
        @proceedings{v, title={Vol}, subtitle={Sub}, year=2001, doi={10.1/v}, editor={E}, ids={w},
            crossref={m}}
        @mvproceedings{m, title={Many}, publisher={Pub}, year=1999}
        @article{a, title={A}, crossref={w}, year=2002}
        @article{b, title={B}, crossref={j}}
        @periodical{j, title={J}}
        """
    )
    assert found["p"] == {
        "title": "P", "crossref": "V", "booktitle": "Vol", "booksubtitle": "Sub", "year": "2001",
        "editor": "E", "maintitle": "Many", "publisher": "Pub",
    }  # fmt: skip
    assert found["v"]["maintitle"] == "Many"
    assert found["v"]["year"] == "2001"
    assert (found["a"]["booktitle"], found["a"]["year"]) == ("Vol", "2002")
    assert found["b"] == {"title": "B", "crossref": "j", "journaltitle": "J"}


def test_data_are_shared() -> None:
    found = inherited(
        """
        @xdata{a, publisher={P}, author={X and Y}}
        @xdata{b, location={L}, xdata={a}}
        @set{s, entryset={k}}
        @book{k, title={K}, xdata={b, missing}}
        @book{l, title={xdata=k-title}, author={Z and xdata=a-author-2}, editor={xdata=a-author}}
        @book{m, title={xdata=a-title}, author={xdata=a-author-9}}
        """
    )
    assert found == {
        "k": {"title": "K", "xdata": "b, missing", "location": "L", "publisher": "P", "author": "X and Y"},
        "l": {"title": "K", "author": "Z and Y", "editor": "X and Y"},
        "m": {"title": "xdata=a-title", "author": "xdata=a-author-9"},
    }


def test_circles_end() -> None:
    chain = "".join(f"@book{{c{n}, crossref={{c{n + 1}}}}}\n" for n in range(3000))
    assert (
        len(inherited("@book{a, crossref={b}} @book{b, crossref={a}, year=1} @book{c, xdata={c}}" + chain))
        == 3003
    )
