"""Scores of keywords: links between papers against their authors' keywords, ranked phrases against indexers'.

Nothing here needs a baseline, so that the tests can use it.
"""

import json
import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from nltk.stem.porter import PorterStemmer
from spacy.language import Language

from kgraph.embeddings import Embedder
from kgraph.keywords import extract_keywords
from kgraph.records import Origin, Paper
from kgraph.terms import term_key, words

Pairs = set[tuple[int, int]]


class Score(NamedTuple):
    """Precision, recall and F1 in per cent."""

    precision: float
    recall: float
    f1: float


class Links(NamedTuple):
    """What a method says of a list of papers: the terms of each, and their printed forms."""

    sets: list[set[str]]
    forms: dict[str, set[str]]

    def shared(self) -> list[str]:
        count = Counter(term for terms in self.sets for term in terms)
        return sorted(term for term in count if count[term] > 1)


def score(hits: int, given: int, wanted: int) -> Score:
    precision, recall = hits / max(given, 1), hits / max(wanted, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return Score(100 * precision, 100 * recall, 100 * f1)


def read_papers(path: Path) -> tuple[list[Paper], list[list[str]]]:
    """Papers without their keywords, and the keywords."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    papers = [
        Paper(f"paper:{row['id']}", row["title"], Origin(path.name, number), abstract=row["abstract"])
        for number, row in enumerate(rows, 1)
    ]
    return papers, [row.get("keywords") or row.get("keyphrases") or [] for row in rows]


def draw_samples(count: int, size: int) -> tuple[list[int], list[int]]:
    """Two samples without a common member: constants were chosen on the first, the second confirms."""
    first = sorted(random.Random(0).sample(range(count), min(size, count)))
    rest = sorted(set(range(count)) - set(first))
    return first, sorted(random.Random(1).sample(rest, min(size, len(rest))))


def author_key(keyword: str) -> tuple[str, ...]:
    return term_key(re.sub(r"\([^)]*\)", "", keyword))


def linked(sets: Iterable[Iterable[object]]) -> Pairs:
    members: dict[object, list[int]] = defaultdict(list)
    for number, items in enumerate(sets):
        for item in set(items):
            members[item].append(number)
    return {pair for numbers in members.values() for pair in combinations(numbers, 2)}


def link_by_kgraph(papers: Sequence[Paper], nlp: Language, embedder: Embedder | None = None) -> Links:
    keywords, tags = extract_keywords(papers, nlp, embedder)
    forms = {keyword.id: {keyword.label, *keyword.variants} for keyword in keywords if keyword.shared}
    by_paper: dict[str, set[str]] = {paper.id: set() for paper in papers}
    for tag in tags:
        if tag.concept in forms:
            by_paper[tag.paper].add(tag.concept)
    return Links([by_paper[paper.id] for paper in papers], forms)


def link_by_phrases(ranked: Sequence[Sequence[str]], first: int) -> Links:
    sets = [{" ".join(term_key(phrase)) for phrase in phrases[:first]} for phrases in ranked]
    return Links(sets, {term: {term} for terms in sets for term in terms})


def score_links(links: Links, truth: Sequence[set[tuple[str, ...]]]) -> Score:
    found, true = linked(links.sets), linked(truth)
    return score(len(found & true), len(found), len(true))


def share_of_authors(links: Links, author_keys: set[tuple[str, ...]]) -> float:
    """The part of the shared terms that are somebody's author keyword, in per cent."""
    shared = links.shared()
    known = sum(any(term_key(form) in author_keys for form in links.forms[term]) for term in shared)
    return 100 * known / max(len(shared), 1)


_stem = cache(PorterStemmer().stem)


def stems(text: str) -> str:
    return " ".join(_stem(word.surface.lower()) for word in words(text))


def rank_by_kgraph(
    papers: Sequence[Paper], nlp: Language, embedder: Embedder | None = None
) -> list[list[str]]:
    """The keywords of each paper by weight, as printed in it."""
    keywords, tags = extract_keywords(papers, nlp, embedder)
    labels = {keyword.id: keyword.label for keyword in keywords}
    ranked: dict[str, list[str]] = defaultdict(list)
    for tag in sorted(tags, key=lambda tag: (-tag.weight, tag.concept)):
        ranked[tag.paper].append(tag.evidence[0].text if tag.evidence else labels[tag.concept])
    return [ranked[paper.id] for paper in papers]


def score_ranked(ranked: Sequence[Sequence[str]], truth: Sequence[Sequence[str]], first: int) -> Score:
    gold = [{stems(phrase) for phrase in phrases} for phrases in truth]
    given = [set(dict.fromkeys(map(stems, phrases[:first]))) for phrases in ranked]
    hits = sum(len(a & b) for a, b in zip(given, gold, strict=True))
    return score(hits, sum(map(len, given)), sum(map(len, gold)))
