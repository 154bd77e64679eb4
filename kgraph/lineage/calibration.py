"""From evidence to a probability: how much each part counts, and the curve, fitted on true citations.

The fit is made and measured by `benchmarks/quality/lineage.py`: 919 papers of 2025 that each cite some of
7,631 earlier ones, parted in halves by a hash of their ids. R@5 and MRR over all 7,631, weights fitted on
one half and measured on the other (a standard error is .01, .015), of all parts and without one:

    all .366 .511    text .334 .474    context .359 .511    people .326 .456    concepts .361 .505
                     title .357 .507   standing .359 .503   age .359 .503

Co-authors of co-authors, the authors' other papers, the number of authors, a second cosine of fragments of
words and latent semantic analysis were tried beside these and gave nothing, or no more than they cost.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import expit


@dataclass(frozen=True, slots=True)
class Curve:
    """How evidence becomes a probability: Platt's logistic curve with a knee.

    `weights` are the log-odds that one unit of each of `vocabulary.PARTS` adds, `offset` those against a pair
    for which nothing speaks. Above the log-odds `knee` evidence counts only `above_knee` times: where much
    speaks for a pair its parts repeat each other. Source: J. Platt, "Probabilistic outputs for support vector
    machines and comparisons to regularized likelihood methods", 1999; the knee is ours.
    """

    weights: tuple[float, ...]
    offset: float
    knee: float
    above_knee: float

    def log_odds(self, parts: Any) -> Any:
        """What each part adds, an array like `parts`: a row for each part, a column a pair."""
        return parts * np.array(self.weights)[:, np.newaxis]

    def weigh(self, evidence: Any) -> Any:
        """The probability, from 0 to 1, for a sum of log-odds: a number or an array.

        >>> PLAIN.weigh([14.0, 17.0]).round(2).tolist()
        [0.06, 0.38]
        """
        odds = np.asarray(evidence, np.float64) - self.offset
        return expit(odds - np.maximum(odds - self.knee, 0) * (1 - self.above_knee))


# Weights fitted on the first half and rounded, the curve on both: weights that average .03, .07, .14, .27,
# .50 and .79 stand for .03, .07, .12, .29, .58 and .73 citations. With the knee fitted on the first half,
# those on the second that average .03, .07, .14, .27, .50 and .79 stood for .03, .08, .13, .27, .51, .68.
# A straight line was too sure of itself there: .82 stood for .64. Only the offset changed, by .4, when less
# allowance was made for unread words (`similarity`).
PLAIN = Curve((3.6, 1.95, 4.95, 5.7, 0.46, 0.34, 0.49, 0.0), offset=16.7, knee=-2.1, above_knee=0.67)
# The same with sentence embeddings: crosswise R@5 .371, MRR .525, AUC .976, where it is .366, .511, .971
# without.
WITH_MEANING = Curve((3.05, 0.95, 5.4, 6.9, 0.5, 0.32, 0.51, 8.0), offset=18.4, knee=-2.2, above_knee=0.62)
