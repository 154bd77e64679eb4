"""What LaTeX's commands stand for: symbols, accents, and those that print nothing.

The symbols are pylatexenc's, 900 of them, and a few that it lacks.
"""

import re
from collections.abc import Mapping
from functools import cache

from pylatexenc.latex2text import get_default_latex_context_db

ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331", "t": "\u0361", "grave": "\u0300", "acute": "\u0301", "hat": "\u0302", "tilde": "\u0303",
    "bar": "\u0304", "breve": "\u0306", "dot": "\u0307", "ddot": "\u0308", "check": "\u030c", "vec": "\u20d7",
}  # fmt: skip
LIGATURES = {"--": "–", "---": "—", "``": "“", "''": "”", "`": "‘"}
MARKS = dict.fromkeys(" ,;:>\\\n\t\r", " ") | dict.fromkeys("-/!@()[]*", "")
SILENT = frozenset({
    "it", "em", "bf", "rm", "sc", "sf", "tt", "sl", "tiny", "small", "large", "Large", "LARGE", "huge",
    "Huge", "scriptsize", "footnotesize", "normalsize", "normalfont", "upshape", "itshape", "slshape",
    "scshape", "bfseries", "mdseries", "rmfamily", "sffamily", "ttfamily", "relax", "protect", "left",
    "right", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "limits", "nolimits", "displaystyle",
    "textstyle", "scriptstyle", "selectfont", "noindent", "break", "allowbreak", "nobreak", "nolinebreak",
    "null", "leavevmode", "unskip", "ignorespaces", "xspace", "bgroup", "egroup", "begingroup",
    "endgroup", "string", "nohyphens", "hyphen", "cyrchar", "aftergroup", "mbox", "cal", "llap", "rlap",
    "smash", "hss", "hfil", "smc", "ssf",
})  # fmt: skip
# Commands without text of their own: with an argument, of which the first of two is no text (a language, a
# colour, an address), or with a length.
DROPPED = frozenset({
    "noopsort", "SortNoop", "footnote", "thanks", "label", "cite", "hspace", "vspace", "vphantom",
    "hphantom", "phantom",
})  # fmt: skip
LAST_OF_TWO = frozenset({"href", "textcolor", "foreignlanguage", "texorpdfstring", "colorbox", "raisebox"})
SPACING = frozenset({"kern", "hskip", "mkern", "mskip", "hglue", "lower", "raise"})
QUOTING = frozenset({"enquote", "mkbibquote"})
SUPERSCRIPTS = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
SUBSCRIPTS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")

# What pylatexenc lacks or gives as a look-alike.
_MORE_SYMBOLS = {
    "TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e", "BibTeX": "BibTeX", "textasciicircum": "^",
    "textperiodcentered": "·", "textless": "<", "textgreater": ">", "lt": "<", "gt": ">", "textbar": "|",
    "textquotesingle": "'", "textquotedbl": '"', "textunderscore": "_", "textdollar": "$", "slash": "/",
    "textellipsis": "…", "copyright": "©", "S": "§", "P": "¶", "pounds": "£", "textnumero": "№",
    "degree": "°", "textasteriskcentered": "*", "glqq": "„", "grqq": "“", "flqq": "«", "frqq": "»",
    "quotedblbase": "„", "quotesinglbase": "‚", "guilsinglleft": "‹", "guilsinglright": "›", "euro": "€",
    "Dash": "—", "space": " ", "newline": " ", "par": " ", "linebreak": " ", "hfill": " ", "cdotp": "·",
    "dash": "–", "thinspace": " ", "lbrace": "{", "rbrace": "}", "textbraceleft": "{",
    "textbraceright": "}", "textlbrace": "{", "textrbrace": "}",
}  # fmt: skip
# The longest is a name, `limsup`; longer texts are placeholders, or depend on the day.
_LONGEST_SYMBOL = 7


@cache
def symbols() -> Mapping[str, str]:
    """The texts of commands by their names.

    >>> symbols()["alpha"], symbols()["ss"], symbols()["textendash"]
    ('α', 'ß', '–')
    """
    database = get_default_latex_context_db()
    known = {spec.macroname: spec.simplify_repl for spec in database.iter_macro_specs()}
    return {
        name: text
        for name, text in known.items()
        if name.isalpha()
        and isinstance(text, str)
        and len(text) <= _LONGEST_SYMBOL
        and not _PATTERN.search(text)
    } | _MORE_SYMBOLS


_PATTERN = re.compile(r"[%<\n]")
