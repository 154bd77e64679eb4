import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kgraph.keywords.candidates import Candidates
from kgraph.keywords.entities import phrase_term, write_out
from kgraph.keywords.numbering import Terms
from kgraph.keywords.phrases import Lexicon, load_pipeline
from kgraph.keywords.reading import read_texts

NLP = load_pipeline(model=False)
WORDS = [
    "reward",
    "model",
    "novel",
    "large",
    "scale",
    "box",
    "method",
    "p",
    "3",
    "RL",
    "low",
    "rank",
    "useful",
]


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join), min_size=1, max_size=4))
def test_it_finds_what_the_rule_for_one_phrase_says(texts: list[str]) -> None:
    lexicon = Lexicon(NLP)
    [reading] = read_texts(texts, NLP, lexicon)
    long = [lexicon.key_number(key) for key in ("reinforcement", "learning")]
    places = np.flatnonzero(reading.keys == lexicon.key_number("rl")).tolist()
    reading = write_out(reading, dict.fromkeys(places, long))
    expected = []
    for first, last in reading.phrases.tolist():
        words = tuple(lexicon.word_keys[key] for key in reading.keys[first:last])
        if (key := phrase_term(words, reading.inner[first:last].tolist())) is not None:
            expected.append((first, " ".join(key)))
    terms = Terms(lexicon)
    found, numbers = Candidates(terms).find(reading)
    names = terms.names()
    assert sorted(zip(found.tolist(), names.gather(numbers), strict=True)) == expected
