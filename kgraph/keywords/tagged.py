"""What a batch of papers is tagged with, as tables: its tags, their evidence, how the terms are printed."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from kgraph.keywords.arrays import Longs, are_among, page_of_pair, term_of_pair
from kgraph.keywords.batch import Batch
from kgraph.keywords.choice import Choice
from kgraph.keywords.lookup import Holdings
from kgraph.keywords.mentions import Mentions


@dataclass(frozen=True, slots=True)
class Tagged:
    """The tags of a batch.

    `tags` has the columns `page` (the number of the paper in the batch), `term`, `weight`, and `count`: of
    the rows of `spans` so many in turn are its evidence. These have `title`, `start`, `end` and `text`.
    `forms` has the columns `term`, `form`, `papers` (the pages where this is a form to call the term by) and
    `printed` (whether any prints it).
    """

    tags: pl.DataFrame
    spans: pl.DataFrame
    forms: pl.DataFrame


def make_tables(batch: Batch, holdings: Holdings, mentions: Mentions, choice: Choice) -> Tagged:
    """Make the tables of what the pages of a batch have chosen."""
    evidence = mentions.of(choice.pairs)
    count, _ = evidence.count(choice.pairs)
    names = batch.terms.names()
    tags = pl.DataFrame(
        {
            "page": page_of_pair(choice.pairs),
            "term": names.gather(term_of_pair(choice.pairs)),
            "weight": choice.weights,
            "count": count,
        }
    )
    titles = [paper.title for paper in batch.papers]
    abstracts = [paper.abstract or "" for paper in batch.papers]
    words = _cut(evidence, titles, abstracts)
    places = {"title": evidence.in_title, "start": evidence.starts, "end": evidence.ends}
    spans = pl.DataFrame(places).with_columns(text=words)
    # Running text knows best how a term is written, then the title, then the list of keywords.
    in_body = are_among(evidence.pairs, evidence.pairs[~evidence.in_title])
    running = evidence.take(~evidence.in_title | ~in_body)
    own = are_among(holdings.own, choice.pairs)
    own_pairs = holdings.own[own]
    own_forms = pl.Series("form", holdings.printed, dtype=pl.String).filter(own)
    silent = ~are_among(own_pairs, evidence.pairs)
    called = _forms(
        running, _cut(running, batch.titles, abstracts), own_pairs[silent], own_forms.filter(silent)
    )
    printed = _forms(evidence, words, own_pairs, own_forms)
    forms = pl.concat(
        [
            called.select("term", "form", papers=1, printed=0),
            printed.select("term", "form", papers=0, printed=1).unique(),
        ]
    )
    forms = forms.group_by("term", "form").sum()
    return Tagged(tags, spans, forms.with_columns(names.gather(forms["term"])))


def _cut(mentions: Mentions, titles: Sequence[str], abstracts: Sequence[str]) -> pl.Series:
    """The words of mentions, as texts print them."""
    columns = (page_of_pair(mentions.pairs), mentions.in_title, mentions.starts, mentions.ends)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    words = [(titles if in_title else abstracts)[page][start:end] for page, in_title, start, end in rows]
    return pl.Series("form", words, dtype=pl.String)


def _forms(mentions: Mentions, words: pl.Series, own: Longs, printed: pl.Series) -> pl.DataFrame:
    """The forms of terms in mentions and among author keywords: `pair`, `term` and `form`, each once."""
    pairs = np.concatenate((mentions.pairs, own))
    table = pl.DataFrame({"pair": pairs, "form": pl.concat([words, printed])}).unique()
    return table.with_columns(term=pl.col("pair") & 0xFFFFFFFF)
