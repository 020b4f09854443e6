"""Whether an article belongs to a window: by the day it appeared, or by a day that it names."""

from datetime import date

import pytest

from assistant.types import Window
from assistant.windows import appeared_in, is_of, tells_of
from index.article import Headline, Passage
from index.sentences import split

APRIL = Window(date(2022, 4, 1), date(2022, 4, 30), "in April 2022")
SINCE = Window(date(2022, 4, 1), None)
UNTIL = Window(None, date(2022, 4, 30))


def headline(published: date | None) -> Headline:
    return Headline("a", "Title", "", "The Courier", (), published)


def passage(text: str, published: date | None) -> Passage:
    sentences = tuple((50 + start, 50 + end) for start, end in split(text))
    return Passage("p", headline(published), 50, 50 + len(text), text, sentences)


@pytest.mark.parametrize("day", [date(2022, 4, 1), date(2022, 4, 17), date(2022, 4, 30)])
@pytest.mark.parametrize("window", [APRIL, SINCE, UNTIL, Window(None, None)])
def test_both_days_of_a_window_belong_to_it(window: Window, day: date) -> None:
    assert appeared_in(window, headline(day))


def test_the_days_beside_a_window_do_not() -> None:
    before, after = headline(date(2022, 3, 31)), headline(date(2022, 5, 1))
    assert not appeared_in(APRIL, before) and not appeared_in(APRIL, after)
    assert not appeared_in(SINCE, before) and appeared_in(SINCE, after)
    assert appeared_in(UNTIL, before) and not appeared_in(UNTIL, after)


def test_an_article_without_a_day_belongs_to_no_window_that_has_an_end() -> None:
    assert [appeared_in(w, headline(None)) for w in (APRIL, SINCE, UNTIL, Window(None, None))] == [
        *(False, False, False, True)
    ]


@pytest.mark.parametrize(
    ("sentence", "tells"),
    [
        ("The bridge opened on 12 April 2022.", True),
        ("The bridge opened in April 2022.", True),
        ("The bridge opened last spring.", True),  # spring reaches into April
        ("The bridge opened on 1 May 2022.", False),
        ("The bridge opened on 12 April 2021.", False),
        ("The bridge is long.", False),
        ("Der Brücke fehlt ein Geländer.", False),
    ],
)
def test_a_sentence_tells_of_the_days_that_it_names(sentence: str, tells: bool) -> None:
    assert tells_of(APRIL, sentence, headline(date(2023, 2, 1))) is tells


def test_a_sentence_without_a_year_is_read_on_the_day_of_its_article() -> None:
    said = "The bridge opened on 12 April."
    assert tells_of(APRIL, said, headline(date(2022, 6, 1)))
    assert not tells_of(APRIL, said, headline(date(2023, 6, 1)))
    assert not tells_of(APRIL, said, headline(None))


def test_a_passage_is_of_a_window_where_it_appeared_or_one_of_its_sentences_tells_of_it() -> None:
    later = date(2023, 2, 1)
    assert is_of(APRIL, passage("Nothing is dated here.", date(2022, 4, 7)))
    assert is_of(APRIL, passage("Trains run today. The bridge opened in April 2022.", later))
    assert not is_of(APRIL, passage("Trains run today. The bridge is long.", later))
    assert is_of(None, passage("Trains run today.", later))


def test_days_that_a_reader_set_are_those_of_publication_and_no_others() -> None:
    told = passage("Trains run today. The bridge opened in April 2022.", date(2023, 2, 1))
    assert is_of(APRIL, told)
    assert not is_of(Window(APRIL.first, APRIL.last), told)
