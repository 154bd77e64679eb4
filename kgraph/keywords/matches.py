"""Which themes a keyword is a name of."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kgraph.records import Keyword
from kgraph.schema import Theme
from kgraph.terms import term_key


def match_themes(keywords: Iterable[Keyword], scheme: Sequence[Theme]) -> tuple[Keyword, ...]:
    """Give each keyword the ids of the themes that have its label, or a variant, among their names.

    Names are the preferred and the alternative labels; hidden ones are wrong spellings, and title labels say
    too little elsewhere. Spelling, hyphens and plurals are no difference (`kgraph.terms.term_key`).

    >>> theme = Theme("theme:rm", "https://example.org/rm", "Reward modelling", alt_labels=("Reward models",))
    >>> [found] = match_themes([Keyword("keyword:rm", "reward model", (), shared=True)], [theme])
    >>> found.close_match
    ('theme:rm',)
    """
    themes_of: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for theme in scheme:
        for name in (theme.label, *theme.alt_labels):
            themes_of[term_key(name)].add(theme.id)
    # A name of signs alone (`C++` has a letter) has no key, and would be the same as any other.
    themes_of.pop((), None)
    matched = []
    for keyword in keywords:
        # The label is mostly a variant, too.
        keys = map(term_key, {keyword.label, *keyword.variants})
        themes = tuple(sorted({theme for key in keys for theme in themes_of.get(key, ())}))
        matched.append(keyword if themes == keyword.close_match else replace(keyword, close_match=themes))
    return tuple(matched)
