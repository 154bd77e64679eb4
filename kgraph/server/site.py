"""What the routes share: the graph in a folder as it is now, opened again when a build has replaced it."""

import asyncio
from collections import OrderedDict
from functools import cached_property
from pathlib import Path
from threading import Lock

from kgraph.errors import BusyError, GraphError, KgraphError
from kgraph.graph import Graph
from kgraph.profiles import Profile, compute_profile
from kgraph.server.explorer import Explorer
from kgraph.server.rendering import VIEWS, Frame
from kgraph.server.search import Finder
from kgraph.server.workers import Bounds, Workers
from kgraph.storage import State, open_graph, read_base, read_state
from kgraph.store import open_filled, store_path

# So long a request waits for a graph that was built anew: the store of 13,000 papers takes half a minute, and
# until it is there the pages show the graph before.
PATIENCE = 10.0
# Profiles that are kept: at 104,000 papers one of a theme takes half a second, and people go back and forth.
_KEPT = 64


class Opened:
    """One state of the graph in a folder: its tables, its facts, and the processes that ask them.

    Raises `GraphError` if the folder holds no graph, or the store beside it cannot be written.
    """

    def __init__(self, directory: Path, bounds: Bounds) -> None:
        self.state = read_state(directory)
        try:
            store_path(directory)
        except OSError as error:
            raise GraphError(
                f"cannot write {directory}/store ({error}): serve a copy in another folder"
            ) from None
        self._directory, self._bounds = directory, bounds
        self.base = read_base(directory)
        self.engine = open_filled(directory)
        self.counts: dict[str, int] = dict(
            self.engine.nodes.group_by("kind").len().sort("kind").collect().iter_rows()
        )
        self._lock = Lock()
        self._profiles: OrderedDict[str, Profile] = OrderedDict()

    @cached_property
    def workers(self) -> Workers:
        """The processes that ask; made when first needed, in the loop that serves."""
        return Workers(self._directory, self._bounds)

    @cached_property
    def graph(self) -> Graph:
        """The tables, read when first needed: two seconds at 104,000 papers, so ask for them in a thread.

        Raises `BusyError` if a build is replacing them at this moment.
        """
        graph = open_graph(self._directory)
        if read_state(self._directory) != self.state:
            raise BusyError("the graph is being built anew: ask again in a moment")
        return graph

    @cached_property
    def finder(self) -> Finder:
        """The names, folded when first needed: in a thread, as the graph."""
        return Finder(self.graph)

    @cached_property
    def explorer(self) -> Explorer:
        """What the page of the live explorer asks for, made in threads of its own."""
        return Explorer(lambda: self.graph)

    def profile(self, node: str) -> Profile:
        """The profile of a node, kept for the next time: in a thread, as the graph.

        Raises `UnknownNameError` as `compute_profile` does.
        """
        with self._lock:
            if node in self._profiles:
                self._profiles.move_to_end(node)
                return self._profiles[node]
        found = compute_profile(self.graph, node)
        with self._lock:
            self._profiles[node] = found
            if len(self._profiles) > _KEPT:
                self._profiles.popitem(last=False)
        return found

    def close(self) -> None:
        """End the processes and threads."""
        if "workers" in self.__dict__:
            self.workers.close()
        if "explorer" in self.__dict__:
            self.explorer.close()


class Site:
    """The graph of a folder, for all routes: `current` gives what is there now."""

    def __init__(self, directory: Path, bounds: Bounds) -> None:
        self.directory, self.bounds = directory, bounds
        self._opened = Opened(directory, bounds)
        self._opening: asyncio.Task[None] | None = None
        self._refused: State | None = None
        self._notice = ""
        self._closing: list[Opened] = []

    async def current(self) -> Opened:
        """The graph as it is on disk, opened again if it was built anew.

        A request waits for that up to `PATIENCE` seconds and then gets the graph before, of which every page
        says so; the same where the new one cannot be opened.
        """
        state = read_state(self.directory)
        if state == self._opened.state:
            self._notice = ""
        elif self._opening is None and state != self._refused:
            self._notice = "The graph was built anew and is being opened: this is still the one before."
            self._opening = asyncio.create_task(self._open_again(state))
        if self._opening is not None:
            await asyncio.wait({self._opening}, timeout=PATIENCE)
        return self._opened

    def frame(self, query: str = "") -> Frame:
        """What stands around each page; `query` is shown in the search box."""
        views = tuple(name for name in VIEWS if (self.directory / name).is_file())
        return Frame(views, self._notice, query)

    async def _open_again(self, state: State) -> None:
        try:
            new = await asyncio.to_thread(Opened, self.directory, self.bounds)
        except (KgraphError, OSError) as error:
            # A build moves its files one by one: what cannot be opened may be whole a moment later.
            self._refused = state
            self._notice = f"The graph was changed and cannot be opened ({error}): this is the one before."
        else:
            old, self._opened, self._notice = self._opened, new, ""
            # Queries that are being asked may go on to their end.
            self._closing.append(old)
            asyncio.get_running_loop().call_later(self.bounds.seconds + 1, self._close, old)
        self._opening = None

    def close(self) -> None:
        """End all processes."""
        for opened in (*self._closing, self._opened):
            opened.close()

    def _close(self, old: Opened) -> None:
        self._closing.remove(old)
        old.close()
