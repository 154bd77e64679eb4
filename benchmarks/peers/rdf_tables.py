"""The times of RDF as Markdown: one column an engine."""

from collections.abc import Mapping

from engines import ENGINES, OWN, TABLES
from processes import Failure
from rdf_rows import Results, Timed
from tables import markdown, number

PEERS = tuple(name for name in ENGINES if name not in (*OWN, TABLES))


def query_table(results: Results) -> str:
    """Milliseconds of each query in each engine, and kgraph's share of the fastest peer's."""
    head = ("query", "rows", *ENGINES, "fastest peer", "kgraph ÷ it", "tables ÷ it", "answers")
    rows = []
    for query, found in results.items():
        cells = [_milliseconds(found[name]) if name in found else "" for name in ENGINES]
        rows.append((query, _rows(found), *cells, *compare(found), agreement(found)))
    return markdown(head, rows)


def file_table(results: Results, facts: int) -> str:
    """Seconds of loading and of writing all facts."""
    head = (f"{facts:,} facts, s", *ENGINES)
    rows = [
        (task, *(_seconds(found[name]) if name in found else "" for name in ENGINES))
        for task, found in results.items()
    ]
    return markdown(head, rows)


def compare(found: Mapping[str, Timed | Failure]) -> tuple[str, str, str]:
    """The fastest peer, and what the faster of kgraph's two stores and its tables take of its time."""
    times = {name: each.seconds for name, each in found.items() if isinstance(each, Timed)}
    peers = {name: times[name] for name in PEERS if name in times}
    if not peers:
        return "", "", ""
    fastest = min(peers, key=lambda name: peers[name])
    own = [times[name] for name in OWN if name in times]
    return (
        fastest,
        number(min(own) / peers[fastest]) if own else "",
        number(times[TABLES] / peers[fastest]) if TABLES in times else "",
    )


def agreement(found: Mapping[str, Timed | Failure]) -> str:
    """Whether all engines give the same answer, or which do not."""
    expected = next((each for each in found.values() if isinstance(each, Timed)), None)
    if expected is None:
        return "none"
    others = [
        f"{name}: {each.rows} rows" if isinstance(each, Timed) else f"{name}: {each.reason}"
        for name, each in found.items()
        if isinstance(each, Failure) or each.digest != expected.digest
    ]
    return "; ".join(others) if others else "equal"


def _rows(found: Mapping[str, Timed | Failure]) -> str:
    return next((number(each.rows) for each in found.values() if isinstance(each, Timed)), "")


def _milliseconds(each: Timed | Failure) -> str:
    return "–" if isinstance(each, Failure) else f"{number(1000 * each.seconds)} ms"


def _seconds(each: Timed | Failure) -> str:
    return f"{number(each.seconds)} ({each.runs})" if isinstance(each, Timed) else each.reason
