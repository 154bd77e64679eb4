"""How good the keywords are: do they link what authors' keywords link, and are they an indexer's.

    python benchmarks/quality/keywords.py [--data ../shared/data] [--sample 2000] [--no-model]

Links: pairs of NeurIPS papers that share an author keyword are the truth (they are not fed in); whole
corpus, and reading lists of 28 similar papers. Baseline: each paper's ten best noun phrases by tf-idf.
Indexers: micro F1 of the first 5 and 10 keywords on Inspec, Porter-stemmed exact match (needs nltk).
"""

import argparse
import json
import math
import random
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix, diags
from spacy.language import Language

from kgraph.keywords import extract_keywords
from kgraph.keywords.phrases import Lexicon, load_pipeline, uses_model
from kgraph.keywords.reading import read_texts
from kgraph.records import Keyword, Origin, Paper, Tag
from kgraph.terms import term_key, words

LIST_LENGTH, LISTS = 28, 20
Pairs = set[tuple[int, int]]


class Reading(NamedTuple):
    """A text as the keys of its words, and its noun phrases as (first word, word behind the last)."""

    keys: list[str]
    phrases: list[tuple[int, int]]


def read_each(texts: Iterable[str], nlp: Language) -> list[Reading]:
    lexicon = Lexicon(nlp)
    readings = []
    for block in read_texts(texts, nlp, lexicon):
        keys = [lexicon.word_keys[key] for key in block.keys]
        bounds = block.bounds.tolist()
        some = [Reading(keys[begin : end - 1], []) for begin, end in pairwise(bounds)]
        for (first, last), text in zip(block.phrases, block.text_of(block.phrases[:, 0]), strict=True):
            some[text].phrases.append((first - bounds[text], last - bounds[text]))
        readings += some
    return readings


def read_papers(path: Path) -> tuple[list[Paper], list[list[str]]]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    papers = [
        Paper(f"paper:{row['id']}", row["title"], Origin(path.name, number), abstract=row["abstract"])
        for number, row in enumerate(rows, 1)
    ]
    return papers, [row.get("keywords") or row.get("keyphrases") or [] for row in rows]


def author_key(keyword: str) -> tuple[str, ...]:
    return term_key(re.sub(r"\([^)]*\)", "", keyword))


def linked(sets: Iterable[Iterable[object]]) -> Pairs:
    members: dict[object, list[int]] = defaultdict(list)
    for number, items in enumerate(sets):
        for item in set(items):
            members[item].append(number)
    return {pair for numbers in members.values() for pair in combinations(numbers, 2)}


def shared_terms(papers: Sequence[Paper], keywords: Iterable[Keyword], tags: Iterable[Tag]) -> list[set[str]]:
    shared = {keyword.id for keyword in keywords if keyword.shared}
    by_paper: dict[str, set[str]] = {paper.id: set() for paper in papers}
    for tag in tags:
        if tag.concept in shared:
            by_paper[tag.paper].add(tag.concept)
    return [by_paper[paper.id] for paper in papers]


def top_phrases(papers: Sequence[Paper], readings: Sequence[Reading], first: int = 10) -> list[list[str]]:
    """The baseline: noun phrases of each paper by tf-idf, two readings a paper."""
    counts = [
        Counter(
            " ".join(reading.keys[begin:end])
            for reading in readings[2 * number : 2 * number + 2]
            for begin, end in reading.phrases
        )
        for number in range(len(papers))
    ]
    pages_with = Counter(phrase for count in counts for phrase in count)

    def rank(count: Counter[str]) -> list[str]:
        weight = {phrase: count[phrase] * math.log(len(papers) / pages_with[phrase]) for phrase in count}
        return sorted(weight, key=lambda phrase: (-weight[phrase], phrase))[:first]

    return [rank(count) for count in counts]


def reading_lists(readings: Sequence[Reading]) -> list[list[int]]:
    """Seeded lists of the papers nearest to one."""
    count = len(readings) // 2
    vocabulary: dict[str, int] = {}
    rows, columns = [], []
    for number in range(count):
        for word in sorted(
            {key for reading in readings[2 * number : 2 * number + 2] for key in reading.keys}
        ):
            rows.append(number)
            columns.append(vocabulary.setdefault(word, len(vocabulary)))
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(count, len(vocabulary)))
    matrix = matrix @ diags(np.log(count / np.asarray(matrix.sum(axis=0)).ravel()))
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix = csr_matrix(diags(1 / norms) @ matrix)
    lists = []
    for seed in random.Random(1).sample(range(count), LISTS):
        nearness = (matrix @ matrix[seed].T).toarray().ravel()
        lists.append(sorted(np.argsort(-nearness, kind="stable")[:LIST_LENGTH].tolist()))
    return lists


def row(name: str, hits: int, given: int, truth: int, note: str = "") -> None:
    precision, recall = hits / max(given, 1), hits / max(truth, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"{name:44} {100 * precision:6.1f} {100 * recall:6.1f} {100 * f1:6.1f}  {note}")


def measure_links(data: Path, sample: int, model: bool) -> None:
    nlp = load_pipeline(model)
    papers, keywords = read_papers(data / "neurips" / "papers.jsonl")
    every_author_key = {author_key(keyword) for given in keywords for keyword in given}
    chosen = sorted(random.Random(0).sample(range(len(papers)), min(sample, len(papers))))
    papers, truth = [papers[i] for i in chosen], [{author_key(k) for k in keywords[i]} for i in chosen]
    started = time.process_time()
    found, tags = extract_keywords(papers, nlp)
    seconds = time.process_time() - started
    ours = shared_terms(papers, found, tags)
    readings = read_each((text for p in papers for text in (p.title, p.abstract or "")), load_pipeline(False))
    baseline = top_phrases(papers, readings)
    true = linked(truth)
    print(f"\n{len(papers)} NeurIPS papers, {'with' if uses_model(nlp) else 'without'} the model: "
          f"{len(papers) / seconds:.0f} a CPU second")  # fmt: skip
    print(f"{'pairs with a common author keyword':44} {'P':>6} {'R':>6} {'F1':>6}")
    for name, sets in (("ten best phrases, tf-idf", baseline), ("kgraph", ours)):
        pairs = linked(sets)
        row(name, len(pairs & true), len(pairs), len(true), f"{sum(map(len, sets)) / len(sets):.1f} a paper")
    totals: dict[str, list[int]] = {"tf-idf": [0, 0, 0], "kgraph": [0, 0, 0]}
    for members in reading_lists(readings):
        few = [papers[i] for i in members]
        lists = {
            "tf-idf": top_phrases(few, [r for i in members for r in readings[2 * i : 2 * i + 2]]),
            "kgraph": shared_terms(few, *extract_keywords(few, nlp)),
        }
        true = linked(truth[i] for i in members)
        for name, sets in lists.items():
            pairs = linked(sets)
            totals[name] = [
                a + b for a, b in zip(totals[name], (len(pairs & true), len(pairs), len(true)), strict=True)
            ]
    for name, (hits, given, wanted) in totals.items():
        row(f"{LISTS} lists of {LIST_LENGTH} papers: {name}", hits, given, wanted)
    shared = [keyword for keyword in found if keyword.shared]
    known = sum(any(term_key(form) in every_author_key for form in (k.label, *k.variants)) for k in shared)
    print(f"{known / len(shared):.0%} of {len(shared)} shared entities are somebody's author keyword")
    spread = Counter(term for terms in ours for term in terms)
    labels = {keyword.id: keyword.label for keyword in found}
    most = sorted(spread, key=lambda term: (-spread[term], term))[:50]
    print("most shared:", ", ".join(f"{labels[term]} {spread[term]}" for term in most))


def measure_indexing(data: Path, model: bool) -> None:
    try:
        from nltk.stem.porter import PorterStemmer  # noqa: PLC0415
    except ImportError:
        print("\nInspec is left out: it needs nltk for the Porter stemmer (pip install nltk)")
        return
    stem = PorterStemmer().stem

    def stems(text: str) -> str:
        return " ".join(stem(word.surface.lower()) for word in words(text))

    papers, truth = read_papers(data / "keyphrases" / "inspec-dev.jsonl")
    gold = [{stems(phrase) for phrase in phrases} for phrases in truth]
    found, tags = extract_keywords(papers, load_pipeline(model))
    labels = {keyword.id: keyword.label for keyword in found}
    ranked: dict[str, list[str]] = defaultdict(list)
    for tag in sorted(tags, key=lambda tag: (-tag.weight, tag.concept)):
        ranked[tag.paper].append(stems(tag.evidence[0].text if tag.evidence else labels[tag.concept]))
    readings = read_each((text for p in papers for text in (p.title, p.abstract or "")), load_pipeline(model))
    baseline = [[stems(phrase) for phrase in phrases] for phrases in top_phrases(papers, readings)]
    print(f"\n{f'{len(papers)} Inspec abstracts':44} {'P':>6} {'R':>6} {'F1':>6}")
    ours: Callable[[int], list[str]] = lambda number: ranked[papers[number].id]  # noqa: E731
    for first in (5, 10):
        for name, give in (("noun phrases, tf-idf", baseline.__getitem__), ("kgraph", ours)):
            given = [set(dict.fromkeys(give(number)[:first])) for number in range(len(papers))]
            hits = sum(len(a & b) for a, b in zip(given, gold, strict=True))
            row(f"{name} @{first}", hits, sum(map(len, given)), sum(map(len, gold)))


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "../shared/data")
    parser.add_argument("--sample", type=int, default=2000)
    parser.add_argument("--no-model", dest="model", action="store_false")
    arguments = parser.parse_args()
    measure_links(arguments.data, arguments.sample, arguments.model)
    measure_indexing(arguments.data, arguments.model)


if __name__ == "__main__":
    main()
