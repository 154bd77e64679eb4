"""Keywords: the entities that the texts of a corpus share.

Ranking each paper's phrases and intersecting the lists links few papers, because a shared term often sits
inside a longer phrase. So the corpus is read twice: what is a whole noun phrase in some paper becomes the
dictionary, and the dictionary is looked up in all texts. What few papers put in a title or let stand alone
(*dataset*, *robust*) ranks low however often it occurs.
"""

from collections.abc import Sequence
from itertools import pairwise

from spacy.language import Language

from kgraph.corrections import Corrections
from kgraph.cycles import uncollected
from kgraph.embeddings import Embedder
from kgraph.keywords.naming import name_keywords
from kgraph.keywords.phrases import uses_model
from kgraph.keywords.steps import Steps, settle_corpus, work_apart, work_on_batch
from kgraph.keywords.tags import make_tags
from kgraph.parallel import count_cores
from kgraph.records import Keyword, Paper, Tag

# A batch of fewer papers, without a model, is worth no process of its own: 10,000 take 4 s, a process 2.
FEWEST_APART = 10_000


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
    batches = [papers]
    if embedder is None and not uses_model(nlp):
        batches = _part(papers, count_cores() if processes is None else processes)
    with uncollected():
        if len(batches) > 1:
            return _settle(batches, list(map(work_apart, batches)), corrections)
        return _settle(batches, [work_on_batch(papers, nlp, embedder, processes)], corrections)


def extract_batches(
    batches: Sequence[Sequence[Paper]], nlp: Language, corrections: Corrections
) -> tuple[tuple[Keyword, ...], tuple[Tag, ...], tuple[str, ...]]:
    """Do as `extract_corrected` with papers in batches; how they are parted does not matter (see `steps`)."""
    return _settle(batches, [work_on_batch(papers, nlp, None, None) for papers in batches], corrections)


def _part(papers: Sequence[Paper], most: int) -> list[Sequence[Paper]]:
    """Part papers into batches of like size that are worth a process each."""
    count = max(1, min(most, len(papers) // FEWEST_APART))
    ends = [len(papers) * number // count for number in range(count + 1)]
    return [papers[start:end] for start, end in pairwise(ends)]


def _settle(
    batches: Sequence[Sequence[Paper]], steps: Sequence[Steps], corrections: Corrections
) -> tuple[tuple[Keyword, ...], tuple[Tag, ...], tuple[str, ...]]:
    corpus = settle_corpus(steps, corrections)
    keywords = name_keywords(corpus.tagged, corpus.custom, corpus.thesaurus)
    return (
        tuple(sorted(keywords.values(), key=lambda keyword: keyword.id)),
        make_tags(batches, corpus.tagged, keywords),
        corpus.notes,
    )
