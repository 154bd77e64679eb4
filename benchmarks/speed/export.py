"""How long an export takes, beside a loop that writes the same N-Triples as plain text.

    python benchmarks/speed/export.py [SOURCE ...] [--papers 100000]
    python benchmarks/speed/export.py --from GRAPH --papers 0

Copies of the graph of the source (or of the graph in a folder), with their ids renamed, are stacked to so
many papers; 0 takes it as it is. Each way to write runs in a process of its own, which opens the graph first:
the time begins behind that, and memory is the peak above what the open graph takes (Linux only).
"""

import argparse
import multiprocessing
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import polars as pl

import kgraph
from kgraph import rdf
from kgraph.graph import Graph
from kgraph.vocabulary import BASE, Kind, Relation, iri

TOY = Path(__file__).parent.parent.parent / "tests" / "data" / "toy.txt"
LINES = 10_000  # that the plain loop joins for one write


def main() -> None:
    options = arguments()
    graph = kgraph.open(options.graph) if options.graph else kgraph.build(options.sources, model=False)
    if options.papers:
        graph = stack(graph, -(-options.papers // graph.count(Kind.PAPER)))
    with tempfile.TemporaryDirectory(dir=options.out) as folder:
        stored = Path(folder) / "graph"
        kgraph.save(graph, stored)
        print(f"{graph.count(Kind.PAPER):,} papers, {len(graph.nodes):,} nodes, {len(graph.edges):,} edges")
        del graph
        plain = 0.0
        for name in ("plain.nt", *options.formats):
            seconds, memory, size, facts = measured(stored, Path(folder) / name)
            plain = plain or seconds
            print(
                f"{name:10} {seconds:8.1f} s  {seconds / plain:5.2f} x plain  {size / 1e6:8,.0f} MB  "
                f"{memory / 1e6:6,.0f} MB of memory" + (f"  {facts:,} facts" if facts else ""),
                flush=True,
            )


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("sources", nargs="*", type=Path, default=[TOY], help="record files to build from")
    parser.add_argument("--from", dest="graph", type=Path, help="a folder that holds a graph")
    parser.add_argument("--papers", type=int, default=100_000, help="how many to stack up to; 0: as it is")
    parser.add_argument("--out", type=Path, help="where the files are written for a while")
    parser.add_argument("--formats", nargs="*", default=["x.nt", "x.nq", "x.nt.gz", "x.ttl"])
    return parser.parse_args()


def measured(stored: Path, path: Path) -> tuple[float, int, int, int]:
    """Seconds, bytes of memory, bytes of the file, and facts where a line is one."""
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=spawn) as process:
        seconds, memory = process.submit(measure, stored, path).result()
    size = path.stat().st_size
    facts = 0
    if path.suffix in (".nt", ".nq"):
        with path.open("rb") as file:
            facts = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 24), b""))
    path.unlink()
    return seconds, memory, size, facts


def measure(stored: Path, path: Path) -> tuple[float, int]:
    graph = kgraph.open(stored)
    write: Callable[[Graph, Path], None] = write_plainly if path.stem == "plain" else rdf.write
    before = forget_peak()
    start = time.perf_counter()
    write(graph, path)
    return time.perf_counter() - start, peak() - before


def forget_peak() -> int:
    clear = Path("/proc/self/clear_refs")
    if clear.exists():
        clear.write_text("5")
    return peak()


def peak() -> int:
    status = Path("/proc/self/status")
    text = status.read_text() if status.exists() else ""
    return sum(int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("VmHWM"))


def stack(graph: Graph, copies: int) -> Graph:
    """So many copies of a graph side by side that share their themes and nothing else."""
    own = pl.col("kind") != Kind.THEME
    nodes = [graph.nodes.filter(~own)]
    edges = [graph.of_relation(Relation.BROADER)]
    for copy in range(copies):
        end = pl.lit(f"-{copy}")
        each = pl.element()
        basis = pl.when(each.str.starts_with(Kind.THEME)).then(each).otherwise(each + end)
        target = pl.col("target")
        quoted = pl.col("definition_source").struct.with_fields(pl.field("paper") + end)
        nodes.append(graph.nodes.filter(own).with_columns(pl.col("id") + end, quoted))
        edges.append(
            graph.edges.filter(pl.col("relation") != Relation.BROADER).with_columns(
                pl.col("source") + end,
                pl.when(target.str.starts_with(Kind.THEME)).then(target).otherwise(target + end),
                pl.col("basis").list.eval(basis),
            )
        )
    return Graph(
        nodes=pl.concat(nodes).sort("kind", "id"),
        edges=pl.concat(edges).sort("relation", "source", "position", "target"),
        ledger=graph.ledger,
        run=graph.run,
    )


# The baseline: what one would write without a library, one line of text after the other.


def write_plainly(graph: Graph, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        lines: list[str] = []
        for line in plain_lines(graph):
            lines.append(line)
            if len(lines) == LINES:
                file.write("".join(lines))
                lines.clear()
        file.write("".join(lines))


def plain_lines(graph: Graph) -> Iterator[str]:
    for kind, label in ((Kind.KEYWORD, "Keywords found in the texts"), (Kind.THEME, "Themes")):
        yield f"<{BASE}scheme/{kind}> <{TYPE}> <{iri('skos:ConceptScheme')}> .\n"
        yield f'<{BASE}scheme/{kind}> <{PREF_LABEL}> "{label}"@en .\n'
    for row in graph.nodes.iter_rows(named=True):
        yield from node_lines(row)
    for row in graph.edges.iter_rows(named=True):
        yield from edge_lines(row)


TYPE, XSD, KG = iri("rdf:type"), iri("xsd:"), iri("kg:")
PREF_LABEL, ALT_LABEL, NOTATION = iri("skos:prefLabel"), iri("skos:altLabel"), iri("skos:notation")
IN_SCHEME, CONCEPT, DEFINITION = iri("skos:inScheme"), iri("skos:Concept"), iri("skos:definition")
EXACT, CLOSE, FOAF_NAME = iri("skos:exactMatch"), iri("skos:closeMatch"), iri("foaf:name")
TITLE, ISSUED, ABSTRACT = iri("dcterms:title"), iri("dcterms:issued"), iri("dcterms:abstract")
YEAR, DOI, ARTICLE = iri("fabio:hasPublicationYear"), iri("prism:doi"), iri("schema:ScholarlyArticle")
PERSON, ORGANIZATION = iri("foaf:Person"), iri("org:Organization")
DATES = {4: "gYear", 7: "gYearMonth", 10: "date"}
LINKS = {
    "creator": iri("dcterms:creator"),
    "affiliation": iri("kg:affiliation"),
    "subject": iri("dcterms:subject"),
    "mentions": iri("kg:mentions"),
    "broader": iri("skos:broader"),
    "cites": iri("cito:cites"),
    "likelyBuildsOn": iri("kg:likelyBuildsOn"),
}


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")


def located(node: str) -> str:
    return BASE + node.replace(":", "/", 1)


def short(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def node_lines(row: dict[str, Any]) -> Iterator[str]:
    s, label = located(row["id"]), escaped(row["label"])
    match row["kind"]:
        case "paper":
            yield f"<{s}> <{TYPE}> <{KG}Paper> .\n<{s}> <{TYPE}> <{ARTICLE}> .\n"
            yield f'<{s}> <{TITLE}> "{label}" .\n'
            if date := row["date"]:
                yield f'<{s}> <{ISSUED}> "{date}"^^<{XSD}{DATES[len(date)]}> .\n'
                yield f'<{s}> <{YEAR}> "{date[:4]}"^^<{XSD}gYear> .\n'
            if row["abstract"]:
                yield f'<{s}> <{ABSTRACT}> "{escaped(row["abstract"])}" .\n'
            if row["venue"]:
                yield f'<{s}> <{KG}venue> "{escaped(row["venue"])}" .\n'
            if row["doi"]:
                yield f'<{s}> <{DOI}> "{escaped(row["doi"])}" .\n'
            for name, column in (
                ("category", "categories"),
                ("authorKeyword", "author_keywords"),
                ("reference", "references"),
            ):
                for value in row[column] or ():
                    yield f'<{s}> <{KG}{name}> "{escaped(value)}" .\n'
            if row["authors_truncated"]:
                yield f'<{s}> <{KG}authorsTruncated> "true"^^<{XSD}boolean> .\n'
            yield f'<{s}> <{KG}origin> "{escaped(row["origin"])}" .\n'
        case "person":
            yield f'<{s}> <{TYPE}> <{PERSON}> .\n<{s}> <{FOAF_NAME}> "{label}" .\n'
            for name in row["names"]:
                if name != row["label"]:
                    yield f'<{s}> <{KG}nameVariant> "{escaped(name)}" .\n'
            if row["reason"]:
                yield f'<{s}> <{KG}mergeReason> "{escaped(row["reason"])}" .\n'
        case "theme" | "keyword" as kind:
            tag = "@en" if kind == "theme" else ""
            yield f"<{s}> <{TYPE}> <{CONCEPT}> .\n<{s}> <{TYPE}> <{KG}{kind.title()}> .\n"
            yield f'<{s}> <{PREF_LABEL}> "{label}"{tag} .\n'
            for name in row["names"]:
                if name != row["label"]:
                    yield f'<{s}> <{ALT_LABEL}> "{escaped(name)}"{tag} .\n'
            yield f'<{s}> <{NOTATION}> "{row["id"].partition(":")[2]}" .\n'
            if row["definition"]:
                yield f'<{s}> <{DEFINITION}> "{escaped(row["definition"])}"{tag} .\n'
            if place := row["definition_source"]:
                yield f"<{s}> <{KG}definitionEvidence> <{s}#definition> .\n"
                yield f"<{s}#definition> <{KG}inPaper> <{located(place['paper'])}> .\n"
                yield from evidence_lines(f"{s}#definition", {**place, "text": row["definition"]})
            if row["shared"] is not None:
                yield f'<{s}> <{KG}shared> "{"true" if row["shared"] else "false"}"^^<{XSD}boolean> .\n'
            yield f"<{s}> <{IN_SCHEME}> <{BASE}scheme/{kind}> .\n"
            for theme in row["close_match"] or ():
                yield f"<{s}> <{CLOSE}> <{located(theme)}> .\n"
            if row["iri"]:
                yield f"<{s}> <{EXACT}> <{row['iri']}> .\n"
        case _:
            yield f'<{s}> <{TYPE}> <{ORGANIZATION}> .\n<{s}> <{FOAF_NAME}> "{label}" .\n'


def edge_lines(row: dict[str, Any]) -> Iterator[str]:
    relation = row["relation"]
    s, t = located(row["source"]), located(row["target"])
    yield f"<{s}> <{LINKS[relation]}> <{t}> .\n"
    match relation:
        case "creator":
            r = f"{s}#author:{row['position']}"
            yield f"<{s}> <{KG}hasAuthorship> <{r}> .\n<{r}> <{TYPE}> <{KG}Authorship> .\n"
            yield f'<{r}> <{KG}author> <{t}> .\n<{r}> <{KG}position> "{row["position"]}"^^<{XSD}integer> .\n'
            yield f'<{r}> <{KG}nameAsPrinted> "{escaped(row["name_as_printed"])}" .\n'
        case "subject" | "mentions":
            r = f"{s}#{row['target']}"
            yield f"<{s}> <{KG}hasTagging> <{r}> .\n<{r}> <{TYPE}> <{KG}Tagging> .\n"
            yield f"<{r}> <{KG}concept> <{t}> .\n"
            yield f'<{r}> <{KG}weight> "{short(row["weight"])}"^^<{XSD}decimal> .\n'
            for concept in row["basis"]:
                yield f"<{r}> <{KG}basis> <{located(concept)}> .\n"
            for place, span in enumerate(row["evidence"], 1):
                e = f"{r}:{place}"
                yield f"<{r}> <{KG}evidence> <{e}> .\n"
                yield from evidence_lines(e, span)
        case "likelyBuildsOn":
            r = f"{s}#{row['target']}"
            yield f"<{s}> <{KG}hasLineageLink> <{r}> .\n<{r}> <{TYPE}> <{KG}LineageLink> .\n"
            yield f"<{r}> <{KG}earlier> <{t}> .\n"
            yield f'<{r}> <{KG}weight> "{short(row["weight"])}"^^<{XSD}decimal> .\n'
            uncertain = "true" if row["direction_uncertain"] else "false"
            yield f'<{r}> <{KG}directionUncertain> "{uncertain}"^^<{XSD}boolean> .\n'
            for part in row["parts"]:
                yield f'<{r}> <{KG}{part["name"]}Part> "{short(part["value"])}"^^<{XSD}decimal> .\n'
            for shared in row["basis"]:
                name = "sharedAuthor" if shared.startswith("person:") else "sharedConcept"
                yield f"<{r}> <{KG}{name}> <{located(shared)}> .\n"


def evidence_lines(e: str, span: dict[str, Any]) -> Iterator[str]:
    yield f"<{e}> <{TYPE}> <{KG}Evidence> .\n"
    yield f'<{e}> <{KG}evidenceText> "{escaped(span["text"])}" .\n'
    yield f'<{e}> <{KG}evidenceField> "{span["field"]}" .\n'
    yield f'<{e}> <{KG}charStart> "{span["start"]}"^^<{XSD}integer> .\n'
    yield f'<{e}> <{KG}charEnd> "{span["end"]}"^^<{XSD}integer> .\n'


if __name__ == "__main__":
    main()
