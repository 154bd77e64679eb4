"""Whether a share changes over the years: the test for trend in proportions, for many topics at once.

Cochran (Biometrics 10(4), 1954) and Armitage (Biometrics 11(3), 1955) test whether a proportion moves along
ordered groups; Mantel (JASA 58(303), 1963) extends the test to strata. It works on counts, so three years are
enough; the test of Mann and Kendall sees only which year is higher, and of three years never says a p below
0.33, of five never one below 0.017, which no correction for a thousand keywords leaves standing.

Counts vary more from year to year than chance does, since a workshop or a prize question brings many papers
at once. So the variance is multiplied by a dispersion, as quasi-likelihood does (McCullagh & Nelder,
Generalized Linear Models, 1989, ch. 4.5). It is one for all topics, the median of what they vary about their
trends: of three years a dispersion of its own would call each new topic uneven that is there all at once.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr
from scipy.stats import chi2, false_discovery_control

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# The dispersion is read from topics with at least so many papers a year, as chi-square wants (Cochran 1954).
_LEAST_EXPECTED = 5


@dataclass(frozen=True, slots=True)
class TrendTest:
    """For each topic: change of its share per year, how many standard errors that is, p, and p corrected.

    All are arrays as long as there are topics, but the `dispersion` is one number, at least 1. `q` is p after
    Benjamini and Hochberg (JRSS B 57(1), 1995): of the topics with a q of at most 0.05, one in twenty is
    expected to be there by chance.
    """

    slope: Floats
    z: Floats
    p: Floats
    q: Floats
    dispersion: float


def expect_counts(counts: Integers, papers: Integers) -> Floats:
    """The papers that each topic would have in each year if its share in each stratum were always the same.

    `counts` is topics x strata x years, `papers` strata x years; the result is topics x years.

    >>> expect_counts(np.array([[[1, 5]]]), np.array([[10, 20]]))
    array([[2., 4.]])
    """
    expected: Floats = _rates(counts, papers) @ papers
    return expected


def find_trends(counts: Integers, papers: Integers, years: Integers) -> TrendTest:
    """Test for each topic whether its share of the papers rises or falls, two-sided.

    `counts` is topics x strata x years, `papers` strata x years. With fewer than two years, or where a topic
    is in all papers of its strata, nothing can be told: slope and z are 0, p and q are 1.

    >>> found = find_trends(np.array([[[1, 5, 9]], [[4, 6, 6]]]), np.array([[20, 20, 20]]), np.arange(3))
    >>> found.slope.round(2), found.z.round(2), found.q.round(3)
    (array([0.2 , 0.05]), array([2.9 , 0.71]), array([0.008, 0.478]))
    """
    topics, size = len(counts), papers.sum(axis=1)
    if not topics:
        return TrendTest(np.empty(0), np.empty(0), np.empty(0), np.empty(0), 1.0)
    years = years - years[0]  # small numbers, so that rounding leaves less
    middle = (papers @ years) / np.maximum(size, 1)
    reach = years - middle[:, None]  # strata x years
    spread = (papers * reach**2).sum(axis=1)
    rates = _rates(counts, papers)
    excess = counts.sum(axis=1) - rates @ papers  # topics x years
    lean = excess @ years
    # Which papers have the topic is drawn without putting back: hence size / (size - 1).
    variance = (rates * (1 - rates)) @ (spread * size / np.maximum(size - 1, 1))
    slope = _divide(lean, np.broadcast_to(spread.sum(), topics))
    left = excess - slope[:, None] * (papers * reach).sum(axis=0)
    common = counts.sum(axis=(1, 2)) >= _LEAST_EXPECTED * len(years)
    dispersion = _dispersion(left[common], rates[common], papers)
    z = _divide(lean, np.sqrt(variance * dispersion))
    p = np.minimum(2 * ndtr(-np.abs(z)), 1.0)
    return TrendTest(slope, z, p, correct(p), dispersion)


def correct(p: Floats) -> Floats:
    """q for each p of one family of tests, by Benjamini and Hochberg.

    >>> correct(np.array([0.01, 0.04, 0.03])).round(3)
    array([0.03, 0.04, 0.04])
    """
    return np.asarray(false_discovery_control(p)) if len(p) else p


def _dispersion(left: Floats, rates: Floats, papers: Integers) -> float:
    """How much more topics vary about their trends than chance does: 1 or more.

    `left` is what the trend leaves of the counts, topics x years.
    """
    freedom = papers.shape[1] - 2
    if freedom < 1 or not len(left):
        return 1.0
    varied = _divide(left**2, (rates * (1 - rates)) @ papers).sum(axis=1)
    return max(1.0, float(np.median(varied) / chi2.median(freedom)))


def _rates(counts: Integers, papers: Integers) -> Floats:
    """Topics x strata: the share of the papers of each stratum."""
    rates: Floats = counts.sum(axis=2) / np.maximum(papers.sum(axis=1), 1)
    return rates


def _divide(above: Floats, below: Floats) -> Floats:
    """The quotient, or 0 where the divisor is no more than what rounding leaves of 0."""
    return np.divide(above, below, out=np.zeros_like(above), where=below > 1e-12)
