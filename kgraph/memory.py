"""What a build keeps beside the graph, for builds that come after it.

`texts` is what was read for keywords, `words` what papers were compared by for lineage, `people` who was who:
all of one whole build. A paper that is added later is read and compared by these.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kgraph.schema import Theme

FOLDER = "statistics"
_TEXTS, _WORDS, _PEOPLE, _SCHEME = "texts", "words", "people", "scheme.sha256"


@dataclass(frozen=True, slots=True)
class Memory:
    """Where a build keeps what it learned, a folder, and where an earlier build did; None for nowhere."""

    folder: Path | None = None
    earlier: Path | None = None

    @property
    def texts(self) -> Path | None:
        """The folder for what is read now, made if it is missing."""
        return _made(self.folder, _TEXTS)

    @property
    def words(self) -> Path | None:
        """The folder for what papers are compared by, made if it is missing."""
        return _made(self.folder, _WORDS)

    @property
    def people(self) -> Path | None:
        """The folder for who is who, made if it is missing."""
        return _made(self.folder, _PEOPLE)

    @property
    def earlier_people(self) -> Path | None:
        """The folder that says who was who."""
        return self.earlier / _PEOPLE if self.earlier else None

    @property
    def earlier_texts(self) -> Path | None:
        """The folder with what was read before."""
        return self.earlier / _TEXTS if self.earlier else None

    @property
    def earlier_words(self) -> Path | None:
        """The folder with what papers were compared by before."""
        return self.earlier / _WORDS if self.earlier else None

    def remember(self, scheme: Sequence[Theme]) -> None:
        """Write down by which scheme of themes papers are tagged now."""
        if self.folder:
            (self.folder / _SCHEME).write_text(_hash(scheme), "utf-8")

    def knows(self, scheme: Sequence[Theme]) -> bool:
        """Whether papers were tagged by this very scheme before."""
        try:
            return self.earlier is not None and (self.earlier / _SCHEME).read_text("utf-8") == _hash(scheme)
        except (OSError, ValueError):
            return False


def _made(folder: Path | None, name: str) -> Path | None:
    if folder is None:
        return None
    (folder / name).mkdir(parents=True, exist_ok=True)
    return folder / name


def _hash(scheme: Sequence[Theme]) -> str:
    return hashlib.sha256(repr(tuple(scheme)).encode("utf-8", "surrogatepass")).hexdigest()
