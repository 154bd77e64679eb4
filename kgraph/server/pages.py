"""The pages of the server, as plain HTML that reads without a script. Titles and names are escaped text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pyoxigraph as ox

from kgraph.asked import query_form
from kgraph.library import Query, library
from kgraph.quads import prefixes, short_name
from kgraph.results import Written
from kgraph.server.entities import MAX_INCOMING, Entity, is_fragment, label_of
from kgraph.server.rendering import VIEWS, Frame, local_path, render
from kgraph.server.search import KINDS, Found
from kgraph.server.workers import Bounds

EXAMPLE = """SELECT ?paper ?title ?date WHERE {
  ?paper a kg:Paper ; dcterms:title ?title ; dcterms:issued ?date
}
ORDER BY DESC(?date)
LIMIT 20"""

# The facts that say best what a node is come first; the others follow by name.
_FIRST = (
    "dcterms:title",
    "foaf:name",
    "skos:prefLabel",
    "skos:definition",
    "rdf:type",
    "dcterms:issued",
    "dcterms:creator",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A value of a table: its text, where it leads, and by what it is sorted."""

    text: str
    href: str = ""
    number: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """An answer as a table; `cut` says which limit cut it short."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    cut: str = ""


def table_of(answer: Written, base: str) -> Table:
    """Read an answer in the JSON or Turtle that the engine wrote into cells."""
    if answer.media_type == "text/turtle":
        facts = ox.parse(answer.content, ox.RdfFormat.TURTLE)
        rows = [[_cell(term, base) for term in quad.triple] for quad in facts]
        return Table(("subject", "predicate", "object"), rows, answer.cut)
    found: Any = ox.parse_query_results(answer.content, ox.QueryResultsFormat.JSON)
    if isinstance(found, ox.QueryBoolean):
        return Table(("answer",), [[Cell("true" if found else "false")]])
    columns = [variable.value for variable in found.variables]
    return Table(columns, [[_cell(row[name], base) for name in columns] for row in found], answer.cut)


def render_home(
    frame: Frame,
    counts: Mapping[str, int],
    first: Mapping[str, tuple[int, Sequence[Found]]],
    examples: Sequence[Query],
) -> str:
    """Render the front page: what is in the graph, and where to go."""
    return render(
        "home.html",
        frame,
        counts={kind: counts[kind] for kind in KINDS if kind in counts},
        first=first,
        views=VIEWS,
        examples=examples,
    )


def render_query_page(
    frame: Frame,
    base: str,
    bounds: Bounds,
    *,
    text: str = EXAMPLE,
    named: Query | None = None,
    given: Mapping[str, str] | None = None,
    table: Table | None = None,
    problem: str = "",
) -> str:
    """Render the page that asks: the text, the named queries, and the answer or what was wrong."""
    is_rdf = query_form(text) in ("CONSTRUCT", "DESCRIBE")
    formats = ("ttl", "nt", "rdf", "jsonld") if is_rdf else ("csv", "tsv", "json", "xml")
    links = [(name, "/sparql?" + urlencode({"query": text, "format": name})) for name in formats]
    return render(
        "query.html",
        frame,
        text=text,
        named=named,
        given=given or {},
        queries=library().values(),
        prefixes=prefixes(base),
        table=table,
        problem=problem,
        downloads=links if table else (),
        names=_FORMAT_NAMES,
        bounds=bounds,
    )


def render_entity(
    frame: Frame, store: ox.Store, entity: Entity, base: str, *, node: str = "", profiled: bool = False
) -> str:
    """Render what the graph says of a node: its facts, with their reasons, and what leads to it.

    `node` is its id if it is one of the tables, and `profiled` says that it has a profile.
    """
    by_subject: dict[str, list[ox.Quad]] = {}
    for quad in entity.outgoing:
        by_subject.setdefault(_name(quad.subject), []).append(quad)
    kind = entity.iri.removeprefix(base).partition("/")[0]
    return render(
        "entity.html",
        frame,
        entity=entity,
        kind=kind,
        facts=_facts(store, by_subject, entity.iri, base),
        incoming=_incoming(store, entity, base),
        max_incoming=MAX_INCOMING,
        path=local_path(entity.iri, base),
        node=node,
        profiled=profiled,
    )


def render_problem(frame: Frame, status: int, reason: str) -> str:
    """Render what was wrong with a request."""
    return render("problem.html", frame, status=status, reason=reason)


def _facts(store: ox.Store, by_subject: Mapping[str, Sequence[ox.Quad]], name: str, base: str) -> list[Any]:
    """(predicate, values): a value is a cell, or the facts of a reason as the same list again."""
    groups: dict[str, list[Any]] = {}
    for quad in by_subject.get(name, ()):
        predicate = short_name(quad.predicate.value, base)
        # Evidence names the paper that it stands in: that is the node itself, not a reason within it.
        is_reason = is_fragment(quad.object) and _name(quad.object) in by_subject
        value = (
            {
                "facts": _facts(store, by_subject, _name(quad.object), base),
                "id": _name(quad.object).partition("#")[2],
            }
            if is_reason
            else {"cell": _labelled(store, quad.object, base), "status": _status(quad)}
        )
        groups.setdefault(predicate, []).append(value)
    order = sorted(groups, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name))
    place_of = _author_places(by_subject, base)

    def rank(value: dict[str, Any]) -> tuple[Any, ...]:
        # Authors in their order, reasons by their names (author:2 before author:10), all else by its words.
        if "facts" in value:
            return 0, [(len(part), part) for part in value["id"].split(":")]
        return place_of.get(value["cell"].href, 0), value["cell"].text

    return [(predicate, sorted(groups[predicate], key=rank)) for predicate in order]


def _author_places(by_subject: Mapping[str, Sequence[ox.Quad]], base: str) -> dict[str, int]:
    """Where each person stands in the author list, by the address of its page."""
    places = {}
    for facts in by_subject.values():
        said = {short_name(_name(quad.predicate), base): _name(quad.object) for quad in facts}
        if "kg:position" in said:
            places[local_path(said["kg:author"], base)] = int(said["kg:position"])
    return places


def _incoming(store: ox.Store, entity: Entity, base: str) -> list[Any]:
    groups: dict[str, list[Cell]] = {}
    for quad in entity.incoming:
        predicate = short_name(quad.predicate.value, base)
        groups.setdefault(predicate, []).append(_labelled(store, _owner(quad.subject), base))
    return [
        (predicate, sorted(groups[predicate], key=lambda cell: (cell.text, cell.href)))
        for predicate in sorted(groups)
    ]


def _owner(subject: Any) -> Any:
    """The node that a score is of; every other node as it is."""
    folder, slash, local = subject.value.rpartition("/")
    return ox.NamedNode(folder + slash + local.partition("#")[0])


def _name(term: Any) -> str:
    return str(term.value)


def _status(quad: ox.Quad) -> str:
    return quad.graph_name.value.rpartition("/")[2] if isinstance(quad.graph_name, ox.NamedNode) else ""


def _labelled(store: ox.Store, term: Any, base: str) -> Cell:
    if isinstance(term, ox.NamedNode):
        path = local_path(term.value, base)
        return Cell(label_of(store, term) if path else short_name(term.value, base), path)
    return _cell(term, base)


def _cell(term: Any, base: str) -> Cell:
    if term is None:
        return Cell("")
    if isinstance(term, ox.NamedNode):
        return Cell(short_name(term.value, base), local_path(term.value, base))
    is_number = isinstance(term, ox.Literal) and term.datatype.value.rpartition("#")[2] in _NUMBERS
    return Cell(term.value, number=is_number)


_FORMAT_NAMES = {
    "csv": "CSV", "tsv": "TSV", "json": "JSON", "xml": "XML", "ttl": "Turtle", "nt": "N-Triples",
    "rdf": "RDF/XML", "jsonld": "JSON-LD",
}  # fmt: skip
_NUMBERS = frozenset({"integer", "decimal", "double", "float", "gYear"})
