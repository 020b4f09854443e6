"""Work in steps tells that it goes on, gives its result, and is closed with whoever waits."""

from collections.abc import Generator

import pytest

from assistant.waiting import while_waiting


class Work:
    """Three steps and a result; knows whether it was closed before its end."""

    def __init__(self) -> None:
        self.closed = False

    def steps(self) -> Generator[None, None, str]:
        try:
            for _ in range(3):
                yield
        except GeneratorExit:
            self.closed = True
            raise
        return "done"


def waiting(work: Generator[object, None, str], got: list[str]) -> Generator[int, None, None]:
    got.append((yield from while_waiting(work, 7)))


def test_each_step_is_a_sign_and_the_result_comes_at_the_end() -> None:
    work, got = Work(), list[str]()
    assert list(waiting(work.steps(), got)) == [7, 7, 7]
    assert got == ["done"]
    assert not work.closed


def test_who_stops_waiting_stops_the_work() -> None:
    work, got = Work(), list[str]()
    signs = waiting(work.steps(), got)
    next(signs)
    signs.close()
    assert work.closed
    assert got == []


def test_what_the_work_raises_is_raised() -> None:
    def failing() -> Generator[None, None, str]:
        yield
        raise ValueError("it broke")

    with pytest.raises(ValueError, match="it broke"):
        list(waiting(failing(), []))
