"""The labels and ids of keywords, from how all papers of a corpus print them."""

from collections.abc import Iterator, Sequence
from itertools import count

import polars as pl

from kgraph.identifiers import slug
from kgraph.keywords.counts import add_up
from kgraph.keywords.labels import choose_label
from kgraph.keywords.recalled import Labels
from kgraph.keywords.tagged import Tagged
from kgraph.keywords.thesaurus import Thesaurus, letters_in, letters_of
from kgraph.keywords.usage import Custom
from kgraph.records import Keyword
from kgraph.vocabulary import Kind

# Small letters alone, and at the end no *s* that may be a plural's: such a form is its own label.
_PLAIN = r"^[a-z]+(?: [a-z]+)*[a-rt-z]$"
_NUMBER = r"-[0-9]+$"


def name_keywords(
    tagged: Sequence[Tagged], custom: Custom, thesaurus: Thesaurus, known: Labels | None = None
) -> pl.DataFrame:
    """Give each term that pages of a corpus chose its label and an id of its own, the most frequent first.

    There is a row for each `term`: `id`, `label`, `names` (how it is printed) and `shared` (by two pages).
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
) -> pl.DataFrame:
    """Name terms as `name_keywords` does, by the `pages` of each `term` and all `forms` (see `Tagged`)."""
    called = []
    if known and not thesaurus.labels:
        recalled = known.recall(forms)
        called.append(recalled)
        forms = forms.join(recalled, on="term", how="anti")
    by_hand = letters_in("term").is_in(list(thesaurus.labels))
    is_alone = (pl.len().over("term") == 1) & (pl.col("papers") > 0) & (pl.col("printed") > 0)
    is_plain = is_alone & pl.col("form").str.contains(_PLAIN) & ~by_hand
    plain = forms.filter(is_plain).select("term", label="form", names=pl.concat_list("form"))
    others = _choose_labels(forms.filter(~is_plain), custom, thesaurus)
    for table in (plain, others):
        slugs = pl.Series("slug", list(map(slug, table["label"])), dtype=pl.String)
        called.append(table.with_columns(slugs))
    table = pages.sort("pages", "term", descending=[True, False])
    table = table.join(pl.concat(called), on="term", how="left", maintain_order="left")
    name = pl.concat_str(pl.lit(f"{Kind.KEYWORD.value}:"), _give_names(table))
    return table.select("term", "label", "names", "slug", id=name, shared=pl.col("pages") > 1)


def make_keywords(named: pl.DataFrame) -> dict[str, Keyword]:
    """The keywords of `name_terms` by their terms."""
    rows = named.select("term", "id", "label", "names", "shared").iter_rows()
    return {term: Keyword(name, label, tuple(names), shared) for term, name, label, names, shared in rows}


def _give_names(table: pl.DataFrame) -> pl.Series:
    """A name for each term in turn: its label's, or where another has that, one made of the term.

    Only terms whose names others may want, too, are looked at one by one.
    """
    names = table["slug"].to_list()
    stems = table["slug"].str.replace(_NUMBER, "")
    wanted = ~table["slug"].is_first_distinct()
    looked_at: set[int] = set()
    while new := set(wanted.arg_true()) - looked_at:
        looked_at |= new
        full = pl.Series([slug(term) for term in table["term"].gather(sorted(new))], dtype=pl.String)
        wanted = table["slug"].is_in(full.implode()) | stems.is_in(full.implode())
    rows = sorted(looked_at)
    free = {names[row] for row in rows}
    taken = {name for row, name in enumerate(names) if name in free and row not in looked_at}
    for row in rows:
        choice = _names(names[row], slug(table["term"][row]))
        names[row] = next(name for name in choice if name not in taken)
        taken.add(names[row])
    return pl.Series("name", names, dtype=pl.String)


def _choose_labels(forms: pl.DataFrame, custom: Custom, thesaurus: Thesaurus) -> pl.DataFrame:
    """The label of each term, and how it is printed."""
    is_called, is_printed = pl.col("papers") > 0, pl.col("printed") > 0
    form = pl.col("form")
    table = forms.group_by("term").agg(
        form.filter(is_called).alias("called"),
        pl.col("papers").filter(is_called),
        form.filter(is_printed).alias("printed"),
    )
    chosen = []
    for term, called, times, printed in table.iter_rows():
        label = thesaurus.labels.get(letters_of(term)) or choose_label(
            dict(zip(called, times, strict=True)), custom.case
        )
        chosen.append((term, label, sorted({" ".join(form.split()) for form in printed})))
    schema = pl.Schema({"term": pl.String(), "label": pl.String(), "names": pl.List(pl.String())})
    return pl.DataFrame(chosen, schema, orient="row")


def _names(own: str, full: str) -> Iterator[str]:
    """Local names for an entity in the order of preference: two entities may have one label (*AD*)."""
    yield own
    yield full
    for number in count(2):
        yield f"{full}-{number}"
