"""What papers refer to, in the corpus or not: the groups of bibliographic coupling.

A reference found in the corpus is that paper. One that is not is known by the identifier that it is or holds,
else by its words. Two that differ in print stay two works: coupling may be missed then, never made up.
"""

import re
from collections import defaultdict

import polars as pl

from kgraph.graph import Graph
from kgraph.identifiers import fold, work_identifier
from kgraph.networks.memberships import of_papers, select_ends
from kgraph.sources.identifier_search import find_arxiv, find_doi
from kgraph.vocabulary import Kind, Relation

# Fewer words, such as `ibid.` or `p17`, say what is meant in one file only, or nowhere.
_FEWEST_WORDS = 3
_IDENTIFIER = re.compile(r"([a-z0-9]+):\S+")
# What a record is called in its own file, and papers of the corpus by their ids.
_LOCAL = {"id", "paper"}


def read_references(graph: Graph) -> pl.DataFrame:
    """What papers refer to, as a table: `group`, the work, and `item`, the paper that refers to it.

    A work of the corpus is named by the id of its paper. Another is named by an identifier, else as it is
    printed. What one paper alone refers to links nobody, but it is part of that paper's list, by whose length
    cosine and its kin divide. Of a slice, papers outside it are works of the corpus all the same.
    """
    graph = graph.whole or graph
    inside = of_papers(select_ends(graph, Relation.CITES))
    papers = graph.of_kind(Kind.PAPER).select("id", "label", "doi", "identifiers", "references")
    printed = papers.select("id", "references").explode("references").drop_nulls().unique()
    found = {reference: identify_reference(reference) for reference in printed["references"].unique()}
    keys = pl.DataFrame(list(found.items()), schema={"references": pl.String, "key": pl.String}, orient="row")
    known = {work_identifier(name) for names in papers["identifiers"].drop_nulls() for name in names}
    known |= {work_identifier(f"doi:{doi.lower()}") for doi in papers["doi"].drop_nulls()}
    told = (
        printed.join(keys.drop_nulls(), on="references")
        .filter(~pl.col("key").is_in(list(known)))
        # Sorted, so that a work is called the same whatever the order of its papers.
        .sort("key", "references", "id")
    )
    titles = dict(papers.select("id", "label").iter_rows())
    cited: defaultdict[str, list[str]] = defaultdict(list)
    for work, paper in inside.select("group", "item").iter_rows():
        cited[paper].append(fold(titles[work]))
    names: dict[str, str] = {}
    outside = [
        (key if key.partition(" ")[0] == key else names.setdefault(key, reference), paper)
        for paper, reference, key in told.select("id", "references", "key").iter_rows()
        if not _is_one_of(reference, cited[paper])
    ]
    return pl.concat([inside, pl.DataFrame(outside, schema=inside.schema, orient="row")])


def identify_reference(reference: str) -> str | None:
    """What tells a printed reference from others: an identifier, its folded words, or None if there are few.

    >>> identify_reference("Roe (2019), doi:10.1000/182."), identify_reference("Roe, On Things (2019)")
    ('doi:10.1000/182', 'roe on things 2019')
    >>> identify_reference("id:p17") is None
    True
    """
    alone = _IDENTIFIER.fullmatch(reference)
    if alone and alone[1] in _LOCAL:
        return None
    if name := find_doi(reference) or find_arxiv(reference):
        return work_identifier(name)
    if alone:
        return reference
    words = fold(reference)
    return words if words.count(" ") + 1 >= _FEWEST_WORDS else None


def _is_one_of(reference: str, titles: list[str]) -> bool:
    """Whether a printed reference holds one of the folded titles, so that it was found in the corpus."""
    words = f" {fold(reference)} "
    return any(title and f" {title} " in words for title in titles)
