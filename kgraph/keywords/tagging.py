"""Parts of speech of many texts, from spaCy's tagger, in as many processes as there are cores."""

import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from itertools import chain, islice
from queue import SimpleQueue

import numpy as np
import numpy.typing as npt
from spacy.language import Language

from kgraph.keywords.phrases import OTHER, load_tagger, tag_classes
from kgraph.parallel import count_cores

# Texts that are read together.
BLOCK = 256
# Of 32, 64, 128 and 256 texts at a time, 64 was fastest (the caches of one core).
_BATCH = 64
# Fewer blocks than this are tagged in this process alone. A process is ready after 3 to 4 s. On two cores
# with a load of 3, abstracts of the Anthology: 8 blocks take 15.1 s in this one and 14.3 s in two more, 16
# blocks 28.0 and 17.5 s, 32 blocks 76 and 35 s.
_FEWEST_BLOCKS = 8
# Blocks that are read ahead for each process, so that none is idle.
_WAITING = 3

Block = Sequence[str]
# The tokens of a block of texts: where each begins, counted from the beginning of the first text over all of
# them, and its class as the code of a character.
Tokens = tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]

# What a process runs. It does not import the main module of this one, so a script needs no guard for it.
_COMMAND = (
    "import pickle, sys; sys.path[:] = pickle.load(sys.stdin.buffer); "
    "from kgraph.keywords.tagging import serve; serve()"
)

# There is a process a core: NumPy's matrix products shall not start threads on top.
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}

_Process = subprocess.Popen[bytes]


def tag_blocks(
    blocks: Iterable[Block], nlp: Language, processes: int | None = None
) -> Iterator[tuple[Block, Tokens]]:
    """Tag the words of each block of texts in turn; the result is the same with any number of processes.

    With None these are as many as this process may use cores.
    """
    blocks = iter(blocks)
    if processes is None:
        processes = count_cores()
    first = list(islice(blocks, _FEWEST_BLOCKS))
    if processes > 1 and len(first) == _FEWEST_BLOCKS and nlp.path and sys.executable:
        yield from _tag_together(chain(first, blocks), nlp, processes)
    else:
        for block in chain(first, blocks):
            yield block, tag_block(block, nlp)


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


def serve() -> None:
    """Tag the blocks that come in on standard input until it ends: what each further process does."""
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    nlp = load_tagger(pickle.load(asked))  # noqa: S301  (our own parent wrote it)
    with suppress(EOFError, BrokenPipeError):
        while True:
            pickle.dump(tag_block(pickle.load(asked), nlp), answers)  # noqa: S301
            answers.flush()


def _tag_together(blocks: Iterator[Block], nlp: Language, processes: int) -> Iterator[tuple[Block, Tokens]]:
    """Tag in further processes, so that this one has time to read what they give."""
    with ExitStack() as stack:
        threads = stack.enter_context(ThreadPoolExecutor(processes))  # they only wait for the processes
        free: SimpleQueue[_Process] = SimpleQueue()
        for _ in range(processes):
            process = stack.enter_context(_start(nlp))
            stack.callback(_stop, process)
            free.put(process)
        stack.callback(threads.shutdown, wait=False, cancel_futures=True)
        asked: deque[tuple[Block, Future[Tokens | None]]] = deque()
        for block in blocks:
            asked.append((block, threads.submit(_ask, free, block)))
            if len(asked) > _WAITING * processes:
                yield _answer(*asked.popleft(), nlp)
        while asked:
            yield _answer(*asked.popleft(), nlp)


def _answer(block: Block, answer: "Future[Tokens | None]", nlp: Language) -> tuple[Block, Tokens]:
    """What a process found; what it failed to do is done here."""
    tokens = answer.result()
    return block, tag_block(block, nlp) if tokens is None else tokens


def _start(nlp: Language) -> _Process:
    # In a session of its own no Ctrl-C reaches it: it ends when this process does, or lets it.
    process = subprocess.Popen(  # noqa: S603  (this Python, and a command without a variable)
        [sys.executable, "-c", _COMMAND],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
        env=os.environ | _ONE_THREAD,
    )
    assert process.stdin
    with suppress(OSError):
        pickle.dump(sys.path, process.stdin)
        pickle.dump(nlp.path, process.stdin)
    return process


def _ask(free: "SimpleQueue[_Process]", block: Block) -> Tokens | None:
    """Let a free process tag a block; None if it fails."""
    process = free.get()
    assert process.stdin
    assert process.stdout
    try:
        pickle.dump(block, process.stdin)
        process.stdin.flush()
        tokens: Tokens = pickle.load(process.stdout)  # noqa: S301
    except (OSError, EOFError, ValueError, pickle.UnpicklingError):
        return None
    else:
        return tokens
    finally:
        free.put(process)


def _stop(process: _Process) -> None:
    process.kill()
    assert process.stdin
    with suppress(OSError):
        process.stdin.close()
