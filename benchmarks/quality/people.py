"""How well mentions are grouped into people, on the labelled half of the ACL Anthology, beside simple keys.

    python benchmarks/quality/people.py [--data ../shared/data] [--sample 84054]

B-cubed (each mention counts once; Bagga and Baldwin 1998) and pairwise (each pair of mentions counts once)
precision, recall and F1. Hard blocks are those (first initial + surname) that hold a person of
`acl/name_variants.yaml`; that file tells which mentions to score and is never an input. A sample takes the
first papers in the order of a hash of their ids.
"""

import argparse
import csv
import hashlib
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import NamedTuple

from kgraph.identifiers import fold
from kgraph.names import parse
from kgraph.people import identify
from kgraph.records import Mention, Origin, Paper


class Row(NamedTuple):
    paper: str
    position: int
    first: str
    last: str
    person: str

    @property
    def printed(self) -> str:
        return f"{self.first} {self.last}".strip()

    @property
    def block(self) -> tuple[str, str]:
        return fold(self.first)[:1], fold(self.last)


BASELINES: dict[str, Callable[[str], Hashable]] = {
    "exact string": str,
    "normalised string": fold,
    "initial + surname": lambda printed: (parse(printed).surname, parse(printed).letters[:1]),
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sample", type=int, help="number of papers, all by default")
    options = parser.parse_args()

    rows = read_rows(options.data / "acl" / "author_mentions.dev.tsv")
    if options.sample:
        kept = set(sorted({row.paper for row in rows}, key=_hash)[: options.sample])
        rows = [row for row in rows if row.paper in kept]
    hard_blocks = read_blocks(options.data / "acl" / "name_variants.yaml")
    hard = [number for number, row in enumerate(rows) if row.block in hard_blocks]

    started = time.process_time()
    ours = predict(rows)
    seconds = time.process_time() - started
    print(f"{len(rows)} mentions, {len(hard)} of them in hard blocks; identified in {seconds:.1f} s\n")
    print(f"{'':18}  {'all: B-cubed':^20} {'pairwise':^20}  {'hard: B-cubed':^20} {'pairwise':^20}")
    print(f"{'':18} " + f" {'P':>6} {'R':>6} {'F1':>6}" * 4)
    for name, key in BASELINES.items():
        show(name, [key(row.printed) for row in rows], rows, hard)
    show("kgraph", ours, rows, hard)


def read_rows(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        table = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Row(line["paper_id"], int(line["pos"]), line["first"], line["last"], line["person_id"])
            for line in table
        ]


def read_blocks(path: Path) -> set[tuple[str, str]]:
    """The blocks of the curated people. Names stand in flow style, `{first: Ann, last: 'Lee, Jr.'}`."""
    names = re.findall(r"\{first: (.*?), last: (.*)\}", path.read_text(encoding="utf-8"))
    return {Row("", 0, first.strip("'\""), last.strip("'\""), "").block for first, last in names}


def predict(rows: Sequence[Row]) -> list[str]:
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for row in rows:
        mentions[row.paper].append(Mention(row.printed, row.position + 1))
    papers = [Paper(key, key, Origin("mentions", 1), tuple(names)) for key, names in mentions.items()]
    person_of = {place: person.id for person in identify(papers) for place in person.mentions}
    return [person_of[row.paper, row.position + 1] for row in rows]


def show(name: str, predicted: Sequence[Hashable], rows: Sequence[Row], hard: Sequence[int]) -> None:
    figures: list[float] = []
    for chosen in (range(len(rows)), hard):
        found, true = [predicted[number] for number in chosen], [rows[number].person for number in chosen]
        figures += [*b_cubed(found, true), *pairwise(found, true)]
    print(f"{name:18} " + "".join(f" {figure:6.4f}" for figure in figures))


def b_cubed(found: Sequence[Hashable], true: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1, averaged over the mentions."""
    sizes, people = Counter(found), Counter(true)
    both = Counter(zip(found, true, strict=True))
    precision = sum(n * n / sizes[group] for (group, _), n in both.items()) / len(found)
    recall = sum(n * n / people[person] for (_, person), n in both.items()) / len(found)
    return precision, recall, _f1(precision, recall)


def pairwise(found: Sequence[Hashable], true: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 over the pairs of mentions that are said to be one person."""
    right, said, due = (_pairs(Counter(keys)) for keys in (zip(found, true, strict=True), found, true))
    precision, recall = right / said if said else 1.0, right / due if due else 1.0
    return precision, recall, _f1(precision, recall)


def _pairs(sizes: "Counter[Hashable]") -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _hash(paper: str) -> str:
    return hashlib.sha256(paper.encode()).hexdigest()


if __name__ == "__main__":
    main()
