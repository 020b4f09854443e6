"""The sentences written by hand for the verifier: each can be read, and they are enough of each kind."""

import json
from collections import Counter
from pathlib import Path

import pytest

from assistant.settings import Settings
from assistant.types import Source, Verdict
from assistant.verify import Finding
from index import demo
from index.article import Article
from index.readers import read
from index.sentences import split
from index.sync import Store
from tests.evals.pairs import FOLDER, HALVES, BadPair, Pair, pairs, passages
from tests.evals.support import Checked, table
from tests.fakes import WordEmbedder

LEAST = 300
LEAST_OF_A_FAULT = 5
LEAST_OF_A_HALF = 250
JUDGED_BY = "third"
ARTICLE = "2023-01-25-germany-to-send-14-leopard-2"
QUOTE = "Ukraine had asked for 300 tanks."
PAIR = {
    "id": "made-001",
    "half": "tune",
    "fault": "none",
    "text": "Ukraine wanted 300 tanks.",
    "cited": [{"article": ARTICLE, "quote": QUOTE}],
}


def written(folder: Path, *rows: object) -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    (folder / "made.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def test_there_are_enough_pairs_and_every_id_is_there_once() -> None:
    found = pairs()
    assert len(found) >= LEAST
    assert max(Counter(pair.id for pair in found).values()) == 1


def test_a_pair_is_named_after_its_file_and_place() -> None:
    for path in FOLDER.glob("*.jsonl"):
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        assert [row["id"] for row in rows] == [f"{path.stem}-{n:03}" for n in range(1, len(rows) + 1)]


def test_what_is_judged_by_is_one_file_and_all_others_are_for_tuning() -> None:
    for pair in pairs():
        assert (pair.half == "test") == (pair.id.rpartition("-")[0] == JUDGED_BY), pair.id


def test_each_half_is_large_enough_to_measure_by() -> None:
    halves = Counter(pair.half for pair in pairs())
    assert all(halves[half] >= LEAST_OF_A_HALF for half in HALVES)


def test_every_fault_is_in_both_halves_and_so_are_true_sentences() -> None:
    found = Counter((pair.fault, pair.half) for pair in pairs())
    for fault in {fault for fault, _ in found}:
        assert all(found[fault, half] >= LEAST_OF_A_FAULT for half in HALVES), fault
    assert all(found["none", half] >= 50 for half in HALVES)


def test_no_sentence_is_written_twice_nor_copied_from_an_article() -> None:
    found = pairs()
    assert max(Counter(pair.text for pair in found).values()) == 1
    for pair in found:
        assert pair.text not in {source.quote for source in (*pair.cited, *pair.rest)}


def test_what_is_cited_and_the_rest_are_the_whole_of_the_articles() -> None:
    lengths = {
        article.url: len(split(article.text))
        for path in demo.paths()
        for article in read(path)
        if isinstance(article, Article)
    }
    for pair in pairs():
        everything = (*pair.cited, *pair.rest)
        assert len(set(everything)) == len(everything)
        urls = {source.passage.headline.url for source in pair.cited}
        assert {source.passage.headline.url for source in everything} == urls
        assert len(everything) == sum(lengths[url] for url in urls)


def test_passages_are_those_of_a_library(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    path = next(path for path in demo.paths() if path.stem == ARTICLE)
    (article,) = (found for found in read(path) if isinstance(found, Article))
    store = Store(settings, embedder=WordEmbedder(settings))
    list(store.add([path]))
    made = passages(article)
    assert len(made) > 1
    kept = store.library.passages([passage.passage_id for passage in made])
    store.close()
    assert sorted(kept, key=lambda passage: passage.start) == made


def test_a_pair_is_read_with_its_source(tmp_path: Path) -> None:
    (pair,) = pairs(written(tmp_path, PAIR))
    assert pair.is_true
    assert [source.quote for source in pair.cited] == [QUOTE]
    assert isinstance(pair.rest[0], Source)
    assert QUOTE not in {source.quote for source in pair.rest}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("{", "Expecting property name"),
        ("[]", "list indices"),
        ({name: PAIR[name] for name in PAIR if name != "fault"}, "'fault' is missing"),
        (PAIR | {"half": "both"}, "half is 'both'"),
        (PAIR | {"text": " "}, "text is ' '"),
        (PAIR | {"cited": []}, "nothing is cited"),
        (PAIR | {"cited": [{"article": "2023-no-such", "quote": QUOTE}]}, "no article '2023-no-such'"),
        (PAIR | {"cited": [{"article": ARTICLE, "quote": "Ukraine had asked for"}]}, "has no sentence"),
    ],
)
def test_a_bad_pair_is_named_with_its_file_and_line(tmp_path: Path, row: object, said: str) -> None:
    with pytest.raises(BadPair, match=r"^made\.jsonl, line 2: ") as raised:
        pairs(written(tmp_path, PAIR, row))
    assert said in str(raised.value)


def test_the_table_tells_flagged_from_weak_and_counts_by_kind() -> None:
    found = [
        ("none", Verdict.SUPPORTED),
        ("none", Verdict.SUPPORTED),
        ("none", Verdict.WEAK),
        ("none", Verdict.UNSUPPORTED),
        ("number", Verdict.UNSUPPORTED),
        ("other_name", Verdict.WEAK),
        ("negation", Verdict.SUPPORTED),
        ("negation", Verdict.UNSUPPORTED),
    ]
    checked = [
        Checked(Pair(str(n), "tune", fault, "", (), ()), Finding(verdict, "", (), 0.0))
        for n, (fault, verdict) in enumerate(found)
    ]
    lines = [line for line in str(table(checked, "")).splitlines() if "n=" in line]
    assert [line[:50].strip() + " " + line[50:].split()[0] for line in lines] == [
        "true: flagged 0.250",
        "true: weak 0.250",
        "negation: caught 0.500",
        "caught or weak 0.500",
        "number: caught 1.000",
        "caught or weak 1.000",
        "other_name: caught 0.000",
        "caught or weak 1.000",
        "number, date and name faults: caught 0.500",
        "caught or weak 1.000",
        "flagged: faulty (precision) 0.667",
        "faulty: flagged (recall) 0.500",
        "flagged or weak: faulty (precision) 0.600",
        "faulty: flagged or weak (recall) 0.750",
    ]
