"""RDF that kgraph wrote: the papers of a graph, read back from Turtle, TriG, N-Triples or N-Quads.

Only what the sources said is read; all that kgraph extracted and inferred is found again by the build, so a
graph that goes out as RDF comes back as the same graph.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

import pyoxigraph as ox

from kgraph.identifiers import node_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.vocabulary import PREFIXES, Kind, iri

_HEAD = re.compile(r"\s*(?:@prefix\s|PREFIX\s|<[^<>\s]+>\s+<[^<>\s]+>\s)")
# The scheme of themes tells where the IRIs of the graph begin.
_SCHEME = "scheme/theme"

_Facts = Mapping[str, list[str]]


def recognises(head: str) -> bool:
    """Whether a text begins as Turtle or N-Triples do, and speaks kgraph's own vocabulary.

    >>> recognises("@prefix kg: <https://w3id.org/kgraph/ns#> ."), recognises("CLMay 1, 2020")
    (True, False)
    """
    return _HEAD.match(head) is not None and PREFIXES["kg"] in head


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the papers of a graph, with the origins that it gives them, sorted by their IRIs.

    A text that is no RDF becomes one `Rejected`, as does a paper without a title.
    """
    text = "\n".join(lines)
    try:
        facts = _read(text)
    except (SyntaxError, ValueError) as error:
        place = getattr(error, "lineno", None) or 1
        yield Rejected(Origin(file, place), f"no valid RDF: {' '.join(str(error).split())}", text[:200])
        return
    schemes = sorted(name for name in facts if name.endswith(_SCHEME))
    base = schemes[0].removesuffix(_SCHEME) if schemes else ""
    for name in sorted(facts):
        if iri("kg:Paper") in facts[name].get(iri("rdf:type"), ()):
            yield _paper(name, facts, base, file)


def _read(text: str) -> dict[str, dict[str, list[str]]]:
    """What is said of each subject: predicate to values in the order of the text."""
    facts: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    # TriG and N-Quads are Turtle and N-Triples with graphs, so the two read all four. What kgraph writes as
    # Turtle or TriG begins with prefixes.
    rdf_format = ox.RdfFormat.N_QUADS if text.lstrip().startswith("<") else ox.RdfFormat.TRIG
    for quad in ox.parse(text.encode(), format=rdf_format):
        value = getattr(quad.object, "value", None)
        if isinstance(quad.subject, ox.NamedNode) and value is not None:
            facts[quad.subject.value][quad.predicate.value].append(value)
    return facts


def _paper(name: str, facts: Mapping[str, _Facts], base: str, file: str) -> Paper | Rejected:
    own = facts[name]

    def values(predicate: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(own.get(iri(predicate), ())))

    def value(predicate: str) -> str | None:
        return next(iter(values(predicate)), None)

    origin = _origin(value("kg:origin"), file)
    title = value("dcterms:title")
    local = name.removeprefix(f"{base}{Kind.PAPER.value}/")
    if title is None or not base or local == name:
        return Rejected(origin, "a kg:Paper without a title or outside the base of its graph", f"<{name}>")
    return Paper(
        id=node_id(Kind.PAPER, unquote(local)),
        title=title,
        origin=origin,
        mentions=tuple(sorted(_mentions(facts, values("kg:hasAuthorship")), key=lambda m: m.position)),
        abstract=value("dcterms:abstract"),
        date=value("dcterms:issued"),
        authors_truncated=value("kg:authorsTruncated") == "true",
        organizations=_labels(facts, values("kg:affiliation")),
        categories=values("kg:category"),
        keywords=values("kg:authorKeyword"),
        venue=value("kg:venue"),
        doi=value("prism:doi"),
        references=values("kg:reference"),
        identifiers=values("dcterms:identifier"),
        type=value("kg:publicationType"),
    )


def _mentions(facts: Mapping[str, _Facts], authorships: Iterable[str]) -> Iterator[Mention]:
    for authorship in authorships:
        known = facts.get(authorship, {})
        for name, position in zip(
            known.get(iri("kg:nameAsPrinted"), ()), known.get(iri("kg:position"), ()), strict=False
        ):
            identifiers = tuple(dict.fromkeys(known.get(iri("dcterms:identifier"), ())))
            places = _labels(facts, known.get(iri("kg:affiliation"), ()))
            yield Mention(name, int(position), identifiers, places)


def _labels(facts: Mapping[str, _Facts], places: Iterable[str]) -> tuple[str, ...]:
    return tuple(label for place in places for label in facts.get(place, {}).get(iri("foaf:name"), ()))


def _origin(printed: str | None, file: str) -> Origin:
    name, _, line = (printed or "").rpartition(":")
    return Origin(name, int(line)) if name and line.isdigit() else Origin(file, 1)
