"""Termhood: how much a term looks like one by its words alone, whatever the corpus says of it.

Authors and indexers prefer phrases to words and words of the field to words of everyday English.
"""

import math
from functools import lru_cache

from wordfreq import zipf_frequency

# A phrase is worth so many single words.
_PHRASE = 3.0
# A term loses so much (as a logarithm) for each unit of the mean Zipf frequency of its words.
_COMMON = 0.15


@lru_cache(maxsize=1 << 17)
def measure_commonness(word: str) -> float:
    """How common a word is in English, by its key: Zipf scale, where 4 is ten in a million.

    >>> measure_commonness("time") > 6, measure_commonness("eigenvalue") < 3
    (True, True)
    """
    # The keys of words write -ise as -ize, even where nobody does (supervized, expertize).
    forms = (word, word.replace("iz", "is")) if "iz" in word else (word,)
    return max(zipf_frequency(form, "en", wordlist="small") for form in forms)


@lru_cache(maxsize=1 << 17)
def measure_termhood(key: tuple[str, ...]) -> float:
    """Weigh a term by its words, from 0 to 3: phrases above single words, rare words above common ones.

    >>> calibration, time = measure_termhood(("calibration",)), measure_termhood(("time",))
    >>> measure_termhood(("reward", "model")) > calibration > time
    True
    """
    mean = sum(map(measure_commonness, key)) / len(key)
    return (_PHRASE if len(key) > 1 else 1.0) * math.exp(-_COMMON * mean)
