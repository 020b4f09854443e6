"""The sentences of the evidence: which may be quoted, and which are likely to hold what is asked for."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date

import pytest

from assistant.candidates import READ, Candidate, Features, candidates, observed
from assistant.question import understand
from assistant.relevance import share
from assistant.retrieve import query_rarities
from assistant.types import Evidence, Query, Window
from index.sync import Store
from tests.fakes import evidence

AS_OF = date(2023, 12, 28)
APRIL = Window(date(2022, 4, 1), date(2022, 4, 30), "in April 2022")


def query(question: str) -> Query:
    return understand(question, (), AS_OF)


def found(store: Store, asked: Query, given: Sequence[Evidence]) -> list[Candidate]:
    return candidates(store, asked, given, query_rarities(store, asked))


def texts(store: Store, asked: Query, given: Sequence[Evidence]) -> list[str]:
    return [one.text for one in found(store, asked, given)]


def seen(question: str, *given: str, title: str = "Title", published: date | None = AS_OF) -> list[Features]:
    asked = query(question)
    rarities = dict.fromkeys(("poland", "send", "tank"), 1.0)
    shown = evidence(*given, title=title, published=published)
    return [one.features for one in observed(asked, shown, rarities)]


def test_a_candidate_is_a_whole_sentence_word_for_word_and_the_best_comes_first(store: Store) -> None:
    given = evidence("Poland sent tanks. Norway sent jets.", "Tanks went from Poland to Ukraine. It snowed.")
    made = found(store, query("Did Poland send tanks?"), given)
    assert made
    for one in made:
        assert (one.start, one.end) in one.passage.sentences
        assert one.text == one.passage.quote(one.start, one.end)
    assert [one.probability for one in made] == sorted((one.probability for one in made), reverse=True)
    assert made[0].text == "Poland sent tanks."


def test_probabilities_are_shares_of_all_candidates(store: Store) -> None:
    made = found(store, query("were tanks sent?"), evidence("Poland sent tanks. Norway sent tanks too."))
    assert sum(one.probability for one in made) == pytest.approx(1)


@pytest.mark.parametrize(
    "text",
    [
        "Did Poland send all of its tanks to Ukraine?",
        "“Will Poland send tanks by train to Lviv?”",
        "Poland sends tanks",  # a heading
        "TANKS FROM POLAND",
    ],
)
def test_a_question_or_a_heading_is_not_quoted(store: Store, text: str) -> None:
    assert texts(store, query("Did Poland send tanks?"), evidence(text)) == []


@pytest.mark.parametrize(
    "text", ["Poland sent tanks.", "Poland sent its tanks by night train to Lviv", "“Tanks!” said Poland."]
)
def test_a_sentence_is_quoted_even_where_it_is_short_or_its_full_stop_is_missing(
    store: Store, text: str
) -> None:
    assert texts(store, query("Did Poland send tanks?"), evidence(text)) == [text]


def test_of_a_later_article_only_the_sentence_that_states_a_day_of_the_window_is_quoted(store: Store) -> None:
    told = "Poland sent tanks in April 2022. Poland sent more tanks later."
    asked = replace(query("Did Poland send tanks?"), limits=replace(query("?x").limits, window=APRIL))
    assert texts(store, asked, evidence(told, published=date(2023, 1, 1))) == [
        "Poland sent tanks in April 2022."
    ]
    assert len(texts(store, asked, evidence(told, published=date(2022, 4, 7)))) == 2
    assert texts(store, asked, evidence(told, published=None)) == ["Poland sent tanks in April 2022."]


def test_a_sentence_has_a_word_of_the_question_or_of_its_title_in_common(store: Store) -> None:
    asked = query("Did Poland send tanks?")
    assert texts(store, asked, evidence("Snow fell on Riga.")) == []
    assert texts(store, asked, evidence("It was a long convoy.", title="Tanks leave Warsaw"))


def test_what_is_said_of_another_country_is_less_likely(store: Store) -> None:
    given = evidence("Brazil sent tanks. Poland sent tanks.")
    made = found(store, query("Did Poland send tanks?"), given)
    assert [one.text for one in made] == ["Poland sent tanks.", "Brazil sent tanks."]
    assert sum(one.probability for one in made) < 1


def test_only_the_best_passages_are_quoted_from(store: Store) -> None:
    given = evidence(*(f"Poland sent {n} tanks." for n in range(READ + 5)))
    quoted = {one.passage.passage_id for one in found(store, query("Did Poland send tanks?"), given)}
    assert quoted == {one.passage.passage_id for one in given[:READ]}


def test_the_same_evidence_gives_the_same_candidates(store: Store) -> None:
    given = evidence("Poland sent tanks. Tanks were sent.", "Tanks were sent. Poland sent tanks.")
    asked = query("Did Poland send tanks?")
    assert found(store, asked, given) == found(store, asked, given)


def test_without_evidence_or_words_there_are_no_candidates(store: Store) -> None:
    assert found(store, query("Did Poland send tanks?"), []) == []
    assert texts(store, query("What is it?"), evidence("It is snow that fell.")) == ["It is snow that fell."]


def test_shares_of_words_count_rare_ones_more() -> None:
    rarities = {"poland": 1.0, "tank": 3.0}
    assert share(rarities, "Tanks.") == 0.75
    assert share(rarities, "Poland's tanks") == 1.0
    assert share({}, "Tanks.") == share(rarities, "") == 0.0


def test_what_is_observed_of_a_sentence() -> None:
    plain, leaning, quoting = seen(
        "Did Poland send tanks?", "Poland sent tanks. And it snowed on Riga. “Tanks,” wrote Poland"
    )
    assert plain.coverage > quoting.coverage > leaning.coverage == 0
    assert (plain.leans, leaning.leans, quoting.quotation) == (0, 1, 1)
    assert (plain.ends, quoting.ends) == (1, 0)
    assert plain.length < leaning.length
    assert all(
        0 <= getattr(plain, f.name) <= 1
        for f in fields(Features)
        if f.name not in ("passage", "wanted_count")
    )


def test_a_title_covers_words_that_its_sentence_lacks() -> None:
    (bare,), (titled,) = (
        seen("Did Poland send tanks?", "It did."),
        seen("Did Poland send tanks?", "It did.", title="Tanks"),
    )
    assert bare.with_title == 0 < titled.with_title
    assert bare.coverage == titled.coverage == 0


def test_the_rest_of_a_question_only_tells_what_it_is_about() -> None:
    first, second = seen("Poland is a state. Who sent tanks?", "Poland is old. Somebody sent tanks.")
    assert first.of_clause == 0 < second.of_clause
    assert first.coverage > 0


def test_things_of_the_kind_that_is_asked_for_are_seen_by_kind() -> None:
    question = "How many tanks did Poland send?"
    (counted,) = seen(question, "Poland sent 14 tanks, then 60 more.")
    (person,) = seen("Who sent tanks?", "President Andrzej Duda sent tanks.")
    assert (counted.wanted_number, counted.wanted_name, counted.wanted_count) == (1, 0, 2)
    assert (person.wanted_number, person.wanted_name, person.wanted_count) == (0, 1, 1)
    assert (counted.voted_number, counted.voted_name, person.voted_name) == (1, 0, 1)


def test_what_more_articles_say_has_more_votes() -> None:
    features = seen(
        "How many tanks?", "Poland sent 14 tanks.", "There were 14 tanks.", "There were 60 tanks."
    )
    assert features[0].voted_number == features[1].voted_number == 1 > features[2].voted_number > 0


def test_recent_articles_are_fresher_only_as_much_as_the_question_asks() -> None:
    def freshness(question: str, published: date | None) -> float:
        return seen(question, "Poland sent tanks.", published=published)[0].freshness

    latest, dated = "What is the latest on tanks?", "Who sent tanks in 2022?"
    assert freshness(latest, AS_OF) > freshness(latest, date(2022, 4, 7)) > freshness(latest, None) == 0
    assert freshness(latest, AS_OF) > freshness("Who sent tanks?", AS_OF) > freshness(dated, AS_OF) == 0
