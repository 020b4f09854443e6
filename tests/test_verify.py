"""A sentence is held against what it cites, then the other evidence, and gets a verdict with a reason."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.types import Source, Verdict
from assistant.verify import Claim, Verifier
from index.embedding import Vectors
from index.settings import Settings
from tests.cited import sources
from tests.fakes import WordEmbedder

TANKS, FLEET, OTHER = sources(
    "Norway has delivered eight Leopard 2A4 tanks to Ukraine, the armed forces said on Monday.",
    "The Norwegian army owns 36 tanks of this type.",
    "An unusually warm winter kept the ski slopes of Sweden empty.",
)


@pytest.fixture
def embedder(tmp_path: Path) -> WordEmbedder:
    return WordEmbedder(Settings(home=tmp_path))


@pytest.fixture
def verifier(embedder: WordEmbedder) -> Verifier:
    return Verifier(embedder.encode)


def test_a_sentence_that_stands_so_in_its_source_is_quoted(verifier: Verifier) -> None:
    found = verifier.check(TANKS.quote, [FLEET, TANKS])
    assert (found.verdict, found.reason, found.sources) == (Verdict.QUOTED, "", (TANKS,))


def test_a_part_of_a_sentence_is_not_quoted(verifier: Verifier) -> None:
    assert verifier.check("Norway has delivered eight tanks.", [TANKS]).verdict is not Verdict.QUOTED


def test_what_the_source_says_in_other_words_is_supported_without_a_reason(verifier: Verifier) -> None:
    found = verifier.check("The Norwegian armed forces said 8 Leopard 2A4 tanks were delivered.", [TANKS])
    assert (found.verdict, found.reason, found.sources) == (Verdict.SUPPORTED, "", (TANKS,))
    assert 0 < found.score <= 1


@pytest.mark.parametrize(
    "claim",
    [
        "Norway has delivered nine Leopard 2A4 tanks to Ukraine.",
        "Finland has delivered eight Leopard 2A4 tanks to Ukraine.",
        "On 7 April 2022 Norway delivered eight Leopard 2A4 tanks to Ukraine, the armed forces said.",
        "Norway has not delivered eight Leopard 2A4 tanks to Ukraine.",
        "Rivers of lava threatened villages nearby.",
    ],
)
def test_a_wrong_fact_or_another_subject_is_unsupported_with_a_reason(verifier: Verifier, claim: str) -> None:
    found = verifier.check(claim, [TANKS])
    assert found.verdict is Verdict.UNSUPPORTED
    assert found.reason
    assert found.sources == ()


def test_an_invented_part_of_a_true_sentence_is_noticed(verifier: Verifier) -> None:
    claim = (
        "Norway has delivered eight Leopard 2A4 tanks to Ukraine, and grateful crews danced around bonfires."
    )
    found = verifier.check(claim, [TANKS])
    assert (found.verdict, found.sources) == (Verdict.UNSUPPORTED, ())


def test_a_source_that_adds_nothing_is_dropped(verifier: Verifier) -> None:
    claim = "Norway has delivered eight Leopard 2A4 tanks to Ukraine, the armed forces said."
    found = verifier.check(claim, [OTHER, TANKS])
    assert (found.verdict, found.sources) == (Verdict.SUPPORTED, (TANKS,))


def test_several_sources_support_a_sentence_together(verifier: Verifier) -> None:
    claim = "Norway, whose army owns 36 tanks, delivered eight Leopard 2A4 to Ukraine, its armed forces said."
    found = verifier.check(claim, [TANKS, FLEET])
    assert (found.verdict, found.sources) == (Verdict.SUPPORTED, (TANKS, FLEET))
    assert verifier.check(claim, [OTHER, TANKS, FLEET]).sources == (TANKS, FLEET)
    assert verifier.check(claim, [TANKS]).verdict is Verdict.UNSUPPORTED


@pytest.mark.parametrize("cited", [[], [OTHER]])
def test_what_the_other_evidence_says_is_supported_by_that(verifier: Verifier, cited: list[Source]) -> None:
    claim = "Norway has delivered eight Leopard 2A4 tanks to Ukraine, the armed forces said."
    found = verifier.check(claim, cited, [FLEET, TANKS])
    assert (found.verdict, found.sources) == (Verdict.SUPPORTED, (TANKS,))


def test_an_uncited_sentence_that_nothing_supports_is_unsupported(verifier: Verifier) -> None:
    assert verifier.check("Rivers of lava threatened villages.", [], [TANKS]).verdict is Verdict.UNSUPPORTED


def test_all_sentences_of_an_answer_are_embedded_together(verifier: Verifier, embedder: WordEmbedder) -> None:
    claims = [
        Claim("Norway has delivered eight tanks.", (TANKS,)),
        Claim("Its army owns 36 tanks.", (FLEET,)),
    ]
    assert len(verifier.checked(claims)) == len(claims)
    assert len(embedder.asked) == len(set(embedder.asked))


class Judge:
    """An entailment model that always says the same."""

    def __init__(self, chance: float) -> None:
        self.chance = chance
        self.asked: list[tuple[str, str]] = []

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        self.asked += pairs
        return [self.chance for _ in pairs]


@pytest.mark.parametrize(
    ("chance", "verdict"),
    [(0.9, Verdict.SUPPORTED), (0.5, Verdict.SUPPORTED), (0.4, Verdict.WEAK), (0.1, Verdict.UNSUPPORTED)],
)
def test_an_entailment_model_takes_the_place_of_similarity(
    embedder: WordEmbedder, chance: float, verdict: Verdict
) -> None:
    judge = Judge(chance)
    found = Verifier(embedder.encode, judge).check(
        "Norway said eight Leopard 2A4 tanks were delivered.", [TANKS]
    )
    assert (found.verdict, found.score) == (verdict, chance)
    assert TANKS.quote in judge.asked[0][0]
    assert "2022-04-07" in judge.asked[0][0]


def test_an_entailment_model_cannot_overrule_a_wrong_number(embedder: WordEmbedder) -> None:
    judge = Judge(1.0)
    found = Verifier(embedder.encode, judge).check("Norway has delivered nine Leopard 2A4 tanks.", [TANKS])
    assert (found.verdict, judge.asked) == (Verdict.UNSUPPORTED, [])


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        (
            "Die Regierung in Oslo hat acht Panzer an die Ukraine geliefert, sagte der Minister am Montag.",
            "Am Montag sagte der Minister, dass Norwegen der Ukraine acht Panzer geliefert hat.",
        ),
        (
            "Le gouvernement a livré des chars à la ville de Kiev, selon le ministre.",
            "The government has delivered tanks to the city of Kyiv, according to the minister.",
        ),
    ],
)
def test_other_languages_are_left_to_the_reader(verifier: Verifier, claim: str, source: str) -> None:
    assert verifier.check(claim, sources(source)).verdict in (Verdict.WEAK, Verdict.SUPPORTED)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "…",
        "\ud800\x00",
        "1 " * 1500,
        "not " * 750,
        "Aa Bb said that " * 180,
        '"' * 3000,
        "a" * 1_000_000,
        "5 April 2022 " * 200,
        "Poland and Germany " * 150,
        "one hundred and " * 180,
        "$1 " * 900,
    ],
)
def test_any_text_gets_a_verdict_soon(verifier: Verifier, text: str) -> None:
    assert verifier.check(text, [TANKS], [FLEET]).verdict in Verdict
    if text:
        assert verifier.check(TANKS.quote, sources(text, TANKS.quote), [FLEET]).verdict in Verdict


def test_nothing_to_check_is_no_work(embedder: WordEmbedder) -> None:
    def embed(texts: Sequence[str]) -> Vectors:
        raise AssertionError(f"embedded {list(texts)}")

    assert Verifier(embed).checked([]) == []


@pytest.mark.parametrize(
    "claim",
    [
        "Read https://norway.example/tanks",
        "Norway has delivered eight tanks, see www.tanks.example today.",
        "Norway has delivered eight tanks; the moon is made of cheese.",
        "Norway has delivered eight tanks. Rivers of lava threatened villages.",
    ],
)
def test_what_rides_on_a_true_clause_is_unsupported(verifier: Verifier, claim: str) -> None:
    assert verifier.check(claim, [TANKS]).verdict is Verdict.UNSUPPORTED


def test_an_address_that_the_source_has_word_for_word_is_no_fault(verifier: Verifier) -> None:
    (source,) = sources("The fleet put its list on www.fleet.example on Monday.")
    assert verifier.check(source.quote, [source]).verdict is Verdict.QUOTED


def test_what_is_said_of_all_where_the_source_speaks_of_one_is_never_without_doubt(
    verifier: Verifier,
) -> None:
    (source,) = sources("Carrick sold its town bus.")
    assert verifier.check("Carrick sold everything.", [source]).verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize("text", ["word " * 121, "5 " * 41, "In 4 May, " * 21])
def test_what_is_too_long_is_unsupported_and_never_embedded(text: str) -> None:
    def refuse(texts: Sequence[str]) -> Vectors:
        raise AssertionError(texts)

    found = Verifier(refuse).checked([Claim(text, tuple(sources("A ferry sank.")))])
    assert [(one.verdict, one.reason) for one in found] == [
        (Verdict.UNSUPPORTED, "It is too long to be checked.")
    ]


@pytest.mark.parametrize("claim", ["Norway.", "The Ukraine", "Leopard 2A4", "Norway, Ukraine", "Monday."])
def test_names_alone_are_never_supported(verifier: Verifier, claim: str) -> None:
    found = verifier.check(claim, [TANKS], [FLEET])
    assert found.verdict in (Verdict.WEAK, Verdict.UNSUPPORTED)
    assert found.reason
