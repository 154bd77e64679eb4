"""BibTeX as it is written in the wild, read into papers."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.errors import SourceError
from kgraph.identifiers import paper_id
from kgraph.records import Mention, Origin, Paper, Rejected
from kgraph.sources import bibtex, listing, rdf

from .texts import head_of, lines_of


def read(text: str) -> list[Paper | Rejected]:
    return list(bibtex.parse(iter(text.split("\n")), "x.bib"))


def read_one(text: str) -> Paper:
    [record] = read(text)
    assert isinstance(record, Paper)
    return record


def mentions(*names: str) -> tuple[Mention, ...]:
    return tuple(Mention(name, place) for place, name in enumerate(names, start=1))


def paper(title: str, date: str | None, names: Iterable[Mention], line: int = 1, **fields: object) -> Paper:
    people = tuple(names)
    name = paper_id(title, date[:4] if date else None, people[0].name if people else None)
    return Paper(name, title, Origin("x.bib", line), people, date=date, **fields)  # type: ignore[arg-type]


BY_HAND = r"""
Notes on my papers, mail me@example.org

@string{jox = "Journal of " # {{X}}}
@preamble{"\newcommand{\x}{1}"}

@Article{roe,
  author    = "Roe, Jane and M{\"u}ller, J{\"o}rg and {The {DNA} Team} and others",
  title     = {The {DNA} of {\emph{Taxa}}: CO$_2$ \& more --
               in two lines},
  journal   = jox,
  year      = 2020, month = "15~" # jan,
  keywords  = {DNA, carbon dioxide},
  doi       = {10.1000/ABC\_1},
  abstract  = {Rates rise by 5\%.}
}
"""


def test_by_hand() -> None:
    assert read(BY_HAND) == [
        paper(
            "The DNA of Taxa: CO₂ & more – in two lines",
            "2020-01-15",
            mentions("Jane Roe", "Jörg Müller", "The DNA Team"),
            line=7,
            abstract="Rates rise by 5%.",
            authors_truncated=True,
            keywords=("DNA", "carbon dioxide"),
            venue="Journal of X",
            doi="10.1000/abc_1",
            identifiers=("doi:10.1000/abc_1",),
            type="article-journal",
        )
    ]


DBLP = """
@article{DBLP:journals/corr/abs-2101-00001,
  author       = {Jane Roe and
                  Kim Poe},
  title        = {On Trees},
  journal      = {CoRR},
  volume       = {abs/2101.00001},
  year         = {2021},
  eprinttype    = {arXiv},
  eprint       = {2101.00001},
  timestamp    = {Thu, 21 Jan 2021 14:42:30 +0100},
}
"""


def test_dblp() -> None:
    assert read_one(DBLP) == paper(
        "On Trees",
        "2021",
        mentions("Jane Roe", "Kim Poe"),
        line=2,
        venue="CoRR",
        identifiers=("arxiv:2101.00001", "dblp:journals/corr/abs-2101-00001"),
        type="preprint",
    )


SCOPUS = """
@ARTICLE{Roe2021,
 author={Roe, J. and Poe, K.},
 title={Grazing on $5 a day},
 journal={Herds},
 year={2021},
 doi={10.1000/h.1},
 url={https://www.scopus.com/inward/record.uri?eid=2-s2.0-85100000001&doi=10.1000%2fh.1},
 affiliation={Univ X, Town, Land; Univ Y},
 author_keywords={Cattle;  Cost (of living), in dollars},
 keywords={animal; article},
 references={Doe J., Milk, (1999); Lee A., Cheese, Dairy, 2, pp. 1-9, (2001), doi: 10.1000/CHEESE; },
 source={Scopus},
}
"""


def test_scopus() -> None:
    assert read_one(SCOPUS) == paper(
        "Grazing on $5 a day",
        "2021",
        mentions("J. Roe", "K. Poe"),
        line=2,
        venue="Herds",
        doi="10.1000/h.1",
        identifiers=("doi:10.1000/h.1", "scopus:2-s2.0-85100000001"),
        organizations=("Univ X, Town, Land", "Univ Y"),
        keywords=("Cattle", "Cost (of living), in dollars"),
        references=("Doe J., Milk, (1999)", "doi:10.1000/cheese"),
        type="article-journal",
    )


WEB_OF_SCIENCE = r"""
@article{ WOS:000100000000001,
Author = {Roe, Jane and Poe, Kim},
Title = {{Milk \& Cheese}},
Journal = {{DAIRY}},
Year = {{2001}},
Month = {{JAN 15}},
Affiliation = {{Roe, J (Reprint Author), Univ X, Dept Milk, Town, Land.
   Roe, Jane; Poe, Kim, Univ Y, Town, Land.}},
Keywords = {{milk; cheese}},
Keywords-Plus = {{COWS}},
Web-of-Science-Categories  = {{Agriculture; Food Science}},
Cited-References = {{DOE J, 1999, MILK, V1, P2.
   Lee A, 2000, CHEESE, V3, P4, DOI 10.1000/c.1.}},
Unique-ID = {{ISI:000100000000001}},
}
"""


def test_web_of_science() -> None:
    assert read_one(WEB_OF_SCIENCE) == paper(
        "Milk & Cheese",
        "2001-01-15",
        mentions("Jane Roe", "Kim Poe"),
        line=2,
        venue="DAIRY",
        identifiers=("wos:000100000000001",),
        organizations=("Univ X, Dept Milk, Town, Land", "Univ Y, Town, Land"),
        keywords=("milk", "cheese"),
        categories=("Agriculture", "Food Science"),
        references=("DOE J, 1999, MILK, V1, P2.", "doi:10.1000/c.1"),
        type="article-journal",
    )


BIBLATEX = """
@incollection{roe, author = {family=Roe, given=Jane, prefix=van} # { and Poe, Kim},
  author+an:orcid = {2="0000-0002-1825-0097"},
  title = {Why?}, subtitle = {A Tale}, crossref = {tales}, date = {2004-04-25/2005}, pages = {1--2}}
@collection{tales, editor = {Doe, Jo}, title = {Tales}, subtitle = {Old}, date = {2003}, doi = {10.1000/t},
  isbn = {978-3-16-148410-0}}
"""


def test_biblatex() -> None:
    assert read(BIBLATEX) == [
        paper(
            "Why? A Tale",
            "2004-04-25",
            (Mention("Jane van Roe", 1), Mention("Kim Poe", 2, ("orcid:0000-0002-1825-0097",))),
            line=2,
            venue="Tales: Old",
            type="chapter",
        ),
        paper(
            "Tales: Old",
            "2003",
            mentions("Jo Doe"),
            line=5,
            doi="10.1000/t",
            identifiers=("doi:10.1000/t", "isbn:9783161484100"),
            type="book",
        ),
    ]


IDENTIFIERS = {
    "eprint={2212.08073}, archiveprefix={arXiv}, primaryclass={cs.CL}": ("arxiv:2212.08073",),
    "eprint={hep-th/9901001v2}, eprinttype={arxiv}": ("arxiv:hep-th/9901001",),
    "journal={arXiv preprint arXiv:2212.08073}": ("arxiv:2212.08073",),
    "url={https://arxiv.org/abs/2212.08073v1}": ("arxiv:2212.08073",),
    "doi={10.48550/arXiv.2212.08073}": ("doi:10.48550/arxiv.2212.08073", "arxiv:2212.08073"),
    "note={available at arXiv: 2212.08073}": ("arxiv:2212.08073",),
    "eprint={12345}, eprinttype={jstor}": (),
    "eprint={123456}, eprinttype={pubmed}": ("pmid:123456",),
    "pmid={123456}, pmcid={PMC77}": ("pmid:123456", "pmcid:PMC77"),
    "url={https://pubmed.ncbi.nlm.nih.gov/123456/}": ("pmid:123456",),
    r"url={https://doi.org/10.1000/a\_b(1)}": ("doi:10.1000/a_b(1)",),
    "howpublished={\\url{https://dl.acm.org/doi/pdf/10.1145/1.2}}": ("doi:10.1145/1.2",),
    "url={https://aclanthology.org/2020.acl-main.1.pdf}": ("acl:2020.acl-main.1",),
    "url={https://www.aclweb.org/anthology/P19-1001}": ("acl:P19-1001",),
    "url={https://openalex.org/W123}": ("openalex:W123",),
    "doi={none}, isbn={1-2}, url={https://example.org}": (),
}


@pytest.mark.parametrize(("fields", "identifiers"), IDENTIFIERS.items())
def test_identifiers(fields: str, identifiers: tuple[str, ...]) -> None:
    assert read_one(f"@article{{k, title={{T}}, {fields}}}").identifiers == identifiers


def test_an_isbn_is_of_a_whole_book() -> None:
    isbn = "title={T}, isbn={3-16-148410-X, 978-3-16-148410-0}"
    assert read_one(f"@inproceedings{{k, {isbn}}}").identifiers == ()
    assert read_one(f"@proceedings{{k, {isbn}}}").identifiers == ("isbn:316148410X", "isbn:9783161484100")


DATES = {
    "date={2017~}": "2017",
    "date={2004-06-21T10:00}": "2004-06-21",
    "date={2004-22}": "2004",
    "year={2004}, month=5, day={7}": "2004-05-07",
    "year={2004}, month={#may#}": "2004-05",
    "year={c. 1999}, month=jun # {--} # jul": "1999-06",
    "year={2004-05-06}, month=jun": "2004-05-06",
    "date={n.d.}, year={1999}": "1999",
    "eventdate={1999-05-06}": "1999-05-06",
    "year={in press}": None,
}


@pytest.mark.parametrize(("fields", "date"), DATES.items())
def test_dates(fields: str, date: str | None) -> None:
    assert read_one(f"@misc{{k, title={{T}}, {fields}}}").date == date


KINDS: dict[str, tuple[str | None, str | None, tuple[str, ...]]] = {
    "@conference{k, title={T}, booktitle={B}, booksubtitle={S}, editor={E}}": (
        "paper-conference",
        "B: S",
        (),
    ),
    "@proceedings{k, title={T}, editor={E}}": ("book", None, ("E",)),
    "@inbook{k, booktitle={T}, author={A}}": ("chapter", "T", ("A",)),
    "@phdthesis{k, title={T}, school={S}, institution={}}": ("thesis", "S", ()),
    "@techreport{k, title={T}, institution={I}, number={1}}": ("report", "I", ()),
    "@misc{k, title={T}, institution={I}, organization={O}}": (None, None, ()),
    "@misc{k, title={T}, eprint={2001.00001}}": ("preprint", None, ()),
    "@article{k, title={T}, journal={arXiv preprint arXiv:2001.00001}}": ("preprint", "arXiv", ()),
    "@article{k, title={T}, journal={J. {\\&} Co}, eprint={2001.00001}}": ("article-journal", "J. & Co", ()),
    "@ONLINE{k, TITLE={T}}": ("webpage", None, ()),
    "@reallynewtype{k, title={T}}": (None, None, ()),
    "@software(k, title={T})": ("software", None, ()),
}


@pytest.mark.parametrize(("text", "found"), KINDS.items())
def test_kinds(text: str, found: tuple[str | None, str | None, tuple[str, ...]]) -> None:
    record = read_one(text)
    names = tuple(mention.name for mention in record.mentions)
    assert (record.title, record.type, record.venue, names) == ("T", *found)


def test_what_is_rejected() -> None:
    text = "@comment{x}\n@misc{a, author={A}}\n@misc{b, title={B}\n@misc{c, title={C}}\n@misc{c, title={C}}"
    assert read(text) == [
        Rejected(Origin("x.bib", 2), "a record without a title", "@misc{a, author={A}}"),
        Rejected(Origin("x.bib", 3), "an entry without an end", "@misc{b, title={B}"),
        paper("C", None, (), line=4),
        paper("C", None, (), line=5),
    ]


@pytest.mark.parametrize(
    "text", ["", "% Encoding: UTF-8", "@comment{x}", "@string{a={b}} @xdata{x, title={T}}"]
)
def test_no_records(text: str) -> None:
    assert read(text) == [Rejected(Origin("x.bib", 1), "the file holds no records", "")]


BIBTEX = [
    "@article{key, title={X}}",
    "  \n@Book{ key,\n  title = {X}}",
    "% Encoding: UTF-8\n\n@InProceedings{roe:2020a,\n  author = {X",
    "This file was made by a program.\n@comment{x}",
    "@string(a = {b})",
    '@STRING{jox = "J. of X"}',
    "@article(key, author = {X}",
    "@misc{,\n  title={X}}",
    "@misc{title={X}}",
    "@misc{key}",
    "@article{key,",
    "@article{ WOS:000100000000001,\nAuthor = {",
    "@article{DBLP:conf/a/1+é,\n  % remark",
]
OTHERS = [
    "",
    "plain words, me@example.org {x}",
    "@media screen {\n  a { b: c }\n}",
    "@font-face{font-family: X, y; src: z}",
    "@Component({ selector: 'x' })\nclass A {}",
    "@Test(expected = X.class)\n@Entity(name, x = 1)",
    "@lru_cache(maxsize, typed=True)\ndef f(): ...",
    "@dataclass\nclass A: ...",
    "@prefix kg: <https://w3id.org/kgraph/ns#> .\n<a> <b> <c> .",
    "CLDec 15, 2022\nA TitleJane Roe",
    "TY  - JOUR\nTI  - X\nER  - ",
    "PMID- 1\nTI  - X",
    "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J",
    '{"title": "X", "bib": "\n@misc{a, b={c}}"}',
    "[1,\n@misc{a, b={c}}]",
    "<html><pre>\n@misc{a, b={c}}</pre>",
    "title,authors\nX,@misc{a, b={c}}",
    "input: |\n  @misc{a,\n    b={c}}",
    "# Cite as\n\n```bibtex\n@misc{a,\n  b={c}}\n```",
]


@pytest.mark.parametrize("head", BIBTEX)
def test_recognises(head: str) -> None:
    assert bibtex.recognises(head)
    assert not listing.recognises(head)
    assert not rdf.recognises(head)


@pytest.mark.parametrize("head", OTHERS)
def test_does_not_recognise(head: str) -> None:
    assert not bibtex.recognises(head)


WHOLE = BY_HAND + DBLP + SCOPUS + WEB_OF_SCIENCE + BIBLATEX


PIECES = st.text('@{}(),="\\#%$~ \nax1é', max_size=4)
CHANGES = st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 20), PIECES)


@settings(max_examples=300)
@given(st.lists(CHANGES, max_size=8), st.integers(0, len(WHOLE)))
def test_nothing_raises(changes: list[tuple[int, int, str]], length: int) -> None:
    text = WHOLE
    for place, gone, new in changes:
        text = text[:place] + new + text[place + gone :]
    text = text[: max(length, 1)]
    records = read(text)
    assert records
    assert all(1 <= record.origin.line <= text.count("\n") + 1 for record in records)


# Files, papers and rejected records of each folder. What is rejected has no title, but for one entry of
# citation-js that opens with a brace and closes with a parenthesis, and files without any entry.
SHARED = {
    "better-bibtex": (1152, 2533, 161),
    "biber": (54, 6256, 274),
    "bibtexparser": (1, 1, 0),
    "citation-js": (51, 147, 29),
    "jabref": (204, 901, 43),
}
# Empty, nothing but a comment, and an entry behind a comment on its line.
UNREADABLE = {
    "MODSImporterTestMinimal.bib",
    "MedlineImporterTestMinimalEntry.bib",
    "encodingWithoutNewline.bib",
}


@pytest.mark.shared_data
def test_files_in_the_wild(shared_data: Path) -> None:
    found: dict[str, list[int]] = {}
    unreadable, foreign = set(), set()
    for path in sorted((shared_data / "formats").rglob("*")):
        if not path.is_file():
            continue
        is_bibtex = path.suffix in {".bib", ".bibtex"}
        try:
            recognised = bibtex.recognises(head_of(path))
            text = "\n".join(lines_of(path)) if recognised else ""
        except SourceError:
            recognised = False
        if recognised != is_bibtex:
            (unreadable if is_bibtex else foreign).add(path.name)
        if not (recognised and is_bibtex):
            continue
        folder = path.relative_to(shared_data / "formats").parts[0]
        records = list(bibtex.parse(iter(text.split("\n")), path.name))
        assert records, path
        counts = found.setdefault(folder, [0, 0, 0])
        rejected = sum(isinstance(record, Rejected) for record in records)
        counts[:] = counts[0] + 1, counts[1] + len(records) - rejected, counts[2] + rejected
    assert {folder: tuple(counts) for folder, counts in found.items()} == SHARED
    assert unreadable == UNREADABLE
    assert foreign == set()


@pytest.mark.shared_data
def test_a_large_file(shared_data: Path) -> None:
    text = "\n".join(lines_of(shared_data / "bench" / "m3925.bib"))
    records = [record for record in read(text) if isinstance(record, Paper)]
    assert len(records) == 3925
    assert all(record.doi and record.date and record.venue for record in records)
    printed = [
        line.split("{")[1].count(" and ") + 1 for line in text.split("\n") if line.startswith("author=")
    ]
    assert [len(record.mentions) for record in records] == printed
