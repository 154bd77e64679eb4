"""An engine that answers a line of JSON with a line of JSON until its input ends. Standard library only."""

import hashlib
import json
import re
import signal
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any, Protocol

# A question that takes less than so many seconds is asked so often in a row, and the median counts: what was
# done with the answer before, to compare it, would otherwise be paid for by the next question.
_SHORT, _IN_A_ROW = 0.1, 5


class Engine(Protocol):
    def load(self, path: str) -> None:
        """Read the facts of a file, so that questions can be asked."""

    def ask(self, text: str) -> Any:
        """Ask a query and have its whole answer, as the engine gives it to Python."""

    def rows(self, answer: Any) -> Iterable[Iterable[str]]:
        """The answer as rows of text: IRIs and what is written of a literal, without its type."""

    def export(self, path: str) -> None:
        """Write all facts as N-Triples."""


def serve(engine: Engine) -> None:
    """Do what each line says: load, ask or export, `within` so many seconds if that can be stopped.

    Python can be stopped, and so rdflib; of an engine in another language the process must be ended.
    """
    signal.signal(signal.SIGALRM, _stop)
    for line in sys.stdin:
        order = json.loads(line)
        act: Callable[[str], Any] = getattr(engine, order["do"])
        seconds: list[float] = []
        try:
            signal.setitimer(signal.ITIMER_REAL, order["within"])
            for _ in range(_IN_A_ROW if order["do"] == "ask" else 1):
                start = time.perf_counter()
                value = act(order["with"])
                seconds.append(time.perf_counter() - start)
                if seconds[-1] > _SHORT:
                    break
            signal.setitimer(signal.ITIMER_REAL, 0)
            told = {"seconds": statistics.median(seconds)}
            if order["do"] == "ask":
                told |= describe(engine.rows(value))
        except Exception as error:  # whatever an engine raises is its answer
            told = {"failed": f"{type(error).__name__}: {error}"[:200]}
        signal.setitimer(signal.ITIMER_REAL, 0)
        print(json.dumps(told), flush=True)


def _stop(*_: object) -> None:
    raise TimeoutError("not in time")


def describe(rows: Iterable[Iterable[str]]) -> dict[str, Any]:
    """How many rows an answer has, and a digest, whatever their order and the way numbers are written."""
    lines = sorted("\t".join(map(plain, row)) for row in rows)
    return {"rows": len(lines), "digest": hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]}


_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]+)?")


def plain(value: str) -> str:
    """A number in one way of writing it; anything else as it is."""
    return f"{float(value):.6g}" if _NUMBER.fullmatch(value) else value
