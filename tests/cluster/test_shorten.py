"""What the corpus settles is told shortly, and each batch knows all of it that concerns it."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pyspark", reason="the extra `spark` is not installed")

from kgraph.cluster.keywords import lengthen, shorten
from kgraph.corrections import Corrections, Decision
from kgraph.keywords.settling import settle_entities
from kgraph.keywords.thesaurus import make_thesaurus

LINES = (
    Decision("drop", "noise", "too wide"),
    Decision("merge", "data sets", "corpora"),
    Decision("promote", "the", "keyword"),
)
_TERMS = ["bandit", "bandit problem", "data set", "dataset", "corpora", "noise", "the", "reward model"]
_COUNTED = st.dictionaries(
    st.sampled_from(_TERMS), st.tuples(*[st.integers(0, 3)] * 2).filter(any), max_size=len(_TERMS)
)


@given(_COUNTED, st.sampled_from([3, 300]))
def test_nothing_is_lost(counted: dict[str, tuple[int, int]], papers: int) -> None:
    thesaurus = make_thesaurus(Corrections(LINES), {})
    rows = [(term, phrase, own, max(phrase, own), 0) for term, (phrase, own) in counted.items()]
    columns = {"term": pl.String} | dict.fromkeys(("phrase", "own", "either", "present"), pl.Int64)
    counts = pl.DataFrame(rows, schema=columns, orient="row")
    settled = settle_entities(counts, papers, thesaurus)
    told = shorten(settled, counts)
    # A batch has numbered what lines name. A term of which nothing is settled gives way, and is itself.
    terms = pl.Series("term", sorted({*counted, *thesaurus.named()}), dtype=pl.String)
    gone = set(counted) - set(settled["term"])
    expected = {*settled.rows(), *((term, False, term, False) for term in gone)}
    assert set(lengthen(told, terms).rows()) == expected


def test_most_terms_are_not_told() -> None:
    counts = pl.DataFrame(
        {
            "term": ["reward model", "gradient noise"],
            "phrase": [1, 3],
            "own": 0,
            "either": [1, 3],
            "present": 0,
        }
    )
    settled = settle_entities(counts, 300, make_thesaurus(Corrections(), {}))
    assert shorten(settled, counts).rows() == [("gradient noise", True, "gradient noise", True)]
