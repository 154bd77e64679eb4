"""Parts of speech of many texts, from spaCy's tagger, in as many processes as there are cores."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import tee
from pathlib import Path

import numpy as np
import numpy.typing as npt
from spacy.language import Language

from kgraph.keywords.phrases import OTHER, load_tagger, tag_classes
from kgraph.parallel import map_processes

# Texts that are read together.
BLOCK = 256
# Of 32, 64, 128 and 256 texts at a time, 64 was fastest (the caches of one core).
_BATCH = 64
# Fewer blocks than this are tagged in this process alone. A process is ready after 3 to 4 s. On two cores
# with a load of 3, abstracts of the Anthology: 8 blocks take 15.1 s in this one and 14.3 s in two more, 16
# blocks 28.0 and 17.5 s, 32 blocks 76 and 35 s.
_FEWEST_BLOCKS = 8

Block = Sequence[str]
# The tokens of a block of texts: where each begins, counted from the beginning of the first text over all of
# them, and its class as the code of a character.
Tokens = tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]


def tag_blocks(
    blocks: Iterable[Block], nlp: Language, processes: int | None = None
) -> Iterator[tuple[Block, Tokens]]:
    """Tag the words of each block of texts in turn; the result is the same with any number of processes.

    With None these are as many as this process may use cores.
    """
    blocks, texts = tee(blocks)
    here = partial(tag_block, nlp=nlp)
    # Each process reads the model from its folder; one without a folder stays here.
    tag, count = (partial(_tag, nlp.path), processes) if nlp.path else (here, 1)
    found = map_processes(tag, texts, fewest=_FEWEST_BLOCKS, processes=count, here=here)
    yield from zip(blocks, found, strict=True)


def tag_block(texts: Block, nlp: Language) -> Tokens:
    """Tag the words of some texts."""
    arrays = [doc.to_array(["IDX", "TAG"]) for doc in nlp.pipe(texts, batch_size=_BATCH)]
    offset = 0
    for array, text in zip(arrays, texts, strict=True):
        array[:, 0] += np.uint64(offset)
        offset += len(text)
    tokens = np.concatenate(arrays)
    numbers, inverse = np.unique(tokens[:, 1], return_inverse=True)
    class_of = tag_classes(nlp)
    classes = np.array([ord(class_of.get(int(number), OTHER)) for number in numbers], dtype=np.uint8)
    return tokens[:, 0].astype(np.int64), classes[inverse]


def _tag(model: Path, texts: Block) -> Tokens:
    return tag_block(texts, _load(model))


_load = cache(load_tagger)
