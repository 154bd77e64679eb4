"""The labels and ids of keywords, from how all papers of a corpus print them."""

from collections.abc import Iterator, Sequence
from itertools import count

import polars as pl

from kgraph.identifiers import node_id, slug
from kgraph.keywords.counts import add_up
from kgraph.keywords.labels import choose_label
from kgraph.keywords.tagged import Tagged
from kgraph.keywords.thesaurus import Thesaurus, letters_of
from kgraph.keywords.usage import Custom
from kgraph.records import Keyword
from kgraph.vocabulary import Kind


def name_keywords(tagged: Sequence[Tagged], custom: Custom, thesaurus: Thesaurus) -> dict[str, Keyword]:
    """Give each term that pages of a corpus chose its label and an id of its own, the most frequent first."""
    pages = pl.concat([batch.tags for batch in tagged]).group_by("term").len("pages")
    forms = add_up([batch.forms for batch in tagged])
    keywords: dict[str, Keyword] = {}
    taken: set[str] = set()
    printed = forms.group_by("term").agg(
        pl.col("form").filter(pl.col("papers") > 0).alias("called"),
        pl.col("papers").filter(pl.col("papers") > 0),
        pl.col("form").filter(pl.col("printed") > 0).alias("printed"),
    )
    table = pages.join(printed, on="term").sort("pages", "term", descending=[True, False])
    for term, holders, called, times, variants in table.iter_rows():
        label = thesaurus.labels.get(letters_of(term)) or choose_label(
            dict(zip(called, times, strict=True)), custom.case
        )
        name = next(name for name in _names(label, term) if name not in taken)
        taken.add(name)
        spelled = tuple(sorted({" ".join(form.split()) for form in variants}))
        keywords[term] = Keyword(node_id(Kind.KEYWORD, name), label, spelled, holders > 1)
    return keywords


def _names(label: str, term: str) -> Iterator[str]:
    """Local names for an entity in the order of preference: two entities may have one label (*AD*)."""
    yield slug(label)
    yield (full := slug(term))
    for number in count(2):
        yield f"{full}-{number}"
