"""A long time in few periods: years, or five or ten of them together, so that each has room."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


@dataclass(frozen=True, slots=True)
class Periods:
    """Periods of `step` years one after the other; `first` and `last` are years of the data."""

    first: int
    last: int
    step: int

    @property
    def starts(self) -> range:
        """The first year of each period, at round years."""
        return range(self.first // self.step * self.step, self.last + 1, self.step)

    def label(self, start: int) -> str:
        """A period in words: "1960", or "1960–64".

        >>> Periods(1961, 1999, 5).label(1960), Periods(1961, 1999, 1).label(1961)
        ('1960–64', '1961')
        """
        end = start + self.step - 1
        if self.step == 1:
            return str(start)
        return f"{start}–{end % 100:02}" if start // 100 == end // 100 else f"{start}–{end}"

    def add_up(self, values: Iterable[tuple[int, float]]) -> dict[int, float]:
        """Values by year as sums by period, with the periods of none as 0.

        >>> Periods(1961, 1966, 5).add_up([(1961, 2), (1964, 1)])
        {1960: 3, 1965: 0}
        """
        sums = Counter[int]()
        for year, value in values:
            sums[year // self.step * self.step] += value  # type: ignore[assignment]
        return {start: sums[start] for start in self.starts}

    def choose_ticks(self, most: int) -> list[int]:
        """At most `most` starts of periods to be labelled, at round years where not all are.

        >>> Periods(1961, 1966, 1).choose_ticks(3)
        [1962, 1964, 1966]
        """
        for step in _STEPS:
            ticks = [start for start in self.starts if start % (step * self.step) == 0]
            if len(ticks) <= most:
                break
        return ticks or [self.starts[0]]

    @property
    def note(self) -> str:
        """What a reader must know of the periods; nothing if they are years."""
        if self.step == 1:
            return ""
        end = (
            f", of which the last is known to {self.last}"
            if self.last < self.starts[-1] + self.step - 1
            else ""
        )
        return f"Each period has {self.step} years{end}."


def choose_periods(years: Iterable[int], most: int) -> Periods:
    """The shortest periods by which the years are at most `most` periods.

    >>> choose_periods([1961, 2024], most=40)
    Periods(first=1961, last=2024, step=2)
    """
    held = sorted(years)
    for step in _STEPS:
        periods = Periods(held[0], held[-1], step)
        if len(periods.starts) <= most:
            return periods
    return periods
