"""The words by which exports call the type of a work, as types of CSL."""

from kgraph.identifiers import fold

# By the letters alone, so that `Journal Article`, `journalArticle` and `journal-article` are one word.
_TYPES = {
    "article-journal": (
        "article", "journal", "journal article", "electronic article", "review", "review article", "letter",
        "editorial", "editorial material", "note", "short survey", "erratum", "correction", "data paper",
        "case reports", "clinical trial", "comment", "comparative study", "historical article", "jour",
        "ejour", "inpr", "abst", "jfull", "article-journal", "review-article", "article in press",
        "journal paper", "meeting abstract", "proceedings paper in journal", "systematic review",
        "meta analysis", "randomized controlled trial", "observational study", "practice guideline",
        "brief report", "research article", "original article", "early access",
    ),
    "article-magazine": ("magazine article", "mgzn", "magazine"),
    "article-newspaper": ("newspaper article", "news", "newspaper"),
    "paper-conference": (
        "conference paper", "conference proceedings", "conference proceeding", "conference", "conf", "cpaper",
        "proceedings paper", "proceedings", "proceedings article", "inproceedings", "paper-conference",
        "conference article", "congress", "in proceedings",
    ),
    "book": ("book", "ebook", "edbook", "edited book", "electronic book", "monograph", "serial", "clswk"),
    "chapter": (
        "book section", "book chapter", "chap", "chapter", "echap", "inbook", "incollection",
        "electronic book section", "section",
    ),
    "thesis": (
        "thes", "thesis", "dissertation", "phd thesis", "phdthesis", "mastersthesis", "masters thesis",
        "academic dissertation",
    ),
    "report": (
        "rprt", "report", "technical report", "techreport", "government document", "govdoc", "working paper",
    ),
    "preprint": ("preprint", "posted content", "posted-content"),
    "dataset": ("data", "dataset", "data set", "aggr"),
    "software": ("comp", "computer program", "software"),
    "manuscript": ("unpb", "unpublished work", "unpublished", "manuscript"),
    "patent": ("pat", "patent"),
    "standard": ("stand", "standard"),
    "webpage": ("elec", "web page", "webpage", "icomm", "electronic source"),
    "post-weblog": ("blog", "blog post"),
    "entry-encyclopedia": ("ency", "encyc", "encyclopedia", "encyclopedia article", "reference entry"),
    "entry-dictionary": ("dict", "dictionary", "dictionary entry"),
    "speech": ("slide", "presentation", "speech"),
    "motion_picture": ("mpct", "video", "film or broadcast"),
    "map": ("map",),
    "legal_case": ("case",),
    "bill": ("bill",),
    "hearing": ("hear", "hearing"),
    "legislation": ("stat", "statute"),
    "graphic": ("art", "artwork", "figure"),
    "song": ("sound", "music"),
    "personal_communication": ("pcomm", "personal communication"),
}  # fmt: skip


def _letters(text: str) -> str:
    return fold(text).replace(" ", "")


_BY_WORD = {_letters(word): name for name, words in _TYPES.items() for word in words}


def csl_type(text: str) -> str | None:
    """The type of CSL that a word of an export means; None for a word that is not known.

    >>> [csl_type(text) for text in ("JOUR", "journalArticle", "Proceedings Paper", "Whatever")]
    ['article-journal', 'article-journal', 'paper-conference', None]
    """
    return _BY_WORD.get(_letters(text))
