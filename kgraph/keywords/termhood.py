"""Termhood: how much a term looks like one by its words alone, whatever the corpus says of it.

Authors and indexers prefer phrases to words and words of the field to words of everyday English.
"""

from functools import lru_cache

import numpy as np
import polars as pl
from wordfreq import get_frequency_dict, zipf_frequency

from kgraph.keywords.arrays import Floats

# A phrase is worth so many single words. F1 at ten on Inspec (train) is 38.8 at 2, 39.5 at 3, 39.6 at 4; of a
# three-word phrase alone 38.3 at 1.6. Over NeurIPS pairs it does not matter between 2.4 and 3 (28.6, 28.4).
_PHRASE = 3.0
# A term loses so much (as a logarithm) for each unit of the mean Zipf frequency of its words. F1 over NeurIPS
# pairs is 27.4 at 0, 28.1 at .15, 28.3 at .2, 27.2 at .3; Inspec is flat between .1 and .25.
_COMMON = 0.15


@lru_cache(maxsize=1 << 17)
def measure_commonness(word: str) -> float:
    """How common a word is in English, by its key: Zipf scale, where 4 is ten in a million.

    >>> measure_commonness("time") > 6, measure_commonness("eigenvalue") < 3
    (True, True)
    """
    # The keys of words write -ise as -ize, even where nobody does (supervized, expertize).
    forms = (word, word.replace("iz", "is")) if "iz" in word else (word,)
    return max(map(_measure_form, forms))


def _measure_form(word: str) -> float:
    if word.isascii() and word.isalpha() and word not in get_frequency_dict("en", "small"):
        return 0.0  # so says wordfreq, too, but it takes the word apart first
    return zipf_frequency(word, "en", wordlist="small")


def measure_termhood(terms: pl.Series) -> Floats:
    """Weigh terms by their words, from 0 to 3: phrases above single words, rare words above common ones.

    >>> phrase, rare, common = measure_termhood(pl.Series(["reward model", "calibration", "time"])).tolist()
    >>> phrase > rare > common
    True
    """
    words = terms.str.split(" ")
    each = words.explode(empty_as_null=False).rename("word").to_frame()
    known = each.unique()
    known = known.with_columns(
        common=pl.Series(list(map(measure_commonness, known["word"])), dtype=pl.Float64)
    )
    common = each.join(known, on="word", how="left", maintain_order="left")["common"].to_numpy()
    lengths = words.list.len().cast(pl.Int64).to_numpy()
    mean = np.add.reduceat(common, lengths.cumsum() - lengths) / lengths
    termhood: Floats = np.where(lengths > 1, _PHRASE, 1.0) * np.exp(-_COMMON * mean)
    return termhood
