"""Themes found against themes read by hand, beside plain phrase matching; and speed.

    python benchmarks/quality/themes.py [--data ../shared/data] [--errors PART]

`themes_labels.tsv` holds the hand labels: what each paper is about, by its title and abstract. One reader
gave them all, who wrote the scheme too. `listing` is the reading list; `dev` and `dev-2` were open while the
scheme was written; `held-out` was labelled before the scheme was begun and scored when it stood; `fresh` was
drawn, read and labelled after the last change to the scheme, and is the figure to trust.
"Closed" counts extracted and inferred tags against the labels with all their broader themes.
"""

import argparse
import csv
import json
import re
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import spacy
from spacy.matcher import PhraseMatcher

from kgraph.identifiers import local_name
from kgraph.records import Origin, Paper
from kgraph.schema import Theme, read_themes
from kgraph.themes import tag_themes
from kgraph.vocabulary import Status

HERE = Path(__file__).parent
SPEED_PAPERS = 3000
LARGE_SCHEME = 14_000

Labels = dict[str, frozenset[str]]
Tagger = Callable[[Sequence[Paper], Sequence[Theme]], Labels]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE.parents[2] / "shared/data")
    parser.add_argument("--errors", metavar="PART", help="also print what is wrong in this part")
    arguments = parser.parse_args()

    scheme = read_themes()
    texts = read_texts(arguments.data)
    parts = read_labels(HERE / "themes_labels.tsv")
    print(f"{'':34}{'extracted':^26}{'closed':^26}")
    print(f"{'part':10}{'method':24}" + f"{'P':>8}{'R':>8}{'F1':>8}  " * 2)
    for part, gold in parts.items():
        papers = [texts[title] for title in gold]
        for name, tagger in METHODS.items():
            predicted = tagger(papers, scheme)
            scores = (*score(predicted, gold), *score(close(predicted, scheme), close(gold, scheme)))
            print(f"{part:10}{name:24}" + "{:8.3f}{:8.3f}{:8.3f}  {:8.3f}{:8.3f}{:8.3f}".format(*scores))
        if part == arguments.errors:
            print_errors(kgraph_tags(papers, scheme), gold)
    print_speed(list(texts.values())[:SPEED_PAPERS], scheme)


def read_texts(data: Path) -> dict[str, Paper]:
    """Every paper of the three sources, by title."""
    papers = [*read_listing(data / "listing/lineage-papers.txt")]
    for file in (data / "themes/arxiv-safety.jsonl", data / "neurips/papers.jsonl"):
        with file.open(encoding="utf-8") as lines:
            records = [json.loads(line) for line in lines]
        papers += [paper(" ".join(r["title"].split()), r["abstract"]) for r in records if r.get("abstract")]
    return {paper.title: paper for paper in papers}


def read_listing(file: Path) -> Iterable[Paper]:
    """The papers of the reading list; the label file knows where a title ends."""
    titles = list(read_labels(HERE / "themes_labels.tsv")["listing"])
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    heads = [i for i, line in enumerate(lines) if re.fullmatch(r"[A-Z]{2}[A-Z][a-z]{2} \d{1,2}, \d{4}", line)]
    for head in heads:
        title = max((t for t in titles if lines[head + 1].startswith(t)), key=len)
        yield paper(title, lines[head + 2])


def paper(title: str, abstract: str) -> Paper:
    """A paper that is its title and abstract only."""
    return Paper(id=title, title=title, abstract=abstract, origin=Origin("", 0))


def read_labels(file: Path) -> dict[str, Labels]:
    """The hand labels: part, title, themes."""
    parts: dict[str, Labels] = {}
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            parts.setdefault(row["part"], {})[row["title"]] = frozenset(row["themes"].split())
    return parts


def kgraph_tags(papers: Sequence[Paper], scheme: Sequence[Theme]) -> Labels:
    """The extracted tags of kgraph."""
    found: dict[str, set[str]] = {paper.id: set() for paper in papers}
    for tag in tag_themes(papers, scheme):
        if tag.status is Status.EXTRACTED:
            found[tag.paper].add(local_name(tag.concept))
    return {title: frozenset(themes) for title, themes in found.items()}


def phrases_once(papers: Sequence[Paper], scheme: Sequence[Theme]) -> Labels:
    """Plain phrase matching: any label anywhere."""
    return phrase_tags(papers, scheme, least=1)


def phrases_twice(papers: Sequence[Paper], scheme: Sequence[Theme]) -> Labels:
    """Plain phrase matching, with a title hit or two mentions required."""
    return phrase_tags(papers, scheme, least=2)


def phrase_tags(papers: Sequence[Paper], scheme: Sequence[Theme], least: int) -> Labels:
    """The themes whose labels spaCy's PhraseMatcher finds in lower case; a title hit counts twice."""
    nlp = spacy.blank("en")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    for theme in scheme:
        labels = (theme.label, *theme.alt_labels, *theme.hidden_labels)
        matcher.add(theme.id, [nlp.make_doc(label) for label in labels])
    found = {}
    for each in papers:
        counts: dict[str, int] = {}
        for text, weight in ((each.title, 2), (each.abstract or "", 1)):
            for match, _, _ in matcher(nlp.make_doc(text)):
                theme_id = nlp.vocab.strings[match]
                counts[theme_id] = counts.get(theme_id, 0) + weight
        found[each.id] = frozenset(local_name(theme_id) for theme_id, n in counts.items() if n >= least)
    return found


def close(labels: Labels, scheme: Sequence[Theme]) -> Labels:
    """The labels with all their broader themes."""
    parents = {local_name(theme.id): [local_name(parent) for parent in theme.broader] for theme in scheme}

    def above(theme: str) -> set[str]:
        return {theme}.union(*(above(parent) for parent in parents[theme]))

    return {title: frozenset().union(*map(above, themes)) for title, themes in labels.items()}


def score(predicted: Labels, gold: Labels) -> tuple[float, float, float]:
    """Micro-averaged precision, recall and F1."""
    right = sum(len(predicted[title] & gold[title]) for title in gold)
    found = sum(len(predicted[title]) for title in gold)
    wanted = sum(len(themes) for themes in gold.values())
    return right / max(found, 1), right / max(wanted, 1), 2 * right / max(found + wanted, 1)


def print_errors(predicted: Labels, gold: Labels) -> None:
    """What was found and should not be (+), and what was not found (-)."""
    for title in gold:
        wrong = [f"+{theme}" for theme in sorted(predicted[title] - gold[title])]
        wrong += [f"-{theme}" for theme in sorted(gold[title] - predicted[title])]
        if wrong:
            print(f"    {title[:70]:70} {' '.join(wrong)}")


def print_speed(papers: Sequence[Paper], scheme: Sequence[Theme]) -> None:
    """Abstracts per second with the bundled scheme, and with one of 14,000 concepts."""
    texts = [paper.abstract or "" for paper in papers]
    terms = sorted({word for text in texts for word in text.lower().split() if word.isalpha()})
    pairs = [f"{left} {right}" for left, right in zip(terms, reversed(terms), strict=True)]
    extra = tuple(
        Theme(
            f"theme:x{i}", f"urn:x{i}", pairs[i % len(pairs)], alt_labels=(f"{terms[i % len(terms)]} model",)
        )
        for i in range(LARGE_SCHEME - len(scheme))
    )
    print("\nabstracts per CPU second")
    for name, run in (
        (f"kgraph, {len(scheme)} themes", lambda: tag_themes(papers, scheme)),
        (f"kgraph, {LARGE_SCHEME} themes", lambda: tag_themes(papers, (*scheme, *extra))),
        (f"phrases, {len(scheme)} themes", lambda: phrase_tags(papers, scheme, least=1)),
    ):
        start = time.process_time()
        run()
        print(f"    {name:26}{len(papers) / (time.process_time() - start):8.0f}")


METHODS: dict[str, Tagger] = {
    "kgraph": kgraph_tags,
    "phrases, >= 2 or title": phrases_twice,
    "phrases": phrases_once,
}

if __name__ == "__main__":
    main()
