r"""BibTeX and BibLaTeX, as reference managers and publishers write them.

    @article{roe2020, title = {On {DNA}}, author = "Roe, Jane and M{\"u}ller, Jo", year = 2020}

Fields are read by the meaning they have in BibTeX, BibLaTeX, and the exports of Scopus, Web of Science, DBLP
and the ACL Anthology.
"""

import re
from collections.abc import Iterable, Iterator

from kgraph.records import Origin, Paper, Rejected
from kgraph.sources import bibtex_fields as read
from kgraph.sources.bibtex_identifiers import identifiers
from kgraph.sources.bibtex_inheritance import inherit
from kgraph.sources.bibtex_syntax import Broken, Entry, split
from kgraph.sources.record import make_paper

# An entry with a key or a first field, or a macro, at the start of a line; text before it is a comment to
# BibTeX. Behind a space it counts only at the very start, so that what quotes BibTeX is not taken for it.
_ENTRY = re.compile(
    r"(?:\A\s*|\n)@(?:string\s*[{(]\s*[^\s={}]+\s*=|(?:preamble|comment)\s*[{(]"
    r"|\w+\s*\{\s*(?:[^\s,{}()=\"#@]*\s*(?:,\s*(?:[\w+:-]+\s*=|%|\}|\Z)|\})|[\w-]+\s*=\s*[\"{])"
    r"|(?:article|book|booklet|conference|in\w+|manual|\w*thesis|misc|online|proceedings|\w*report|unpublished)"
    r"\s*\(\s*[^\s,{}()=\"#@]*\s*,\s*[\w+:-]+\s*=)",
    re.IGNORECASE,
)

_TYPES = {
    "article": "article-journal", "suppperiodical": "article-journal", "review": "review",
    "inproceedings": "paper-conference", "conference": "paper-conference", "talk": "speech",
    "presentation": "speech", "book": "book", "mvbook": "book", "proceedings": "book",
    "mvproceedings": "book", "collection": "book", "mvcollection": "book", "reference": "book",
    "mvreference": "book", "bookinbook": "book", "manual": "book", "booklet": "pamphlet",
    "periodical": "periodical", "inbook": "chapter", "incollection": "chapter", "inreference": "chapter",
    "suppbook": "chapter", "suppcollection": "chapter", "phdthesis": "thesis", "mastersthesis": "thesis",
    "thesis": "thesis", "bachelorthesis": "thesis", "techreport": "report", "report": "report",
    "standard": "standard", "patent": "patent", "online": "webpage", "electronic": "webpage",
    "www": "webpage", "software": "software", "softwareversion": "software", "softwaremodule": "software",
    "codefragment": "software", "dataset": "dataset", "data": "dataset", "unpublished": "manuscript",
    "letter": "personal_communication", "legislation": "legislation", "jurisdiction": "legal_case",
    "movie": "motion_picture", "video": "motion_picture", "film": "motion_picture", "audio": "song",
    "music": "song", "image": "graphic", "artwork": "graphic", "preprint": "preprint",
}  # fmt: skip
# Types of an entry that is a preprint if an archive holds it and no journal or volume.
_MAYBE_PREPRINTS = frozenset({"article-journal", "webpage", "manuscript", "report", None})
_ARCHIVE = re.compile(r"\s*(?:arxiv\b.*|corr|(?:bio|med|chem)rxiv\b.*)", re.IGNORECASE)


def recognises(head: str) -> bool:
    r"""Whether the beginning of a text looks like BibTeX: a line begins an entry, and no markup the text.

    >>> recognises("% my papers\n@book{x, title = {Y}}"), recognises("@media {a: b}")
    (True, False)
    """
    found = _ENTRY.search(head)
    if found is None or head.lstrip("\ufeff \t\r\n")[:1] in {"<", "{", "["}:
        return False
    return not head[: found.start()].rpartition("\n")[2].lstrip().startswith("```")


def parse(lines: Iterable[str], file: str) -> Iterator[Paper | Rejected]:
    """Yield the entries in order, and a `Rejected` for each block that is broken or has no title.

    The whole file is read first, because what an entry inherits (`crossref`) stands behind it.

    >>> [paper] = parse(["@misc{k, title={{AI} safety via debate}, eprint={1805.00899}, year=2018}"], "x.bib")
    >>> paper.title, paper.identifiers, paper.type
    ('AI safety via debate', ('arxiv:1805.00899',), 'preprint')
    """
    empty = True
    for record in inherit(list(split("\n".join(lines)))):
        empty = False
        origin = Origin(file, record.line)
        if isinstance(record, Broken):
            yield Rejected(origin, record.reason, record.raw)
        else:
            yield _paper(record, origin)
    if empty:
        yield Rejected(Origin(file, 1), "the file holds no records", "")


def _paper(entry: Entry, origin: Origin) -> Paper | Rejected:
    fields, kind = entry.fields, _TYPES.get(entry.type)
    names = identifiers(entry, whole=kind in read.VOLUMES)
    venue = read.venue(fields, kind)
    if kind in _MAYBE_PREPRINTS and (venue is None or _ARCHIVE.fullmatch(venue)):
        kind = "preprint" if venue or any(name.startswith("arxiv:") for name in names) else kind
    return make_paper(
        origin,
        entry.raw,
        title=read.title(fields, kind),
        authors=read.authors(fields, kind),
        date=read.date(fields),
        abstract=read.text(fields, "abstract"),
        organizations=read.organizations(fields),
        categories=read.categories(fields),
        keywords=read.keywords(fields),
        venue="arXiv" if venue and venue.lower().startswith("arxiv") else venue,
        identifiers=names,
        references=read.references(fields),
        type=kind,
    )
