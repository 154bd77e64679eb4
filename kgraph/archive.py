"""The records that a graph was built from, kept beside it, to be built together with what is added."""

import gzip
from dataclasses import dataclass
from pathlib import Path

import msgspec

from kgraph.errors import GraphError
from kgraph.records import Paper, Rejected

FILE = "records.msgpack.gz"
# At this level the 104,000 records of the Anthology take 0.9 s and 36 MB; the highest saves a tenth of that.
_LEVEL = 1


@dataclass(frozen=True, slots=True)
class Records:
    """All that some files hold: each paper as its record says it, before any two are merged.

    `inputs` are the files as origins name them, with the SHA-256 of their bytes.
    """

    papers: tuple[Paper, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()

    def __add__(self, other: "Records") -> "Records":
        """The records of both, in the order of one build of all files; a file that both read counts once."""
        known = set(self.inputs)
        again = {file for file, digest in other.inputs if (file, digest) in known}
        papers = [*self.papers, *(paper for paper in other.papers if paper.origin.file not in again)]
        rejected = [*self.rejected, *(each for each in other.rejected if each.origin.file not in again)]
        return Records(
            tuple(sorted(papers, key=lambda paper: paper.origin)),
            tuple(sorted(rejected, key=lambda each: each.origin)),
            tuple(sorted(known.union(other.inputs))),
        )


def write_records(records: Records, folder: Path) -> None:
    """Write the records into an existing folder; the same records are the same bytes."""
    packed = msgspec.msgpack.encode(records)
    (folder / FILE).write_bytes(gzip.compress(packed, _LEVEL, mtime=0))


def read_records(directory: str | Path) -> Records:
    """Read the records of the graph in a folder.

    Raises `GraphError` if there are none, or those of another version.
    """
    file = Path(directory) / FILE
    try:
        return msgspec.msgpack.decode(gzip.decompress(file.read_bytes()), type=Records)
    except FileNotFoundError:
        raise GraphError(
            f"{directory} holds no records to add to: build it again, with all files at once"
        ) from None
    except (OSError, EOFError, ValueError, msgspec.MsgspecError) as error:
        raise GraphError(f"the records in {directory} are damaged ({error}): build it again") from None
