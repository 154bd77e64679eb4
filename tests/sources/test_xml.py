"""Records are streamed, counted by line and freed; what attacks an XML parser is refused."""

import tracemalloc
from collections import Counter
from collections.abc import Iterator
from itertools import chain, repeat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph import sources
from kgraph.records import Origin, Paper, Rejected
from kgraph.sources import acl, arxiv_atom, endnote_xml, oai, pubmed_xml
from kgraph.sources.xml import BrokenXmlError, find_elements, read_records, root_of, text_of, texts_of

DATA = Path(__file__).parent / "data"
READERS = {
    "anthology": acl,
    "arxiv-atom": arxiv_atom,
    "endnote": endnote_xml,
    "oai": oai,
    "pubmed": pubmed_xml,
}
SAMPLES = {name: (DATA / f"{name}.xml").read_text("utf-8") for name in READERS}


def read(text: str) -> list[tuple[int, str]]:
    """The elements `a` of a text, as lines and texts, and where and why it ends early."""
    found: list[tuple[int, str]] = []
    try:
        found.extend((one.line, text_of(one.element)) for one in find_elements(text.split("\n"), ["a"]))
    except BrokenXmlError as error:
        found.append((error.line, str(error)))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<r><a>1</a>\n<x:a y='2'>2<b>3</b>\n</x:a></r>", [(1, "1"), (2, "23")]),
        # The outermost one counts, at whatever depth.
        ("<r><b>\n<a><a>1</a></a></b></r>", [(2, "1")]),
        ("\ufeff\n\n <?xml version='1.0' encoding='latin-1'?>\n<r>\n<a>ü</a></r>", [(5, "ü")]),
        ("<r><a>1<br/>2<p>3</p>4<i>5</i>6</a></r>", [(1, "1 2 3 456")]),
        # What exports get wrong: entities of HTML, a lone "&", control characters.
        (
            "<r><a>&nbsp;&auml; AT&T &unknown; &lt;&amp;lt; &#0;\x00\x1f&#x1;.</a></r>",
            [(1, "ä AT&T &unknown; <&lt; � .")],
        ),
        (f"<a>&#{'9' * 5_000};</a>", [(1, f"&#{'9' * 5_000};")]),
        ("<r><a t='&#10;'>1&#13;2&#10;3</a>\n<a/></r>", [(1, "1 2 3"), (2, "")]),
        ("<r><a><![CDATA[<b>]]></a><!-- <a/> --><?a ?></r>", [(1, "<b>")]),
        ("<r><a>1</a>\n<a>2</r>", [(1, "1"), (2, "no valid XML: mismatched tag")]),
        ("<r><a>1</a>\n<a>2", [(1, "1"), (2, "no valid XML: no element found")]),
        ("<r><a>1</a></r>\n<r/>", [(1, "1"), (2, "no valid XML: junk after document element")]),
        ("", [(1, "no valid XML: no element found")]),
    ],
)
def test_elements_are_found_with_their_lines(text: str, expected: list[tuple[int, str]]) -> None:
    assert read(text) == expected


def test_a_line_is_counted_once_however_long_the_text_is() -> None:
    lines = [f"<a>{number}{'x' * (number % 90)}</a>" for number in range(2, 5_000)]
    found = list(find_elements(["<r>", *lines, "</r>"], ["a"]))
    assert [one.line for one in found] == list(range(2, 5_000))
    one_line = list(find_elements(["<r>" + "".join(lines) + "</r>"], ["a"]))
    assert [text_of(one.element) for one in one_line] == [text_of(one.element) for one in found]
    assert {one.line for one in one_line} == {1}


def test_what_is_around_an_element_is_known_but_not_kept() -> None:
    found = next(find_elements(["<r x='1'><s><gone/>text<t y='2'><a/>"], ["a"]))
    assert [(one.tag, one.attrib, len(one), one.text) for one in found.parents] == [
        ("r", {"x": "1"}, 0, None),
        ("s", {}, 0, None),
        ("t", {"y": "2"}, 0, None),
    ]


def test_memory_does_not_grow_with_the_file() -> None:
    def lines(records: int) -> Iterator[str]:
        return chain(["<r>"], repeat(f"<a>{'x' * 1_000}</a><b>{'y' * 1_000}</b>", records), ["</r>"])

    def peak(records: int) -> int:
        tracemalloc.start()
        assert sum(1 for _ in find_elements(lines(records), ["a"])) == records
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    assert peak(4_000) < 1.2 * peak(400)


DECLARES = "a DOCTYPE with declarations of its own is not read"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'<!DOCTYPE r [<!ENTITY l0 "lol">{LAUGHS}]><r><a>&l9;</a></r>', DECLARES),
        (f'<!DOCTYPE r [<!ENTITY l "{"x" * 100_000}">]><r><a>{"&l;" * 1_000}</a></r>', DECLARES),
        ('<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r><a>&x;</a></r>', DECLARES),
        ('<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd">%p;]><r><a>1</a></r>', DECLARES),
        ('<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY x "1">]><r><a>&x;</a></r>', DECLARES),
        (f'<!DOCTYPE r [<!ATTLIST a t CDATA "{"x" * 100_000}">]><r>{"<a/>" * 9}</r>', DECLARES),
        ("<b>" * 100_000, "more than 200 elements inside each other"),
        ("<r><a>" + "<b>" * 100_000, "more than 200 elements inside each other"),
    ],
    ids=["laughs", "quadratic", "file", "parameter", "external and own", "attributes", "deep", "deep record"],
)
def test_attacks_are_refused_before_they_begin(text: str, expected: str) -> None:
    assert read(text) == [(1, f"no valid XML: {expected}")]


def test_a_dtd_elsewhere_is_not_fetched_and_its_entities_stay_as_printed() -> None:
    text = '<!DOCTYPE r SYSTEM "file:///etc/passwd">\n<r><a>&x; &alpha;</a></r>'
    assert read(text) == [(2, "&x; α")]


@pytest.mark.parametrize("start", ["<r><!-- ", "<r><a t='", "<r ", "<r><a>"])
def test_what_never_ends_is_given_up(start: str) -> None:
    taken = 0

    def lines() -> Iterator[str]:
        nonlocal taken
        yield start
        for taken in range(1_000_000):  # noqa: B007
            yield " " * 1_200

    with pytest.raises(BrokenXmlError, match="more than 10,000,000 characters without an end"):
        list(find_elements(lines(), ["a"]))
    assert taken < 9_000


def test_records_are_rejected_with_their_text() -> None:
    def passed_over_or_rejected(found: object, origin: Origin) -> Rejected | None:
        return Rejected(origin, "why", "") if origin.line == 2 else None

    lines = ["<r><a/>", "<a b='1'> x&lt; </a>", "</r>"]
    assert list(read_records(lines, "f", ["a"], passed_over_or_rejected)) == [
        Rejected(Origin("f", 2), "why", '<a b="1"> x&lt; </a>')
    ]
    assert list(read_records(lines[:1] + lines[2:], "f", ["a"], passed_over_or_rejected)) == [
        Rejected(Origin("f", 1), "the file holds no records", "")
    ]
    assert list(read_records(["<r>", "<a>" + "x" * 9_000], "f", ["a"], passed_over_or_rejected)) == [
        Rejected(Origin("f", 2), "no valid XML: no element found", "<a>" + "x" * 1_997)
    ]


def test_texts_of_leaves_out_what_is_empty() -> None:
    (found,) = find_elements(["<a><b> 1 </b><b/><b>2<i>3</i></b></a>"], ["a"])
    assert (list(texts_of(found.element, "b")), text_of(found.element, "c")) == (["1", "23"], "")


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "\ufeff \n<?xml version='1.0'?>\n<!-- <b> -->\n<!DOCTYPE a PUBLIC '-//X//EN' 'x'>\n<x:a>",
            ("a", ">"),
        ),
        ("<!DOCTYPE a [<!ENTITY b ']'>\n]>\n<a/>", ("a", "/>")),
        ("<a b", ("a", " b")),
        ("<a", ("", "")),
        ("<!-- <a>", ("", "")),
        ("text <a>", ("", "")),
        ("{}", ("", "")),
        ("", ("", "")),
    ],
)
def test_the_root_is_read_from_a_head(head: str, expected: tuple[str, str]) -> None:
    assert root_of(head) == expected


@pytest.mark.parametrize(
    "piece", ["<!--", "<!---->", "<?x", "<?x?>", "<!DOCTYPE", "<!DOCTYPE[", "]", " ", "<a:"]
)
def test_a_hostile_head_is_looked_at_once(piece: str) -> None:
    head = (piece * 65_536)[:65_536]
    assert [name for name, reader in READERS.items() if reader.recognises(head)] == []


OTHERS = {
    "listing": "CLDec 15, 2022\nA title about <collection>Jane Roe, John Doe\nText",
    "rdf": "<https://example.org/a> <https://example.org/b> <https://example.org/c> .",
    "turtle": "@prefix kg: <https://w3id.org/kgraph/ns#> .",
    "bibtex": "@article{x, title={<xml><records>}}",
    "ris": "TY  - JOUR\nTI  - PubmedArticle\nER  - ",
    "nbib": "PMID- 1\nTI  - PubmedArticleSet",
    "wos": "FN Clarivate Analytics Web of Science\nVR 1.0",
    "csv": "Title,Authors\n<feed>,x",
    "json": '[{"title": "<OAI-PMH>"}]',
    "html": "<!DOCTYPE html><html><head><title>PubmedArticle</title></head>",
    "rdf/xml": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    "mods": '<modsCollection xmlns="http://www.loc.gov/mods/v3"><mods>',
    "marc": '<collection xmlns="http://www.loc.gov/MARC21/slim"><record>',
    "csl": '<style xmlns="http://purl.org/net/xbiblio/csl"><info><title>x</title></info></style>',
    "blog": '<feed xmlns="http://www.w3.org/2005/Atom"><title>Blog</title><entry>',
    "xml": "<xml><library/></xml>",
    "empty": "",
}


@pytest.mark.parametrize("head", OTHERS.values(), ids=OTHERS)
def test_other_formats_are_recognised_by_none(head: str) -> None:
    assert [name for name, reader in READERS.items() if reader.recognises(head)] == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_each_is_recognised_by_its_own_reader_wherever_the_head_is_cut(sample: str) -> None:
    for cut in (400, 500, 1_000, None):
        head = SAMPLES[sample][:cut]
        assert [name for name, reader in READERS.items() if reader.recognises(head)] == [sample]


def test_the_registry_sends_each_file_to_its_reader() -> None:
    found = Counter(record.origin.file for record in sources.read(DATA / f"{name}.xml" for name in SAMPLES))
    alone = {f"{name}.xml": len(list(READERS[name].parse(SAMPLES[name].split("\n"), ""))) for name in SAMPLES}
    assert found == alone
    assert min(alone.values()) > 1


@st.composite
def broken_samples(draw: st.DrawFn) -> tuple[str, str]:
    """A valid file with some pieces deleted, doubled, replaced, moved or cut off."""
    name = draw(st.sampled_from(sorted(SAMPLES)))
    text = SAMPLES[name]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + draw(st.sampled_from([0, 1, 5, 400])))))
        other = draw(st.integers(0, len(text)))
        piece = draw(
            st.sampled_from(
                ["", text[start:end] * 2, text[other : other + 30], "<", ">", "&", "]]>", "<!--", "\x00"]
            )
            | st.text(max_size=3)
        )
        text = text[:start] + piece + text[end:]
    return name, text if draw(st.booleans()) else text[: draw(st.integers(0, len(text)))]


@given(broken_samples())
def test_no_damage_raises_or_is_silent(broken: tuple[str, str]) -> None:
    name, text = broken
    records = list(READERS[name].parse(iter(text.split("\n")), "x.xml"))
    assert records
    lines = text.count("\n") + 1
    assert all(isinstance(record, Paper | Rejected) for record in records)
    assert all(1 <= record.origin.line <= lines for record in records)
    assert all(
        record.reason and len(record.raw) <= 2_000 for record in records if isinstance(record, Rejected)
    )
