"""Results as Markdown tables."""

from collections.abc import Mapping, Sequence

from processes import Failure
from rounds import Medians

HEAD = (
    "", "tool", "size", "work, s", "processor, s", "reading, s", "process, s", "runs", "work ÷ kgraph",
    "process ÷ kgraph",
)  # fmt: skip


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table; all columns but the first two are numbers.

    >>> print(markdown(("a", "b", "c"), [("x", "y", "1")]))
    | a | b | c |
    |---|---|--:|
    | x | y | 1 |
    """
    rule = "|" + "|".join("---" if place < 2 else "--:" for place in range(len(head))) + "|"
    lines = [f"| {' | '.join(head)} |", rule, *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines)


def task_rows(task: str, results: Mapping[str, Medians | Failure]) -> list[tuple[str, ...]]:
    """The rows of one task, kgraph first: what the others are divided by."""
    own = next((result for result in results.values() if isinstance(result, Medians)), None)
    rows = []
    for tool, result in results.items():
        if isinstance(result, Failure):
            rows.append((task, tool, result.reason, *[""] * (len(HEAD) - 3)))
            continue
        assert own
        rows.append(
            (
                task,
                tool,
                " / ".join(number(value) for value in result.size),
                number(result.seconds),
                number(result.processor),
                number(result.read),
                number(result.process),
                str(result.runs),
                number(result.seconds / own.seconds),
                number(result.process / own.process),
            )
        )
    return rows


def number(value: float) -> str:
    """A whole number with commas, another with three digits.

    >>> number(14648), number(0.012345), number(123.4), number(2.0)
    ('14,648', '0.0123', '123', '2')
    """
    if value == int(value):
        return f"{int(value):,}"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
