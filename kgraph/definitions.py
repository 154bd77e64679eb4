"""The sentence of a corpus that says best what a keyword is.

A definition has a definiendum, a definitor (*is a*, *refers to*) and a definiens of genus and differentia
(Navigli & Velardi, "Learning word-class lattices for definition and hypernym extraction", ACL 2010); the
patterns are in the manner of Hearst ("Automatic acquisition of hyponyms from large text corpora", COLING
1992). The keyword begins its sentence, or is introduced there, or is followed by an apposition that can only
define it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import IntEnum
from typing import NamedTuple

from kgraph.passages import split_sentences
from kgraph.records import Keyword, Paper, Quotation, Span, Tag

# Characters of a sentence: shorter ones say too little, longer ones are mostly lists.
_SHORTEST, _LONGEST = 40, 400
# Of two definitions of one kind the one with a relative clause says more.
_NARROWED = 5


class _Definitor(IntEnum):
    """How a sentence defines; the larger, the surer."""

    PURPOSE = 10  # X aims to …
    PRAISE = 15  # X is a powerful … that …
    APPOSITION = 20  # X, a … that …
    COPULA = 30  # X is a … that …
    STATED = 40  # X refers to …, X is the task of …


# Nouns that say what kind of thing is meant. Others may be a judgement (*the key to*).
_KINDS = (
    r"(?:ability|act|area|art|branch|capability|case|field|idea|notion|paradigm|phenomenon|practice|problem"
    r"|procedure|process|property|science|scenario|setting|situation|study|subfield|task|technique|tendency)"
)
_OPEN, _CLOSE = r"(?:\\\w+\{|[\"'“‘`*])*", r"[\"'”’}*]*"
_REMARK = rf"{_CLOSE}(?:\s*\([^()]{{1,60}}\))?"
_ALIAS = r"(?:,?\s+(?:also|often|sometimes|commonly)\s+(?:known|called|termed|referred\s+to)\s[^,.]{2,60},)?"
_ADVERB = r"(?:(?:essentially|basically|formally|generally|typically|commonly|usually|often|simply)\s+)?"

# What follows a mention that is defined, up to where the definiens begins. The last group is the definitor.
_AFTER = re.compile(
    rf"{_REMARK}{_ALIAS}(?:"
    r"(?P<STATED>\s+(?:refers?\s+to|means(?=\s+(?:that|\w+ing)\b)|denotes?"
    rf"|(?:is|are|can\s+be)\s+{_ADVERB}defined\s+(?:as|by)|describes?(?=\s+(?:how|the\s+{_KINDS})\b)"
    rf"|(?:is|are)\s+{_ADVERB}(?=(?:an?|the)\s+{_KINDS}\s+(?:of|in\s+which|where|that)\b)))"
    rf"|(?P<COPULA>\s+(?:is|are)\s+{_ADVERB}"
    r"(?=(?:an?|the|any)\s|(?<=are\s)(?!\w+(?:ed|ly|ing|ous|[ai]ble)\s)[a-z]))"
    r"|(?P<APPOSITION>,\s+(?:i\.e\.,?\s+)?(?=(?:an?|the)\s))"
    r"|(?P<PURPOSE>\s+(?:(?:aims?|seeks?)\s+(?:to|at)|is\s+to|(?:is|are)\s+concerned\s+with"
    r"|(?:consists?\s+(?:of|in)|involves?)(?=\s+\w+ing\b)"
    rf"|(?:address(?:es)?|considers?|tackles?|stud(?:y|ies))(?=\s+the\s+{_KINDS}\s+of\b)))"
    r")\s*"
)
# What may stand before it: an article, whose goal is told, and the field in which the word is used.
_BEFORE = re.compile(
    r"(?:In\s+(?!this\b|our\b|these\b|that\b|contrast\b|addition\b|particular\b|practice\b|fact\b)[^,]{2,50},\s+)?"
    rf"(?:[Tt]he\s+(?:goal|aim|objective|purpose|task)\s+(?:of|in)\s+|(?:[Aa]n?|[Tt]he)\s+)?{_OPEN}"
)
_INTRODUCING = re.compile(
    r"(?:[^.;:]{0,120}\b)?(?:[Ww]e|[Tt]his\s+(?:paper|work|article))\s+"
    r"(?:(?:also|then|thus|therefore|further|first|formally)\s+)?"
    rf"(?:propose|introduce|present|develop|describe|define)s?\s+(?:(?:an?|the)\s+)?{_OPEN}"
)
# *X, the task of …* defines X wherever that is the whole of a phrase, if it does not begin the main clause.
_GOVERNING = re.compile(
    r".*\b(?:about|as|by|for|from|in|into|is|of|on|to|towards?|with"
    r"|(?:address|consider|explor|introduc|investigat|involv|present|propos|stud|tackl)\w*)"
    rf"\s+(?:(?:an?|the)\s+)?{_OPEN}",
    re.DOTALL,
)
_NAMING = re.compile(rf"the\s+{_KINDS}\s+(?:of|in\s+which|where)\b")
_SUBORDINATE = re.compile(
    r"(?:Although|As|Because|Based|Beyond|By|Despite|Due|For|From|Given|If|In|Like|Since|Through|To|Unlike|When|While"
    r"|With\w*)\b[^,]*\Z"
)

# The genus, and how the differentia begins.
_WORD = r"(?!(?:in|on|at|by|from|over|between|under|across|as|than|because)\b)[\w'’/-]+"
_GENUS = re.compile(
    rf"(?P<words>(?:(?P<article>an?|the|any)\s+)?(?:{_WORD}\s+){{0,7}}?(?P<head>{_WORD}))(?:"
    rf"(?:\s+in\s+(?:{_WORD}\s+){{0,4}}?{_WORD})?,?"
    r"\s+(?P<relative>that|which|whose|where(?:by|in)?|(?:in|by|for|to|with)\s+which)"
    r"|,?\s+(?P<participle>used|designed|based|aim(?:ing|ed)|consisting|composed|trained|inspired)"
    r"|,?\s+(?:for|of|to|with))\s"
)
# A genus without an article is one of plural nouns; these words are no nouns.
_NO_NOUN = re.compile(r".*(?:ed|ing|ly|able|ible|ous|ive|al|ent|ss|us|is)")
# Judgements do not say what a thing is, and these nouns only begin one.
_OPINIONS = frozenset(
    """
    active appealing attractive basic best better central challenging common compelling core critical
    crucial de desirable difficult effective efficient essential established excellent exciting first
    foundational frequent fundamental go-to gold great growing hard ideal important interesting key
    leading long-standing longstanding main mainstream major most natural necessary notorious notoriously
    one only open pervasive pivotal potential powerful practical preferred pressing prevalent primary
    prominent promising same serious significant standard state-of-the-art strong success successful top
    trending ubiquitous useful valuable versatile viable vital well-known
    """.split()  # noqa: SIM905
)
_NO_KINDS = frozenset(
    """
    advantage alternative assumption backbone barrier bottleneck candidate cause challenge choice
    component concern cornerstone development direction example factor feature focus foundation goal
    hallmark heart hurdle ingredient interest issue key lifeline limitation lot need number obstacle part
    point prerequisite reason requirement result role solution step success tool topic trend variety way
    """.split()  # noqa: SIM905
)
# Praise says little, but does not stand against what follows it.
_PRAISE = frozenset(("effective", "efficient", "foundational", "powerful", "versatile", "well-known"))
_AIM = re.compile(r"[^.;:]*?\s(?:(?:that|which)\s+(?:aims?|seeks?)|aiming)\s+(?:to|at)\s")
_FAME = re.compile(
    r"choice\b|(?:has|have)\s+(?:\w+ly\s+|also\s+)?"
    r"(?:attracted|become|been|drawn|gained|garnered|proven|received|seen|shown)\b"
)
# An end that is not what the thing is, unless it is said how it is reached.
_BETTERING = re.compile(
    r"(?:address|alleviat|boost|bridg|enhanc|improv|mitigat|overcom|tackl)(?:e|ing)?\b(?!.*\bby\b)", re.DOTALL
)
# What cannot stand alone, and what asks.
_IN_CONTEXT = re.compile(
    r"\b(?:[Ww]e|[Oo]urs?|us|[Tt]his|[Tt]hese|above|aforementioned|previous(?:ly)?)\b|\bsuch\s+(?!as\b|that\b)|\?"
)
# In many abstracts the space between two sentences is lost.
_GLUED_END = re.compile(r"(?<=[a-z)])\.(?=[A-Z][a-z]*[\s,])")


def define_keywords(
    keywords: Sequence[Keyword], tags: Iterable[Tag], papers: Iterable[Paper]
) -> tuple[Keyword, ...]:
    """Give each shared keyword the sentence of an abstract that defines it best, where there is one.

    Only sentences that hold a mention (the evidence of `tags`) are looked at. Of equally good ones that of
    the earliest paper is taken, then of the first id. A sentence that judges (*is a challenging problem*),
    asks, or needs another to be understood (*addresses this problem*) defines nothing.

    In 2,000 NeurIPS and 5,000 Anthology papers that were not looked at before, 2 % of the shared keywords got
    a sentence, and 116 of 127 that were read said what the thing is. It takes 0.04 ms a paper.

    >>> from kgraph.records import Origin
    >>> from kgraph.vocabulary import Status
    >>> text = "Mowing is the task of cutting grass to a height. We mow."
    >>> paper = Paper("paper:a", "On it", Origin("a", 1), abstract=text)
    >>> mowing = Keyword("keyword:mowing", "mowing", ("Mowing",), shared=True)
    >>> tag = Tag(paper.id, mowing.id, 1.0, Status.EXTRACTED, (Span("abstract", 0, 6, "Mowing"),))
    >>> define_keywords([mowing], [tag], [paper])[0].definition.span.text
    'Mowing is the task of cutting grass to a height.'
    """
    best = find_definitions(
        {keyword.id: keyword.label for keyword in keywords if keyword.shared}, tags, papers
    )
    return tuple(
        replace(keyword, definition=best[keyword.id].quotation) if keyword.id in best else keyword
        for keyword in keywords
    )


class Defining(NamedTuple):
    """A sentence that defines a keyword; of several the least counts, by the first four fields."""

    grade: int
    date: str
    paper: str
    start: int
    quotation: Quotation


def find_definitions(
    labels: Mapping[str, str], tags: Iterable[Tag], papers: Iterable[Paper]
) -> dict[str, Defining]:
    """Find the best definition of each concept with a label in some papers of a corpus, where there is one.

    The best of a corpus is the least of the best of its parts.
    """
    paper_of = {paper.id: paper for paper in papers}
    best: dict[str, Defining] = {}
    for tag in tags:
        if label := labels.get(tag.concept):
            paper = paper_of[tag.paper]
            for grade, sentence in _find_definitions(paper, label, tag.evidence):
                quotation = Quotation(paper.id, sentence)
                # Any date comes before none.
                found = Defining(-grade, paper.date or "~", paper.id, sentence.start, quotation)
                if tag.concept not in best or found[:4] < best[tag.concept][:4]:
                    best[tag.concept] = found
    return best


def _find_definitions(paper: Paper, label: str, mentions: Iterable[Span]) -> Iterator[tuple[int, Span]]:
    """The sentences that define what they mention, each with its grade."""
    text = paper.abstract or ""
    spans = [mention for mention in mentions if mention.field == "abstract"]
    definitors = [(mention, found) for mention in spans if (found := _AFTER.match(text, mention.end))]
    if not definitors:
        return
    sentences = split_sentences(paper)[1:]  # without the title
    ends = [sentence.end for sentence in sentences]
    for mention, definitor in definitors:
        place = bisect_left(ends, mention.end)
        if place == len(ends):  # a remnant without a word is no sentence
            continue
        sentence = sentences[place]
        if glued := _GLUED_END.search(text, mention.end, sentence.end):
            sentence = Span("abstract", sentence.start, glued.end(), text[sentence.start : glued.end()])
        if grade := _grade(sentence, mention, definitor, label):
            yield grade, sentence


def _grade(sentence: Span, mention: Span, definitor: re.Match[str], label: str) -> int:
    """How well a sentence defines what it mentions; 0 if it does not."""
    before = sentence.text[: mention.start - sentence.start]
    definiens = sentence.text[definitor.end() - sentence.start :]
    if not _SHORTEST <= len(sentence.text) <= _LONGEST or _IN_CONTEXT.search(definiens.partition(";")[0]):
        return 0
    kind = _Definitor[definitor.lastgroup or ""]
    if kind is _Definitor.APPOSITION:
        if _NAMING.match(definiens) and _is_whole(before):
            return kind + 1
        if _INTRODUCING.fullmatch(before):
            # What is introduced is a name, and another spelling is another thing.
            is_name = mention.text == label and not label.islower()
            return _grade_introduced(definiens) if is_name else 0
    if not _BEFORE.fullmatch(before):
        return 0
    if kind is _Definitor.PURPOSE:
        return 0 if _BETTERING.match(definiens) else kind
    return kind if kind is _Definitor.STATED else _grade_genus(kind, definiens)


def _is_whole(before: str) -> bool:
    """Whether a phrase of the main clause begins behind these words."""
    if _SUBORDINATE.match(before):
        return False
    return bool(_BEFORE.fullmatch(before) or _GOVERNING.fullmatch(before))


def _grade_introduced(definiens: str) -> int:
    genus = _GENUS.match(definiens)
    return _Definitor.APPOSITION + 1 if genus and genus["article"] != "the" else 0


def _grade_genus(kind: _Definitor, definiens: str) -> int:
    genus = _GENUS.match(definiens)
    if not genus or any(vain.match(definiens, genus.end()) for vain in (_FAME, _BETTERING)):
        return 0
    head, words = genus["head"].lower(), genus["words"].lower().split()
    if head.removesuffix("s") in _NO_KINDS:
        return 0
    if opinions := _OPINIONS.intersection(words):
        if _AIM.match(definiens):
            return _Definitor.PURPOSE
        return _Definitor.PRAISE if genus["relative"] and opinions <= _PRAISE else 0
    is_narrowed = bool(genus["relative"] or genus["participle"])
    # An apposition that no comma closes is a clause that begins.
    if kind is _Definitor.APPOSITION and not (genus["relative"] and "," in definiens):
        return 0
    if not genus["article"]:
        is_plural = head.endswith("s") and not any(map(_NO_NOUN.fullmatch, words))
        return kind + _NARROWED if is_narrowed and is_plural else 0
    return kind + _NARROWED * is_narrowed
