"""The records that a graph was built from, kept beside it, to be built together with what is added.

They are a table with a row a record, which says by what a record is compared with others and what it lacks.
So a record is unpacked only where it is looked at.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import polars as pl

from kgraph.duplicates import keys_of
from kgraph.errors import GraphError
from kgraph.ledger import lacks
from kgraph.records import Paper, Rejected

FILE = "records.parquet"
# At this level the 104,000 records of the Anthology take 0.4 s and 45 MB; the highest saves a tenth of that.
_LEVEL = 1
_INPUTS = "inputs"
# Stands between keys, and between the names of what is lacking; a key that had it would be two.
GAP = "\n"
# A record that was rejected has no id. `record` is a `Paper` or a `Rejected`, packed.
_SCHEMA = pl.Schema(
    {
        "file": pl.String(),
        "line": pl.Int64(),
        "id": pl.String(),
        "keys": pl.String(),
        "lacks": pl.String(),
        "record": pl.Binary(),
    }
)


@dataclass(frozen=True, slots=True)
class Records:
    """All that some files hold: each paper as its record says it, before any two are merged.

    `inputs` are the files as origins name them, with the SHA-256 of their bytes.
    """

    papers: tuple[Paper, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Archive:
    """Packed records, in the order of their origins: those of a graph, and those added to them.

    `table` has the columns `file`, `line`, `id` (null where a record was rejected), `keys` (of
    `duplicates.keys_of`) and `lacks` (of `ledger.lacks`), joined by `GAP`, `record`, and `is_new` for what
    was added. `inputs` are those of `Records`.
    """

    table: pl.DataFrame
    inputs: tuple[tuple[str, str], ...]

    def add(self, records: Records) -> "Archive":
        """These records and others, as one build of all files has them; a file that both read counts once.

        >>> NONE.add(Records((), (), (("a.bib", "1a"),))).inputs
        (('a.bib', '1a'),)
        """
        known = set(self.inputs)
        again = {file for file, digest in records.inputs if (file, digest) in known}
        read: list[Paper | Rejected] = [*records.papers, *records.rejected]
        added = [each for each in read if each.origin.file not in again]
        table = pl.concat([self.table, _pack(added).with_columns(is_new=pl.lit(value=True))])
        order = ("file", "line", pl.col("id").is_null())
        return Archive(
            table.sort(order, maintain_order=True).rechunk(), tuple(sorted(known.union(records.inputs)))
        )

    def papers(self, rows: pl.Series | None = None) -> list[Paper]:
        """Unpack the papers of some rows of the table, or of all."""
        table = self.table if rows is None else self.table[rows]
        unpack = msgspec.msgpack.Decoder(Paper).decode
        return [unpack(each) for each in table.filter(pl.col("id").is_not_null())["record"]]

    def rejected(self) -> list[Rejected]:
        """Unpack the records that were rejected."""
        unpack = msgspec.msgpack.Decoder(Rejected).decode
        return [unpack(each) for each in self.table.filter(pl.col("id").is_null())["record"]]

    def records(self) -> Records:
        """Unpack all records."""
        return Records(tuple(self.papers()), tuple(self.rejected()), self.inputs)


def _pack(records: Sequence[Paper | Rejected]) -> pl.DataFrame:
    pack = msgspec.msgpack.Encoder().encode
    papers = [each if isinstance(each, Paper) else None for each in records]
    columns = {
        "file": [each.origin.file for each in records],
        "line": [each.origin.line for each in records],
        "id": [paper.id if paper else None for paper in papers],
        "keys": [GAP.join(keys_of(paper)) if paper else "" for paper in papers],
        "lacks": [GAP.join(lacks(paper)) if paper else "" for paper in papers],
        "record": list(map(pack, records)),
    }
    return pl.DataFrame(columns, _SCHEMA)


# What is there before anything was read.
NONE = Archive(_pack(()).with_columns(is_new=pl.lit(value=True)), ())


def write_records(archive: Archive, folder: Path) -> None:
    """Write the records into an existing folder; the same records are the same bytes."""
    archive.table.drop("is_new").write_parquet(
        folder / FILE,
        compression="zstd",
        compression_level=_LEVEL,
        metadata={_INPUTS: json.dumps(archive.inputs)},
    )


def read_records(directory: str | Path) -> Archive:
    """Read the records of the graph in a folder.

    Raises `GraphError` if there are none, or those of another version.
    """
    file = Path(directory) / FILE
    try:
        table = pl.read_parquet(file)
        inputs = json.loads(pl.read_parquet_metadata(file)[_INPUTS])
        if table.schema != _SCHEMA:
            raise ValueError("another version wrote them")
        return Archive(table.with_columns(is_new=pl.lit(value=False)), tuple(map(tuple, inputs)))
    except FileNotFoundError:
        raise GraphError(
            f"{directory} holds no records to add to: build it again, with all files at once"
        ) from None
    except (OSError, ValueError, KeyError, pl.exceptions.PolarsError) as error:
        raise GraphError(f"the records in {directory} are damaged ({error}): build it again") from None
