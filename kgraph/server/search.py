"""Nodes by the words of their names: every word of a query begins a word of a name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

import numpy as np
import numpy.typing as npt
import polars as pl

from kgraph.graph import Graph
from kgraph.identifiers import fold
from kgraph.vocabulary import Kind, Relation

# The kinds of nodes in the order in which people look for them.
KINDS = tuple(kind.value for kind in (Kind.PAPER, Kind.PERSON, Kind.THEME, Kind.KEYWORD, Kind.ORGANIZATION))
# The network that says how central a node of a kind is.
_NETWORKS = {"person": "authors", "paper": "papers", "theme": "topics", "keyword": "topics"}
# Words of a query that count: each further one is a pass over all names, and a title has fewer.
_MOST_WORDS = 20
# Behind every letter.
_LAST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Found:
    """A node that was found; `year` is that of a paper."""

    id: str
    kind: str
    label: str
    year: int | None


class Finder:
    """All names of a graph, folded once, and their words in order: those that begin alike stand together."""

    def __init__(self, graph: Graph) -> None:
        nodes = graph.nodes.select("id", "kind", "label", "year", "doi", "names")
        label = _fold(nodes["label"])
        spaced = [
            pl.lit(" ") + label,
            pl.lit(" ") + _fold(nodes["names"].list.join(" ").fill_null("")),
            pl.lit(" ") + _fold(nodes["doi"].fill_null("")),
        ]
        self._table = (
            nodes.select("id", "kind", "label", "year")
            .with_columns(label.alias("folded"), pl.concat_str(spaced).alias("text"))
            .join(_rank(graph), on="id", how="left", maintain_order="left")
            # The most central first; what has no rank, such as a keyword of one paper, at the end.
            .sort("rank", "label", "id", nulls_last=True)
            .with_row_index("row")
        )
        self._words = (
            self._table.lazy()
            .select("row", word=pl.col("text").str.split(" "))
            .explode("word", empty_as_null=False, keep_nulls=False)
            .sort("word", maintain_order=True)
            .collect()
        )

    def find(self, query: str, limit: int, kinds: Sequence[str] = ()) -> tuple[int, list[Found]]:
        """How many nodes a query names, and the first `limit` of them; `kinds` keeps to some kinds.

        A node is named if each word of the query begins a word of its label, of another of its names or of
        its DOI, whatever the case and the accents. First come those whose label is the query, then those
        whose label has it as whole words, each the most central first: by PageRank in the network of people,
        papers or topics, organizations by their papers, as a share of the nodes of their kind. A query
        without a letter or digit names nothing.

        >>> Finder(graph).find("thornb", 10)[1][0].label  # doctest: +SKIP
        'Ada L. Thornbury'
        """
        found = self._match(query, kinds)
        return found.height, _rows(found, query, limit)

    def find_by_kind(
        self, query: str, limit: int, kinds: Sequence[str] = ()
    ) -> Mapping[str, tuple[int, list[Found]]]:
        """What `find` gives, for each kind of node that has any; the kinds by name."""
        found = self._match(query, kinds)
        parts = found.partition_by("kind", as_dict=True)
        return {
            kind: (part.height, _rows(part, query, limit))
            for kind in KINDS
            if (part := parts.get((kind,))) is not None
        }

    def name(self, name: str, base: str) -> list[Found]:
        """The nodes that a name stands for: one if it is an id, an IRI, or the name of one only.

        Of several nodes of one name a keyword gives way to what is no keyword. If none has the name, the one
        node that `find` finds, if it is one. An empty list is a name that may stand for none or for many.
        """
        local = unquote(name.removeprefix(base)).replace("/", ":", 1) if name.startswith(base) else name
        known = self._table.filter(pl.col("id") == local)
        if known.is_empty():
            known = self._table.filter(pl.col("folded") == fold(name)) if fold(name) else known
            others = known.filter(pl.col("kind") != Kind.KEYWORD.value)
            known = known if others.is_empty() else others
        if known.is_empty():
            known = self._match(name, ())
            known = known if known.height == 1 else known.clear()
        return [Found(*row) for row in known.select("id", "kind", "label", "year").iter_rows()]

    def labels(self, nodes: Sequence[str]) -> dict[str, str]:
        """What some nodes are called, by id."""
        wanted = pl.Series(sorted(set(nodes)), dtype=pl.String).implode()
        return dict(self._table.filter(pl.col("id").is_in(wanted)).select("id", "label").iter_rows())

    def called(self, names: Iterable[str]) -> dict[str, str]:
        """The node of each of some labels, by label, where one node only is called that.

        As in `name` a keyword gives way to what is no keyword.
        """
        found = self._table.filter(pl.col("label").is_in(pl.Series(sorted(names), dtype=pl.String).implode()))
        named: dict[str, list[str]] = {}
        for node, label in found.select("id", "label").iter_rows():
            named.setdefault(label, []).append(node)
        for label, nodes in named.items():
            others = [node for node in nodes if not node.startswith(f"{Kind.KEYWORD}:")]
            named[label] = others or nodes
        return {label: nodes[0] for label, nodes in named.items() if len(nodes) == 1}

    def list_first(self, limit: int) -> Mapping[str, tuple[int, list[Found]]]:
        """The most central nodes of each kind, and how many there are of it."""
        parts = self._table.filter(pl.col("rank").is_not_null()).partition_by("kind", as_dict=True)
        return {
            kind: (part.height, _rows(part.head(limit), "", limit))
            for kind in KINDS
            if (part := parts.get((kind,))) is not None
        }

    def _match(self, query: str, kinds: Sequence[str]) -> pl.DataFrame:
        words = sorted(set(fold(query).split()))[:_MOST_WORDS]
        if not words:
            return self._table.clear()
        held = np.ones(self._table.height, dtype=bool)
        for word in words:
            held &= self._begins(word)
        found = self._table.filter(pl.Series(held))
        return found.filter(pl.col("kind").is_in(list(kinds))) if kinds else found

    def _begins(self, word: str) -> npt.NDArray[np.bool_]:
        """Which rows have a word that begins so."""
        if not word.isascii():
            # Scripts without spaces between words have no beginnings of words.
            return self._table["text"].str.contains(word, literal=True).to_numpy()
        words = self._words["word"]
        first, behind = words.search_sorted(word), words.search_sorted(word + _LAST)
        held = np.zeros(self._table.height, dtype=bool)
        held[self._words["row"][first:behind].to_numpy()] = True
        return held


def _rows(found: pl.DataFrame, query: str, limit: int) -> list[Found]:
    folded = fold(query)
    whole = (" " + pl.col("folded") + " ").str.contains(f" {folded} ", literal=True)
    exact = pl.when(pl.col("folded") == folded).then(0).when(whole).then(1).otherwise(2)
    first = found.sort(exact, maintain_order=True).head(limit)
    return [Found(*row) for row in first.select("id", "kind", "label", "year").iter_rows()]


def _fold(texts: pl.Series) -> pl.Series:
    """`identifiers.fold` of each text, those of ASCII only as a whole column."""
    plain = texts.str.to_lowercase().str.replace_all("[^a-z0-9]+", " ").str.strip_chars(" ")
    odd = texts.str.contains(r"[^\x00-\x7f]")
    folded = texts.filter(odd).map_elements(fold, return_dtype=pl.String)
    return plain.scatter(odd.arg_true(), folded)


def _rank(graph: Graph) -> pl.DataFrame:
    """How far behind the most central of its kind a node is: `id` and `rank`, in (0, 1]."""
    kinds = graph.nodes.select("id", "kind")
    scores = graph.scores.filter(pl.col("measure") == "pagerank").join(kinds, on="id")
    expected = pl.col("kind").replace_strict(_NETWORKS, default=None, return_dtype=pl.String)
    scored = scores.filter(pl.col("network") == expected).select("id", "kind", "value")
    named = graph.edges.lazy().filter(pl.col("relation") == Relation.AFFILIATION.value).select("target")
    papers = named.group_by(id="target").agg(value=pl.len().cast(pl.Float64)).collect()
    held = pl.concat([scored, papers.select("id", pl.lit(Kind.ORGANIZATION.value).alias("kind"), "value")])
    place = pl.col("value").rank("min", descending=True) / pl.len()
    return held.select("id", rank=place.over("kind"))
