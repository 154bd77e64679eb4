"""Keywords: the entities that the texts of a corpus share.

Ranking each paper's phrases and intersecting the lists links few papers, because a shared term often sits
inside a longer phrase. So the corpus is read twice: what is a whole noun phrase in some paper becomes the
dictionary, and the dictionary is looked up in all texts. What few papers put in a title or let stand alone
(*dataset*, *robust*) ranks low however often it occurs.
"""

import gc
import math
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import contextmanager

import numpy as np
from spacy.language import Language

from kgraph.corrections import Corrections
from kgraph.embeddings import Embedder
from kgraph.identifiers import node_id, slug
from kgraph.keywords.casing import learn_case, truecase
from kgraph.keywords.corpus import Corpus, read_corpus
from kgraph.keywords.dictionary import Key
from kgraph.keywords.labels import choose_label
from kgraph.keywords.lookup import Holdings, count_pages, find_holdings, find_present, pairs_of
from kgraph.keywords.nearness import Nearness, measure_nearness
from kgraph.keywords.pages import Page, Place, make_pages
from kgraph.keywords.termhood import measure_termhood
from kgraph.keywords.thesaurus import Thesaurus, letters_of, make_thesaurus, note_absent
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
# Where the chosen entities of a page stand, in the order of the text.
Evidence = dict[Key, tuple[Span, ...]]


def extract_keywords(
    papers: Sequence[Paper], nlp: Language, embedder: Embedder | None = None, *, processes: int | None = None
) -> tuple[tuple[Keyword, ...], tuple[Tag, ...]]:
    """Find the entities of a corpus and tag the papers with them; both sorted (by id; by paper and id).

    `nlp` comes from `phrases.load_pipeline`; a large corpus is tagged in as many processes as there are
    cores, or in `processes`, with the same result. A paper keeps the shared entities that matter most in it
    and a few of its best terms besides: keywords with `shared` false, which do not link. All author keywords
    of a source are kept; one that the texts do not hold is `Status.ASSERTED` and has no evidence.

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
    An `embedder` adds *nearness*, the cosine of term and paper. It orders a paper's keywords; whether an
    entity has the least weight is asked without it, for that links papers. F1 of the first five and ten on
    Inspec rises to 32.0 and 40.0 (train), 34.5 and 41.9 (dev), links stay as they are.
    """
    keywords, tags, _ = extract_corrected(papers, nlp, Corrections(), embedder, processes=processes)
    return keywords, tags


def extract_corrected(
    papers: Sequence[Paper],
    nlp: Language,
    corrections: Corrections,
    embedder: Embedder | None = None,
    *,
    processes: int | None = None,
) -> tuple[tuple[Keyword, ...], tuple[Tag, ...], tuple[str, ...]]:
    """Find the entities as `extract_keywords` does, with what `thesaurus.toml` decides on top.

    The third value notes the lines whose term stands in no text. Raises `KgraphError`, naming both lines, for
    two that contradict each other.
    """
    with _uncollected():
        return _extract(papers, nlp, corrections, embedder, processes)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from searching for cycles: nothing here makes any, and it takes a fifth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _extract(
    papers: Sequence[Paper],
    nlp: Language,
    corrections: Corrections,
    embedder: Embedder | None,
    processes: int | None,
) -> tuple[tuple[Keyword, ...], tuple[Tag, ...], tuple[str, ...]]:
    case = learn_case(paper.abstract for paper in papers if paper.abstract)
    corpus = read_corpus(papers, case, nlp, processes)
    thesaurus = make_thesaurus(corrections, corpus.meanings)
    notes = note_absent(thesaurus, find_present(corpus, thesaurus.named()))
    holdings = find_holdings(corpus, thesaurus)
    standing = _measure_standing(corpus, holdings, thesaurus)
    least = LEAST_WEIGHT * math.log1p(len(papers))
    near = measure_nearness(make_pages(corpus, holdings), embedder) if embedder else [{}] * len(papers)
    choices = [
        _choose_shared(page, nearness, standing, least, thesaurus)
        for page, nearness in zip(make_pages(corpus, holdings), near, strict=True)
    ]
    kept = Counter(key for choice in choices for key in choice)
    shared = {key for key, count in kept.items() if count > 1}
    evidence = [
        _choose_local(page, nearness, choice, shared, len(papers))
        for page, nearness, choice in zip(make_pages(corpus, holdings), near, choices, strict=True)
    ]
    own = [{corpus.terms.keys[term]: printed for term, printed in given.items()} for given in holdings.own]
    keywords = _name(papers, evidence, own, case, thesaurus)
    tags = (
        _tag(paper, keywords[key], weight / largest, spans[key])
        for paper, choice, spans in zip(papers, choices, evidence, strict=True)
        for largest in (max(choice.values(), default=1.0),)
        for key, weight in choice.items()
    )
    return (
        tuple(sorted(keywords.values(), key=lambda keyword: keyword.id)),
        tuple(sorted(tags, key=lambda tag: (tag.paper, tag.concept))),
        notes,
    )


def _measure_standing(corpus: Corpus, holdings: Holdings, thesaurus: Thesaurus) -> dict[Key, float]:
    """Termhood times standing of each entity of two pages or more; zero if it hardly ever stands alone."""
    in_title = holdings.found.take(corpus.is_title(holdings.found.first))
    named = count_pages(corpus, np.union1d(holdings.own_pairs, pairs_of(corpus, in_title)))
    alone = count_pages(corpus, np.intersect1d(holdings.held, holdings.terms, assume_unique=True))
    standing = {}
    for term in np.flatnonzero(holdings.holders > 1).tolist():
        key, count = corpus.terms.keys[term], int(holdings.holders[term])
        by_itself = count if thesaurus.is_promoted(key) else int(alone[term])
        standing[key] = (
            max(map(measure_termhood, thesaurus.spellings(key)))
            * _standing(len(corpus.papers), count, int(named[term]), by_itself)
            if by_itself >= ALONE_SHARE * count
            else 0.0
        )
    return standing


def _standing(papers: int, holders: int, named: int, alone: int) -> float:
    rarity = math.log1p(papers / holders) / math.log1p(papers)
    return math.sqrt(math.sqrt(rarity) * (named + 0.4) / (holders + 2)) * alone / holders


def _is_named(page: Page, key: Key, places: Sequence[Place]) -> bool:
    return key in page.own or places[0][0] == 0


def _salience(page: Page, key: Key, places: Sequence[Place]) -> float:
    mentions = 1 + math.log(max(1, len(places)))
    if _is_named(page, key, places):
        return 2 * mentions
    return mentions / (1 + places[0][1] / len(page.texts[-1][1]))


def _choose_shared(
    page: Page, nearness: Nearness, standing: Mapping[Key, float], least: float, thesaurus: Thesaurus
) -> Choice:
    """The page's weightiest entities among those that other pages hold, author keywords, promoted ones."""
    weights = {
        key: _salience(page, key, page.found.get(key, ())) * standing[key]
        for key in page.held()
        if standing.get(key)
    }
    near = {key: weight * nearness.get(key, 1.0) for key, weight in weights.items()}
    ranked = sorted(near, key=lambda key: (-near[key], key))
    return {
        key: near[key]
        for rank, key in enumerate(ranked)
        if key in page.own
        or thesaurus.is_promoted(key)
        or (rank < KEYWORDS_PER_PAPER and weights[key] >= least)
    }


def _choose_local(
    page: Page, nearness: Nearness, choice: Choice, shared: Container[Key], papers: int
) -> Evidence:
    """Settle the choice of a page with its best local terms; return where all that is chosen stands."""
    weights = {key: choice.pop(key) for key in list(choice) if key not in shared}
    places = page.local | page.found
    for key in page.local:
        if places[key] or key in page.own:
            named = _is_named(page, key, places[key])
            if not named and len(places[key]) == 1 and _goes_on(key, page):
                continue
            salience = _salience(page, key, places[key]) * nearness.get(key, 1.0)
            weights[key] = measure_termhood(key) * salience * _standing(papers, 1, named, 1)
    ranked = sorted(weights, key=lambda key: (-weights[key], key))
    room = KEYWORDS_PER_PAPER - len(choice)
    choice |= {key: weights[key] for rank, key in enumerate(ranked) if rank < room or key in page.own}
    return {
        key: tuple(
            Span(name, start, end, text[start:end])
            for number, start, end in places.get(key, ())
            for name, text in (page.texts[number],)
        )
        for key in choice
    }


def _goes_on(key: Key, page: Page) -> bool:
    """Whether a term only adds words to another of the page's.

    Said once, it is mostly no term but a sentence that goes on ("the gradient noise scale rises").
    """
    return any(key[:end] in page.terms or key[:end] in page.found for end in range(1, len(key)))


def _name(
    papers: Sequence[Paper],
    evidence: Sequence[Evidence],
    own: Sequence[Mapping[Key, str]],
    case: Mapping[str, str],
    thesaurus: Thesaurus,
) -> dict[Key, Keyword]:
    """Give each chosen entity its label and an id of its own."""
    holders: dict[Key, list[int]] = defaultdict(list)
    for page, chosen in enumerate(evidence):
        for key in chosen:
            holders[key].append(page)
    keywords: dict[Key, Keyword] = {}
    taken: set[str] = set()
    for key in sorted(holders, key=lambda key: (-len(holders[key]), key)):
        printed: set[str] = set()
        running: dict[str, int] = {}
        for page in holders[key]:
            spans = evidence[page][key]
            printed.update(span.text for span in spans)
            # Running text knows best how a term is written, then the title, then the list of keywords.
            forms = {span.text for span in spans if span.field != "title"}
            if not forms and spans:
                title = truecase(papers[page].title, case)
                forms = {title[span.start : span.end] for span in spans}
            if key in own[page]:
                printed.add(own[page][key])
                forms = forms or {own[page][key]}
            for form in forms:
                running[form] = running.get(form, 0) + 1
        label = thesaurus.labels.get(letters_of(key)) or choose_label(running, case)
        name = next(name for name in _names(label, key) if name not in taken)
        taken.add(name)
        variants = tuple(sorted({" ".join(form.split()) for form in printed}))
        keywords[key] = Keyword(node_id(Kind.KEYWORD, name), label, variants, len(holders[key]) > 1)
    return keywords


def _names(label: str, key: Key) -> Iterator[str]:
    """Local names for an entity in the order of preference: two entities may have one label (*AD*)."""
    yield slug(label)
    yield (full := slug(" ".join(key)))
    number = 2
    while True:
        yield f"{full}-{number}"
        number += 1


def _tag(paper: Paper, keyword: Keyword, weight: float, evidence: tuple[Span, ...]) -> Tag:
    status = Status.EXTRACTED if evidence else Status.ASSERTED
    return Tag(paper.id, keyword.id, max(round(weight, 4), 0.0001), status, evidence)
