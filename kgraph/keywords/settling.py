"""Which terms of a corpus are entities, and which spellings are one: decided from counts alone."""

import polars as pl

from kgraph.keywords.entities import is_term
from kgraph.keywords.generic import EMPTY_HEADS
from kgraph.keywords.thesaurus import Thesaurus, letters_in

# A term must stand alone in two papers; below this many papers in one, where two would leave almost nothing.
SMALL_CORPUS = 200


def settle_entities(counts: pl.DataFrame, papers: int, thesaurus: Thesaurus) -> pl.DataFrame:
    """Decide from the `count_terms` of a whole corpus what to look up in its texts, and as what.

    There is a row for each `term` that stands alone in a page or that the thesaurus names. `entity` is the
    term that it is a spelling of, itself for most, null if a line drops that; `whole` is false for terms that
    give way (`give_way`); `sought` is true for what is looked up.
    """
    by_hand = thesaurus.named()
    named = pl.DataFrame({"term": by_hand}, schema={"term": pl.String})
    table = pl.concat([counts, named.join(counts, on="term", how="anti")], how="diagonal").fill_null(0)
    table = table.with_columns(whole=~give_way(table), by_hand=pl.col("term").is_in(by_hand))
    table = table.with_columns(alone=pl.when("whole").then("either").otherwise("own"))
    table = merge_spellings(table.filter((pl.col("alone") > 0) | pl.col("by_hand")), thesaurus)
    letters = letters_in("entity")
    enough = pl.col("alone").sum().over("entity") >= (1 if papers < SMALL_CORPUS else 2)
    dropped = letters.is_in(sorted(thesaurus.dropped))
    promoted = letters.is_in(sorted(thesaurus.promoted))
    sought = (enough & (pl.col("by_hand") | _can_be_terms(table))) | promoted
    return table.select("term", "whole", entity=pl.when(~dropped).then("entity"), sought=sought & ~dropped)


def give_way(counts: pl.DataFrame) -> pl.Series:
    """Whether each term only adds an empty noun to another that is a whole noun phrase somewhere.

    A "bandit problem" gives way to *bandit* if that stands alone anywhere, but is no proof that it does.

    >>> counts = pl.DataFrame({"term": ["bandit", "bandit problem", "kernel method"], "phrase": [1, 1, 1]})
    >>> give_way(counts).to_list()
    [False, True, False]
    """
    heads = f" (?:{'|'.join(sorted(EMPTY_HEADS))})$"
    phrases = counts.filter(pl.col("phrase") > 0)["term"]
    headed = counts["term"].str.contains(heads).arg_true()
    rest = counts["term"].gather(headed).str.replace(heads, "")
    gives_way = headed.filter(rest.is_in(phrases.implode()))
    return pl.repeat(value=False, n=counts.height, eager=True).scatter(gives_way, values=True)


def merge_spellings(table: pl.DataFrame, thesaurus: Thesaurus) -> pl.DataFrame:
    """Add the `entity` of each term: the most frequent of the same letters (*data set*, *dataset*).

    A variant of the thesaurus becomes its term. `alone` counts the pages where a term stands alone.

    >>> counts = pl.DataFrame({"term": ["data set", "dataset"], "alone": [2, 3]})
    >>> merge_spellings(counts, Thesaurus())["entity"].to_list()
    ['dataset', 'dataset']
    """
    letters = letters_in("term")
    meant = letters.replace_strict(thesaurus.variants, default=pl.col("term"), return_dtype=pl.String)
    table = table.with_columns(meant=meant)
    spelled = table.filter(pl.col("alone") > 0).select("alone", entity="term", letters=letters)
    is_one_of_several = pl.col("letters").is_duplicated()
    several = spelled.filter(is_one_of_several).sort(pl.col("alone").neg(), "entity")
    best = pl.concat([spelled.filter(~is_one_of_several), several.unique("letters", keep="first")])
    best = best.select("letters", "entity")
    found = table.select(letters=letters_in("meant")).join(
        best, on="letters", how="left", maintain_order="left"
    )
    return table.with_columns(entity=found["entity"].fill_null(table["meant"]))


def _can_be_terms(table: pl.DataFrame) -> pl.Series:
    """Whether each term can name a topic (`is_term`), as all that are noun phrases can."""
    others = table.filter(pl.col("phrase") == 0)["term"]
    wrong = [term for term in others if not is_term(tuple(term.split()))]
    return ~table["term"].is_in(wrong)
