"""Termhood: how much a term looks like one by its words alone, whatever the corpus says of it.

Authors and indexers prefer phrases to words and words of the field to words of everyday English.
"""

import math
from functools import lru_cache

from wordfreq import zipf_frequency

# What a term of one, two, or more words is worth.
_LENGTH = (1.0, 2.4, 1.6)
# A term loses so much (as a logarithm) for each unit of the mean Zipf frequency of its words.
_COMMON = 0.15


@lru_cache(maxsize=1 << 17)
def commonness(word: str) -> float:
    """How common a word is in English, by its key: Zipf scale, where 4 is ten in a million.

    >>> commonness("time") > 6, commonness("eigenvalue") < 3
    (True, True)
    """
    # The keys of words write -ise as -ize, even where nobody does (supervized, expertize).
    forms = (word, word.replace("iz", "is")) if "iz" in word else (word,)
    return max(zipf_frequency(form, "en", wordlist="small") for form in forms)


@lru_cache(maxsize=1 << 17)
def termhood(key: tuple[str, ...]) -> float:
    """Weigh a term by the number and the commonness of its words; not above 2.4.

    >>> termhood(("reward", "model")) > termhood(("calibration",)) > termhood(("time",))
    True
    """
    mean = sum(map(commonness, key)) / len(key)
    return _LENGTH[min(len(key), len(_LENGTH)) - 1] * math.exp(-_COMMON * mean)
