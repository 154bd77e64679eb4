"""Small graphs written down as links, for tests of what follows them."""

from collections.abc import Iterable, Mapping

import kgraph
from kgraph.assembly import assemble
from kgraph.ledger import Run, reconcile
from kgraph.records import Citation, Keyword, LineageLink, Mention, Origin, Paper, Person, Tag
from kgraph.schema import Theme
from kgraph.vocabulary import Status


def chart(
    cites: Iterable[str] = (),
    lineage: Mapping[str, float] | None = None,
    dates: Mapping[str, str] | None = None,
    themes: Mapping[str, str] | None = None,
    people: Mapping[str, str] | None = None,
    broader: Mapping[str, str] | None = None,
    keywords: Mapping[str, str] | None = None,
) -> kgraph.Graph:
    """A graph whose papers, people and concepts are single letters.

    `cites` holds links such as "ba" (b cites a), `lineage` the scores of inferred ones. `themes`, `people`
    and `keywords` give the papers of each, `broader` the theme above. All papers named anywhere are there.
    """
    lineage, dates, themes = lineage or {}, dates or {}, themes or {}
    people, broader, keywords = people or {}, broader or {}, keywords or {}
    held = (*cites, *lineage, *dates, *themes.values(), *people.values(), *keywords.values())
    names = sorted({letter for text in held for letter in text})
    written = {name: [person for person in sorted(people) if name in people[person]] for name in names}
    papers = [
        Paper(
            f"paper:{name}",
            f"Paper {name.upper()}",
            Origin("a.txt", line),
            date=dates.get(name),
            mentions=tuple(Mention(person, place) for place, person in enumerate(written[name], start=1)),
        )
        for line, name in enumerate(names, start=1)
    ]
    persons = [
        Person(
            f"person:{person}",
            f"Person {person.upper()}",
            (person,),
            tuple((f"paper:{name}", written[name].index(person) + 1) for name in sorted(people[person])),
        )
        for person in sorted(people)
    ]
    scheme = [
        Theme(
            f"theme:{name}",
            f"https://example.org/{name}",
            f"Theme {name.upper()}",
            broader=(f"theme:{broader[name]}",) if name in broader else (),
        )
        for name in sorted(themes)
    ]
    tags = [
        Tag(f"paper:{paper}", f"{kind}:{name}", 0.5, Status.EXTRACTED)
        for kind, held_by in (("theme", themes), ("keyword", keywords))
        for name, all_papers in sorted(held_by.items())
        for paper in all_papers
    ]
    links = [
        LineageLink(
            f"paper:{link[0]}",
            f"paper:{link[1]}",
            weight,
            (("text", weight),),
            (),
            (),
            direction_uncertain=False,
        )
        for link, weight in sorted(lineage.items())
    ]
    _, ledger = reconcile(papers)
    return assemble(
        papers,
        persons,
        scheme,
        [
            Keyword(f"keyword:{name}", f"keyword {name}", (), len(keywords[name]) > 1)
            for name in sorted(keywords)
        ],
        tags,
        [Citation(f"paper:{link[0]}", f"paper:{link[1]}", "title and year") for link in sorted(set(cites))],
        links,
        ledger,
        Run((), (), ()),
    )
