"""What a paper says, who wrote it, and what it is about with the evidence."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

from kgraph.evidence import tag_reason
from kgraph.profiles.panel import Panel, Passage, ask, lay_out, select
from kgraph.profiles.paper.own import Own
from kgraph.profiles.tables import count_papers
from kgraph.vocabulary import Kind, Relation
from kgraph.wording import counted, listed

# Concepts of a paper that are told: most have some ten, a few have sixty.
_CONCEPTS = 25
_NAMED = 3
# Authors that a sentence names.
_AUTHORS = 6


def show_abstract(own: Own) -> Panel:
    """The abstract, with the words marked by which themes and keywords were found."""
    spans = [
        (span["start"], span["end"], own.nodes.labels[edge["target"]])
        for edge in own.to(Relation.SUBJECT, Relation.MENTIONS)
        for span in edge["evidence"] or ()
        if span["field"] == "abstract"
    ]
    text = own.row["abstract"]
    if not text:
        absent = "No source gives an abstract, so themes and keywords were read from the title alone."
        return Panel("abstract", "Abstract", (absent,), (), (), 0, "", ())
    how = "Marked are the words by which a theme or keyword was found." if spans else ""
    fields = select("the text", f"SELECT ?abstract {{ <{own.iri}> dcterms:abstract ?abstract }}")
    return Panel("abstract", "Abstract", (), (), (), 0, how, (fields,), text=mark(text, spans))


def mark(text: str, spans: Iterable[tuple[int, int, str]]) -> tuple[Passage, ...]:
    """Cut a text where spans begin and end; each piece has the labels of the spans over it, sorted.

    >>> [(piece.text, piece.concepts) for piece in mark("a b c", [(0, 3, "x"), (2, 3, "y")])]
    [('a ', ('x',)), ('b', ('x', 'y')), (' c', ())]
    """
    held = sorted(set(spans))
    cuts = sorted({0, len(text), *(place for start, end, _ in held for place in (start, end))})
    return tuple(
        Passage(text[start:end], tuple(sorted({label for a, b, label in held if a <= start and end <= b})))
        for start, end in pairwise(cuts)
    )


def show_authors(own: Own) -> Panel:
    """The author list as printed, and who each name stands for."""
    written = own.to(Relation.CREATOR)
    people = [edge["target"] for edge in written]
    counts = count_papers(own.graph, people)
    labels = own.nodes.labels
    rows = [
        (
            edge["position"],
            edge["name_as_printed"],
            own.nodes[edge["target"]],
            counts[edge["target"]],
            own.nodes.named(
                "; ".join(labels[one] for one in edge["organizations"] or ()), edge["organizations"] or ()
            ),
        )
        for edge in sorted(written, key=_place)
    ]
    names = list(dict.fromkeys(labels[edge["target"]] for edge in sorted(written, key=_place)))
    cut = ["The source cut the list short: there are more authors."] if own.row["authors_truncated"] else []
    return lay_out(
        "authors",
        "Authors",
        ("place", "printed as", "person", "papers", "organizations"),
        rows,
        sentences=[f"Written by {listed(_first(names))}."],
        remarks=cut,
        absent="No source names an author.",
        how="As printed, in the order of the author list; the papers of each person are those of the corpus.",
        commands=[ask("the same rows", "authors-of-paper", paper=own.id)],
    )


def _place(edge: Mapping[str, Any]) -> tuple[int, str]:
    return edge["position"], edge["target"]


def _first(names: list[str]) -> list[str]:
    rest = len(names) - _AUTHORS
    return [*names[:_AUTHORS], counted(rest, "other")] if rest > 0 else names


def show_concepts(own: Own) -> Panel:
    """Themes and keywords with what they were found by."""
    tags = own.to(Relation.SUBJECT, Relation.MENTIONS)
    tags.sort(key=lambda edge: (_order(edge), -(edge["weight"] or 0), edge["target"]))
    counts = count_papers(own.graph, (edge["target"] for edge in tags))
    labels = own.nodes.labels
    rows = [
        (
            _kind(edge),
            own.nodes[edge["target"]],
            edge["weight"],
            edge["status"],
            tag_reason(edge, labels).partition("; weight ")[0],
            counts[edge["target"]],
        )
        for edge in tags
    ]
    themes = [labels[edge["target"]] for edge in tags if _kind(edge) == Kind.THEME.value]
    words = [labels[edge["target"]] for edge in tags if _kind(edge) != Kind.THEME.value]
    about = listed(themes[:_NAMED] or words[:_NAMED])
    return lay_out(
        "concepts",
        "Themes and keywords",
        ("kind", "concept", "weight", "known", "why", "papers"),
        rows,
        sentences=[
            f"It is about {about}: {counted(len(themes), 'theme')} and {counted(len(words), 'keyword')} in "
            "all."
        ],
        absent="No theme of the scheme and no keyword was found in the title or the abstract.",
        how="Themes first, then by weight, which says how much the paper is about it (above 0, at most 1). "
        "What is inferred follows from a narrower theme. The last column counts the papers of the corpus "
        "that have it.",
        commands=[
            select(
                "the same rows",
                f"SELECT ?concept ?weight {{ <{own.iri}> kg:hasTagging ?tagging . "
                "?tagging kg:concept ?concept ; kg:weight ?weight . ?concept a ?kind "
                "FILTER (?kind IN (kg:Theme, kg:Keyword)) } ORDER BY DESC(?kind) DESC(?weight) ?concept",
            ),
            *(
                ask("the words of the first", "evidence", paper=own.id, concept=edge["target"])
                for edge in tags[:1]
            ),
        ],
        most=_CONCEPTS,
    )


def _kind(edge: Mapping[str, Any]) -> str:
    return str(edge["target"]).partition(":")[0]


def _order(edge: Mapping[str, Any]) -> int:
    return 0 if _kind(edge) == Kind.THEME.value else 1
