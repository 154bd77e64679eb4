"""A network by kgraph: TASK FOLDER GRAPH [arrays]. GRAPH is what a build has left, FOLDER has the records."""

import sys
from pathlib import Path

from measured import tell, timed

import kgraph
from kgraph import networks
from kgraph.assembly import assemble
from kgraph.corrections import Corrections
from kgraph.cycles import uncollected
from kgraph.ledger import Ledger, Run, reconcile
from kgraph.people import identify_corrected

NAMES = {
    "co-authors": "authors",
    "co-authors from CSV": "authors",
    "keywords": "keywords",
    "citations": "citations",
    "coupling": "coupling",
    "co-citation": "cocitation",
}
# The peers have no cap on what links many.
EVERY = 10**9


def link_people(papers: list[kgraph.Paper], ledger: Ledger) -> kgraph.Graph:
    """A graph of papers and who wrote them, alone."""
    with uncollected():  # as in a build
        persons, _ = identify_corrected(papers, Corrections())
        return assemble(papers, persons, (), (), (), (), (), ledger, Run())


task, folder, place = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
as_arrays = sys.argv[4:] == ["arrays"]
make = networks.to_sparse if as_arrays else networks.to_networkx
if task == "co-authors from CSV":
    read, records = timed(lambda: reconcile(kgraph.read([folder / "m3925.csv"])))
    seconds, network = timed(lambda: make(link_people(*records), NAMES[task], max_group=EVERY))
else:
    read, graph = timed(lambda: kgraph.open(place))
    seconds, network = timed(lambda: make(graph, NAMES[task], max_group=EVERY))
if as_arrays:
    tell(read, seconds, [len(network.ids), len(network.sources)])
else:
    tell(read, seconds, [network.number_of_nodes(), network.number_of_edges()])
