"""Fit the weights of `kgraph/sources/boundary_weights.py` on one half of the ACL Anthology.

    python benchmarks/quality/fit_boundary.py [--data ../shared/data] > kgraph/sources/boundary_weights.py

A conditional logit: of all places where a line could be cut, the true one should score highest. Rare forms
(names in capitals or small letters, ` and ` before the last name) and titles without authors are mixed in,
and half of the lines see a context, so that the weights know what to do with them.
"""

import argparse
import random
import sys
from pathlib import Path

import numpy as np
from listing import anthology, is_held_out
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from kgraph.sources.boundary import NO_CONTEXT, Context, Split, candidates, context_of, features

SEED = 7
SAMPLE = 14_000
RIDGE = 0.3
# Invented names in Chinese signs: a surname and one or two others.
_SURNAME_SIGNS = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗欧柳段雷龙"
_SIGNS = ("小明华伟芳娜敏静丽强磊军洋勇艳杰娟涛", "明华国文志春海云英玉红平")


def vary(title: str, names: list[str], chance: random.Random) -> tuple[str, int | None]:
    """A glued line and the index of its cut, sometimes in a rare form, sometimes without any authors."""
    # Some listings print three authors, others all.
    names, draw = names[: chance.choice((3, 3, len(names)))], chance.random()
    if draw < 0.08:
        return title, None
    if draw < 0.10:
        names = [name.upper() for name in names]
    elif draw < 0.11:
        names = [name.lower() for name in names]
    elif draw < 0.12:
        names[0] = chance.choice(["van", "de", "von", "van der"]) + " " + names[0].split()[-1]
    elif draw < 0.14 or not (title[-1].islower() or title[-1].isupper() or title[-1].isascii()):
        names = [
            "".join(chance.choice(signs) for signs in (_SURNAME_SIGNS, *_SIGNS[: chance.randint(1, 2)]))
            for _ in names
        ]
    elif draw < 0.17 and len(names) > 1:
        return title + ", ".join(names[:-1]) + f" and {names[-1]}", len(title)
    return title + ", ".join(names), len(title)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[3] / "shared" / "data")
    options = parser.parse_args()
    papers = [paper for paper in anthology(options.data / "acl" / "xml") if not is_held_out(paper[0])]
    chance = random.Random(SEED)
    papers = chance.sample(papers, SAMPLE + 3000)
    context = context_of((Split(title, names, 0.0), "") for title, names in papers[SAMPLE:])
    rows: list[dict[str, float]] = []
    starts: list[int] = []
    gold: list[int] = []
    for title, names in papers[:SAMPLE]:
        line, cut = vary(title, list(names), chance)
        cuts = list(candidates(line))
        if cut is not None and cut not in cuts:
            continue
        seen: Context = chance.choice([NO_CONTEXT, context])
        starts.append(len(rows))
        gold.append(len(rows) + (len(cuts) if cut is None else cuts.index(cut)))
        rows += [features(line, place, seen) for place in cuts] + [{"no authors": 1.0}]
    names_of_weights = sorted({name for row in rows for name in row})
    weights = fit(rows, names_of_weights, np.array(starts), np.array(gold))

    print(f'"""The weights of `boundary`, fitted by `fit_boundary.py` on {len(starts)} lines."""\n')
    print("WEIGHTS: dict[str, float] = {")
    for name, weight in zip(names_of_weights, weights, strict=True):
        if abs(weight) >= 0.005:
            print(f'    "{name}": {weight:.2f},')
    print("}")


def fit(rows: list[dict[str, float]], names: list[str], starts: np.ndarray, gold: np.ndarray) -> np.ndarray:
    """The weights that make the gold rows most likely, each among the rows of its own line."""
    column = {name: number for number, name in enumerate(names)}
    entries = [
        (number, column[name], value) for number, row in enumerate(rows) for name, value in row.items()
    ]
    where_row, where_column, values = zip(*entries, strict=True)
    matrix = csr_matrix((values, (where_row, where_column)), shape=(len(rows), len(names)))
    line = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(rows))))
    observed = np.asarray(matrix[gold].sum(axis=0)).ravel()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        top = np.maximum.reduceat(scores, starts)
        shares = np.exp(scores - top[line])
        totals = np.add.reduceat(shares, starts)
        likelihood = (scores[gold] - top - np.log(totals)).sum()
        gradient = matrix.T @ (shares / totals[line]) - observed
        return RIDGE * weights @ weights / 2 - likelihood, RIDGE * weights + gradient

    result = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    print(f"{len(starts)} lines, {len(rows)} cuts, loss {result.fun:.1f}: {result.message}", file=sys.stderr)
    return result.x


if __name__ == "__main__":
    main()
