"""Facts that profiles of several kinds give: registered identifiers, and which version counted."""

from collections.abc import Iterable
from urllib.parse import quote

from kgraph.graph import Graph
from kgraph.profiles.panel import Link, Panel, Value

# Where an identifier of a scheme leads to.
_RESOLVERS = {
    "doi": "https://doi.org/",
    "arxiv": "https://arxiv.org/abs/",
    "orcid": "https://orcid.org/",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/",
    "openalex": "https://openalex.org/",
    "acl": "https://aclanthology.org/",
}


def link_identifier(identifier: str) -> Value:
    """An identifier with the place that it leads to, if its scheme has one.

    >>> link_identifier("doi:10.1000/x(1)<y>").address
    'https://doi.org/10.1000/x(1)%3Cy%3E'
    >>> link_identifier("s2:123")
    's2:123'
    """
    scheme, _, value = identifier.partition(":")
    if scheme not in _RESOLVERS:
        return identifier
    return Link(identifier, _RESOLVERS[scheme] + quote(value, safe="/:()."))


def link_address(address: str) -> Value:
    """An address as a link, if it is one of the web; anything else stays text.

    >>> link_address("https://example.org/a").text, link_address("javascript:alert(1)")
    ('https://example.org/a', 'javascript:alert(1)')
    """
    return Link(address, address) if address.startswith(("https://", "http://")) else address


def say_leads(panels: Iterable[Panel]) -> tuple[tuple[str, str], ...]:
    """What is to be known first: the first sentence of each panel that has rows, and the panel's name.

    Of the standing two, as the second says what the node holds together.
    """
    return tuple(
        (sentence, panel.name)
        for panel in panels
        if panel.rows
        for sentence in panel.sentences[: 2 if panel.name == "standing" else 1]
    )


def version(graph: Graph) -> str:
    """The version of kgraph that built a graph."""
    return dict(graph.run.versions).get("kgraph", "")
