"""A network by pybibx: TASK FOLDER. Of authors and keywords its matrix, of papers what it draws."""

import contextlib
import io
import sys
from pathlib import Path

with contextlib.redirect_stdout(io.StringIO()):
    import plotly.graph_objects
    from pybibx.base import pbx_probe
from measured import tell, timed

# It draws what it has linked and shows it in a browser.
plotly.graph_objects.Figure.show = lambda *_, **__: None

ENTRIES = {"co-authors": "aut", "keywords": "kwa"}
KINDS = {"coupling": "coup", "co-citation": "cocit"}

task, folder = sys.argv[1], Path(sys.argv[2])
with contextlib.redirect_stdout(io.StringIO()):
    read, papers = timed(lambda: pbx_probe(str(folder / "m3925.csv"), db="scopus", del_duplicated=False))
    if task in ENTRIES:
        seconds, found = timed(lambda: papers.make_matrix(ENTRIES[task], 1))
        matrix = found.sparse.to_coo()
        size = (len(found), int((matrix.row < matrix.col).sum()))
    else:
        # The least cut that leaves out what is not linked at all.
        seconds, _ = timed(lambda: papers.network_sim(sim_type=KINDS[task], cut_coup=1e-9, cut_cocit=1))
        size = (len(papers.data), len(papers.ask_gpt_sim))
tell(read, seconds, list(size))
