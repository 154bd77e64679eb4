"""The labels and ids of keywords, from how all papers of a corpus print them."""

from collections.abc import Iterator, Sequence
from itertools import count

import polars as pl

from kgraph.identifiers import node_id, slug
from kgraph.keywords.counts import add_up
from kgraph.keywords.labels import choose_label
from kgraph.keywords.recalled import Labels
from kgraph.keywords.tagged import Tagged
from kgraph.keywords.thesaurus import Thesaurus, letters_of
from kgraph.keywords.usage import Custom
from kgraph.records import Keyword
from kgraph.vocabulary import Kind

# Small letters alone, and at the end no *s* that may be a plural's: such a form is its own label.
_PLAIN = r"^[a-z]+(?: [a-z]+)*[a-rt-z]$"


def name_keywords(
    tagged: Sequence[Tagged], custom: Custom, thesaurus: Thesaurus, known: Labels | None = None
) -> dict[str, Keyword]:
    """Give each term that pages of a corpus chose its label and an id of its own, the most frequent first.

    Labels that are `known` are not chosen again where the forms of the term are the same.
    """
    pages = pl.concat([batch.tags for batch in tagged]).group_by("term").len("pages")
    return name_terms(pages, add_up([batch.forms for batch in tagged]), custom, thesaurus, known)


def name_terms(
    pages: pl.DataFrame,
    forms: pl.DataFrame,
    custom: Custom,
    thesaurus: Thesaurus,
    known: Labels | None = None,
) -> dict[str, Keyword]:
    """Name terms as `name_keywords` does, by the `pages` of each `term` and all `forms` (see `Tagged`)."""
    by_hand = pl.col("term").str.replace_all(" ", "", literal=True).is_in(list(thesaurus.labels))
    is_alone = (pl.len().over("term") == 1) & (pl.col("papers") > 0) & (pl.col("printed") > 0)
    is_plain = is_alone & pl.col("form").str.contains(_PLAIN) & ~by_hand
    plain, others = forms.filter(is_plain), forms.filter(~is_plain)
    table = pages.join(plain.select("term", "form"), on="term", how="left")
    chosen: dict[str, tuple[str, tuple[str, ...]]] = {}
    if known and not thesaurus.labels:
        chosen, others = known.recall(others)
    chosen |= _choose_labels(others, custom, thesaurus)
    keywords: dict[str, Keyword] = {}
    taken: set[str] = set()
    for term, holders, form in table.sort("pages", "term", descending=[True, False]).iter_rows():
        label, variants = (form, (form,)) if form else chosen[term]
        name = next(name for name in _names(label, term) if name not in taken)
        taken.add(name)
        keywords[term] = Keyword(node_id(Kind.KEYWORD, name), label, variants, holders > 1)
    return keywords


def _choose_labels(
    forms: pl.DataFrame, custom: Custom, thesaurus: Thesaurus
) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The label of each term, and how it is printed."""
    is_called, is_printed = pl.col("papers") > 0, pl.col("printed") > 0
    form = pl.col("form")
    table = forms.group_by("term").agg(
        form.filter(is_called).alias("called"),
        pl.col("papers").filter(is_called),
        form.filter(is_printed).alias("printed"),
    )
    chosen = {}
    for term, called, times, printed in table.iter_rows():
        label = thesaurus.labels.get(letters_of(term)) or choose_label(
            dict(zip(called, times, strict=True)), custom.case
        )
        chosen[term] = label, tuple(sorted({" ".join(form.split()) for form in printed}))
    return chosen


def _names(label: str, term: str) -> Iterator[str]:
    """Local names for an entity in the order of preference: two entities may have one label (*AD*)."""
    yield slug(label)
    yield (full := slug(term))
    for number in count(2):
        yield f"{full}-{number}"
