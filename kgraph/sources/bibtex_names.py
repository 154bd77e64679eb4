r"""The names of a BibTeX list: `Last, Jr, First and First von Last and {A Company} and others`."""

import re
from collections.abc import Iterator

from kgraph.sources.latex import decode

_AND = re.compile(r" (?:and|And|AND)(?= )")
_ET_AL = re.compile(r",? et\.? al\b\.?", re.IGNORECASE)
_AND_OR_BRACE = re.compile(r" (?:and|And|AND)(?= )|[{}]")
_NAMED = re.compile(r"(?:\A|,)\s*\"?\s*(?:family|given)\s*=", re.IGNORECASE)
# How a list of names is to be sorted or printed: `useprefix=false and ...`.
_OPTION = re.compile(r"[A-Za-z]+\s*=\s*\w+")
_PARTS = re.compile(r"\s*\"?\s*(\w[\w-]*)\s*=\s*(.*?)\s*\"?\s*", re.DOTALL)
_SUFFIX = re.compile(r"(?:jr|sr|junior|senior|[ivx]+|[2-9](?:nd|rd|th))\.?", re.IGNORECASE)
_INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]*){1,4}")


def read_names(text: str) -> Iterator[str]:
    """Yield the names of an author or editor field, each in natural order; `others` is yielded as it is.

    >>> list(read_names("van Beethoven, Ludwig and {Ford and Sons} and Smith, Jr., John and others"))
    ['Ludwig van Beethoven', 'Ford and Sons', 'John Smith, Jr.', 'others']
    >>> list(read_names("family=Gogh, given=Vincent, prefix=van"))
    ['Vincent van Gogh']
    """
    for name in _split_names(text):
        yield from _read(name)


def _split_names(text: str) -> list[str]:
    text = " ".join(text.split())
    if " et" in text:
        text = _ET_AL.sub(" and others", text)
    if "{" not in text:
        names = _AND.split(text)
    else:
        names, depth, start = [], 0, 0
        for found in _AND_OR_BRACE.finditer(text):
            match found.group():
                case "{":
                    depth += 1
                case "}":
                    depth -= 1
                case _ if depth <= 0:
                    names.append(text[start : found.start()])
                    start = found.end()
        names.append(text[start:])
    if len(names) == 1 and ";" in text:  # what BibTeX does not know, but exports write
        names = _outside(text, ";")
    return [stripped for name in names if (stripped := name.strip())]


def _read(name: str) -> Iterator[str]:
    before, comma, behind = name.partition(",")
    if "=" not in name and "{" not in name and "," not in behind:
        yield decode(f"{behind.strip()} {before}" if comma else name)
        return
    parts = [part for part in _outside(name, ",") if part]
    if _NAMED.search(name):
        yield _join_named(parts)
    elif _OPTION.fullmatch(name):
        return
    elif len(parts) == 2:
        yield _join(parts[1], parts[0])
    elif len(parts) == 3 and _SUFFIX.fullmatch(parts[2]):  # as exports write it
        yield _join(parts[1], parts[0], parts[2])
    elif len(parts) == 3 and (_SUFFIX.fullmatch(parts[1]) or " " not in parts[0] or " " not in parts[2]):
        yield _join(parts[2], parts[0], parts[1])
    elif len(parts) > 3 and len(parts) % 2 == 0 and all(map(_INITIALS.fullmatch, parts[1::2])):
        yield from (_join(given, family) for family, given in zip(parts[::2], parts[1::2], strict=True))
    elif len(parts) > 2 and all(" " in part for part in parts):
        yield from map(decode, parts)  # a list of names with commas where `and` should be
    else:
        yield decode(name)


def _outside(text: str, mark: str) -> list[str]:
    """Split at a mark that stands outside of braces."""
    if "{" not in text:
        return [part.strip() for part in text.split(mark)]
    parts, depth, start = [], 0, 0
    for place, character in enumerate(text):
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
        elif character == mark and depth <= 0:
            parts.append(text[start:place].strip())
            start = place + 1
    parts.append(text[start:].strip())
    return parts


def _join(given: str, family: str, suffix: str = "") -> str:
    name = decode(f"{given} {family}").strip()
    return f"{name}, {decode(suffix)}" if suffix else name


def _join_named(parts: list[str]) -> str:
    """Join the parts of BibLaTeX's extended name format; keys other than these say how to sort or print."""
    found = {
        match[1].lower(): match[2] for part in parts if (match := _PARTS.fullmatch(part.replace("\\,", " ")))
    }
    family = f"{found.get('prefix', '')} {found.get('family', '')}".strip()
    return _join(found.get("given", ""), family, found.get("suffix", ""))
