"""How fresh a library is said to be: what counts, what is warned of, and what nobody can know."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from assistant.filling import STALLED_AFTER, Watch
from assistant.freshness import State, age, ago, line, listed, warnings
from index.catalogue import Status
from index.sources import Kind, Source

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOURLY = tuple(NOW - HOUR * n for n in range(12))
WIRE = Source(
    1,
    Kind.FEED,
    "https://wire.example/feed.xml",
    "Harbour Wire",
    1204,
    tried_at=NOW,
    succeeded_at=NOW - timedelta(minutes=5),
    arrivals=HOURLY,
)
FAILING = replace(
    WIRE,
    name="Baltic Courier",
    succeeded_at=NOW - timedelta(days=2),
    failing_since=NOW - timedelta(days=1),
    failure="https://courier.example/rss answers 503.",
)
STATUS = Status(
    articles=3754,
    passages=1,
    embedded=1,
    undated=0,
    outlets=(("A", 1),),
    first=date(2022, 2, 5),
    last=date(2022, 11, 5),
    embedding_model="m",
    updated=None,
)


def test_the_line_tells_the_newest_article_where_sources_are_registered_and_else_all_days() -> None:
    assert line(STATUS, [WIRE]) == "3,754 articles · newest 5 Nov 2022"
    assert line(STATUS, []) == "3,754 articles · 1 outlet · 5 Feb 2022 – 5 Nov 2022"
    empty = replace(STATUS, articles=0, outlets=(), first=None, last=None)
    assert line(empty, []) == line(empty, [WIRE]) == "0 articles"


def test_a_library_is_as_fresh_as_the_source_that_was_read_longest_ago() -> None:
    older = replace(WIRE, succeeded_at=NOW - 3 * HOUR)
    assert age([WIRE], NOW) == "brought up to date 5 min ago"
    assert age([WIRE, older], NOW) == "brought up to date 3 hours ago"
    assert age([WIRE, FAILING], NOW) == "brought up to date 5 min ago", "of the other it is warned"
    assert age([FAILING], NOW) == "brought up to date 2 days ago"
    assert age([replace(WIRE, succeeded_at=None)], NOW) == "not brought up to date yet"
    assert age([], NOW) == ""


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 min ago"),
        (timedelta(minutes=59, seconds=59), "59 min ago"),
        (HOUR, "1 hour ago"),
        (47 * HOUR, "47 hours ago"),
        (48 * HOUR, "2 days ago"),
        (timedelta(days=400), "400 days ago"),
    ],
)
def test_how_long_ago_is_said_in_one_unit(passed: timedelta, said: str) -> None:
    assert ago(NOW - passed, NOW) == said


def test_where_all_is_well_nothing_is_warned_of() -> None:
    assert warnings([WIRE], NOW) == ()
    assert listed(WIRE, NOW).state is State.FINE


def test_a_source_that_fails_is_told_with_since_when_and_why_and_before_all_others() -> None:
    unread = replace(WIRE, name="New", succeeded_at=None, tried_at=None, arrivals=())
    first, second = warnings([unread, WIRE, FAILING], NOW)
    since = (NOW - timedelta(days=1)).astimezone()
    assert first == (
        f"Baltic Courier has been failing since 22 Nov 2026, {since:%H:%M}: "
        "https://courier.example/rss answers 503."
    )
    assert second == "New has not been read yet: python -m index sync reads it."


def test_a_source_is_silent_only_for_as_long_as_it_was_listened_to() -> None:
    silent = replace(WIRE, arrivals=tuple(at - timedelta(days=9) for at in HOURLY))
    assert warnings([silent], NOW) == ("Harbour Wire has brought nothing for 8 days, longer than usual.",)
    unheard = replace(silent, succeeded_at=NOW - timedelta(days=8, hours=23))
    (told,) = warnings([unheard], NOW)
    assert told == "The sources were last read 8 days ago: python -m index sync reads them again."
    assert listed(unheard, NOW).state is State.FINE


def test_a_name_and_a_failure_of_any_length_are_told_in_a_line() -> None:
    told = warnings([replace(FAILING, name="n\n" * 5000, failure="f " * 5000)], NOW)[0]
    assert len(told) < 500 and "\n" not in told


def test_vectors_that_are_made_are_told_with_the_time_left() -> None:
    watch = Watch()
    first = watch.look(100, 1000, 0.0)
    assert first is not None and not first.is_stalled and first.seconds_left is None
    later = watch.look(400, 1000, 30.0)
    assert later is not None and later.seconds_left == pytest.approx(60.0) and later.missing == 600
    assert watch.look(1000, 1000, 90.0) is None


def test_vectors_that_nobody_makes_are_told_from_those_that_are_slow() -> None:
    watch = Watch()
    watch.look(100, 1000, 0.0)
    still = watch.look(100, 1000, STALLED_AFTER)
    stalled = watch.look(100, 1000, STALLED_AFTER + 1)
    assert still is not None and not still.is_stalled
    assert stalled is not None and stalled.is_stalled and stalled.seconds_left is None
    reading = watch.look(100, 1100, STALLED_AFTER + 2)
    assert reading is not None and not reading.is_stalled, "somebody is at work"


def test_a_library_in_place_of_another_is_looked_at_anew() -> None:
    watch = Watch()
    watch.look(900, 1000, 0.0)
    other = watch.look(10, 1000, STALLED_AFTER + 1)
    assert other is not None and not other.is_stalled
