"""Two Parquet tables, of nodes and of edges, for Polars, pandas, DuckDB, Arrow and R."""

import io
from collections.abc import Iterable, Mapping
from typing import Any

import polars as pl


def render_parquet(network: Any) -> Mapping[str, bytes]:
    """Both files of a flat network. An attribute that a node or edge does not have is null."""
    nodes = [{"id": node, **facts} for node, facts in network.nodes(data=True)]
    edges = [{"source": one, "target": other, **facts} for one, other, facts in network.edges(data=True)]
    return {
        ".nodes.parquet": _table(("id", "label", "kind"), nodes),
        ".edges.parquet": _table(("source", "target", "weight"), edges),
    }


_TYPES = {str: pl.String(), bool: pl.Boolean(), int: pl.Int64(), float: pl.Float64()}


def _table(first: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> bytes:
    rows = list(rows)
    types = {name: _TYPES[type(value)] for row in rows for name, value in row.items()}
    always = {name: types.get(name, pl.Float64() if name == "weight" else pl.String()) for name in first}
    schema = {**always, **{name: types[name] for name in sorted(types)}}
    output = io.BytesIO()
    pl.DataFrame(rows, schema=schema).write_parquet(output)
    return output.getvalue()
