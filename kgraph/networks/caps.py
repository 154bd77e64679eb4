"""What the cap on groups means for a corpus, told in its ledger."""

from collections.abc import Iterator

import polars as pl

from kgraph.graph import Graph
from kgraph.networks.incidence import MAX_GROUP
from kgraph.networks.memberships import select_ends
from kgraph.vocabulary import Relation

# So many papers are named.
_NAMED = 3


def note_large_papers(graph: Graph) -> Iterator[str]:
    """Yield a note on the papers with too many authors to link them in networks, if there are any."""
    authors = select_ends(graph, Relation.CREATOR).group_by("source").agg(pl.col("target").n_unique())
    large = authors.filter(pl.col("target") > MAX_GROUP).sort(-pl.col("target").cast(pl.Int64), "source")
    if large.is_empty():
        return
    named = [f"{paper} with {count:,}" for paper, count in large.head(_NAMED).iter_rows()]
    more = [f"{large.height - _NAMED:,} more"] if large.height > _NAMED else []
    papers, they = ("paper has", "it links") if large.height == 1 else ("papers have", "they link")
    yield (
        f"{large.height:,} {papers} more than {MAX_GROUP} authors ({', '.join([*named, *more])}): "
        f"{they} nobody in networks of people"
    )
