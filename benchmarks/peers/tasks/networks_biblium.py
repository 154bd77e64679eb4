"""A network by biblium: TASK FOLDER. Communities, most of its time, are left out: they are no network."""

import contextlib
import io
import sys
from pathlib import Path

with contextlib.redirect_stdout(io.StringIO()):
    from biblium import utilsbib
    from biblium.bibstats import BiblioStats
from measured import tell, timed
from networkx.algorithms import community

EVERY = 10**9

community.greedy_modularity_communities = lambda *_, **__: []


def couple(papers: BiblioStats) -> tuple[int, int]:
    cells = papers.df["References"].fillna("")
    found = utilsbib.build_coupling_network(
        [list(dict.fromkeys(filter(None, cell.split("; ")))) for cell in cells]
    )
    return found.shape[0], found.nnz // 2


NETWORKS = {
    "co-authors": lambda papers: papers.build_coauthorship_network(top_n=EVERY),
    "co-authors from CSV": lambda papers: papers.build_coauthorship_network(top_n=EVERY),
    "keywords": lambda papers: papers.build_keyword_cooccurrence_network(top_n=EVERY, min_cooccur=1),
    "citations": lambda papers: utilsbib.build_citation_network(papers.df, threshold=90, largest_only=False)[
        0
    ],
    "coupling": couple,
    "co-citation": lambda papers: papers.build_cocitation_network(top_n=EVERY, min_cocitations=1),
}

task, folder = sys.argv[1], Path(sys.argv[2])
with contextlib.redirect_stdout(io.StringIO()):
    read, papers = timed(lambda: BiblioStats(f_name=str(folder / "m3925.csv"), db="scopus", res_folder=None))
    seconds, network = timed(lambda: NETWORKS[task](papers))
if isinstance(network, tuple):
    tell(read, seconds, list(network))
else:
    tell(read, seconds, [network.number_of_nodes(), network.number_of_edges()])
