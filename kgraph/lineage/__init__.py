"""What likely builds on what: links from later to earlier papers, by text, people, topics and dates.

`signals` says what speaks for a pair, `calibration` makes a probability of it, fitted and measured on true
citations by `benchmarks/quality/lineage.py`.
"""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from kgraph.embeddings import Embedder
from kgraph.lineage.calibration import PLAIN, WITH_MEANING
from kgraph.lineage.dates import in_order
from kgraph.lineage.links import Days, choose_parents, join_weighed, make_links, weigh_pairs
from kgraph.lineage.sharing import Holdings
from kgraph.lineage.signals import Compared, compare_texts, gather_evidence
from kgraph.lineage.stored import papers_of, tabulate_texts
from kgraph.records import LineageLink, Paper, Person, Tag

__all__ = [
    "compare_table",
    "compare_words",
    "hold_people",
    "link_by_topics",
    "link_lineage",
    "tabulate_texts",
    "tabulate_topics",
]

_HELD = {"paper": pl.String(), "held": pl.String()}


def link_lineage(
    papers: Sequence[Paper],
    people: Sequence[Person],
    tags: Sequence[Tag],
    embedder: Embedder | None = None,
    compared: Compared | None = None,
) -> tuple[LineageLink, ...]:
    """Link each dated paper to the at most five earlier ones that it likely builds on, by (later, earlier).

    Papers are ordered by the middle of what their date may mean, then by id, and links only run from later to
    earlier: there is no cycle. Undated papers get no link, and count as papers all the same where the rarity
    of words and people is measured. A paper without abstract is read by its title.

    A weight, from 0.04 to 1, is the chance that the later paper cites the earlier one, where it has some
    7,600 papers of a broad field to choose from; in a narrow reading list, where all is close, it is too low.
    Its parts add up to it. The shared people and concepts are those of the fewest papers first. With an
    `embedder` sentence embeddings are one of the parts. `compared` is what `compare_words` gives for the
    papers, if it is known already.

    At least the 200 earlier papers most alike by their words are weighed. The time to find them grows with
    the square of the papers that share a word, of which words of more than 5,000 papers are left out: of
    the ACL Anthology 104,000 papers take 80 s on two busy cores.

    >>> link_lineage([], [], [])
    ()
    """
    return link_by_topics(papers, people, tabulate_topics(tags), embedder, compared)


def link_by_topics(
    papers: Sequence[Paper],
    people: Sequence[Person],
    topics: pl.DataFrame,
    embedder: Embedder | None = None,
    compared: Compared | None = None,
) -> tuple[LineageLink, ...]:
    """Link papers as `link_lineage` does; of tags no more is told than `topics`, a row each.

    These have the columns `paper` and `held`, the ids of both.
    """
    dated, undated = in_order(papers)
    ordered = [*(one.paper for one in dated), *undated]
    pairs = gather_evidence(ordered, people, topics, embedder, compared=compared)
    days = Days.of(dated)
    curve = WITH_MEANING if embedder else PLAIN
    blocks = (weigh_pairs(evidence, days, curve) for evidence in pairs)
    weighed = join_weighed(block.take(choose_parents(*block[:3])) for block in blocks)
    ids = pl.Series([paper.id for paper in ordered], dtype=pl.String)
    return make_links(weighed, ids, days, hold_people(people), Holdings(topics))


def hold_people(people: Sequence[Person]) -> Holdings:
    """Whom each paper has."""
    mentions = [(paper, person.id, position == 1) for person in people for paper, position in person.mentions]
    return Holdings(pl.DataFrame(mentions, _HELD | {"leads": pl.Boolean()}, orient="row"))


def tabulate_topics(tags: Sequence[Tag]) -> pl.DataFrame:
    """What each paper has: `paper` and `held`, a row a tag."""
    columns = {"paper": [tag.paper for tag in tags], "held": [tag.concept for tag in tags]}
    return pl.DataFrame(columns, _HELD)


def compare_words(papers: Sequence[Paper], keep: Path | None = None) -> Compared:
    """Compare papers by their words: the part of lineage that needs neither people nor topics.

    What `adding.link_added` needs is kept in the folder `keep`.
    """
    dated, undated = in_order(papers)
    return compare_texts([*(one.paper for one in dated), *undated], keep=keep)


def compare_table(texts: pl.DataFrame, keep: Path | None = None) -> Compared:
    """Do as `compare_words` does, of `texts` (`stored.tabulate_texts`).

    As a table they come to a process in an eighth of the time that papers take to be pickled.
    """
    return compare_words(papers_of(texts), keep)
