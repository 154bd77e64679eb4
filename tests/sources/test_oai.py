"""OAI-PMH in three formats of metadata."""

from pathlib import Path
from unittest.mock import ANY

from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources import oai

SAMPLE = Path(__file__).parent / "data" / "oai.xml"


def test_the_sample_is_read_whole() -> None:
    lines = iter(SAMPLE.read_text("utf-8").split("\n"))
    assert list(oai.parse(lines, "x.xml")) == [
        Paper(
            id=ANY,
            title="One of two",
            origin=Origin("x.xml", 5),
            mentions=(
                Mention("Team", 1),
                Mention("H. A. de Vries, Jr.", 2, organizations=("ATLAS Collaboration",)),
            ),
            abstract="Text.",
            date="2020-01-01",
            categories=("hep-ex", "cs.LG"),
            venue="J. Test 1",
            doi="10.1000/oai.1",
            identifiers=("arxiv:2001.00001", "doi:10.1000/oai.1"),
            type="preprint",
        ),
        Rejected(
            Origin("x.xml", 13),
            "deleted by the archive",
            '<record>\n<header status="deleted"><identifier>oai:x.org:2</identifier></header>\n</record>',
        ),
        Paper(
            id=ANY,
            title="Raw",
            origin=Origin("x.xml", 16),
            mentions=(
                Mention("A. B. Lee", 1),
                Mention("C. D. Kim", 2, organizations=("MIT",)),
                Mention("E. F.", 3),
            ),
            date="2001-02-01",
            categories=("math.AG",),
            identifiers=("arxiv:math/0102003",),
            type="preprint",
        ),
        Paper(
            id=ANY,
            title="Dublin",
            origin=Origin("x.xml", 23),
            mentions=(
                Mention("Jörg Müller", 1),
                Mention("World Bank", 2),
            ),
            abstract="The longer one is the abstract.",
            date="2014-06",
            keywords=("parsing",),
            venue="Journal of Sources",
            doi="10.1000/oai.5",
            identifiers=("doi:10.1000/oai.5",),
            type="chapter",
        ),
        Paper(
            id=ANY,
            title="From arXiv",
            origin=Origin("x.xml", 34),
            abstract="Short.",
            categories=("Physics - Optics",),
            identifiers=("arxiv:0704.0001",),
            type="preprint",
        ),
        Rejected(
            Origin("x.xml", 39),
            "metadata in a format that is not read: marc",
            "<record>\n<header><identifier>oai:x.org:6</identifier></header>\n<metadata><marc><record><title>no</title></record></marc></metadata>\n</record>",
        ),
    ]
