"""Keywords: the entities that the texts of a corpus share.

Ranking each paper's phrases and intersecting the lists links few papers, because a shared term often sits
inside a longer phrase. So the corpus is read twice: what is a whole noun phrase in some paper becomes the
dictionary, and the dictionary is looked up in all texts. What few papers put in their titles or let stand
alone (*dataset*, *robust*) ranks low however often it occurs.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from spacy.language import Language

from kgraph.acronyms import find_definitions, settle_acronyms
from kgraph.casing import learn_case, truecase
from kgraph.entities import (
    Key,
    Trie,
    build_trie,
    entity_key,
    find_entities,
    is_term,
    phrase_terms,
    without_empty_heads,
    write_out,
)
from kgraph.identifiers import node_id, slug
from kgraph.labels import choose_label
from kgraph.phrases import Reading, read_texts
from kgraph.records import Keyword, Paper, Span, Tag
from kgraph.vocabulary import Kind, Status

# A term must stand alone in two papers; below this many papers in one, where two would leave almost nothing.
SMALL_CORPUS = 200
# Of the papers with a term this share must have it standing alone, or it is a modifier (*sparse*, *neural*).
ALONE_SHARE = 0.12
# The shared entities that a paper keeps: at most so many, each with at least this part of the best one's
# weight. NeurIPS, 2,000 papers, F1 over pairs with a common author keyword: all 9, best eight 18, both 25.
SHARED_TERMS = 8
LEAST_WEIGHT = 0.2
# The terms a paper keeps that no other paper has. They do not link.
LOCAL_TERMS = 5

_REMARK = re.compile(r"\([^()]*\)")


@dataclass(slots=True)
class _Page:
    """A paper as read: its texts with acronyms written out, its author keywords, where entities stand."""

    paper: Paper
    texts: list[tuple[str, str, Reading]]
    own: dict[Key, str]
    terms: set[Key] = field(default_factory=set)
    found: dict[Key, list[Span]] = field(default_factory=dict)


def extract_keywords(papers: Sequence[Paper], nlp: Language) -> tuple[tuple[Keyword, ...], tuple[Tag, ...]]:
    """Find the entities of a corpus and tag the papers with them, both sorted (by id; by paper and id).

    `nlp` comes from `kgraph.phrases.load_pipeline`. A paper keeps the shared entities that matter most in it
    and its best terms besides, which are keywords with `shared` false. All author keywords of a source count;
    one that the texts do not hold is tagged as `Status.ASSERTED` and has no evidence.

    The weight of a tag is, divided by the largest of its paper and so in (0, 1], the product of
    *salience in the paper*, (1 + ln mentions) · (2 if in the title, else 1) / (1 + place of the first mention, 0 to 1);
    *rarity*, √ln(1 + papers / papers with the term);
    *standing as a term*, √(share of its papers where it is a title word or author keyword, smoothed) ·
    √(share of its papers where it is a whole noun phrase).

    Departs from tf-idf by the third factor, which alone lifts F1 over linked pairs from 20 to 25 (NeurIPS).
    """
    pages, case = _read_pages(papers, nlp)
    alone = _count_stand_alone(pages)
    needed = 1 if len(papers) < SMALL_CORPUS else 2
    _look_up(pages, _spellings(key for key, count in alone.items() if count >= needed), alone)
    shared = _choose_shared(pages, alone)
    chosen = [_choose(page, shared, alone, pages) for page in pages]
    return _records(pages, chosen, shared, case)
