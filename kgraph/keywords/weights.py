"""How much a term matters in its page (salience) and in the corpus (standing)."""

import math

import numpy as np
import polars as pl

from kgraph.keywords.arrays import Flags, Floats, Longs, page_of_pair
from kgraph.keywords.batch import Batch
from kgraph.keywords.mentions import Mentions
from kgraph.keywords.termhood import measure_termhood
from kgraph.keywords.thesaurus import Thesaurus, letters_in

# Of the papers with a term this share must have it standing alone, or it is a modifier (*sparse*).
ALONE_SHARE = 0.12


def measure_salience(batch: Batch, mentions: Mentions, pairs: Longs, named: Flags) -> Floats:
    """How much each page speaks of a term; `named` are those that stand in its title or are its keywords."""
    count, first = mentions.count(pairs)
    logarithms = np.array([0.0, *(math.log(number) for number in range(1, count.max(initial=0) + 1))])
    often = 1 + logarithms[count]
    lengths = np.array([len(paper.abstract or paper.title) for paper in batch.papers], dtype=np.int64)
    starts = np.append(mentions.starts, 0)[first]
    late = 1 + starts / np.maximum(lengths[page_of_pair(pairs)], 1)
    return np.where(named, 2 * often, often / late)


def weigh_entities(counts: pl.DataFrame, papers: int, thesaurus: Thesaurus) -> pl.DataFrame:
    """Weigh the entities of a whole corpus from the pages that hold them.

    `counts` has the columns `term`, `holders`, `named` (in the title or as author keyword) and `alone` (as a
    whole noun phrase or author keyword). The result has a row for each term of two pages or more: `standing`
    is its termhood times its standing, zero if it hardly ever stands alone, and `promoted` whether a line
    makes it a keyword.
    """
    shared = counts.filter(pl.col("holders") > 1)
    is_promoted = letters_in("term").is_in(sorted(thesaurus.promoted))
    promoted = shared.select(is_promoted).to_series().to_numpy()
    holders, named, alone = (shared[name].to_numpy() for name in ("holders", "named", "alone"))
    by_itself = np.where(promoted, holders, alone)
    standing = _measure_termhood(shared["term"], thesaurus) * measure_standing(
        papers, holders, named, by_itself
    )
    return shared.select(
        "term",
        standing=np.where(by_itself >= ALONE_SHARE * holders, standing, 0.0),
        promoted=promoted,
    )


def _measure_termhood(terms: pl.Series, thesaurus: Thesaurus) -> Floats:
    """Of a term or of what is merged into it: a plain name that replaces a term weighs as the term does."""
    termhood = measure_termhood(terms)
    merged = pl.DataFrame(thesaurus.merged, schema={"merged": pl.String, "term": pl.String}, orient="row")
    merged = merged.join(terms.to_frame("term").with_row_index(), on="term")
    np.maximum.at(termhood, merged["index"].to_numpy(), measure_termhood(merged["merged"]))
    return termhood


def measure_standing(papers: int, holders: Longs, named: Longs, alone: Longs) -> Floats:
    """What the pages that hold a term say of it: it is rare, in titles, and stands alone."""
    numbers, which = np.unique(holders, return_inverse=True)
    rarities = [math.log1p(papers / number) / math.log1p(papers) for number in numbers.tolist()]
    rarity = np.array(rarities, dtype=np.float64)[which]
    standing: Floats = np.sqrt(np.sqrt(rarity) * (named + 0.4) / (holders + 2)) * alone / holders
    return standing
