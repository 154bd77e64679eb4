"""How good the keywords are: do they link what authors' keywords link, and are they an indexer's.

    python benchmarks/quality/keywords.py [--data ../shared/data] [--sample 2000] [--no-model] [--all]
    python benchmarks/quality/keywords.py --embed [--sample 250]    kgraph alone, with embeddings and without
    python benchmarks/quality/keywords.py --entities          the most shared entities, to be read

Links: pairs of NeurIPS papers that share an author keyword are the truth (author keywords are not fed in).
Two samples without a common paper, lists of 28 and 200 similar papers, and with `--all` every paper. A
per-document extractor links by the phrases that its first five or ten have in common.
Indexers: micro F1 of the first 5 and 10 keywords on Inspec, Porter-stemmed exact match.

Needs the extra `bench` (nltk, yake).
"""

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from keyword_baselines import EXTRACTORS, Document, Extractor, read_documents
from keyword_scores import (
    Score,
    author_key,
    draw_samples,
    link_by_kgraph,
    link_by_phrases,
    linked,
    rank_by_kgraph,
    read_papers,
    score,
    score_links,
    score_ranked,
    share_of_authors,
)
from scipy.sparse import csr_matrix, diags
from spacy.language import Language

import kgraph
from kgraph.embeddings import load_embedder
from kgraph.keywords import extract_keywords
from kgraph.keywords.phrases import load_pipeline, uses_model
from kgraph.records import Paper

# The lengths of reading lists and how many of each.
LISTS = ((28, 20), (200, 6))
# The extractors that link best: the others are measured once.
STRONGEST = ("PositionRank", "YAKE", "tf-idf, place, length")
# F1 at 5 and 10 on the test part of Inspec, as published: A. Kong et al., "PromptRank: unsupervised keyphrase
# extraction using prompt", ACL 2023 (T5-base). The parts here are train and dev, so compare with care.
PUBLISHED = ("PromptRank (T5), as published, test part", 31.7, 37.9)


def similar_lists(documents: Sequence[Document], length: int, count: int) -> list[list[int]]:
    """Seeded lists of the papers nearest to one."""
    vocabulary: dict[str, int] = {}
    rows, columns = [], []
    for number, document in enumerate(documents):
        for word in sorted(set(document.words)):
            rows.append(number)
            columns.append(vocabulary.setdefault(word, len(vocabulary)))
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(documents), len(vocabulary)))
    matrix = matrix @ diags(np.log(len(documents) / np.asarray(matrix.sum(axis=0)).ravel()))
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix = csr_matrix(diags(1 / norms) @ matrix)
    lists = []
    for seed in random.Random(1).sample(range(len(documents)), count):
        nearness = (matrix @ matrix[seed].T).toarray().ravel()
        lists.append(sorted(np.argsort(-nearness, kind="stable")[:length].tolist()))
    return lists


def show(name: str, result: Score, note: str = "") -> None:
    print(f"{name:44} {result.precision:6.1f} {result.recall:6.1f} {result.f1:6.1f}  {note}", flush=True)


def measure_sample(
    papers: Sequence[Paper],
    keywords: Sequence[Sequence[str]],
    authors: set[tuple[str, ...]],
    nlp: Language,
    extractors: Mapping[str, Extractor],
) -> None:
    truth = [{author_key(keyword) for keyword in given} for given in keywords]
    started = time.process_time()
    ours = link_by_kgraph(papers, nlp)
    seconds = time.process_time() - started
    print(f"\n{len(papers):,} NeurIPS papers, {len(papers) / seconds:.0f} a CPU second")
    best = 0.0
    documents = read_documents(papers, nlp)
    for name, extract in extractors.items():
        ranked = extract(documents)
        for first in (5, 10):
            links = link_by_phrases(ranked, first)
            result = score_links(links, truth)
            best = max(best, result.f1)
            show(f"{name}, first {first}", result, f"{share_of_authors(links, authors):.0f} % by authors")
    result = score_links(ours, truth)
    tags = sum(map(len, ours.sets)) / len(papers)
    show("kgraph", result, f"{share_of_authors(ours, authors):.0f} % of {len(ours.shared())} by authors, "
         f"{tags:.1f} a paper, {result.f1 / best:.2f} times the best extractor")  # fmt: skip


def measure_lists(papers: Sequence[Paper], keywords: Sequence[Sequence[str]], nlp: Language) -> None:
    truth = [{author_key(keyword) for keyword in given} for given in keywords]
    documents = read_documents(papers, load_pipeline(False))
    for length, count in LISTS:
        totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for members in similar_lists(documents, length, count):
            few = [papers[member] for member in members]
            true = linked(truth[member] for member in members)
            named = {
                name: link_by_phrases(EXTRACTORS[name]([documents[member] for member in members]), 10)
                for name in STRONGEST
            }
            for name, links in {**named, "kgraph": link_by_kgraph(few, nlp)}.items():
                found = linked(links.sets)
                counts = (len(found & true), len(found), len(true))
                totals[name] = [a + b for a, b in zip(totals[name], counts, strict=True)]
        for name, (hits, given, wanted) in totals.items():
            show(f"{count} lists of {length}: {name}", score(hits, given, wanted))


def measure_links(data: Path, sample: int, nlp: Language, every: bool) -> None:
    papers, keywords = read_papers(data / "neurips" / "papers.jsonl")
    authors = {author_key(keyword) for given in keywords for keyword in given}
    print(f"\n{'pairs with a common author keyword':44} {'P':>6} {'R':>6} {'F1':>6}")
    samples = draw_samples(len(papers), sample)
    strongest = {name: EXTRACTORS[name] for name in STRONGEST}
    for chosen, extractors in zip(samples, (EXTRACTORS, strongest), strict=True):
        measure_sample([papers[i] for i in chosen], [keywords[i] for i in chosen], authors, nlp, extractors)
    measure_lists([papers[i] for i in samples[1]], [keywords[i] for i in samples[1]], nlp)
    if every:
        links = link_by_kgraph(papers, nlp)
        truth = [{author_key(keyword) for keyword in given} for given in keywords]
        note = f"{share_of_authors(links, authors):.0f} % of {len(links.shared())} by authors"
        show(f"all {len(papers):,} papers: kgraph", score_links(links, truth), note)


def measure_indexing(data: Path, nlp: Language) -> None:
    for part in ("train", "dev"):
        papers, truth = read_papers(data / "keyphrases" / f"inspec-{part}.jsonl")
        print(f"\n{f'{len(papers)} Inspec abstracts ({part})':44} {'P@10':>6} {'R@10':>6} {'F1@10':>6}  F1@5")
        documents = read_documents(papers, nlp)
        rankings = {name: extract(documents) for name, extract in EXTRACTORS.items()}
        for name, ranked in {**rankings, "kgraph": rank_by_kgraph(papers, nlp)}.items():
            at_five = score_ranked(ranked, truth, 5).f1
            show(name, score_ranked(ranked, truth, 10), f"{at_five:.1f}")
    print(f"{PUBLISHED[0]:58} {PUBLISHED[2]:6.1f}  {PUBLISHED[1]:.1f}")


def measure_embeddings(data: Path, sample: int, nlp: Language) -> None:
    """What the embeddings add: the first five and ten on Inspec, links on both samples of NeurIPS."""
    both = {"without embeddings": None, "with embeddings": load_embedder()}
    print(f"{'':44} {'P':>6} {'R':>6} {'F1':>6}")
    for part in ("train", "dev"):
        papers, truth = read_papers(data / "keyphrases" / f"inspec-{part}.jsonl")
        for name, embedder in both.items():
            ranked = rank_by_kgraph(papers, nlp, embedder)
            at_five = score_ranked(ranked, truth, 5).f1
            show(f"Inspec {part}, first ten, {name}", score_ranked(ranked, truth, 10), f"F1@5 {at_five:.1f}")
    papers, keywords = read_papers(data / "neurips" / "papers.jsonl")
    for number, chosen in enumerate(draw_samples(len(papers), sample), 1):
        truth_keys = [{author_key(keyword) for keyword in keywords[i]} for i in chosen]
        for name, embedder in both.items():
            links = link_by_kgraph([papers[i] for i in chosen], nlp, embedder)
            show(f"{len(chosen)} papers, sample {number}, {name}", score_links(links, truth_keys))


def show_entities(name: str, papers: Sequence[Paper], nlp: Language) -> None:
    """The most shared entities, a hundred of few papers and a hundred local keywords, drawn."""
    keywords, tags = extract_keywords(papers, nlp)
    spread = Counter(tag.concept for tag in tags)
    labels = {keyword.id: keyword.label for keyword in keywords}
    shared = sorted((k.id for k in keywords if k.shared), key=lambda name: (-spread[name], name))
    local = sorted(keyword.id for keyword in keywords if not keyword.shared)
    few = sorted(entity for entity in shared if spread[entity] <= 5)
    draw = random.Random(5)
    print(f"\n{name}: {len(shared)} shared entities of {len(papers)} papers, {len(local)} local keywords")
    print("most shared:", ", ".join(f"{labels[entity]} {spread[entity]}" for entity in shared[:100]))
    for kind, entities in (("of two to five papers", few), ("local", local)):
        drawn = draw.sample(entities, min(100, len(entities)))
        print(f"{kind}:", ", ".join(labels[entity] for entity in drawn))


def read_anthology(data: Path, sample: int | None) -> list[Paper]:
    papers = [paper for paper in kgraph.read([str(data / "acl" / "xml")]) if isinstance(paper, Paper)]
    if sample is None or sample >= len(papers):
        return papers
    return [papers[i] for i in sorted(random.Random(0).sample(range(len(papers)), sample))]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "../shared/data")
    parser.add_argument("--sample", type=int, default=2000, help="NeurIPS papers a sample")
    parser.add_argument("--anthology", type=int, default=10_000, help="papers of the Anthology to draw from")
    parser.add_argument("--all", action="store_true", help="also all NeurIPS papers; all of the Anthology")
    parser.add_argument("--embed", action="store_true", help="what embeddings add, and nothing else")
    parser.add_argument("--entities", action="store_true", help="print entities instead of figures")
    parser.add_argument("--no-model", dest="model", action="store_false")
    arguments = parser.parse_args()
    nlp = load_pipeline(arguments.model)
    print("with the model" if uses_model(nlp) else "without the model")
    if arguments.entities:
        papers, _ = read_papers(arguments.data / "neurips" / "papers.jsonl")
        chosen, _ = draw_samples(len(papers), arguments.sample)
        show_entities("NeurIPS", [papers[i] for i in chosen], nlp)
        anthology = read_anthology(arguments.data, None if arguments.all else arguments.anthology)
        show_entities("Anthology", anthology, load_pipeline(False))
        return
    if arguments.embed:
        measure_embeddings(arguments.data, arguments.sample, nlp)
        return
    measure_indexing(arguments.data, nlp)
    measure_links(arguments.data, arguments.sample, nlp, arguments.all)


if __name__ == "__main__":
    main()
