"""Authors as arXiv prints them: a name with the team it stands for, or a whole author line in one text."""

import re
from collections.abc import Iterable

from kgraph.records import Mention
from kgraph.sources.names import split_names

_BRACKETS = re.compile(r"\(((?:[^()]++|\((?:[^()]++|\([^()]*+\))*+\))*+)\)")
_MARK = re.compile(r"\x00(\d+)\x00")
# What stands for an affiliation: a number, a small letter or a sign.
_SIGN = r"(?:\d{1,2}|[a-z]|[*†‡§¶]{1,2})"
_SIGNS = re.compile(rf"{_SIGN}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*){_SIGN})*")
_ONE_SIGN = re.compile(rf"{_SIGN}(?!\w)")
# `((1) MIT, (2) CERN)`: each sign with what it stands for behind it.
_KEY = re.compile(rf"\(({_SIGN})\)")
_TEAM_FIRST = re.compile(r"\s*:\s+")
_SUFFIX = re.compile(r",\s*((?:Jr|Sr)\b\.?|I{2,3}\b|IV\b)")
# The name of an institute may have a "for", too.
_TEAM = r"(?=.*\b(?:collaboration|consortium|experiment|group|team)s?\b)"
_FOR = re.compile(rf"(?:^|\s+)(?:on behalf of|for{_TEAM})\s+(?:the\s+)?", re.IGNORECASE)


def read_author(name: str, organizations: Iterable[str] = ()) -> Mention:
    """A name with its affiliations; the team for which somebody writes is one, and no part of the name.

    >>> author = read_author("Jane Roe for the IceCube Collaboration", ["MIT"])
    >>> author.name, author.organizations
    ('Jane Roe', ('MIT', 'IceCube Collaboration'))
    """
    person, *teams = _FOR.split(name)
    if not person.strip():  # nobody but the team
        return Mention(" ".join(teams), 0, organizations=tuple(organizations))
    named = (text[found.end() :] if (found := _FOR.match(text)) else text for text in organizations)
    return Mention(person.strip(), 0, organizations=(*named, *teams))


def read_authors(line: str) -> tuple[Mention, ...]:
    """Read an author line, with affiliations in brackets or signs that a list at the end explains.

    >>> [(author.name, author.organizations) for author in read_authors("A. B. Lee, C. Kim (MIT), and E. F.")]
    [('A. B. Lee', ()), ('C. Kim', ('MIT',)), ('E. F.', ())]
    >>> [author.organizations for author in read_authors("A. Lee (1), C. Kim (1 and 2) ((1) MIT, (2) CERN)")]
    [('MIT',), ('MIT', 'CERN')]
    """
    inside: list[str] = []

    def mark(found: re.Match[str]) -> str:
        inside.append(" ".join(found[1].split()))
        return f" \x00{len(inside) - 1}\x00 "

    # Inside brackets a comma or an "and" parts no names.
    marked = _BRACKETS.sub(mark, line.replace("\x00", ""))
    key = _read_key(inside[-1]) if inside else {}
    marked = _SUFFIX.sub(r" \1", _TEAM_FIRST.sub(", ", marked))
    return tuple(
        read_author(name, _organizations([inside[int(number)] for number in _MARK.findall(text)], key))
        for text in split_names(marked)
        if (name := " ".join(_MARK.sub(" ", text).split()))
    )


def _read_key(text: str) -> dict[str, str]:
    if not _KEY.match(text):
        return {}
    _, *parts = _KEY.split(text)
    named = (part.removesuffix(" and ").strip(" ,;") for part in parts[1::2])
    return {sign: name for sign, name in zip(parts[::2], named, strict=True) if name}


def _organizations(printed: Iterable[str], key: dict[str, str]) -> list[str]:
    """What stands in the brackets behind a name, signs replaced by what they stand for."""
    found: list[str] = []
    for text in printed:
        if key and _SIGNS.fullmatch(text):
            found += [key[sign] for sign in _ONE_SIGN.findall(text) if sign in key]
        elif not text.isdecimal() and not _KEY.match(text):
            found.append(text)
    return found
