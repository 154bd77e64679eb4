"""Work for all cores of this machine, in threads or in processes; results come in the order of the work."""

from kgraph.parallel.generators import run_apart
from kgraph.parallel.parts import part_evenly
from kgraph.parallel.processes import begun, map_processes
from kgraph.parallel.threads import aside, count_cores, map_threads

__all__ = ["aside", "begun", "count_cores", "map_processes", "map_threads", "part_evenly", "run_apart"]
