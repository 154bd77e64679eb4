r"""LaTeX as the text it prints."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.sources.latex import decode, decode_accents, unescape

PRINTED = {
    # accents, in every way to write them
    r"{\"o} \"{o} \"o {\"{o}} \" o": "ö ö ö ö ö",
    r"\'\i {\'\i} \'{\i} \'i \^{\j}": "íí í í ĵ",
    r"\c{c}\c c \v{s} \v s \H{o} \u{g} \k{a} \r{u} \={a} \.{z} \d{a}": "çç š š ő ğ ą ů ā ż ạ",
    r"\~n \~{} \^{} \'": "ñ ~ ^ '",
    r"Stra{\ss}e, \O{}re, {\L}\'{o}d\'z, \AA rhus, {\ae}on": "Straße, Øre, Łódź, Århus, æon",
    # signs and spaces
    r"1--9 --- ``a'' `b' A.~B. ~5 mg": "1–9 — “a” ‘b' A. B. ~5 mg",
    r"R\&D 5\% \$3 \#1 a\_b \{x\} \textbackslash n\textasciitilde": "R&D 5% $3 #1 a_b {x} \\n~",
    r"soft\-hyphen a\,b a\ b x\\y \LaTeX\ is": "softhyphen a b a b x y LaTeX is",
    r"\textless i\textgreater{} ?`Qu\'e? 5\,\textdegree": "<i> ¿Qué? 5 °",
    # braces and commands
    r"{The {DNA} of} {{T}}axa": "The DNA of Taxa",
    r"\emph{in vivo} {\em in vitro} \textsc{Abc} \mkbibemph{x} \enquote{y}": "in vivo in vitro Abc x “y”",
    r"\href{https://x.org}{here} \textcolor{red}{a} \href{alone}": "here a alone",
    r"\noopsort{1973b}1973 a\footnote{b} c\kern-.1667em d": "1973 a cd",
    r"\unknown{kept} \Unknown stays {\Name{}}s": "kept Unknown stays Names",
    # formulas
    r"CO$_2$ H$_{2}$O $10^{-3}$ 20$^{th}$ $x_i$ $x^{k+1}$ $T_{max}$": "CO₂ H₂O 10⁻³ 20th x_i x^k+1 T_max",
    r"$\alpha$-decay, $\Sigma$$\Delta$, $a \leq b$, \(\beta_1\), $45^\circ$": "α-decay, ΣΔ, a ≤ b, β₁, 45°",
    r"$\mathcal{O}(n \log n)$ $\frac{1}{2}$ $\sqrt{2}$ p$<$.05": "O(n log n) 1/2 √2 p<.05",
    r"\ensuremath{\beta} \textsuperscript{13}C \textsubscript{x}": "β ¹³C x",
    # money and lone marks are no formulas
    "$5 million to $10 million, $5-$10, a_b^c": "$5 million to $10 million, $5-$10, a_b^c",
    # what is broken
    "a } b": "a  b",
    r"\emph{open": "open",
    r"end\ ": "end ",
    "\\": "\\",
}


@pytest.mark.parametrize(("markup", "text"), PRINTED.items())
def test_decode(markup: str, text: str) -> None:
    assert decode(markup) == text


def test_plain_text_is_left_alone() -> None:
    text = "A-b's 3% of #4 (x^2, y_1) <i>é</i> – ok"
    assert decode(text) == text


@given(st.text(st.sampled_from("\\{}$^_~`'-\"ab1 (éiofrachetxz\n"), max_size=60))
def test_nothing_raises(markup: str) -> None:
    assert isinstance(decode(markup), str)
    assert isinstance(unescape(markup), str)


@pytest.mark.parametrize(
    "part", ["{", "\\(", "$a ", '\\"', "\\href", "\\emph{", "$", "\\frac{", "\\sqrt\\frac"]
)
def test_depth_has_no_limit(part: str) -> None:
    assert isinstance(decode(part * 5_000), str)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (r"https://x.org/\~{}a\_b--c", "https://x.org/~a_b--c"),
        (r"https://x.org/{\textasciitilde}a\%20$\sim$b", "https://x.org/~a%20~b"),
        (r"\url{https://x.org}", "https://x.org"),
        ("10.1/a_b~c", "10.1/a_b~c"),
    ],
)
def test_unescape(markup: str, text: str) -> None:
    assert unescape(markup) == text


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        (r"M\"uller, M\"{u}ller, M{\"u}ller, M{\"{u}}ller", "Müller, Müller, Müller, Müller"),
        (r"\'\i, \'{\i}, {\'\i}", "í, í, í"),
        (r"Erd\H{o}s, \c Cetin, \v{S}i\v{s}ka", "Erdős, Çetin, Šiška"),
        (r"S\o rensen, \O{}re, \L\'od\'z, Stra\ss e", "Sørensen, Øre, Łódź, Straße"),
        (r"\emph{left} and \cite{alone}, ~3 -- {4}", r"\emph{left} and \cite{alone}, ~3 -- {4}"),
        (r"$\'a$, \(\"o\) and \"o for \$5", r"$\'a$, \(\"o\) and ö for \$5"),
        (r"C:\users\o", r"C:\usersø"),
        ("no backslash: $5 {x}", "no backslash: $5 {x}"),
    ],
)
def test_accents_alone(printed: str, text: str) -> None:
    assert decode_accents(printed) == text
