"""Feeds of the arXiv API."""

from pathlib import Path
from unittest.mock import ANY

import pytest

from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources import arxiv_atom

SAMPLE = Path(__file__).parent / "data" / "arxiv-atom.xml"


def test_the_sample_is_read_whole() -> None:
    lines = iter(SAMPLE.read_text("utf-8").split("\n"))
    assert list(arxiv_atom.parse(lines, "x.xml")) == [
        Paper(
            id=ANY,
            title="A title in two lines with $a < b$",
            origin=Origin("x.xml", 5),
            mentions=(
                Mention("Jane Roe", 1, organizations=("CERN", "MIT")),
                Mention("J. van der Berg", 2, organizations=("IceCube Collaboration",)),
            ),
            abstract="First line second line end.",
            date="2001-01-31",
            categories=("hep-th", "gr-qc"),
            venue="J. Test. 1 (2002) 3",
            doi="10.1000/1",
            identifiers=("arxiv:hep-th/0101001", "doi:10.1000/1", "doi:10.1000/2"),
            type="preprint",
        ),
        Rejected(
            Origin("x.xml", 24),
            "the archive reports an error: incorrect id format for abc",
            "<entry>\n    <id>http://arxiv.org/api/errors#incorrect_id_format_for_abc</id>\n"
            "    <title>Error</title>\n    <summary>incorrect id format for abc</summary>\n  </entry>",
        ),
    ]


@pytest.mark.parametrize("number", ["2001.00001", "2001.00001v7", "hep-th/0101001v2", "math.AG/0101001"])
def test_every_version_has_one_identifier(number: str) -> None:
    lines = ["<feed>", f"<entry><id>http://arxiv.org/abs/{number}</id><title>A</title></entry>", "</feed>"]
    (found,) = arxiv_atom.parse(lines, "x.xml")
    assert isinstance(found, Paper)
    assert found.identifiers == (f"arxiv:{number.partition('v')[0]}",)


def test_prefixes_do_not_matter() -> None:
    text = SAMPLE.read_text("utf-8")
    prefixed = text.replace("<arxiv:", "<x:").replace("</arxiv:", "</x:")
    for name in ("feed", "entry", "id", "title", "published", "summary", "author", "name", "category"):
        prefixed = prefixed.replace(f"<{name}", f"<atom:{name}").replace(f"</{name}>", f"</atom:{name}>")
    assert prefixed != text
    assert arxiv_atom.recognises(prefixed)
    found, plain = (list(arxiv_atom.parse(one.split("\n"), "x.xml")) for one in (prefixed, text))
    assert found == plain


def test_an_answer_without_papers_says_so() -> None:
    assert list(arxiv_atom.parse(["<feed><title>arXiv Query</title></feed>"], "x.xml")) == [
        Rejected(Origin("x.xml", 1), "the file holds no records", "")
    ]
