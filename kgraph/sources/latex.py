r"""LaTeX markup as plain text: `Sch{\"o}n`, `{DNA}`, `CO$_2$`, `\emph{in vivo}`, `1--9`.

The names of symbols come from pylatexenc. Its own converter is not used: it takes 540 microseconds for the
authors of one paper (this one takes 17) and raises on `\href` with a part missing.
"""

import re
from functools import lru_cache
from unicodedata import normalize

from kgraph.sources.latex_commands import (
    ACCENTS,
    DROPPED,
    LAST_OF_TWO,
    LIGATURES,
    MARKS,
    QUOTING,
    SILENT,
    SPACING,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    symbols,
)

# A dollar opens a formula only before, and closes one only behind, something that is no space; a figure right
# behind a closing one says that both were money (`$5-$10`), unless the formula holds markup.
_TOKEN = re.compile(
    r"""
      (?P<dollars>\$\$?)(?P<math>(?!\s|\d[^\\$^_]*\$\d)(?:[^\\$]|\\.)+?(?<!\s))(?P=dollars)
    | \\\((?P<inline>(?:[^\\]|\\[^()])+?)\\\)
    | \\(?P<word>[A-Za-z]+)\*?(?P<gap>\s*)
    | \\(?P<mark>.)
    | (?P<brace>[{}])
    | (?P<script>[\^_])
    | (?P<tilde>~)
    | (?P<ligature>---?|``|''|`)
    | (?P<text>[^\\{}$^_~`'\-]++(?:[-'](?![-'])[^\\{}$^_~`'\-]*+)*+|.)
    """,
    re.VERBOSE | re.DOTALL,
)
_ARGUMENT = re.compile(r"\s*(?:(\{)|(\\[A-Za-z]+\*?\s*|\\.|[^{}]))", re.DOTALL)
# Deeper braces than any markup has are dropped, not followed.
_DEEPEST = 50

_LENGTH = re.compile(r"\s*=?\s*[-+]?[\d.,]+\s*(?:true)?\s*(?:pt|em|ex|mu|cm|mm|in|pc|sp|bp)\s?")
_DOTLESS = str.maketrans("ıȷ", "ij")


def decode(text: str) -> str:
    r"""The text that LaTeX would print. Formulas stay readable, commands that are not known keep their words.

    >>> decode(r"Sch{\"o}n {DNA} \emph{in vivo}: CO$_2$ at 10$^{-3}$ $\alpha$--$\beta$, {\'\i}, $5 and $6")
    'Schön DNA in vivo: CO₂ at 10⁻³ α–β, í, $5 and $6'
    """
    # Sign by sign, which is many times as fast as a search for any of them.
    if "\\" in text or "$" in text or "~" in text or "--" in text or "`" in text or "''" in text:
        return _decoded(text)
    return text.replace("{", "").replace("}", "")


def decode_accents(text: str) -> str:
    r"""The letters that LaTeX writes as commands, in a text that is no LaTeX but for them and its formulas.

    >>> decode_accents(r"Schr\"odinger, {\L}ukasz, \v{C}erenkov, 5\% of ~3 {GeV}")
    'Schrödinger, Łukasz, Čerenkov, 5% of ~3 {GeV}'
    >>> decode_accents(r"at $\'a$") == r"at $\'a$"
    True
    """
    if "\\" not in text:
        return text
    return _ACCENT.sub(lambda found: found[0] if found["formula"] else decode(found[0]), text)


_LETTER = (
    r"\\(?:[\"'`^~=.]\s*(?:\{\s*\\?[A-Za-z]\s*\}|\\?[A-Za-z])|[uvHcdbkr](?:\s*\{\s*\\?[A-Za-z]\s*\}|\s+[A-Za-z])"
    r"|(?:ss|aa|AA|ae|AE|oe|OE|[oOlLij])(?![A-Za-z])(?:\{\}|\s*)|[%&])"
)
_ACCENT = re.compile(rf"(?P<formula>(?<!\\)\$[^$]*\$|\\\(.*?\\\))|\{{{_LETTER}\}}|{_LETTER}", re.DOTALL)


def unescape(text: str) -> str:
    r"""The text of an address or identifier, where dashes, dollars and tildes stand for themselves.

    >>> unescape(r"https://x.org/\~{}a\_b{--}c")
    'https://x.org/~a_b--c'
    """
    if "\\" in text or "{" in text:
        text = _SYMBOL_OF_ADDRESS.sub(lambda found: _ADDRESS_SYMBOLS[found[1]], text)
        return _ESCAPE.sub(r"\1", text).replace("{", "").replace("}", "").strip()
    return text.strip()


_ADDRESS_SYMBOLS = {"textasciitilde": "~", "sim": "~", "textunderscore": "_", "slash": "/", "url": ""}
_SYMBOL_OF_ADDRESS = re.compile(r"\$?\\(" + "|".join(_ADDRESS_SYMBOLS) + r")(?![A-Za-z])\s*\$?")
_ESCAPE = re.compile(r"\\([^A-Za-z\s])")


@lru_cache(maxsize=1 << 12)
def _decoded(text: str) -> str:
    decoded = _Scanner(text).rest()
    return decoded.replace("?‘", "¿").replace("!‘", "¡")


class _Scanner:
    """Reads a text from left to right; what is broken (a brace too many, a part missing) is passed over."""

    def __init__(self, text: str, math: bool = False, depth: int = 0) -> None:
        self._text = text
        self._place = 0
        self._math = math
        self._depth = depth

    def rest(self) -> str:
        """Decode up to the end."""
        parts = []
        while self._place < len(self._text):
            parts.append(self._group())
        return "".join(parts)

    def _group(self) -> str:
        """Decode up to the brace that closes the group, or the end."""
        parts: list[str] = []
        while found := _TOKEN.match(self._text, self._place):
            self._place = found.end()
            read = found.group()
            match found.lastgroup:
                case "text":
                    parts.append(read)
                case "brace" if read == "}":
                    break
                case "brace":
                    parts.append(self._nested())
                case "gap":
                    parts.append(self._command(found["word"], found["gap"]))
                case "mark":
                    mark = found["mark"]
                    parts.append(self._accented(mark) if mark in ACCENTS else MARKS.get(mark, mark))
                case "math" | "inline":
                    parts.append(_Scanner(found["math"] or found["inline"], True, self._depth + 1).rest())
                case "script" if self._math:
                    parts.append(_script(read, self._argument()))
                case "tilde":
                    parts.append(" " if self._math or self._is_inside() else read)
                case "ligature" if not self._math:
                    parts.append(LIGATURES[read])
                case _:
                    parts.append(read)
        return "".join(parts)

    def _nested(self) -> str:
        if self._depth >= _DEEPEST:
            return ""
        self._depth += 1
        text = self._group()
        self._depth -= 1
        return text

    def _is_inside(self) -> bool:
        """Whether the tilde just read ties two words; `~5` is "about 5"."""
        around = self._text[max(self._place - 2, 0) : self._place + 1]
        return len(around) == 3 and not around[0].isspace() and not around[2].isspace()

    def _argument(self) -> str:
        found = _ARGUMENT.match(self._text, self._place)
        if found is None:
            return ""
        self._place = found.end()
        if found[1]:
            return self._nested()
        if self._depth >= _DEEPEST:
            return found[2]
        if not found[2].startswith("\\"):
            return found[2]
        # A command is an argument with its own arguments: \'\i, \^\circ.
        self._place = found.start(2)
        self._depth += 1
        token = _TOKEN.match(self._text, self._place)
        assert token is not None
        self._place = token.end()
        text = self._command(token["word"], token["gap"]) if token["word"] else token["mark"] or ""
        self._depth -= 1
        return text

    def _accented(self, accent: str) -> str:
        argument = self._argument()
        base, behind = argument[:1].translate(_DOTLESS), argument[1:]
        if not base.strip():
            return (accent if len(accent) == 1 and not accent.isalpha() else "") + argument
        return normalize("NFC", base + ACCENTS[accent]) + behind

    def _command(self, name: str, gap: str) -> str:
        if name in ACCENTS:
            return self._accented(name)
        if name in SILENT:
            return " " if gap and self._math else ""
        symbol = symbols().get(name)
        if symbol is not None:
            return symbol + (" " if gap and self._math else "")
        if name in DROPPED:
            self._argument()
            return ""
        if name in SPACING:
            length = _LENGTH.match(self._text, self._place)
            self._place = length.end() if length else self._place
            return ""
        if name in LAST_OF_TWO:
            first = self._argument()
            return self._argument() or first
        if name in QUOTING:
            return f"“{self._argument()}”"
        if name in {"textsuperscript", "textsubscript"}:
            return _script("^" if name == "textsuperscript" else "_", self._argument()).lstrip("^_")
        if name in {"frac", "nicefrac", "sfrac"}:
            return f"{self._argument()}/{self._argument()}"
        if name == "sqrt":
            return f"√{self._argument()}"
        # The name of a command without an argument is all there is to read; with one, that is the text.
        if self._text.startswith("{", self._place) and not self._text.startswith("{}", self._place):
            return ""
        return name + (" " if gap else "")


def _script(sign: str, text: str) -> str:
    """A superscript or subscript in Unicode's letters where it has them, and else behind its sign."""
    small = text.translate(SUPERSCRIPTS if sign == "^" else SUBSCRIPTS)
    if not any(map(str.__eq__, small, text)):
        return small
    if text in {"∘", "°"}:
        return "°"
    if text in {"th", "st", "nd", "rd", "er", "ère", "ème", "TM", "′", "'", "*", "∗", "†"}:  # as in 20th
        return text
    return sign + text
