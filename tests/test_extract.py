"""The quoted answer on the demo archive: what it says, that it is word for word, and when it stays silent."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from assistant.choosing import LONGEST
from assistant.countries import mentions
from assistant.extract import READ, SHOWN, quote
from assistant.question import understand
from assistant.retrieve import retrieve
from assistant.types import Answer, Kind, Outcome, Turn, Verdict
from assistant.words import content_words
from index.article import Headline
from index.sync import Store

AS_OF = date(2023, 12, 28)
TANKS = "Which NATO members sent tanks?"
SENT = {
    *("Canada", "Czech Republic", "Denmark", "Germany", "Netherlands", "North Macedonia", "Norway"),
    *("Poland", "Portugal", "Slovenia", "Spain", "United Kingdom", "United States"),
}
QUESTIONS = [
    TANKS,
    "How many Leopard 2 tanks did Germany deliver?",
    "Who won the World Cup?",
    "What did the oil price cap start at?",
    "When did the price cap on Russian oil come into force?",
    "When did Finland join NATO?",
    "What killed two people in Przewodow?",
    "What did Stoltenberg say about Finland?",
    "Which countries sent fighter jets to Ukraine?",
    "How many people were killed according to the Commission?",
    "What is the latest on the Kakhovka dam?",
]
NEAR_COPIES = [
    {"oil-price-cap-starts", "sixty-dollar-ceiling-in-force"},
    {"slovak-migs-first-four", "four-slovak-jets-fly-east"},
    {"german-leopards-delivered", "eighteen-leopards-at-the-border"},
]


def ask(store: Store, question: str, as_of: date = AS_OF, turns: Sequence[Turn] = ()) -> Answer:
    query = understand(question, turns, as_of)
    return quote(store, query, retrieve(store, query, READ[query.kind]))


def slug(headline: Headline) -> str:
    return headline.url.rsplit("/", 1)[-1]


@pytest.fixture(scope="module")
def answers(demo: Store) -> list[Answer]:
    return [ask(demo, question) for question in QUESTIONS]


def test_all_members_that_sent_tanks_are_named_and_nobody_else(answers: list[Answer]) -> None:
    tanks = answers[0]
    named: list[str] = []
    for sentence in tanks.sentences:
        stressed = [sentence.text[start:end] for start, end in sentence.emphasis]
        assert stressed, sentence.text
        named += [mention.country.name for text in stressed for mention in mentions(text)]
    assert sorted(named) == sorted(SENT)


def test_a_list_is_in_order_of_days(answers: list[Answer]) -> None:
    days = [citation.headline.published or date.max for citation in answers[0].citations]
    assert days == sorted(days)


def test_a_list_as_of_an_earlier_day_has_only_what_was_done_by_then(demo: Store) -> None:
    early = ask(demo, TANKS, as_of=date(2022, 12, 31))
    named = {
        mention.country.name
        for sentence in early.sentences
        for start, end in sentence.emphasis
        for mention in mentions(sentence.text[start:end])
    }
    assert named == {"Czech Republic", "Poland", "North Macedonia", "Slovenia"}


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How many Leopard 2 tanks did Germany deliver?", "18"),
        ("Who won the World Cup?", "Argentina"),
        ("What did the oil price cap start at?", "$60"),
        ("When did Finland join NATO?", "joined NATO on Tuesday"),
        ("What killed two people in Przewodow?", "missile"),
    ],
)
def test_a_fact_is_answered_in_what_is_quoted(answers: list[Answer], question: str, answer: str) -> None:
    made = answers[QUESTIONS.index(question)]
    assert made.outcome is Outcome.ANSWERED
    assert answer in made.text


def test_the_words_that_answer_are_stressed(answers: list[Answer]) -> None:
    leopards, price = answers[1], answers[3]
    assert [leopards.sentences[0].text[slice(*span)] for span in leopards.sentences[0].emphasis] == ["18"]
    for sentence in (*leopards.sentences, *price.sentences):
        assert all(sentence.text[slice(*span)] not in leopards.query.question for span in sentence.emphasis)


@pytest.mark.parametrize(
    "question",
    [
        "What is the capital of Peru?",
        "Did Brazil send tanks?",
        "Who won the 2030 World Cup?",
        "What is the recipe for pancakes?",
        "Who composed the opera about the lighthouse?",
    ],
)
def test_what_the_archive_does_not_hold_is_not_answered_and_the_nearest_articles_are_shown(
    demo: Store, question: str
) -> None:
    answer = ask(demo, question)
    assert answer.outcome is Outcome.NOT_ANSWERABLE
    assert answer.abstained
    assert (answer.sentences, answer.citations, answer.text) == ((), (), "")
    assert answer.evidence
    assert "121 articles up to 28 December 2023" in answer.reason


def test_before_the_first_article_nothing_but_the_undated_is_known(demo: Store) -> None:
    answer = ask(demo, "Who won the World Cup?", as_of=date(1999, 1, 1))
    assert answer.abstained
    assert {evidence.passage.headline.published for evidence in answer.evidence} <= {None}


def test_without_evidence_nothing_is_found_and_the_reason_says_so(demo: Store) -> None:
    answer = quote(demo, understand("Who won the World Cup?", (), AS_OF), ())
    assert answer.outcome is Outcome.NOTHING_FOUND
    assert answer.reason


def test_every_quotation_is_a_whole_sentence_of_its_article_word_for_word(
    demo: Store, answers: list[Answer]
) -> None:
    for answer in answers:
        assert answer.outcome is Outcome.ANSWERED, answer.query.question
        assert [citation.number for citation in answer.citations] == [*range(1, len(answer.citations) + 1)]
        for citation in answer.citations:
            article = demo.library.article(citation.headline.article_id)
            assert article is not None
            assert citation.quote == article.text[citation.start : citation.end]
            assert (citation.start, citation.end) in citation.passage.sentences
        for number, sentence in enumerate(answer.sentences, start=1):
            assert (sentence.citations, sentence.text) == ((number,), answer.citations[number - 1].quote)
            assert sentence.verdict is Verdict.QUOTED
            assert all(0 <= start < end <= len(sentence.text) for start, end in sentence.emphasis)
        compared = {value.citation for comparison in answer.comparisons for value in comparison.values}
        assert {citation.number for citation in answer.citations[len(answer.sentences) :]} <= compared


def test_attribution_is_not_cut_off(answers: list[Answer]) -> None:
    assert any(
        sentence.text.startswith("Slovenia has delivered 28 M-55S tanks to Ukraine, the defence ministry")
        and sentence.text.endswith("told the television station 24ur.")
        for sentence in answers[0].sentences
    )


def test_an_answer_that_is_no_list_has_at_most_sixty_words(answers: list[Answer]) -> None:
    facts = [answer for answer in answers if answer.query.kind is Kind.FACT]
    assert len(facts) >= 8
    assert all(sum(len(s.text.split()) for s in answer.sentences) <= LONGEST for answer in facts)


def test_no_sentence_repeats_what_another_has_said(answers: list[Answer]) -> None:
    for answer in answers:
        if answer.query.kind is Kind.LIST:
            continue
        stems = [{word.stem for word in content_words(s.text)} for s in answer.sentences]
        for index, one in enumerate(stems):
            assert all(len(one & other) <= 0.6 * max(len(one), len(other)) for other in stems[:index])


def test_near_copies_are_never_both_quoted(answers: list[Answer]) -> None:
    for answer in answers:
        slugs = {slug(citation.headline) for citation in answer.citations}
        assert not [pair for pair in NEAR_COPIES if pair <= slugs], answer.query.question
    cited = {slug(citation.headline) for answer in answers for citation in answer.citations}
    assert all(pair & cited for pair in NEAR_COPIES[::2])


def test_near_copies_with_leads_of_their_own_are_never_both_quoted_and_one_names_the_other(
    demo: Store,
) -> None:
    answer = ask(demo, "How many Slovak MiG-29 jets flew to Ukraine first?")
    (cited,) = NEAR_COPIES[1] & {slug(citation.headline) for citation in answer.citations}
    for citation in answer.citations:
        if slug(citation.headline) == cited:
            assert {cited, *map(slug, citation.copies)} == NEAR_COPIES[1]


@pytest.mark.parametrize("as_of", [date(2022, 4, 6), date(2022, 11, 15), date(2023, 2, 24)])
def test_nothing_published_after_the_day_of_the_question_is_cited_or_shown(demo: Store, as_of: date) -> None:
    for question in (TANKS, "How many Leopard 2 tanks did Germany deliver?", "Who won the World Cup?"):
        answer = ask(demo, question, as_of=as_of)
        used = [citation.headline for citation in answer.citations]
        used += [evidence.passage.headline for evidence in answer.evidence]
        assert all(headline.published is None or headline.published <= as_of for headline in used)


def test_what_is_published_on_the_day_of_the_question_is_known(demo: Store) -> None:
    question, published = "What hit the asteroid Dimorphos?", date(2022, 9, 27)
    assert "Dimorphos" in ask(demo, question, as_of=published).text
    assert ask(demo, question, as_of=published - timedelta(days=1)).abstained


def test_the_same_question_has_the_same_answer(demo: Store, answers: list[Answer]) -> None:
    assert [ask(demo, question) for question in QUESTIONS[:4]] == answers[:4]


def test_a_follow_up_is_answered_with_the_subject_of_the_question_before(demo: Store) -> None:
    first = ask(demo, "How many Leopard 2 tanks did Germany deliver?")
    follow_up = ask(demo, "And Norway?", turns=[Turn(first.query.question, first)])
    assert "eight Leopard 2A4 tanks" in follow_up.text or "Norway eight" in follow_up.text


def test_what_stands_beside_an_answer_is_the_best_of_what_it_was_made_from(demo: Store) -> None:
    query = understand(TANKS, (), AS_OF)
    found = retrieve(demo, query, READ[query.kind])
    assert len(found) > SHOWN
    assert quote(demo, query, found).evidence == found[:SHOWN]


def test_each_row_of_a_list_is_cited_by_a_sentence_that_stresses_its_item(answers: list[Answer]) -> None:
    tanks = answers[0]
    assert {row.item for row in tanks.rows} == SENT
    for row in tanks.rows:
        (sentence,) = (one for one in tanks.sentences if row.citation in one.citations)
        stressed = {m.country.name for s, e in sentence.emphasis for m in mentions(sentence.text[s:e])}
        assert row.item in stressed
