"""Extractors of one document at a time, to measure the keywords of kgraph against.

Each takes `Document`s and gives the ranked phrases of each, as printed and in lower case. All but YAKE rank
the noun phrases that kgraph reads, so that only the ranking differs from it.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

import igraph

from kgraph.keywords.phrases import Reading, read_texts
from kgraph.records import Paper

# Words further apart than this do not occur together (PositionRank's best window is 6, TextRank's 2).
POSITION_WINDOW, TEXT_WINDOW = 6, 2


class Phrase(NamedTuple):
    """A noun phrase: its words (by key), as printed, and the number of its first word in the document."""

    words: tuple[str, ...]
    printed: str
    place: int


class Document(NamedTuple):
    """A paper as the baselines see it: all words by key, and the noun phrases in their order."""

    text: str
    words: list[str]
    phrases: list[Phrase]


Ranked = list[list[str]]
Extractor = Callable[[Sequence[Document]], Ranked]


def read_documents(papers: Sequence[Paper], nlp: object) -> list[Document]:
    """Title and abstract of each paper as one document."""
    texts = [[paper.title, paper.abstract or ""] for paper in papers]
    readings = iter(read_texts((text for pair in texts for text in pair), nlp))  # type: ignore[arg-type]
    return [_document(pair, [next(readings) for _ in pair]) for pair in texts]


def _document(texts: Sequence[str], readings: Sequence[Reading]) -> Document:
    words: list[str] = []
    phrases = []
    for text, reading in zip(texts, readings, strict=True):
        for first, last in reading.phrases:
            printed = text[reading.starts[first] : reading.ends[last - 1]].lower()
            phrases.append(Phrase(tuple(reading.keys[first:last]), printed, len(words) + first))
        words.extend(reading.keys)
    return Document(". ".join(texts), words, phrases)


def _rank(document: Document, weigh: Callable[[tuple[str, ...]], float]) -> list[str]:
    """The phrases by weight, each once, as first printed."""
    printed: dict[tuple[str, ...], str] = {}
    for phrase in document.phrases:
        printed.setdefault(phrase.words, phrase.printed)
    weights = {words: weigh(words) for words in printed}
    return [printed[words] for words in sorted(weights, key=lambda words: (-weights[words], words))]


def _rarity(documents: Sequence[Document]) -> dict[tuple[str, ...], float]:
    holders = Counter(words for document in documents for words in {p.words for p in document.phrases})
    return {words: math.log(len(documents) / count) for words, count in holders.items()}


def rank_by_tf_idf(documents: Sequence[Document]) -> Ranked:
    rarity = _rarity(documents)
    counts = [Counter(phrase.words for phrase in document.phrases) for document in documents]
    return [
        _rank(document, lambda words, count=count: count[words] * rarity[words])  # type: ignore[misc]
        for document, count in zip(documents, counts, strict=True)
    ]


def rank_by_statistics(documents: Sequence[Document]) -> Ranked:
    """Tf-idf with the place of the first mention and the length (three words at most count)."""
    rarity = _rarity(documents)

    def rank(document: Document) -> list[str]:
        count = Counter(phrase.words for phrase in document.phrases)
        first: dict[tuple[str, ...], int] = {}
        for phrase in document.phrases:
            first.setdefault(phrase.words, phrase.place)
        return _rank(
            document,
            lambda words: (
                count[words] * rarity[words] * min(len(words), 3) / (1 + first[words] / len(document.words))
            ),
        )

    return [rank(document) for document in documents]


def rank_by_length(documents: Sequence[Document]) -> Ranked:
    return [_rank(document, lambda words: float(len(words))) for document in documents]


def rank_by_rake(documents: Sequence[Document]) -> Ranked:
    """RAKE: the sum over words of degree / frequency.

    S. Rose, D. Engel, N. Cramer, W. Cowley, "Automatic keyword extraction from individual documents", in
    Text Mining: Applications and Theory, Wiley 2010.
    """

    def rank(document: Document) -> list[str]:
        degree, frequency = Counter[str](), Counter[str]()
        for phrase in document.phrases:
            frequency.update(phrase.words)
            degree.update(dict.fromkeys(phrase.words, len(phrase.words)))
        return _rank(document, lambda words: sum(degree[word] / frequency[word] for word in words))

    return [rank(document) for document in documents]


def _nearby(document: Document, window: int) -> Iterator[tuple[str, str]]:
    """Pairs of words inside noun phrases that stand fewer than `window` words apart."""
    places = sorted({p.place + n: word for p in document.phrases for n, word in enumerate(p.words)}.items())
    for number, (place, word) in enumerate(places):
        for later, other in places[number + 1 : number + window]:
            if later - place < window and word != other:
                yield (word, other) if word < other else (other, word)


def _page_rank(document: Document, window: int, bias: Counter[str] | None) -> dict[str, float]:
    edges = Counter(_nearby(document, window))
    names = sorted({word for phrase in document.phrases for word in phrase.words})
    number = {name: place for place, name in enumerate(names)}
    graph = igraph.Graph(len(names), [(number[a], number[b]) for a, b in edges])
    reset = [float(bias[name]) for name in names] if bias else None
    scores = graph.personalized_pagerank(directed=False, reset=reset, weights=list(edges.values()))
    return dict(zip(names, scores, strict=True))


def rank_by_text_rank(documents: Sequence[Document]) -> Ranked:
    """TextRank: the sum over words of PageRank in the graph of neighbours.

    R. Mihalcea, P. Tarau, "TextRank: bringing order into texts", EMNLP 2004.
    """

    def rank(document: Document) -> list[str]:
        score = _page_rank(document, TEXT_WINDOW, None)
        return _rank(document, lambda words: sum(score[word] for word in words))

    return [rank(document) if document.phrases else [] for document in documents]


def rank_by_position_rank(documents: Sequence[Document]) -> Ranked:
    """PositionRank: TextRank that starts from words by the sum of their inverse positions.

    C. Florescu, C. Caragea, "PositionRank: an unsupervised approach to keyphrase extraction from scholarly
    documents", ACL 2017. As there, no candidate is longer than three words.
    """

    def rank(document: Document) -> list[str]:
        short = document._replace(phrases=[p for p in document.phrases if len(p.words) <= 3])
        bias: Counter[str] = Counter()
        for phrase in short.phrases:
            for number, word in enumerate(phrase.words):
                bias[word] += 1 / (1 + phrase.place + number)  # type: ignore[assignment]
        score = _page_rank(short, POSITION_WINDOW, bias) if short.phrases else {}
        return _rank(short, lambda words: sum(score[word] for word in words))

    return [rank(document) for document in documents]


def rank_by_yake(documents: Sequence[Document]) -> Ranked:
    """YAKE as its package ships it: up to three words, ten phrases.

    R. Campos et al., "YAKE! Keyword extraction from single documents using multiple local features",
    Information Sciences 509, 2020.
    """
    import yake  # noqa: PLC0415  # of the extra `bench`

    extractor = yake.KeywordExtractor(lan="en", n=3, top=10)
    return [
        [phrase.lower() for phrase, _ in extractor.extract_keywords(document.text)] for document in documents
    ]


EXTRACTORS: dict[str, Extractor] = {
    "phrase length": rank_by_length,
    "RAKE": rank_by_rake,
    "TextRank": rank_by_text_rank,
    "PositionRank": rank_by_position_rank,
    "tf-idf": rank_by_tf_idf,
    "tf-idf, place, length": rank_by_statistics,
    "YAKE": rank_by_yake,
}
