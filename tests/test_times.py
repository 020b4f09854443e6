"""What questions and articles say of time, each pattern and each false friend with a case of its own."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.expressions import expressions, looks_ahead
from assistant.time_patterns import FALSE_FRIENDS, PATTERNS
from assistant.times import NOT_MEANT, asks_latest, ladder, phrases, refers_back, reported, stated, window
from assistant.types import Window

DAY = date(2023, 12, 28)
"""A Thursday."""


def days(text: str) -> tuple[date, date]:
    first, _, last = text.partition("/")
    return date.fromisoformat(first), date.fromisoformat(last or first)


SAID = {  # pattern: a text that has it, the days, a text that is near it and has not
    "numeric day": ("What happened on 2022-04-07?", "2022-04-07", "Call 555-04-0712 or see 2022-04-070."),
    "day month year": ("on Thursday, 7th of April 2022", "2022-04-07", "7 Aprils of 2022"),
    "month day year": ("the vote of Apr. 7, 2022", "2022-04-07", "April 7,2022 people"),
    "day month": ("from 3 to 9 March", "2023-03-03/2023-03-09", "what 7 March protesters said"),
    "month day": ("since February 24 Ukraine", "2023-02-24", "the February 24 statement of Kyiv"),
    "month day, ending": ("closed June 13.", "2023-06-13", "May 5 countries join?"),
    "week of a month": ("in the first week of April 2022", "2022-04-01/2022-04-07", "the first week of term"),
    "month year": ("in early April 2022", "2022-04-01/2022-04-10", "April in Paris, 2022 edition"),
    "part of a month": ("by the end of May", "2023-05-21/2023-05-31", "the end of the march for peace"),
    "last month by name": ("last October", "2023-10-01/2023-10-31", "the last octopus"),
    "month": ("in May", "2023-05-01/2023-05-31", "What may happen?"),
    "season of a year": ("the summer of 2022", "2022-06-01/2022-08-31", "summers of love"),
    "last season": ("last spring", "2023-03-01/2023-05-31", "the last spring in the mattress"),
    "season": ("in the summer, who", "2023-06-01/2023-08-31", "in the summer camp of the scouts"),
    "quarter": ("in the third quarter of 2022", "2022-07-01/2022-09-30", "a quarter of 2022 voters"),
    "numbered quarter": ("Q3 2022", "2022-07-01/2022-09-30", "Q5 2022"),
    "years": ("in 2020-21", "2020-01-01/2021-12-31", "a 2020-21 draw"),
    "part of a year": ("the first half of 2022", "2022-01-01/2022-06-30", "the first half of the match"),
    "year": ("who won in 2018?", "2018-01-01/2018-12-31", "Agenda 2030 and a 2022 Honda"),
    "this or last": ("last month", "2023-11-01/2023-11-30", "the last month of the war"),
    "part of the year": (
        "since the start of the year",
        "2023-01-01/2023-03-31",
        "the start of the year-end sale",
    ),
    "past units": ("in the past three months", "2023-09-28/2023-12-28", "the last two episodes"),
    "past unit": ("over the past week", "2023-12-21/2023-12-28", "the last week of May"),
    "ago": ("three weeks ago", "2023-12-04/2023-12-10", "600 years ago"),
    "two days back": ("the day before yesterday", "2023-12-26", "the day before the vote"),
    "yesterday": ("last night", "2023-12-27", "the last nightshift"),
    "weekend": ("over the weekend", "2023-12-23/2023-12-24", "the weekend edition"),
    "weekday": ("on Tuesday evening", "2023-12-26", "Tuesdays are busy"),
    "to come": ("next week", "2024-01-01/2024-01-07", "next door"),
}
FRIENDS = {  # false friend: a text with it and no time, one like it that has a time
    "may and march, the verbs": ("who may 5 times march 3 times", "in may 2022"),
    "May, who acts": ("What was proposed by May?", "What was proposed in May?"),
    "May, who acted": ("Who stood before May resigned?", "Who stood before May?"),
    "months, the first names": ("What is in August Wilson's plays?", "What was in August?"),
    "a march for something": ("Who spoke at and after the March on Washington?", "Who spoke in March?"),
    "the holiday": ("the fireworks of Fourth of July", "the fireworks of 4 July 2022"),
    "days, the names": ("on January 6 rioters", "on January 6, rioters"),
    "its year": ("since its June 2017 launch", "since the June 2017 launch"),
    "weekdays, the names": ("deals on Black Friday", "deals on Friday"),
    "weekdays, the papers and shows": ("according to the Sunday Times", "according to the paper on Sunday"),
    "falls and springs": ("in the fall of Kabul", "in the fall of 2021"),
    "seasons in names": ("during the Prague Spring, who", "during the spring, who"),
    "seasons of events": ("in the summer Olympics, who", "in the summer of 2022"),
    "years, the amounts": ("by 2000 soldiers", "by 2000"),
    "years of events": ("in 2022 World Cup matches", "in 2022"),
}


def test_every_pattern_and_every_false_friend_has_its_cases() -> None:
    assert list(SAID) == [pattern.name for pattern in PATTERNS]
    assert set(FRIENDS) == {friend.name for friend in FALSE_FRIENDS}


@pytest.mark.parametrize("name", SAID)
def test_each_pattern_finds_its_days_and_nothing_in_what_is_near_it(name: str) -> None:
    text, meant, near = SAID[name]
    assert [(e.name, e.first, e.last) for e in expressions(text, DAY)] == [(name, *days(meant))]
    assert name not in {e.name for e in expressions(near, DAY)}


@pytest.mark.parametrize("name", FRIENDS)
def test_each_false_friend_hides_a_time_that_is_none_and_no_other(name: str) -> None:
    text, real = FRIENDS[name]
    (friend,) = (friend for friend in FALSE_FRIENDS if friend.name == name)
    assert friend.regex.search(text)
    assert expressions(text, DAY) == []
    assert len(expressions(real, DAY)) == 1


@pytest.mark.parametrize(
    ("question", "first", "last", "said"),
    [
        ("What happened on 7 April 2022?", "2022-04-07", "2022-04-07", "on 7 April 2022"),
        ("What did Kuleba say in April?", "2023-04-01", "2023-04-30", "in April"),
        ("between March and May 2022", "2022-03-01", "2022-05-31", "between March and May 2022"),
        ("between November and May 2023", "2022-11-01", "2023-05-31", "between November and May 2023"),
        ("March-May 2022", "2022-03-01", "2022-05-31", "March-May 2022"),
        ("from March 2022 to May", "2022-03-01", "2022-05-31", "from March 2022 to May"),
        ("from 28 February to 3 March 2023", "2023-02-28", "2023-03-03", "from 28 February to 3 March 2023"),
        ("in April and in June 2022", "2022-04-01", "2022-06-30", "in April and in June 2022"),
        ("since March", "2023-03-01", None, "since March"),
        ("from April 2022 onwards", "2022-04-01", None, "from April 2022 onwards"),
        ("before 24 February 2022", None, "2022-02-23", "before 24 February 2022"),
        ("after March 2022", "2022-04-01", None, "after March 2022"),
        ("until May 2022", None, "2022-05-31", "until May 2022"),
        ("by the end of April 2022", None, "2022-04-30", "by the end of April 2022"),
        ("Who won in mid-March?", "2023-03-11", "2023-03-20", "in mid-March"),
        ("How many this year?", "2023-01-01", "2023-12-31", "this year"),
        ("Who won this year's prize?", "2023-01-01", "2023-12-31", "this year"),
        ("after the attack on 7 October 2023", "2023-10-07", None, "after the attack on 7 October 2023"),
        ("before the vote in May 2023", None, "2023-05-31", "before the vote in May 2023"),
        ("since March and before June 2022", "2022-03-01", "2022-05-31", "since March … before June 2022"),
        (
            "the talks of 2 May 2022 and of June 2022",
            "2022-05-02",
            "2022-06-30",
            "of 2 May 2022 … of June 2022",
        ),
        (
            "After the vote in May 2022, who left in June 2022?",
            "2022-05-01",
            "2022-06-30",
            "After the vote in May 2022 … in June 2022",
        ),
        ("between the talks of 2 May 2022 and the next", "2022-05-02", None, "of 2 May 2022"),
        ("Which of the following won in April?", "2023-04-01", "2023-04-30", "in April"),
        ("who resigned in winter 2022, and why", "2022-12-01", "2023-02-28", "in winter 2022"),
    ],
)
def test_a_time_that_a_question_names_is_its_window(
    question: str, first: str | None, last: str | None, said: str
) -> None:
    expected = (first and date.fromisoformat(first), last and date.fromisoformat(last), said)
    found = window(question, DAY)
    assert found is not None
    assert (found.first, found.last, found.said) == expected


@pytest.mark.parametrize(
    "question",
    [
        "Who won this week?",
        "What is new today?",
        "Who spoke recently?",
        "Who is president now?",
        "Who won?",
        "Who won the World Cup 2022?",
        "Who won the 2022 World Cup?",
        "Who scored in the 2022 derby?",
        "What is in the 2024 election programme?",
        "Since he left, who has led?",
        "What happened within 24 hours?",
        "What will change in April?",
        "What is set to end at the end of March?",
        "Who plans to merge in 2024?",
        "Who hosts the next games in 2030?",
        "How much is built by 2050?",
        "Which card from 1952 was sold this week?",
        "Qu'est-ce qui s'est passé le sept avril?",
        "今年四月发生了什么?",
        "",
    ],
)
def test_what_names_no_days_of_publication_is_no_window(question: str) -> None:
    assert window(question, DAY) is None


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("compared with", "Are prices higher than they were a year ago?"),
        ("the same time", "How many more than at the same time last year?"),
        ("from a figure", "Did passes fall from 79% last year?"),
        ("excluded", "What happened, but not in April?"),
        ("excluded by what", "Who had not since 2019 been there?"),
        ("a period of figures", "What was lost in the three months ending June 30?"),
        ("a beginning", "Who leads the firm founded in 2015?"),
    ],
)
def test_a_time_that_is_only_compared_with_excluded_or_told_is_no_window(name: str, question: str) -> None:
    assert name in dict(NOT_MEANT)
    assert window(question, DAY) is None
    assert window("Who won in April 2022?", DAY) is not None


def test_every_kind_of_time_not_meant_has_a_case() -> None:
    assert len(NOT_MEANT) == 7


def test_a_window_may_lie_ahead_where_the_question_looks_back() -> None:
    assert window("Who won in 2030?", DAY) == Window(date(2030, 1, 1), date(2030, 12, 31), "in 2030")


def test_this_season_is_the_one_that_is_or_was_and_the_coming_one_no_window() -> None:
    assert window("What was worst this summer?", date(2022, 9, 8)) == Window(
        date(2022, 6, 1), date(2022, 9, 8), "this summer"
    )
    assert window("What warms homes this winter?", date(2022, 9, 29)) is None


@given(st.text(max_size=300), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_no_text_makes_it_fail_and_first_is_never_after_last(text: str, as_of: date) -> None:
    found = window(text, as_of)
    if found is not None and found.first and found.last:
        assert found.first <= found.last
    for time in stated(text, as_of):
        assert time.first <= time.last
        assert 0 <= time.start < time.end <= len(text)


PIECES = [text for text, *_ in SAID.values()] + [text for text, _ in FRIENDS.values()]
PIECES += [
    "since",
    "before",
    "after",
    "between",
    "and",
    "to",
    "-",
    "not",
    "the",
    "2022",
    "31",
    "February",
    "?",
    ",",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join), st.dates(date(1990, 1, 1), date(2090, 1, 1))
)
def test_no_mixture_of_times_makes_it_fail(question: str, as_of: date) -> None:
    found = window(question, as_of)
    if found is None:
        return
    assert found.first is None or found.last is None or found.first <= found.last
    assert found.first is not None or (found.last is not None and found.last < as_of)
    assert all(said in question for said in found.said.split(" … "))
    assert len(phrases(found)) <= 24


@pytest.mark.parametrize(
    "piece", ["after the ", "between ", "1 ", "in ", "May ", "a", "ed", "now ", "the last two ", "."]
)
def test_a_hostile_text_is_read_to_its_end(piece: str) -> None:
    text = piece * (2000 // len(piece))
    assert window(text, DAY) is None or piece == "May "
    assert not asks_latest(text) or piece == "now "
    assert not refers_back(text)


@pytest.mark.parametrize(
    ("text", "ahead"),
    [
        ("Ministers will meet on Tuesday", True),
        ("On Tuesday, ministers will meet", True),
        ("They are to be delivered on Tuesday", True),
        ("Ministers met on Tuesday and will meet again", False),
        ("It will pay. It was told so on Tuesday", False),
        ("Which airline is slashing flights on Tuesday", True),
    ],
)
def test_a_time_is_ahead_by_the_verb_nearest_before_it(text: str, ahead: bool) -> None:
    start = text.index("Tuesday")
    assert looks_ahead(text, start, start + 7) is ahead


def test_the_ladder_widens_to_everything_and_ends_on_the_as_of_day() -> None:
    steps = [step for _, step in ladder(DAY)]
    assert [step.first for step in steps] == [date(2023, 11, 28), date(2022, 12, 28), None]
    assert [step.last for step in steps] == [DAY, DAY, None]
    assert [name for name, _ in ladder(DAY)] == [
        "the last 30 days",
        "the last 12 months",
        "the whole archive",
    ]
    assert ladder(date(2024, 2, 29))[1][1].first == date(2023, 2, 28)


@pytest.mark.parametrize(
    "question",
    [
        "What is the latest on grain?",
        "Who is currently president?",
        "the current count",
        "Who leads right now?",
        "How many so far?",
        "the most recent talks",
        "Who is minister now?",
        "the newest tank",
        "losses to date",
    ],
)
def test_the_newest_state_of_things_is_asked_for(question: str) -> None:
    assert asks_latest(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who must pay by Friday at the latest?",
        "a desk on current affairs",
        "so far from home",
        "Who now says so?",
    ],
)
def test_words_like_latest_that_do_not_ask_for_it(question: str) -> None:
    assert not asks_latest(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who led at the time?",
        "And at that time?",
        "Who led back then?",
        "Who led then?",
        "What else that day?",
    ],
)
def test_a_follow_up_refers_to_the_time_before(question: str) -> None:
    assert refers_back(question)


@pytest.mark.parametrize(
    "question",
    [
        "Who led at the time of the vote?",
        "Who left at the same time?",
        "And then?",
        "Who since then?",
        "Then who?",
    ],
)
def test_what_has_its_own_time_or_goes_on_from_it_does_not_refer_back(question: str) -> None:
    assert not refers_back(question)


def test_news_of_a_window_goes_on_after_it() -> None:
    assert reported(Window(DAY, DAY)) == Window(DAY, DAY + timedelta(days=2))
    assert reported(Window(DAY, None)) == Window(DAY, None)


def test_a_day_is_said_with_and_without_its_year() -> None:
    day = date(2022, 4, 7)
    assert phrases(Window(day, day)) == ("7 April 2022", "April 7, 2022", "7 April", "April 7")


def test_a_month_is_said_by_its_name_and_a_year_by_its_number_and_months() -> None:
    month = phrases(Window(date(2022, 4, 1), date(2022, 4, 30)))
    assert month[:2] == ("April 2022", "in April")
    year = phrases(Window(date(2022, 1, 1), date(2022, 12, 31)))
    assert year[:3] == ("2022", "last year", "January 2022")
    assert "December 2022" in year


@pytest.mark.parametrize(
    "open_or_long",
    [
        Window(None, DAY),
        Window(DAY, None),
        Window(date(2020, 1, 1), date(2023, 1, 1)),
        Window(DAY, date(2023, 1, 1)),
    ],
)
def test_an_open_or_long_window_has_no_phrases(open_or_long: Window) -> None:
    assert phrases(open_or_long) == ()


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 730))
def test_phrases_are_never_too_many_and_those_with_a_year_state_days_of_the_window(
    first: date, length: int
) -> None:
    held = Window(first, first + timedelta(days=length))
    assert held.last is not None
    found = phrases(held)
    assert 0 < len(found) <= 24
    for phrase in found:
        for time in stated(f"It was in {phrase}.", None):
            assert time.first <= held.last and time.last >= first


@pytest.mark.parametrize(
    ("sentence", "first", "last"),
    [
        ("It was reported on Tuesday.", "2022-04-05", "2022-04-05"),
        ("It left on Thursday.", "2022-04-07", "2022-04-07"),
        ("They met yesterday.", "2022-04-06", "2022-04-06"),
        ("Prices rose last month.", "2022-03-01", "2022-03-31"),
        ("It began in February.", "2022-02-01", "2022-02-28"),
        ("He described the invasion of 24 February.", "2022-02-24", "2022-02-24"),
        ("It ends in November.", "2021-11-01", "2021-11-30"),
        ("It will end in November.", "2022-11-01", "2022-11-30"),
        ("They will meet on Tuesday.", "2022-04-12", "2022-04-12"),
    ],
)
def test_an_article_s_days_are_reckoned_from_its_own(sentence: str, first: str, last: str) -> None:
    (time,) = stated(sentence, date(2022, 4, 7))
    assert (time.first, time.last) == (date.fromisoformat(first), date.fromisoformat(last))


def test_an_undated_article_states_only_days_with_their_year() -> None:
    found = stated("It began on Tuesday, went on in May and ended on 7 April 2022.", None)
    assert [(time.first, time.last) for time in found] == [(date(2022, 4, 7), date(2022, 4, 7))]


@pytest.mark.parametrize("day", [date.min, date(1, 1, 20), date(9998, 3, 1), date(9999, 12, 30), date.max])
def test_no_day_that_a_reader_can_type_is_beyond_reckoning(day: date) -> None:
    assert reported(Window(None, day)).last is not None
    for _, held in ladder(day):
        assert held.first is None or date.min <= held.first <= day
    assert phrases(Window(day, date.max)) is not None and phrases(Window(date.min, day)) is not None
    for question in (
        "What happened in the last 30 days?",
        "Who won after 2022?",
        "Who led before last year?",
    ):
        window(question, day)


def test_a_weekday_that_something_belongs_to_is_that_day() -> None:
    """ "In Sundays" of no week are a false friend, "in Sunday's final" is not."""
    assert [one.first for one in expressions("It was decided in Sunday's final.", DAY)] == [
        date(2023, 12, 24)
    ]
    assert not expressions("It was decided on Good Friday's eve or in Monday mood.", DAY)
