"""Parts of speech of many texts, from spaCy's tagger."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
from spacy.attrs import IDX, TAG
from spacy.language import Language

from kgraph.keywords.phrases import OTHER, tag_classes

# Texts that are read together.
BLOCK = 256
# Of 32, 64, 128 and 256 texts at a time, 64 was fastest (the caches of one core).
_BATCH = 64

Block = Sequence[str]
# The tokens of a block of texts: where each begins, counted from the beginning of the first text over all of
# them, and its class as the code of a character.
Tokens = tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]


def tag_blocks(blocks: Iterable[Block], nlp: Language) -> Iterator[tuple[Block, Tokens]]:
    """Tag the words of each block of texts in turn."""
    for block in blocks:
        yield block, tag_block(block, nlp)


def tag_block(texts: Block, nlp: Language) -> Tokens:
    """Tag the words of some texts."""
    arrays = [doc.to_array([IDX, TAG]) for doc in nlp.pipe(texts, batch_size=_BATCH)]
    offset = 0
    for array, text in zip(arrays, texts, strict=True):
        array[:, 0] += np.uint64(offset)
        offset += len(text)
    tokens = np.concatenate(arrays)
    numbers, inverse = np.unique(tokens[:, 1], return_inverse=True)
    class_of = tag_classes(nlp)
    classes = np.array([ord(class_of.get(int(number), OTHER)) for number in numbers], dtype=np.uint8)
    return tokens[:, 0].astype(np.int64), classes[inverse]
