"""Themes found against themes read by hand, beside simpler methods.

    python benchmarks/quality/themes.py [--data ../shared/data] [--errors PART]

`themes_labels.tsv` holds the hand labels: what each paper is about, by its title and abstract. One reader
gave them all, who wrote the scheme too. `listing` is the reading list; `dev` and `dev-2` were open while the
scheme was written. The other parts were drawn at random and labelled before the matcher saw them; then their
errors were looked at, and labels and rules improved. So what counts is how a part scored when it was new
(precision, recall, F1):

    fresh .850 .739 .791    second .826 .789 .807    third .875 .778 .824    fourth .746 .815 .779
    fifth .889 .889 .889, as things stand: nothing was changed after it

"Closed" counts extracted and inferred tags against the labels with all their broader themes.

The research agendas that others gave papers on the safety of AI (`themes/agendas.dev.tsv`) are a second
opinion: `AGENDAS` says which theme an agenda must have brought, where its name leaves no doubt.
"""

import argparse
import csv
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import spacy
from scipy import sparse
from spacy.matcher import PhraseMatcher

from kgraph.identifiers import local_name
from kgraph.records import Origin, Paper
from kgraph.schema import Theme, read_themes
from kgraph.terms import term_key
from kgraph.themes import tag_themes
from kgraph.vocabulary import Status

HERE = Path(__file__).parent
LABELS = HERE / "themes_labels.tsv"
VOLUMES = ("2023.acl", "2023.emnlp", "2024.acl", "2024.emnlp")
# A theme is near from this cosine on: the best of .03, .04, …, .15 on the parts up to `second`.
NEAR = 0.06

Labels = dict[str, frozenset[str]]
Tagger = Callable[[Sequence[Paper], Sequence[Theme]], Labels]

AGENDAS = {
    "interpretability": (
        "Sparse Coding", "Reverse engineering", "Representation structure and geometry", "Model diffing",
        "Activation engineering", "Monitoring concepts", "Other interpretability", "Causal Abstractions",
        "Learning dynamics and developmental interpretability",
    ),
    "red-teaming": ("Various Redteams",),
    "evaluation": (
        "Capability evals", "Autonomy evals", "Other evals", "Situational awareness and self-awareness evals",
        "WMD evals (Weapons of Mass Destruction)", "AI deception evals", "Sandbagging evals",
        "Steganography evals", "Self-replication evals",
    ),
    "scalable-oversight": ("Debate", "Weak-to-strong generalization", "Supervising AIs improving AIs"),
    "ai-safety": ("Control", "Chain of thought monitoring", "Emergent misalignment", "RL safety"),
    "honesty-calibration": ("Lie and deception detectors",),
    "in-context-learning": ("Inference-time: In-context learning",),
    "constitutional-ai": ("Model specs and constitutions",),
}  # fmt: skip


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE.parents[2] / "shared/data")
    parser.add_argument("--errors", metavar="PART", help="also print what is wrong in this part")
    arguments = parser.parse_args()

    scheme = read_themes()
    texts = read_texts(arguments.data)
    parts = read_labels(LABELS)
    print(f"{'':34}{'extracted':^26}{'closed':^26}")
    print(f"{'part':10}{'method':24}" + f"{'P':>8}{'R':>8}{'F1':>8}  " * 2)
    everything: Labels = {}
    for part, gold in parts.items():
        everything |= gold
        print_scores(part, [texts[title] for title in gold], gold, scheme)
        if part == arguments.errors:
            print_errors(kgraph_tags([texts[title] for title in gold], scheme), gold)
    print_scores("all", [texts[title] for title in everything], everything, scheme)
    print_themes(kgraph_tags([texts[title] for title in everything], scheme), everything)
    print_agendas(arguments.data, scheme)


def print_scores(part: str, papers: Sequence[Paper], gold: Labels, scheme: Sequence[Theme]) -> None:
    """How well each method does on the papers of one part."""
    for name, tagger in METHODS.items():
        predicted = tagger(papers, scheme)
        scores = (*score(predicted, gold), *score(close(predicted, scheme), close(gold, scheme)))
        print(f"{part:10}{name:24}" + "{:8.3f}{:8.3f}{:8.3f}  {:8.3f}{:8.3f}{:8.3f}".format(*scores))


def read_texts(data: Path) -> dict[str, Paper]:
    """Every paper of the four sources, by title."""
    papers = [*read_listing(data / "listing/lineage-papers.txt")]
    for file in (data / "themes/arxiv-safety.jsonl", data / "neurips/papers.jsonl"):
        with file.open(encoding="utf-8") as lines:
            records = [json.loads(line) for line in lines]
        papers += [paper(r["title"], r["abstract"]) for r in records if r.get("abstract")]
    for volume in VOLUMES:
        papers += read_volume(data / f"acl/xml/{volume}.xml")
    return {paper.title: paper for paper in papers}


def read_volume(file: Path) -> Iterator[Paper]:
    """The papers of a file of the ACL Anthology that have an abstract."""
    for entry in ET.parse(file).iter("paper"):
        title, abstract = entry.find("title"), entry.find("abstract")
        if title is not None and abstract is not None:
            yield paper("".join(title.itertext()), " ".join("".join(abstract.itertext()).split()))


def read_listing(file: Path) -> Iterable[Paper]:
    """The papers of the reading list; the label file knows where a title ends."""
    titles = list(read_labels(LABELS)["listing"])
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    heads = [i for i, line in enumerate(lines) if re.fullmatch(r"[A-Z]{2}[A-Z][a-z]{2} \d{1,2}, \d{4}", line)]
    for head in heads:
        title = max((t for t in titles if lines[head + 1].startswith(t)), key=len)
        yield paper(title, lines[head + 2])


def paper(title: str, abstract: str) -> Paper:
    """A paper that is its title and abstract only."""
    title = " ".join(title.split())
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


def names_only(papers: Sequence[Paper], scheme: Sequence[Theme]) -> Labels:
    """The themes whose preferred label stands in the text, letter for letter but for case."""
    return {
        each.id: frozenset(
            local_name(theme.id)
            for theme in scheme
            if theme.label.lower() in f"{each.title} {each.abstract or ''}".lower()
        )
        for each in papers
    }


def nearest_definitions(papers: Sequence[Paper], scheme: Sequence[Theme]) -> Labels:
    """The themes whose labels and definition are near the text: cosine of TF-IDF, fitted on these texts."""
    themes = [" ".join((t.label, *t.alt_labels, *t.hidden_labels, t.definition)) for t in scheme]
    documents = [Counter(term_key(text)) for text in [*themes, *(f"{p.title} {p.abstract}" for p in papers)]]
    columns = {word: place for place, word in enumerate(sorted(set().union(*documents)))}
    rows = [(row, columns[word], n) for row, words in enumerate(documents) for word, n in words.items()]
    places = np.array(rows)
    counts = sparse.csr_array(
        (1 + np.log(places[:, 2]), (places[:, 0], places[:, 1])), shape=(len(documents), len(columns))
    )
    spread = np.bincount(places[:, 1], minlength=len(columns))
    weighted = counts * np.log(len(documents) / spread)
    weighted = sparse.csr_array(weighted / np.sqrt((weighted * weighted).sum(axis=1))[:, None])
    cosines = (weighted[len(scheme) :] @ weighted[: len(scheme)].T).toarray()
    return {
        each.id: frozenset(local_name(t.id) for t, cosine in zip(scheme, row, strict=True) if cosine >= NEAR)
        for each, row in zip(papers, cosines, strict=True)
    }


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


def print_themes(predicted: Labels, gold: Labels) -> None:
    """The scores of each theme, on all parts together."""
    print(f"\n{'theme':24}{'P':>8}{'R':>8}{'F1':>8}{'papers':>8}")
    for theme in sorted(frozenset().union(*gold.values())):
        found, wanted = (
            {title: themes & {theme} for title, themes in labels.items()} for labels in (predicted, gold)
        )
        support = sum(map(len, wanted.values()))
        print(f"{theme:24}" + "{:8.2f}{:8.2f}{:8.2f}".format(*score(found, wanted)) + f"{support:8}")


def print_agendas(data: Path, scheme: Sequence[Theme]) -> None:
    """How many papers of an agenda have its theme, extracted or inferred."""
    with (data / "themes/arxiv-safety.jsonl").open(encoding="utf-8") as lines:
        papers = {r["arxiv_id"]: paper(r["title"], r["abstract"]) for r in map(json.loads, lines)}
    with (data / "themes/agendas.dev.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    theme_of = {agenda: theme for theme, agendas in AGENDAS.items() for agenda in agendas}
    found: Mapping[str, frozenset[str]] = close(kgraph_tags([*papers.values()], scheme), scheme)
    agreed, asked = Counter[str](), Counter[str]()
    for row in rows:
        if (theme := theme_of.get(row["agenda"])) and row["arxiv_id"] in papers:
            asked[theme] += 1
            agreed[theme] += theme in found[papers[row["arxiv_id"]].id]
    print(f"\n{'agendas of others':24}{'agreed':>8}{'of':>8}")
    for theme in sorted(asked):
        print(f"{theme:24}{agreed[theme]:8}{asked[theme]:8}")
    print(f"{'all':24}{agreed.total():8}{asked.total():8}")


METHODS: dict[str, Tagger] = {
    "kgraph": kgraph_tags,
    "phrases, >= 2 or title": phrases_twice,
    "phrases": phrases_once,
    "nearest definition": nearest_definitions,
    "preferred label": names_only,
}

if __name__ == "__main__":
    main()
