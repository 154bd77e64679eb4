"""How often the listing reader finds the end of the title, on real titles glued to real authors.

    python benchmarks/quality/listing.py [--data ../shared/data] [--sample 8000] [--seed 1]

Titles and authors of the ACL Anthology are glued as a listing does: up to three authors, ` et al.` when there
are more. Each line is read by itself, without an abstract and without the other lines; the last row reads
the same lines as one file. Only the half of the titles is used that the weights were not fitted on.
"""

import argparse
import hashlib
import random
import re
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from kgraph.records import Paper
from kgraph.sources import listing

Example = tuple[str, tuple[str, ...]]  # title, authors


def anthology(folder: Path) -> Iterator[Example]:
    """Yield every title with its authors, file by file."""
    for file in sorted(folder.glob("*.xml")):
        for paper in ET.parse(file).getroot().iter("paper"):
            element = paper.find("title")
            title = " ".join("".join(element.itertext()).split()) if element is not None else ""
            names = tuple(
                " ".join(" ".join(author.findtext(part) or "" for part in ("first", "last")).split())
                for author in paper.findall("author")
            )
            if title and names and all(names):
                yield title, names


def is_held_out(title: str) -> bool:
    """Whether a title belongs to the half that nothing is fitted on."""
    return hashlib.sha256(title.encode()).digest()[0] % 2 == 1


def glue(title: str, names: tuple[str, ...]) -> str:
    """Print a paper as a listing does."""
    return title + ", ".join(names[:3]) + (" et al." if len(names) > 3 else "")


def cut_at(pattern: str, which: int) -> Callable[[str], str]:
    """A baseline: the title ends at the first (0) or last (-1) match of `pattern`."""

    def title(line: str) -> str:
        cuts = [match.start() + 1 for match in re.finditer(pattern, line)]
        return line[: cuts[which]] if cuts else line

    return title


def read_alone(line: str) -> str:
    """The title that the reader finds in one line."""
    records = list(listing.parse(["CLMay 1, 2020", line], "line"))
    return records[0].title if len(records) == 1 and isinstance(records[0], Paper) else ""


def kind_of(title: str, first: str) -> str:
    """What makes a failed line hard."""
    word = title.rsplit(maxsplit=1)[-1]
    if re.search(r"[a-z][A-Z]", first.split(maxsplit=1)[0]):
        return "capital inside the given name"
    if re.search(r"[a-z][A-Z]", word):
        return "title ends in CamelCase"
    if not first[0].isupper():
        return "name does not begin with a capital"
    if first.isupper():
        return "name in capitals"
    if not word[-1].isalpha():
        return "title ends in a digit or mark"
    return "title ends in an acronym" if word.isupper() else "other"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[3] / "shared" / "data")
    parser.add_argument("--sample", type=int, default=8000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    held_out = [paper for paper in anthology(options.data / "acl" / "xml") if is_held_out(paper[0])]
    sample = random.Random(options.seed).sample(held_out, min(options.sample, len(held_out)))
    lines = [glue(title, names) for title, names in sample]

    print(f"{len(lines)} held-out Anthology lines, seed {options.seed}")
    small_to_capital = r"[^\W\d_A-Z](?=[A-Z])"
    methods: dict[str, Callable[[str], str]] = {
        "first lower-to-upper boundary": cut_at(small_to_capital, 0),
        "last lower-to-upper boundary": cut_at(small_to_capital, -1),
        "scored, each line by itself": read_alone,
    }
    found: list[str] = []
    for name, method in methods.items():
        start = time.perf_counter()
        found = [method(line) for line in lines]
        report(name, sample, found, time.perf_counter() - start)
    start = time.perf_counter()
    records = list(listing.parse([part for line in lines for part in ("CLMay 1, 2020", line)], "all"))
    titles = {record.origin.line: record.title for record in records if isinstance(record, Paper)}
    together = [titles.get(2 * number + 1, "") for number in range(len(lines))]
    report("scored, all lines as one file", sample, together, time.perf_counter() - start)

    failed = [(paper, title) for paper, title in zip(sample, found, strict=True) if paper[0] != title]
    kinds = Counter(kind_of(title, names[0]) for (title, names), _ in failed)
    print(f"\nfailures of each line by itself, by kind ({sum(title == '' for _, title in failed)} rejected)")
    for kind, count in kinds.most_common():
        print(f"{count:5}  {kind}")
    for (title, names), read in failed[:15]:
        print(f"       …{title[-30:]} | {names[0]}   read: …{read[-20:] or 'rejected'}")


def report(name: str, sample: list[Example], found: list[str], seconds: float) -> None:
    right = sum(title == expected for (expected, _), title in zip(sample, found, strict=True))
    print(f"{name:32} {right / len(sample):8.2%} {len(sample) / seconds:10.0f} lines/s")


if __name__ == "__main__":
    main()
