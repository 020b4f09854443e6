"""The evaluation harness: figures on made cases, questions that their articles bear out, tiny sets."""

import gzip
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from assistant.pipeline import Assistant
from assistant.settings import Settings
from assistant.types import (
    Answer,
    Citation,
    Comparison,
    Difference,
    Kind,
    Outcome,
    Query,
    Row,
    Sentence,
    Value,
    Verdict,
)
from index import demo as demo_archive
from index.article import Article, Headline, Passage
from index.readers import read
from index.sync import Store
from tests.evals import demo as demo_set
from tests.evals import handwritten
from tests.evals.__main__ import OWN, SETS, main
from tests.evals.handwritten import Asking, Expected, is_right
from tests.evals.measures import (
    area_under_risk,
    area_under_roc,
    contains,
    figure,
    hit,
    mean,
    reciprocal_rank,
    risk_at,
    risks,
    says,
)

NEEDS_TEN = {"latest", "window", "outlet", "followup", "list"}
KINDS = NEEDS_TEN | {
    "count",
    "disputed",
    "fact",
    "misspelt",
    "oneword",
    "premise",
    "superseded",
    "unanswerable",
}


def test_an_interval_holds_its_figure_and_is_the_same_every_time() -> None:
    rows = [(float(number % 3 == 0),) for number in range(90)]
    made = figure(rows, mean)
    assert made == figure(rows, mean)
    assert made is not None
    assert made.value == pytest.approx(1 / 3)
    assert 0.2 < made.low < made.value < made.high < 0.45
    assert made.count == 90
    assert str(made).endswith("n=90")


def test_a_figure_of_nothing_is_none() -> None:
    assert figure([], mean) is None
    assert figure([(0.9, 1.0)], area_under_roc) is None


def test_ranks_count_from_one_and_stop_at_the_depth() -> None:
    ranked = [{"a"}, {"b", "copy of b"}, {"c"}]
    assert reciprocal_rank(ranked, {"a", "c"}) == 1.0
    assert reciprocal_rank(ranked, {"copy of b"}) == 0.5
    assert reciprocal_rank(ranked, {"c"}, 2) == 0.0
    assert hit(ranked, {"c"}, 3) == 1.0
    assert hit(ranked, {"c"}, 2) == 0.0
    assert hit([], {"c"}, 10) == reciprocal_rank([], {"c"}) == 0.0


def test_risk_grows_as_less_sure_answers_are_given() -> None:
    rows = np.array([(0.2, 0.0), (0.9, 1.0), (0.8, 1.0), (0.5, 0.0)])
    assert risks(rows).tolist() == [0.0, 0.0, 1 / 3, 1 / 2]
    assert area_under_risk(rows) == pytest.approx((1 / 3 + 1 / 2) / 4)
    assert risk_at(0.5)(rows) == 0.0
    assert risk_at(1.0)(rows) == 0.5


def test_where_confidence_tells_nothing_the_risk_is_the_same_at_every_coverage() -> None:
    rows = np.array([(0.5, 1.0), (0.5, 1.0), (0.5, 0.0), (0.5, 0.0)])
    assert risks(rows).tolist() == [0.5] * 4


@pytest.mark.parametrize(
    ("rows", "area"),
    [
        ([(0.9, 1), (0.8, 1), (0.1, 0)], 1.0),
        ([(0.1, 1), (0.9, 0)], 0.0),
        ([(0.5, 1), (0.5, 0)], 0.5),
        ([(0.9, 1), (0.4, 1), (0.5, 0), (0.1, 0)], 0.75),
    ],
)
def test_the_roc_area_is_the_share_of_pairs_in_order(rows: list[tuple[float, int]], area: float) -> None:
    assert area_under_roc(np.array(rows, dtype=np.float64)) == area


def test_the_roc_area_of_one_kind_alone_is_no_number() -> None:
    assert np.isnan(area_under_roc(np.array([(0.9, 1.0)])))


def test_strings_are_found_without_case_and_punctuation_and_words_only_whole() -> None:
    assert contains("He watched “Squid Game”.", "“squid game”")
    assert says("It gave Germany's 14 tanks.", "germany")
    assert says("The error was $6.2 billion.", "6.2 billion")
    assert not says("In 2014 it gave none.", "14")
    assert not says("The error was $6.2 billion.", "2 billion")
    assert not says("", "14")


@cache
def articles() -> dict[str, Article]:
    made = {path.stem: article for path in demo_archive.paths() for article in read(path)}
    return {stem: article for stem, article in made.items() if isinstance(article, Article)}


ASKED = handwritten.questions()


@pytest.mark.parametrize("asking", ASKED, ids=lambda asking: asking.id)
def test_what_a_handwritten_question_expects_stands_in_the_articles_that_it_names(asking: Asking) -> None:
    gold = [articles()[stem] for stem in asking.gold]
    for article in gold:
        if article.published is not None:
            assert article.published <= asking.as_of
            assert (asking.first or article.published) <= article.published
            assert article.published <= (asking.last or article.published)
        assert not asking.outlets or article.outlet in asking.outlets
        assert not asking.answer or any(says(article.text, way) for way in asking.answer), article.title
    for way in (*asking.answer, *asking.values, *(way for side in asking.both for way in side)):
        assert any(says(article.text, way) for article in gold), way
    for item in asking.items:
        assert any(says(article.text, name) for article in gold for name in item), item
    for outlet in asking.outlets:
        assert outlet in {article.outlet for article in gold}


@pytest.mark.parametrize("asking", ASKED, ids=lambda asking: asking.id)
def test_a_handwritten_question_is_well_formed(asking: Asking) -> None:
    days = [article.published for article in articles().values() if article.published is not None]
    assert asking.question.strip()
    assert asking.half in ("tune", "test")
    assert min(days) <= asking.as_of <= max(days) + timedelta(days=366)
    assert bool(asking.gold) is (asking.expect is not Expected.ABSTAIN)
    assert bool(asking.answer or asking.both) is (asking.expect is Expected.ANSWER)
    assert bool(asking.items) is (asking.expect is Expected.LIST)
    assert bool(asking.values) is (asking.expect in (Expected.UPDATED, Expected.DISPUTED))
    assert bool(asking.turns) is bool(asking.full) is (asking.kind == "followup")


def test_every_kind_has_questions_in_both_halves_and_no_id_comes_twice() -> None:
    assert {asking.kind for asking in ASKED} == KINDS
    assert len({asking.id for asking in ASKED}) == len(
        {a.question + str(a.as_of) + str(a.turns) for a in ASKED}
    )
    assert len({asking.id for asking in ASKED}) == len(ASKED)
    for kind in KINDS:
        halves = [asking.half for asking in ASKED if asking.kind == kind]
        assert abs(halves.count("tune") - halves.count("test")) <= 1
        assert len(halves) >= (10 if kind in NEEDS_TEN else 8)


QUERY = Query("How many tanks?", "How many tanks?", date(2023, 4, 1), Kind.FACT, "", "", 0.0)
FILES = {"https://paper.example/new": "new", "https://paper.example/old": "old"}
ASKING = Asking("x", "fact", "test", "How many tanks?", date(2023, 4, 1), gold=("new",), answer=("18",))


def cited(text: str, file: str = "new", day: date = date(2023, 3, 27), outlet: str = "Paper") -> Answer:
    headline = Headline(file, "Title", f"https://paper.example/{file}", outlet, (), day)
    passage = Passage(f"{file}-1", headline, 0, len(text), text, ((0, len(text)),))
    return Answer(
        QUERY,
        Outcome.ANSWERED,
        (Sentence(text, (1,), Verdict.QUOTED),),
        (Citation(1, passage, 0, len(text), text),),
    )


def test_an_answer_is_right_that_says_it_and_cites_an_article_that_does() -> None:
    assert is_right(ASKING, cited("Germany gave 18 tanks."), FILES)
    assert not is_right(ASKING, cited("Germany gave 14 tanks."), FILES)
    assert not is_right(ASKING, cited("Germany gave 18 tanks.", "old"), FILES)
    copied = cited("Germany gave 18 tanks.", "old")
    copy = cited("", "new").citations[0].headline
    assert is_right(ASKING, replace(copied, citations=(replace(copied.citations[0], copies=(copy,)),)), FILES)
    assert not is_right(ASKING, replace(cited("18 tanks."), outcome=Outcome.NOT_ANSWERABLE), FILES)


def test_an_answer_from_outside_the_days_or_outlets_asked_for_is_wrong() -> None:
    good = cited("Germany gave 18 tanks.")
    assert not is_right(replace(ASKING, first=date(2023, 3, 28)), good, FILES)
    assert not is_right(replace(ASKING, last=date(2023, 3, 26)), good, FILES)
    assert is_right(replace(ASKING, first=date(2023, 3, 27), last=date(2023, 3, 27)), good, FILES)
    assert not is_right(replace(ASKING, as_of=date(2023, 3, 1)), good, FILES)
    assert not is_right(replace(ASKING, outlets=("Wire",)), good, FILES)
    assert not is_right(replace(ASKING, outlets=("Paper", "Wire")), good, FILES)
    assert is_right(replace(ASKING, outlets=("Paper",)), good, FILES)


def test_silence_is_right_only_where_it_is_expected() -> None:
    silent = replace(cited(""), outcome=Outcome.NOTHING_FOUND, sentences=(), citations=())
    assert is_right(replace(ASKING, expect=Expected.ABSTAIN, gold=(), answer=()), silent, FILES)
    assert not is_right(replace(ASKING, expect=Expected.ABSTAIN, gold=(), answer=()), cited("18"), FILES)
    assert not is_right(ASKING, silent, FILES)


def test_a_false_premise_must_be_named() -> None:
    asking = replace(ASKING, expect=Expected.PREMISE, answer=())
    assert not is_right(asking, cited("Hungary sent no tanks."), FILES)
    named = replace(cited("Hungary sent no tanks."), outcome=Outcome.UNSUPPORTED_PREMISE)
    assert is_right(asking, named, FILES)


def test_a_list_needs_every_item_and_no_wrong_one() -> None:
    asking = replace(
        ASKING, expect=Expected.LIST, answer=(), items=(("Poland",), ("Czech Republic", "Czech"))
    )
    text = "Poland and the Czech Republic sent tanks, Hungary none."
    stressed = ((0, 6), (15, 29))
    answer = cited(text)
    assert is_right(
        asking, replace(answer, sentences=(replace(answer.sentences[0], emphasis=stressed),)), FILES
    )
    rows = tuple(Row(item, "delivered", None, 1) for item in ("Poland", "Czech Republic"))
    assert is_right(asking, replace(answer, rows=rows), FILES)
    assert not is_right(asking, replace(answer, rows=rows[:1]), FILES)
    hungary = (*rows, Row("Hungary", "delivered", None, 1))
    assert not is_right(asking, replace(answer, rows=hungary), FILES)
    assert is_right(replace(asking, also=("Hungary",)), replace(answer, rows=hungary), FILES)
    assert not is_right(asking, answer, FILES), "names nothing"


def test_values_that_differ_must_stand_side_by_side_with_the_newest_first() -> None:
    asking = replace(ASKING, expect=Expected.UPDATED, answer=(), values=("18", "14"))
    values = (Value("18", date(2023, 2, 24), 1), Value("14", date(2023, 1, 25), 1))
    answer = cited("Germany gave 18 tanks.")

    def compared(difference: Difference, *values: Value) -> Answer:
        return replace(answer, comparisons=(Comparison(difference, "tanks", values),))

    assert is_right(asking, compared(Difference.UPDATED, *values), FILES)
    assert not is_right(asking, compared(Difference.UPDATED, *values[::-1]), FILES)
    assert not is_right(asking, compared(Difference.UPDATED, values[0]), FILES)
    assert not is_right(asking, compared(Difference.DISPUTED, *values), FILES)
    disputed = replace(asking, expect=Expected.DISPUTED)
    assert is_right(disputed, compared(Difference.DISPUTED, *values[::-1]), FILES)


def test_every_side_of_a_matter_must_be_quoted() -> None:
    asking = replace(ASKING, answer=(), both=(("Russian troops",), ("shelling", "shells")))
    assert is_right(asking, cited("Kyiv blames Russian troops, Moscow Ukrainian shells."), FILES)
    assert not is_right(asking, cited("Kyiv blames Russian troops."), FILES)


def test_a_handwritten_follow_up_is_asked_after_its_turns_and_beside_the_question_in_full(
    demo: Store,
) -> None:
    assistant = Assistant(Settings(home=demo.library.path.parent), embedder=demo.embedder)
    (asking,) = [asking for asking in ASKED if asking.id == "followup-02"]
    asked = demo_set.ask(assistant, asking, handwritten.files_by_url())
    assistant.close()
    assert asked.answer.query.question == asking.question
    assert "NATO" in asked.answer.query.text
    assert asked.in_full is not None
    assert asked.in_full.query.question == asking.full
    table = str(demo_set.table([asked], handwritten.files_by_url()))
    assert re.search(r"follow-up's evidence has a gold article +1\.000 ", table)


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with every outside set in its format, a few lines each, made from the demo archive."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    chosen = ["2022-12-18-argentina-world-champions", "2022-09-27-dart-hits-dimorphos"]
    rows = [
        {
            "id": stem,
            "url": a.url,
            "title": a.title,
            "text": a.text,
            "authors": [],
            "publish_date": "2022/12/18",
        }
        for stem in chosen
        for a in [articles()[stem]]
    ]
    question = {"question_id": "q1", "question_date": "2022/12/20", "answer_doc_ids": chosen[:1]}
    quiz = question | {
        "question_sentence": "Which team won the World Cup?",
        "answer_text": ["Argentina"],
        "gold_ids": chosen[:1],
    }
    fact = {"title": "A probe", "source": "Wire", "author": None, "published_at": "2023-10-01T00:00:00+00:00"}
    facts = [
        fact | {"url": f"https://wire.example/{number}", "fact": text}
        for number, text in enumerate(
            ["The probe Lucy flew past Dinkinesh.", "Lucy found a moon of Dinkinesh."]
        )
    ]
    hop = {"id": "0", "query": "Which probe flew past Dinkinesh and found its moon?", "answer": "Lucy"}
    snippets = {
        "positive": ["Facebook acquired Instagram in 2012."],
        "negative": ["Instagram has many users."],
    }
    folder = tmp_path / "data"
    quiz_folder = folder / "realtimeqa-2031"
    quiz_folder.mkdir(parents=True)
    with gzip.open(quiz_folder / "corpus_2031w1-2.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
    write(quiz_folder / "qa_2031w1-2.jsonl", quiz, quiz | {"question_id": "q2", "gold_ids": []})
    write(
        quiz_folder / "unanswerable_2035.jsonl",
        {"question_id": "u1", "question_sentence": "Who is the president of Brazil?"},
    )
    write(
        folder / "multihoprag" / "evidence_500.jsonl",
        hop | {"question_type": "inference_query", "evidence_list": facts},
        hop | {"id": "1", "question_type": "null_query", "evidence_list": []},
    )
    write(
        folder / "rgb" / "en_fact.json",
        snippets | {"id": 0, "query": "Who acquired Instagram?", "answer": [["Facebook", "Meta"]]},
    )
    return folder


def write(path: Path, *rows: Mapping[str, object]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "size", "figures"),
    [
        (
            "realtime",
            3,
            {
                "BM25 alone: article Hits@1": "1.000",
                "+ stories: answer recall@5 in passages": "1.000",
                "always abstain": "0.000",
                "always abstain, either": "1.000",
            },
        ),
        ("multihop", 2, {"fused: all facts@10": "1.000", "as shown: fact recall@10": "1.000"}),
        ("rgb", 2, {}),
    ],
)
def test_a_set_of_outside_data_runs_with_a_table_and_a_record_a_question(
    name: str,
    size: int,
    figures: dict[str, str],
    tiny: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tiny / "records.jsonl"
    assert main(["--data", str(tiny), "--set", name, "--out", str(out)]) == 0
    table = capsys.readouterr().out
    found = {line[:50].strip(): line[50:].split()[0] for line in table.splitlines() if line[50:].split()}
    assert {figure: found.get(figure) for figure in figures} == figures
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert len(records) == size
    assert all({"set", "question", "answer", "citations"} <= record.keys() for record in records)


def test_a_set_that_is_not_there_is_named_and_skipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in set(SETS) - set(OWN):
        assert main(["--data", str(tmp_path), "--set", name]) == 0
        assert f"skipped: {name} is not in {tmp_path}" in capsys.readouterr().out


def test_a_set_that_the_project_does_not_ship_needs_its_data(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--set", "rgb"])
    assert "--data" in capsys.readouterr().err
