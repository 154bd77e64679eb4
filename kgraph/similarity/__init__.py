"""How alike papers are by their words: TF-IDF vectors, the most alike before each, neighbours.

Everything is sparse. `words` reads terms, `vectors` weighs them, `nearest` compares.
"""

from kgraph.similarity.nearest import neighbourhoods, similar_before
from kgraph.similarity.vectors import Vocabulary, learn_vectors, text_vectors, vectors_by
from kgraph.similarity.words import tells

__all__ = [
    "Vocabulary",
    "learn_vectors",
    "neighbourhoods",
    "similar_before",
    "tells",
    "text_vectors",
    "vectors_by",
]
