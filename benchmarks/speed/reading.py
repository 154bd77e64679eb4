"""How fast records are read, from files to `Paper`s, on one core.

    python benchmarks/speed/reading.py [--anthology DIR] [FILE ...]

BibTeX entries and OpenAlex works are made up here, the same ones each time: ordinary works with an abstract
of 150 words, six authors and thirty references. `--anthology` takes the `xml` folder of the ACL Anthology's
data. Each source is read three times in a process of its own, of which the fastest counts; the time is that
of the processor, so that other work on the machine counts little, and memory is the peak above the process
before it reads (Linux only).
"""

import argparse
import json
import multiprocessing
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import kgraph

ENTRIES = 20_000
WORKS = 20_000
ROUNDS = 3
# Words of papers, as frequent as each other.
WORDS = """
the of and a to in we for is on that model models with language are by this as data from task which learning
results an training can be method our text based approach show performance these neural network using tasks
evaluation new large dataset information state-of-the-art human systems propose analysis however, different
representations well across methods. system, translation research domain (LLMs) set two
""".split()  # noqa: SIM905
GIVEN = ("Ann", "Bo", "Chloé", "Dan", "Eva", "Färid", "Gus", "Hana", "Ivo", "Jia", "Kim", "Łukasz", "Mia")
FAMILY = ("Lee", "Ek", "García", "van der Berg", "Müller", "Roe", "Doe", "Poe", "Sørensen", "Nguyen", "Li")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="more files or folders to read")
    parser.add_argument("--anthology", type=Path, help="the folder with the XML files of the ACL Anthology")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bibtex, openalex = Path(folder) / "entries.bib", Path(folder) / "works.jsonl"
        write(bibtex, entries(random.Random(8)))
        write(openalex, works(random.Random(8)))
        sources = [bibtex, openalex, *([options.anthology] if options.anthology else []), *options.files]
        for source in sources:
            measured = [in_a_process(source) for _ in range(ROUNDS)]
            seconds = min(seconds for seconds, _, _, _ in measured)
            _, papers, rejected, _ = measured[0]
            memory = max(memory for _, _, _, memory in measured)
            size = sum(file.stat().st_size for file in (source.rglob("*") if source.is_dir() else [source]))
            print(
                f"{source.name:14} {papers:8,} papers  {rejected:3} rejected  {seconds:6.2f} s  "
                f"{(papers + rejected) / seconds:8,.0f} records/s  {size / 1e6 / seconds:6.1f} MB/s  "
                f"{memory / 1e6:6,.0f} MB of memory",
                flush=True,
            )


def write(path: Path, texts: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(texts)


def in_a_process(source: Path) -> tuple[float, int, int, int]:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(read, source).result()


def read(source: Path) -> tuple[float, int, int, int]:
    kgraph.read  # noqa: B018  (what it needs is loaded now)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    papers = rejected = 0
    for record in kgraph.read([source]):
        if isinstance(record, kgraph.Paper):
            papers += 1
        else:
            rejected += 1
    seconds = time.process_time() - started
    return seconds, papers, rejected, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024


def entries(draw: random.Random) -> Iterator[str]:
    for number in range(ENTRIES):
        authors = " and ".join(f"{draw.choice(FAMILY)}, {draw.choice(GIVEN)}" for _ in range(6))
        yield (
            f"@inproceedings{{key-{number},\n"
            f'    title = "{words(draw, 10).capitalize()} {{{number}}}",\n'
            f'    author = "{authors}",\n'
            '    editor = "Roe, Jane  and\n      Doe, John",\n'
            f'    booktitle = "Proceedings of the {number % 60}th Meeting on {words(draw, 5)}",\n'
            f'    month = jul,\n    year = "{1990 + number % 35}",\n'
            '    address = "Online",\n    publisher = "Association for Things",\n'
            f'    url = "https://example.org/2020.things-main.{number}/",\n'
            f'    doi = "10.1000/v1/2020.things-main.{number}",\n    pages = "{number}--{number + 9}",\n'
            f'    abstract = "{words(draw, 150).capitalize()}."\n}}\n'
        )


def works(draw: random.Random) -> Iterator[str]:
    for number in range(WORKS):
        index: dict[str, list[int]] = {}
        for place, word in enumerate(words(draw, 150).split(" ")):
            index.setdefault(word, []).append(place)
        title = f"{words(draw, 10).capitalize()} {number}"
        work = {
            "id": f"https://openalex.org/W{4_000_000_000 + number}",
            "doi": f"https://doi.org/10.1000/example.{number}",
            "title": title,
            "display_name": title,
            "publication_year": 2000 + number % 25,
            "publication_date": f"{2000 + number % 25}-{number % 12 + 1:02}-15",
            "ids": {"openalex": f"https://openalex.org/W{4_000_000_000 + number}", "mag": str(number)},
            "language": "en",
            "type": "article",
            "type_crossref": "journal-article",
            "open_access": {"is_oa": True, "oa_status": "gold", "oa_url": f"https://example.org/{number}"},
            "primary_location": {
                "is_oa": True,
                "landing_page_url": f"https://doi.org/10.1000/example.{number}",
                "pdf_url": None,
                "source": {
                    "id": f"https://openalex.org/S{number % 900}",
                    "display_name": f"Journal of {words(draw, 3)}",
                    "issn": ["0000-0000"],
                    "type": "journal",
                },
                "license": "cc-by",
            },
            "authorships": [authorship(draw, place) for place in range(6)],
            "biblio": {"volume": "1", "issue": "2", "first_page": "3", "last_page": "4"},
            "primary_topic": {
                "id": "https://openalex.org/T1",
                "display_name": words(draw, 4),
                "score": 0.9,
                "field": {"id": "https://openalex.org/fields/17", "display_name": "Computer Science"},
            },
            "concepts": [
                {"id": f"https://openalex.org/C{n}", "display_name": words(draw, 2), "level": 2, "score": 0.5}
                for n in range(8)
            ],
            "cited_by_count": number % 100,
            "referenced_works": [
                f"https://openalex.org/W{draw.randrange(10**9, 4 * 10**9)}" for _ in range(30)
            ],
            "related_works": [f"https://openalex.org/W{draw.randrange(10**9, 4 * 10**9)}" for _ in range(10)],
            "abstract_inverted_index": index,
            "counts_by_year": [{"year": year, "cited_by_count": 3} for year in range(2020, 2025)],
            "updated_date": "2024-01-01",
        }
        yield json.dumps(work, ensure_ascii=False) + "\n"


def authorship(draw: random.Random, place: int) -> dict[str, object]:
    name, university = f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}", f"University of {draw.choice(FAMILY)}"
    return {
        "author_position": "middle" if place else "first",
        "author": {
            "id": f"https://openalex.org/A{draw.randrange(5 * 10**9, 6 * 10**9)}",
            "display_name": name,
            "orcid": f"https://orcid.org/0000-0002-1825-{draw.randrange(10_000):04}" if place % 2 else None,
        },
        "institutions": [
            {
                "id": "https://openalex.org/I1",
                "display_name": university,
                "ror": "https://ror.org/000000000",
                "country_code": "NO",
                "type": "education",
            }
        ],
        "countries": ["NO"],
        "is_corresponding": not place,
        "raw_author_name": name,
        "raw_affiliation_strings": [f"Department of Things, {university}, Norway"],
    }


def words(draw: random.Random, count: int) -> str:
    return " ".join(draw.choices(WORDS, k=count))


if __name__ == "__main__":
    main()
