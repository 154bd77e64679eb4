"""Lines of text are whole in a pipe and wrapped behind their indent on a terminal."""

import pytest

from kgraph.cli.printing import print_wrapped

LINE = "  [bold]twelve words of a text[/bold] that is as long as a line may be"


def test_a_pipe_gets_whole_lines(capsys: pytest.CaptureFixture[str]) -> None:
    print_wrapped(LINE)
    assert capsys.readouterr().out == LINE + "\n"


def test_a_terminal_gets_wrapped_lines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"FORCE_COLOR": "1", "TERM": "xterm", "COLUMNS": "40"}.items():
        monkeypatch.setenv(name, value)
    print_wrapped(LINE)
    lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert lines == ["  [bold]twelve words of a text[/bold]", "  that is as long as a line may be"]
