"""A table of figures: a row a figure, a column a part of the questions.

Does not know which figures there are.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

from tests.evals.measures import Statistic, figure, mean

Asked = TypeVar("Asked")
"""A question with what came of it."""

_NAME, _CELL = 50, 27
"""Characters."""


class Table(Generic[Asked]):
    """Printed by `str()`; `parts` are the questions of each column, by its heading."""

    def __init__(self, title: str, parts: Mapping[str, Sequence[Asked]]) -> None:
        self._parts = parts
        self._lines = ["", title, _line("", list(parts))]

    def mean(self, name: str, score: Callable[[Asked], float | None]) -> None:
        """Adds the mean of a score; questions whose score is `None` do not count."""
        self.figure(name, lambda asked: None if (value := score(asked)) is None else (value,), mean)

    def figure(
        self, name: str, observe: Callable[[Asked], Sequence[float] | None], statistic: Statistic
    ) -> None:
        """Adds a statistic of what is observed of each question; `None` does not count."""
        cells = []
        for part in self._parts.values():
            made = figure([row for asked in part if (row := observe(asked)) is not None], statistic)
            cells.append("-" if made is None else str(made))
        self._lines.append(_line(name, cells))

    def plain(self, name: str, text: Callable[[Sequence[Asked]], str]) -> None:
        """Adds whatever `text` says of each part."""
        self._lines.append(_line(name, [text(part) for part in self._parts.values()]))

    def __str__(self) -> str:
        return "\n".join(self._lines)


def _line(name: str, cells: Sequence[str]) -> str:
    return (f"{name:<{_NAME}}" + "".join(f"{cell:>{_CELL}}" for cell in cells)).rstrip()
