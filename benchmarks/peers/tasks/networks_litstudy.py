"""A network by litstudy: TASK FOLDER."""

import sys
from pathlib import Path

import litstudy
from measured import tell, timed
from records import read_records

EVERY = 10**9  # its cap on edges, which is a thousand or twice the papers by itself

NETWORKS = {
    "co-authors": litstudy.build_coauthor_network,
    "co-authors from CSV": litstudy.build_coauthor_network,
    "citations": litstudy.build_citation_network,
    "coupling": lambda papers: litstudy.build_coupling_network(papers, max_edges=EVERY),
    "co-citation": lambda papers: litstudy.build_cocitation_network(papers, max_edges=EVERY),
}

task, folder = sys.argv[1], Path(sys.argv[2])
if task == "co-authors from CSV":
    read, papers = timed(lambda: litstudy.load_scopus_csv(str(folder / "m3925.csv")))
else:
    read, papers = timed(lambda: read_records(folder / "m3925.jsonl"))
seconds, network = timed(lambda: NETWORKS[task](papers))
if task.startswith("co-authors"):
    # It calls it undirected and gives directions: a pair that signs in either order is there twice.
    network = network.to_undirected()
tell(read, seconds, [network.number_of_nodes(), network.number_of_edges()])
