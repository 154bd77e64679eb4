"""The rules that shapes cannot say, each a function that yields what breaks it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

import pyoxigraph as ox

from kgraph.check.index import Index, Violation
from kgraph.vocabulary import ALL_MEASURES, SCORES, Status, iri, measure_property

# Where facts of one predicate may stand. Tags may be known in any way, so their predicates are not here.
_HOMES = {
    Status.ASSERTED.value: (
        "dcterms:title", "dcterms:abstract", "dcterms:issued", "fabio:hasPublicationYear", "prism:doi",
        "dcterms:identifier", "fabio:hasArXivId", "kg:publicationType",
        "kg:venue", "kg:category", "kg:authorKeyword", "kg:reference", "kg:authorsTruncated", "kg:origin",
        "kg:affiliation", "cito:cites",
        "foaf:name", "kg:nameVariant", "kg:mergeReason", "dcterms:creator", "kg:hasAuthorship",
        "skos:broader",
    ),
    Status.EXTRACTED.value: ("kg:shared", "kg:evidence", "kg:definitionEvidence"),
    Status.INFERRED.value: ("kg:likelyBuildsOn", "kg:hasLineageLink", "kg:basis"),
    SCORES: (
        "kg:hasScore", "kg:network", "kg:size", "kg:paperCount", "kg:stability", "kg:distinctiveKeyword",
        "kg:centralMember", *map(measure_property, ALL_MEASURES),
    ),
}  # fmt: skip
_HOME_OF = {iri(name): status for status, names in _HOMES.items() for name in names}

# The predicates that lead to a reason, what the reason says of its target, and the shortcuts it stands for.
_REASONS = {
    "kg:hasAuthorship": ("kg:author", ("dcterms:creator",)),
    "kg:hasTagging": ("kg:concept", ("dcterms:subject", "kg:mentions")),
    "kg:hasLineageLink": ("kg:earlier", ("kg:likelyBuildsOn",)),
}


def check_blank_nodes(facts: Iterable[ox.Quad]) -> Iterator[Violation]:
    """There is no blank node."""
    for fact in facts:
        for term in (fact.subject, fact.object):
            if isinstance(term, ox.BlankNode):
                yield Violation(f"_:{term.value}", "", "Every node has an IRI; there are no blank nodes.")


def check_named_graphs(facts: Iterable[ox.Quad], index: Index) -> Iterator[Violation]:
    """Every fact stands in the named graph of how it is known."""
    leads = (*_REASONS, "kg:evidence", "kg:definitionEvidence", "kg:hasScore")
    home_of = {reason: status for lead in leads for _, reason, status in index.of(lead)}
    links = {link for _, link, _ in index.of("kg:hasLineageLink")}
    known = {*Status, SCORES}
    for fact in facts:
        status, subject, predicate = index.status(fact), index.name(fact.subject), index.name(fact.predicate)
        home = _HOME_OF.get(fact.predicate.value)
        if predicate == "kg:evidence" and subject in links:
            home = Status.INFERRED.value
        if status not in known:
            message = "Every fact is in the named graph asserted, extracted, inferred or scores."
        elif home and status != home:
            message = f"This fact is {home} and belongs in that named graph."
        elif home_of.get(subject, status) != status:
            message = f"A reason is in the named graph of what leads to it: {home_of[subject]}."
        else:
            continue
        yield Violation(subject, predicate, message, status)


def check_reasons(index: Index) -> Iterator[Violation]:
    """Every link has its reason, and every reason its link."""
    for lead, (target, shortcuts) in _REASONS.items():
        target_of = index.pairs(target)
        reasons = {(paper, target_of.get(reason, ""), status) for paper, reason, status in index.of(lead)}
        links = {(paper, end, status) for name in shortcuts for paper, end, status in index.of(name)}
        for name in shortcuts:
            for paper, end, status in index.of(name):
                if (paper, end, status) not in reasons:
                    yield Violation(paper, name, f"This {status} fact has its reason by {lead}.", end)
        for paper, reason, status in index.of(lead):
            if reason in target_of and (paper, target_of[reason], status) not in links:
                message = f"A reason explains a fact beside it: {status}, by {' or '.join(shortcuts)}."
                yield Violation(paper, lead, message, reason)


def check_circles(index: Index) -> Iterator[Violation]:
    """Lineage and the theme hierarchy have no circle."""
    for name in ("kg:likelyBuildsOn", "skos:broader"):
        graph: defaultdict[str, list[str]] = defaultdict(list)
        for source, target, _ in sorted(index.of(name)):
            graph[source].append(target)
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            # graphlib lists a circle against the direction of the links, and finds one at a time.
            circle = error.args[1][::-1]
            yield Violation(circle[0], name, f"{name} does not run in a circle.", " -> ".join(circle))


def check_dates(index: Index) -> Iterator[Violation]:
    """Lineage does not run against the dates."""
    date_of = index.pairs("dcterms:issued")
    for later, earlier, _ in index.of("kg:likelyBuildsOn"):
        theirs, ours = date_of.get(earlier, ""), date_of.get(later, "")
        # As far as both dates are known: 2020 and 2020-08 may be the same day.
        known = min(len(theirs), len(ours))
        if theirs[:known] > ours[:known]:
            message = f"A paper builds on papers that are not younger than itself ({ours})."
            yield Violation(later, "kg:likelyBuildsOn", message, f"{earlier} ({theirs})")


def check_words(index: Index) -> Iterator[Violation]:
    """The words of a piece of evidence stand where it says."""
    texts = {"title": index.pairs("dcterms:title"), "abstract": index.pairs("dcterms:abstract")}
    field_of, words_of = index.pairs("kg:evidenceField"), index.pairs("kg:evidenceText")
    start_of, end_of = index.pairs("kg:charStart"), index.pairs("kg:charEnd")
    paper_of = {tagging: paper for paper, tagging, _ in index.of("kg:hasTagging")}
    in_paper = index.pairs("kg:inPaper")
    for reason, evidence, _ in (*index.of("kg:evidence"), *index.of("kg:definitionEvidence")):
        start, end = start_of.get(evidence, ""), end_of.get(evidence, "")
        words, field = words_of.get(evidence), field_of.get(evidence, "")
        # What is missing altogether is told by the shape.
        if words is None or field not in texts or not (start.isdecimal() and end.isdecimal()):
            continue
        text = texts[field].get(in_paper.get(evidence, paper_of.get(reason, "")), "")
        if text[int(start) : int(end)] != words:
            message = f"The words stand in the {field} of the paper from {start} to {end}."
            yield Violation(evidence, "kg:evidenceText", message, words)


def check_passages(index: Index) -> Iterator[Violation]:
    """A lineage link quotes both of its papers, or none."""
    in_paper, earlier_of = index.pairs("kg:inPaper"), index.pairs("kg:earlier")
    quoted: defaultdict[str, list[str]] = defaultdict(list)
    for reason, evidence, _ in index.of("kg:evidence"):
        quoted[reason].append(in_paper.get(evidence, ""))
    for later, link, _ in index.of("kg:hasLineageLink"):
        if link in quoted and sorted(quoted[link]) != sorted((later, earlier_of.get(link, ""))):
            message = "A lineage link quotes a passage of each of its two papers, or none."
            yield Violation(link, "kg:evidence", message, " ".join(sorted(quoted[link])))


def check_communities(index: Index) -> Iterator[Violation]:
    """A community has as many members as it says, of its own network."""
    network_of, size_of = index.pairs("kg:network"), index.pairs("kg:size")
    members = Counter(community for _, community, _ in index.of("kg:community"))
    owners = {score: node for node, score, _ in index.of("kg:hasScore")}
    belongs = {(community, owners.get(score)) for score, community, _ in index.of("kg:community")}
    for node, score, _ in index.of("kg:hasScore"):
        if score not in network_of:
            message = "What leads to a score leads to one of a network."
            yield Violation(node, "kg:hasScore", message, score)
    for community, member, _ in index.of("kg:centralMember"):
        if (community, member) not in belongs:
            message = "A central member of a community is one of its members."
            yield Violation(community, "kg:centralMember", message, member)
    for community, size in size_of.items():
        if size != str(members[community]):
            message = (
                f"The size of a community is the number of scores that lead to it: {members[community]}."
            )
            yield Violation(community, "kg:size", message, size)
    for score, community, _ in index.of("kg:community"):
        if network_of.get(score) != network_of.get(community, network_of.get(score)):
            message = f"A community is of the network of its scores: {network_of.get(score)}."
            yield Violation(score, "kg:community", message, community)
