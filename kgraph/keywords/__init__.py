"""Keywords: the entities that the texts of a corpus share.

Ranking each paper's phrases and intersecting the lists links few papers, because a shared term often sits
inside a longer phrase. So the corpus is read twice: what is a whole noun phrase in some paper becomes the
dictionary, and the dictionary is looked up in all texts. What few papers put in a title or let stand alone
(*dataset*, *robust*) ranks low however often it occurs.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence

from spacy.language import Language

from kgraph.corrections import Corrections
from kgraph.embeddings import Embedder
from kgraph.identifiers import node_id, slug
from kgraph.keywords.casing import learn_case, truecase
from kgraph.keywords.entities import Key, build_trie, is_term
from kgraph.keywords.labels import choose_label
from kgraph.keywords.nearness import add_nearness
from kgraph.keywords.pages import Page, Place, find_places, read_pages
from kgraph.keywords.termhood import measure_termhood
from kgraph.keywords.thesaurus import Thesaurus, letters_of
from kgraph.records import Keyword, Paper, Span, Tag
from kgraph.vocabulary import Kind, Status

# Of the papers with a term this share must have it standing alone, or it is a modifier (*sparse*).
ALONE_SHARE = 0.12
# A paper has at most so many keywords besides its authors': first its shared entities by weight, then its
# best local terms, which do not link. Indexers give ten on average (Inspec); F1 of the first ten is 40 to 41.
KEYWORDS_PER_PAPER = 10
# A shared entity must have this weight for each unit of ln(1 + papers): the more papers, the more pairs meet
# by chance. F1 over pairs of NeurIPS papers with a common author keyword is best at a least weight of .25 for
# lists of 28 papers, .5 for 200, .4 to .5 for 2,000. A part of the paper's best weight as a second condition
# raises no F1 and takes links from short lists.
LEAST_WEIGHT = 0.06

# The chosen entities of a page with their weights, before these are scaled to the largest.
Choice = dict[Key, float]


def extract_keywords(
    papers: Sequence[Paper], nlp: Language, embedder: Embedder | None = None
) -> tuple[tuple[Keyword, ...], tuple[Tag, ...]]:
    """Find the entities of a corpus and tag the papers with them; both sorted (by id; by paper and id).

    `nlp` comes from `phrases.load_pipeline`. A paper keeps the shared entities that matter most in it and a
    few of its best terms besides: keywords with `shared` false, which do not link. All author keywords of a
    source are kept; one that the texts do not hold is `Status.ASSERTED` and has no evidence.

    The weight of a tag is the product of three factors, divided by the largest of its paper:

    - *salience*: (1 + ln mentions) · (2 if in the title or an author keyword, else 1 / (1 + place of the
      first mention, from 0 to 1 of the abstract));
    - *standing*: √(√rarity · (papers that have it in the title or as author keyword + 0.4) / (papers with
      it + 2)) · share of its papers where it is a whole noun phrase; rarity is ln(1 + papers / papers with
      it) / ln(1 + papers);
    - *termhood*: what its words alone say (see `termhood`).

    F1 over pairs of NeurIPS papers with a common author keyword is 28.6 on the sample that the constants were
    chosen on and 30.0 on another. It was 25 before there was termhood and an absolute least weight, and 20
    without standing. A regression fitted to the authors' keywords on the same features gives 28.4 and 29.6.
    Termhood raised F1 of the first five on Inspec, train and dev, from 28.8 and 31.3 to 31.1 and 33.2.
    An `embedder` adds *nearness*, the cosine of term and paper.
    """
    keywords, tags, _ = extract_corrected(papers, nlp, Corrections(), embedder)
    return keywords, tags


def extract_corrected(
    papers: Sequence[Paper], nlp: Language, corrections: Corrections, embedder: Embedder | None = None
) -> tuple[tuple[Keyword, ...], tuple[Tag, ...], tuple[str, ...]]:
    """Find the entities as `extract_keywords` does, with what `thesaurus.toml` decides on top.

    The third value notes the lines whose term stands in no text. Raises `KgraphError`, naming both lines, for
    two that contradict each other.
    """
    case = learn_case(paper.abstract for paper in papers if paper.abstract)
    pages, thesaurus, notes = read_pages(papers, case, nlp, corrections)
    pages = list(add_nearness(pages, embedder))
    holders = Counter(key for page in pages for key in page.held())
    standing = _measure_standing(pages, holders, thesaurus)
    least = LEAST_WEIGHT * math.log1p(len(pages))
    choices = [_choose_shared(page, standing, least, thesaurus) for page in pages]
    kept = Counter(key for choice in choices for key in choice)
    shared = {key for key, count in kept.items() if count > 1}
    evidence = [
        _choose_local(page, choice, shared, standing, len(pages))
        for page, choice in zip(pages, choices, strict=True)
    ]
    keywords = _name(pages, evidence, case, thesaurus)
    tags = (
        _tag(page, keywords[key], choice[key] / max(choice.values()), places[key])
        for page, choice, places in zip(pages, choices, evidence, strict=True)
        for key in choice
    )
    return (
        tuple(sorted(keywords.values(), key=lambda keyword: keyword.id)),
        tuple(sorted(tags, key=lambda tag: (tag.paper, tag.concept))),
        notes,
    )


def _measure_standing(
    pages: Sequence[Page], holders: Mapping[Key, int], thesaurus: Thesaurus
) -> dict[Key, float]:
    """Rarity times standing of each entity of two pages or more; zero if it hardly ever stands alone."""
    named, alone = Counter[Key](), Counter[Key]()
    for page in pages:
        held = page.held()
        named.update(key for key in held if _is_named(page, key, page.found.get(key, ())))
        alone.update(key for key in held if key in page.terms or thesaurus.is_promoted(key))
    return {
        key: measure_termhood(key) * _standing(len(pages), count, named[key], alone[key])
        if alone[key] >= ALONE_SHARE * count
        else 0.0
        for key, count in holders.items()
        if count > 1
    }


def _standing(papers: int, holders: int, named: int, alone: int) -> float:
    rarity = math.log1p(papers / holders) / math.log1p(papers)
    return math.sqrt(math.sqrt(rarity) * (named + 0.4) / (holders + 2)) * alone / holders


def _is_named(page: Page, key: Key, places: Sequence[Place]) -> bool:
    return key in page.own or places[0][0] == 0


def _salience(page: Page, key: Key, places: Sequence[Place]) -> float:
    mentions = (1 + math.log(max(1, len(places)))) * page.nearness.get(key, 1.0)
    if _is_named(page, key, places):
        return 2 * mentions
    return mentions / (1 + places[0][1] / len(page.texts[-1][1]))


def _choose_shared(page: Page, standing: Mapping[Key, float], least: float, thesaurus: Thesaurus) -> Choice:
    """The page's weightiest entities among those that other pages hold, author keywords, promoted ones."""
    weights = {
        key: _salience(page, key, page.found.get(key, ())) * standing[key]
        for key in page.held()
        if standing.get(key)
    }
    ranked = sorted(weights, key=lambda key: (-weights[key], key))
    return {
        key: weights[key]
        for rank, key in enumerate(ranked)
        if key in page.own
        or thesaurus.is_promoted(key)
        or (rank < KEYWORDS_PER_PAPER and weights[key] >= least)
    }


def _choose_local(
    page: Page, choice: Choice, shared: Container[Key], standing: Mapping[Key, float], papers: int
) -> dict[Key, Sequence[Place]]:
    """Settle the choice of a page with its best local terms; return where all that is chosen stands."""
    local = {key: key for key in page.terms if key not in standing and (key in page.own or is_term(key))}
    places: dict[Key, Sequence[Place]] = {**find_places(page, build_trie(local)), **page.found}
    weights = {key: choice.pop(key) for key in list(choice) if key not in shared}
    for key in sorted(local):
        if key in places or key in page.own:
            named = _is_named(page, key, places.get(key, ()))
            if not named and len(places[key]) == 1 and _goes_on(key, page):
                continue
            salience = _salience(page, key, places.get(key, ()))
            weights[key] = measure_termhood(key) * salience * _standing(papers, 1, named, 1)
    ranked = sorted(weights, key=lambda key: (-weights[key], key))
    room = KEYWORDS_PER_PAPER - len(choice)
    choice |= {key: weights[key] for rank, key in enumerate(ranked) if rank < room or key in page.own}
    return {key: places.get(key, ()) for key in choice}


def _goes_on(key: Key, page: Page) -> bool:
    """Whether a term only adds words to another of the page's.

    Said once, it is mostly no term but a sentence that goes on ("the gradient noise scale rises").
    """
    return any(key[:end] in page.terms or key[:end] in page.found for end in range(1, len(key)))


def _name(
    pages: Sequence[Page],
    evidence: Sequence[Mapping[Key, Sequence[Place]]],
    case: Mapping[str, str],
    thesaurus: Thesaurus,
) -> dict[Key, Keyword]:
    """Give each chosen entity its label and an id of its own."""
    printed: dict[Key, set[str]] = defaultdict(set)
    running: dict[Key, Counter[str]] = defaultdict(Counter)
    holders: Counter[Key] = Counter()
    for page, chosen in zip(pages, evidence, strict=True):
        title = truecase(page.paper.title, case)
        for key, places in chosen.items():
            holders[key] += 1
            printed[key] |= {page.texts[number][1][start:end] for number, start, end in places}
            # Running text knows best how a term is written, then the title, then the list of keywords.
            forms = {page.texts[number][1][start:end] for number, start, end in places if number}
            forms = forms or {title[start:end] for _, start, end in places}
            if key in page.own:
                printed[key].add(page.own[key])
                forms = forms or {page.own[key]}
            running[key].update(forms)
    keywords: dict[Key, Keyword] = {}
    taken: set[str] = set()
    for key in sorted(holders, key=lambda key: (-holders[key], key)):
        label = thesaurus.labels.get(letters_of(key)) or choose_label(running[key], case)
        name = next(name for name in _names(label, key) if name not in taken)
        taken.add(name)
        variants = tuple(sorted({" ".join(form.split()) for form in printed[key]}))
        keywords[key] = Keyword(node_id(Kind.KEYWORD, name), label, variants, holders[key] > 1)
    return keywords


def _names(label: str, key: Key) -> Iterator[str]:
    """Local names for an entity in the order of preference: two entities may have one label (*AD*)."""
    yield slug(label)
    yield (full := slug(" ".join(key)))
    number = 2
    while True:
        yield f"{full}-{number}"
        number += 1


def _tag(page: Page, keyword: Keyword, weight: float, places: Sequence[Place]) -> Tag:
    evidence = tuple(
        Span(name, start, end, text[start:end])
        for number, start, end in places
        for name, text in (page.texts[number],)
    )
    status = Status.EXTRACTED if evidence else Status.ASSERTED
    return Tag(page.paper.id, keyword.id, max(round(weight, 4), 0.0001), status, evidence)
