"""The account of a build: read = kept + merged + rejected, for each file and in total, with reasons."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
class Statistics:
    """What the statistics of a corpus are of: so many papers, in one whole build; others came after it.

    Statistics are how rare words are, how alike older papers are to each other, and the scores that are
    `kept` from that build.
    """

    papers: int
    added: int = 0
    kept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """The accounts of all files, every merge, every rejection, notes, and what became of the references.

    `statistics` says of which papers they are; None for a graph that is no build, such as a slice.
    """

    accounts: tuple[Account, ...]
    merges: tuple[Merge, ...]
    rejected: tuple[Rejected, ...]
    notes: tuple[str, ...] = ()
    references: References = _NONE
    statistics: Statistics | None = None

    @property
    def total(self) -> Account:
        """The sums over all files."""
        return _sum("total", self.accounts)


def _sum(name: str, accounts: Sequence[Account]) -> Account:
    missing: Counter[str] = Counter()
    for account in accounts:
        missing.update(dict(account.missing))
    return Account(
        file=name,
        read=sum(a.read for a in accounts),
        kept=sum(a.kept for a in accounts),
        merged=sum(a.merged for a in accounts),
        rejected=sum(a.rejected for a in accounts),
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


# Files that have notes of their own; what is missing in more is summed up (the Anthology is 1,438 files).
_MOST_NOTED = 3
_MOST_ROWS = 9

# The fields whose absence empties a part of the graph: how they are called, and what then is missing if
# some papers lack them, or all.
CONSEQUENCES = {
    "abstract": (
        "an abstract",
        "only the title could be read for themes and keywords",
        "only titles could be read for themes and keywords",
    ),
    "date": ("a date", "no lineage is inferred for it", "no lineage is inferred"),
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
    rejected.sort(key=lambda r: (r.origin, r.reason, r.raw))
    counts = count_kept((paper.origin.file, lacks(paper), 1) for paper in kept)
    return kept, balance(counts, merges, tuple(rejected))


@dataclass(frozen=True, slots=True)
class Kept:
    """How many papers of a file were kept, and how many of them lack each field of `CONSEQUENCES`."""

    papers: int
    missing: Mapping[str, int]


def lacks(paper: Paper) -> tuple[str, ...]:
    """The fields of `CONSEQUENCES` that a paper lacks.

    >>> from kgraph.records import Origin
    >>> lacks(Paper("paper:a", "A", Origin("f", 1), abstract="We weigh.", date="2020"))
    ('mentions', 'references')
    """
    return tuple(name for name in CONSEQUENCES if not getattr(paper, name))


def count_kept(kept: Iterable[tuple[str, Sequence[str], int]]) -> Mapping[str, Kept]:
    """Count the kept papers of each file: given are files, what is lacking there, and by how many papers.

    >>> count_kept([("a.bib", ("date",), 2), ("a.bib", (), 1)])["a.bib"]
    Kept(papers=3, missing=Counter({'date': 2}))
    """
    papers: Counter[str] = Counter()
    missing: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for file, lacking, count in kept:
        papers[file] += count
        for name in lacking:
            missing[file][name] += count
    return {file: Kept(count, missing[file]) for file, count in papers.items()}


_NO_PAPERS = Kept(0, {})


def balance(kept: Mapping[str, Kept], merges: tuple[Merge, ...], rejected: tuple[Rejected, ...]) -> Ledger:
    """The ledger of what was kept of each file, all merges and all rejections, with notes on what is missing.

    >>> balance({"a.txt": Kept(2, {"abstract": 1})}, (), ()).notes
    ('a.txt: 1 of 2 papers lacks an abstract: only the title could be read for themes and keywords',)
    """
    merged_in = Counter(merge.merged.file for merge in merges)
    rejected_in = Counter(record.origin.file for record in rejected)
    accounts = []
    for file in sorted({*kept, *merged_in, *rejected_in}):
        own = kept.get(file, _NO_PAPERS)
        accounts.append(
            Account(
                file=file,
                read=own.papers + merged_in[file] + rejected_in[file],
                kept=own.papers,
                merged=merged_in[file],
                rejected=rejected_in[file],
                missing=tuple((name, own.missing[name]) for name in CONSEQUENCES if own.missing.get(name)),
            )
        )
    return Ledger(tuple(accounts), merges, rejected, tuple(_notes(accounts)))


def with_references(ledger: Ledger, references: References) -> Ledger:
    """A ledger that also says what became of the references, in figures and in a note."""
    if not references.read:
        return replace(ledger, references=references)
    matched = sum(count for _, count in references.matched)
    rules = ", ".join(f"{count:,} by {rule}" for rule, count in references.matched)
    parts = [
        f"{matched:,} matched" + (f" ({rules})" if rules else ""),
        f"{references.outside:,} not in the corpus",
        *([f"{references.own:,} to the paper itself"] if references.own else []),
        *([f"{references.ambiguous:,} that fit several papers"] if references.ambiguous else []),
    ]
    noun = "reference" if references.read == 1 else "references"
    note = f"{references.read:,} {noun}: {', '.join(parts)}"
    return replace(ledger, references=references, notes=(*ledger.notes, note))


def with_statistics(ledger: Ledger, statistics: Statistics) -> Ledger:
    """A ledger that says of which papers the statistics are, with a note if papers came after them."""
    notes = ledger.notes
    if statistics.added:
        more = "1 paper was" if statistics.added == 1 else f"{statistics.added:,} papers were"
        kept = "how rare words are and how alike older papers are to each other"
        if statistics.kept:
            kept = f"{', '.join(statistics.kept)}, {kept}"
        notes = (
            *notes,
            f"{more} added to {statistics.papers:,} whose statistics are kept: {kept}; --refresh renews them",
        )
    return replace(ledger, statistics=statistics, notes=notes)


SUMMARY = ("source", "read", "kept", "merged", "rejected", "missing")


def summary(ledger: Ledger) -> list[tuple[str, ...]]:
    """The accounts as rows of text under the columns of `SUMMARY`, a dozen at most.

    The files with the most rejected records come first, then those with the most records; all others are one
    row.
    """
    ranked = sorted(ledger.accounts, key=lambda a: (-a.rejected, -a.read, a.file))
    if len(ranked) > _MOST_ROWS:
        shown, rest = ranked[: _MOST_ROWS - 1], ranked[_MOST_ROWS - 1 :]
        ranked = [*shown, _sum(f"… and {len(rest):,} more files", rest)]
    return [
        (
            account.file,
            *(f"{n:,}" for n in (account.read, account.kept, account.merged, account.rejected)),
            ", ".join(f"{CONSEQUENCES[name][0].split()[-1]} {count:,}" for name, count in account.missing),
        )
        for account in (*ranked, *([ledger.total] if len(ranked) > 1 else []))
    ]


def _notes(accounts: Sequence[Account]) -> Iterator[str]:
    if len(accounts) > _MOST_NOTED:
        yield from _notes_on_all(accounts)
        return
    for account in accounts:
        for name, count in account.missing:
            what, some, none = CONSEQUENCES[name]
            if count == account.kept:
                yield f"{account.file}: no paper has {what}: {none}"
            else:
                lack = "lacks" if count == 1 else "lack"
                yield f"{account.file}: {count} of {account.kept} papers {lack} {what}: {some}"


def _notes_on_all(accounts: Sequence[Account]) -> Iterator[str]:
    total = _sum("total", accounts)
    for name, count in total.missing:
        what, some, none = CONSEQUENCES[name]
        if count == total.kept:
            yield f"no paper has {what}: {none}"
            continue
        lacking = [account for account in accounts if dict(account.missing).get(name)]
        without = sum(dict(account.missing)[name] == account.kept for account in lacking)
        files = f"in {len(lacking):,} of {len(accounts):,} files"
        none_there = f", none at all in {without:,}" if without else ""
        lack = "lacks" if count == 1 else "lack"
        yield f"{count:,} of {total.kept:,} papers {lack} {what} ({files}{none_there}): {some}"
