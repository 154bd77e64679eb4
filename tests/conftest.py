"""Shared fixtures: the toy corpus as a graph, the bundled example as a graph, and the data set folder."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings

import kgraph
from kgraph.assembly import assemble
from kgraph.citations import match_references
from kgraph.ledger import Run, reconcile, with_references
from kgraph.records import (
    Keyword,
    LineageLink,
    Mention,
    Origin,
    Paper,
    Person,
    Quotation,
    Rejected,
    Span,
    Tag,
)
from kgraph.schema import Theme
from kgraph.scores import score
from kgraph.vocabulary import Status

# The first example of a test pays for imports, so no deadline; on a build server the examples are fixed.
settings.register_profile("kgraph", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("kgraph")

HERE = Path(__file__).parent
TOY = HERE / "data" / "toy.txt"
BROKEN = HERE / "data" / "broken.txt"


def rebased(graph: kgraph.Graph, base: str) -> kgraph.Graph:
    """The graph with its nodes under another base."""
    parameters = {**dict(graph.run.parameters), "base": base}
    return replace(graph, run=replace(graph.run, parameters=tuple(parameters.items())))


@pytest.fixture(scope="session")
def toy() -> kgraph.Graph:
    """The toy corpus, linked without the language model."""
    return kgraph.build([TOY], model=False)


@pytest.fixture(scope="session")
def sample() -> Path:
    """The bundled example, as the installed package ships it."""
    return Path(kgraph.__file__).parent / "samples" / "lineage.txt"


@pytest.fixture(scope="session")
def demo(sample: Path) -> kgraph.Graph:
    """The bundled example, linked without the language model."""
    return kgraph.build([sample], model=False)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real data sets beside the checkout; tests that need it are skipped elsewhere."""
    folder = HERE.parent.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"the data sets are not at {folder}")
    return folder


@pytest.fixture(scope="session")
def tiny() -> kgraph.Graph:
    """Three papers written down by hand, with one fact of every kind, for whole-value comparisons."""
    old = Paper(
        id="paper:old",
        title='Old <script>alert("&")</script> {{paper}}',
        origin=Origin("a.txt", 1),
        mentions=(Mention("Ann Lee", 1, ("orcid:0000-0002-1825-0097",), ("Uni Ö",)), Mention("Bo Ek", 2)),
        abstract="Reward models. A reward model is learned.",
        date="2017-05-01",
        organizations=("Uni Ö",),
        categories=("cs.LG",),
    )
    new = Paper(
        id="paper:new",
        title="Reward models again",
        origin=Origin("a.txt", 4),
        mentions=(Mention("A. Lee", 1),),
        abstract=None,
        date="2020",
        authors_truncated=True,
        references=("paper:old", "10.1/unknown"),
        keywords=("Script",),
        venue="Workshop | One",
        doi="10.1000/x(1)y",
        identifiers=("doi:10.1000/x(1)y", "arxiv:2001.00001"),
        type="preprint",
    )
    lone = Paper(id="paper:lone", title="孤", origin=Origin("b.txt", 1))
    rejected = Rejected(Origin("b.txt", 4), "no title", "CLMay 1, 2020")
    papers, ledger = reconcile([new, lone, old, rejected, new])
    citations, references = match_references(papers)
    graph = assemble(
        papers,
        people=(
            Person(
                "person:ann-lee",
                "Ann Lee",
                ("A. Lee", "Ann Lee"),
                (("paper:new", 1), ("paper:old", 1)),
                "one Lee",
            ),
            Person("person:bo-ek", "Bo Ek", ("Bo Ek",), (("paper:old", 2),)),
        ),
        scheme=(
            Theme("theme:learning", "https://example.org/learning", "Learning"),
            Theme(
                "theme:reward",
                "https://example.org/reward",
                "Reward modeling",
                alt_labels=("reward learning",),
                definition="Learning what is wanted.",
                broader=("theme:learning",),
            ),
            Theme("theme:unused", "https://example.org/unused", "Unused"),
        ),
        keywords=(
            Keyword(
                "keyword:reward-model",
                "reward model",
                ("Reward models", "reward model"),
                shared=True,
                definition=Quotation("paper:old", Span("abstract", 15, 41, "A reward model is learned.")),
            ),
            Keyword("keyword:script", "script", ("script",), shared=False),
        ),
        tags=(
            Tag(
                "paper:old",
                "theme:reward",
                0.75,
                Status.EXTRACTED,
                (Span("abstract", 0, 13, "Reward models"), Span("abstract", 17, 29, "reward model")),
            ),
            Tag("paper:old", "theme:learning", 0.5, Status.INFERRED, basis=("theme:reward",)),
            Tag(
                "paper:old",
                "keyword:reward-model",
                0.6,
                Status.EXTRACTED,
                (Span("abstract", 0, 13, "Reward models"),),
            ),
            Tag(
                "paper:new",
                "keyword:reward-model",
                0.9,
                Status.EXTRACTED,
                (Span("title", 0, 13, "Reward models"),),
            ),
            Tag("paper:old", "keyword:script", 0.2, Status.ASSERTED),
        ),
        citations=citations,
        lineage=(
            LineageLink(
                "paper:new",
                "paper:old",
                0.8123,
                (("text", 0.4), ("people", 0.3123), ("context", 0.1)),
                ("person:ann-lee",),
                ("keyword:reward-model",),
                direction_uncertain=False,
                passages=(
                    Span("title", 0, 19, "Reward models again"),
                    Span("abstract", 15, 41, "A reward model is learned."),
                ),
            ),
        ),
        ledger=with_references(ledger, references),
        run=Run((("kgraph", "0"),), (("model", "none"),), (("a.txt", "00"), ("b.txt", "11"))),
    )
    return score(graph)


@pytest.fixture(scope="session")
def cited() -> kgraph.Graph:
    """Five invented papers that cite one another and works outside, with organizations and themes."""
    book = "Roe J., On the weighing of things, Thingley Press, 1999"

    def paper(number: int, title: str, year: str | None, authors: str, *references: str) -> Paper:
        names = authors.split(", ")
        mentions = tuple(
            Mention(name, place, organizations=(f"{name[0]} Institute", "Common College"))
            for place, name in enumerate(names, start=1)
        )
        return Paper(
            id=f"paper:p{number}",
            title=title,
            origin=Origin("invented", number),
            mentions=mentions,
            abstract="We study reward models and red teaming. Reward models need red teaming."
            if number % 2
            else None,
            date=year,
            venue="Thing Letters" if number < 3 else None,
            references=references,
            keywords=("careful agents", "weighing"),
            doi=f"10.5555/{number}",
            identifiers=(f"doi:10.5555/{number}",),
        )

    papers = [
        paper(1, "Careful agents learn to weigh things", "2017", "Ann Lee, Bo Ek"),
        paper(2, "Red teaming of careful agents", "2019-03", "Ann Lee, Cy Dow", "doi:10.5555/1", book),
        paper(
            3,
            "Reward modeling for agents that weigh",
            "2020",
            "Cy Dow, Bo Ek, Ann Lee",
            "Careful agents learn to weigh things (2017)",
            "doi:10.5555/2",
            "doi:10.6666/outside",
            book,
        ),
        paper(4, "Weighing at scale", "2022", "Dee Fox", "doi:10.5555/2", "doi:10.5555/3",
              "https://doi.org/10.6666/OUTSIDE", "ibid."),
        paper(5, "An undated note on weighing", None, "Dee Fox, Cy Dow", "id:p1", "ibid."),
    ]  # fmt: skip
    return kgraph.link(*reconcile(papers), model=False)
