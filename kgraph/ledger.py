"""The account of a build: read = kept + merged + rejected, for each file and in total, with reasons."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kgraph.duplicates import Merge, merge_duplicates
from kgraph.records import Paper, References, Rejected


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the records of one file, and how many kept papers lack a field."""

    file: str
    read: int
    kept: int
    merged: int
    rejected: int
    missing: tuple[tuple[str, int], ...] = ()


_NONE = References()


@dataclass(frozen=True, slots=True)
class Ledger:
    """The accounts of all files, every merge, every rejection, notes, and what became of the references."""

    accounts: tuple[Account, ...]
    merges: tuple[Merge, ...]
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...] = ()
    references: References = _NONE

    @property
    def total(self) -> Account:
        """The sums over all files."""
        missing: Counter[str] = Counter()
        for account in self.accounts:
            missing.update(dict(account.missing))
        return Account(
            file="total",
            read=sum(a.read for a in self.accounts),
            kept=sum(a.kept for a in self.accounts),
            merged=sum(a.merged for a in self.accounts),
            rejected=sum(a.rejected for a in self.accounts),
            missing=tuple(sorted(missing.items())),
        )


@dataclass(frozen=True, slots=True)
class Run:
    """How a graph was made: enough to make it again."""

    versions: tuple[tuple[str, str], ...] = ()
    parameters: tuple[tuple[str, str], ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()  # file, sha256

    @property
    def id(self) -> str:
        """A short hash of versions, parameters and inputs: equal runs have equal ids."""
        text = repr((self.versions, self.parameters, self.inputs))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


# The fields whose absence empties a part of the graph: how they are called, and what then is missing if
# some papers lack them, or all.
CONSEQUENCES = {
    "abstract": (
        "an abstract",
        "only the title could be read for themes and keywords",
        "only titles could be read for themes and keywords",
    ),
    "date": ("a date", "no lineage for it", "no lineage"),
    "mentions": ("authors", "no people from it", "no people"),
    "references": ("references", "no citations from it", "no citations, lineage is inferred only"),
}


def reconcile(records: Iterable[Paper | Rejected]) -> tuple[tuple[Paper, ...], Ledger]:
    """Merge records of one paper and account for every record.

    Papers with the same id are one: the record with the most facts is kept, the others fill in what it
    lacks. Papers come back sorted by id, whatever the order of `records`.
    """
    papers: list[Paper] = []
    rejected: list[Rejected] = []
    for record in records:
        if isinstance(record, Paper):
            papers.append(record)
        else:
            rejected.append(record)
    kept, merges = merge_duplicates(papers)
    accounts = _accounts(kept, merges, rejected)
    rejected.sort(key=lambda r: (r.origin, r.reason, r.raw))
    return kept, Ledger(accounts, merges, tuple(rejected), tuple(_notes(accounts)))


def _accounts(
    kept: Sequence[Paper], merges: Sequence[Merge], rejected: Sequence[Rejected]
) -> tuple[Account, ...]:
    kept_in = Counter(paper.origin.file for paper in kept)
    merged_in = Counter(merge.merged.file for merge in merges)
    rejected_in = Counter(record.origin.file for record in rejected)
    missing = {name: Counter(p.origin.file for p in kept if not getattr(p, name)) for name in CONSEQUENCES}
    return tuple(
        Account(
            file=file,
            read=kept_in[file] + merged_in[file] + rejected_in[file],
            kept=kept_in[file],
            merged=merged_in[file],
            rejected=rejected_in[file],
            missing=tuple((name, count[file]) for name, count in missing.items() if count[file]),
        )
        for file in sorted({*kept_in, *merged_in, *rejected_in})
    )


def _notes(accounts: Iterable[Account]) -> Iterator[str]:
    for account in accounts:
        for name, count in account.missing:
            what, some, none = CONSEQUENCES[name]
            if count == account.kept:
                yield f"{account.file}: no paper has {what}: {none}"
            else:
                lack = "lacks" if count == 1 else "lack"
                yield f"{account.file}: {count} of {account.kept} papers {lack} {what}: {some}"
