"""A cross-encoder by a setting puts evidence into its own order; a tiny one is made for the test."""

from datetime import date
from pathlib import Path

import pytest

from assistant.errors import ModelError
from assistant.pipeline import Assistant
from assistant.question import understand
from assistant.rerank import Reranker
from assistant.settings import Settings
from index.sync import Store
from tests.fakes import evidence

DAY = date(2023, 12, 28)
QUERY = understand("Who sent tanks?", (), DAY)
WORDS = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "[MASK]",
    "who",
    "sent",
    "tanks",
    "poland",
    "flowers",
    "bloom",
    "title",
]


def made(folder: Path, outputs: int = 1) -> Path:
    """A cross-encoder of random weights, the same at each call."""
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    torch.manual_seed(1)
    folder.mkdir()
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
    )
    config.num_labels = outputs
    BertForSequenceClassification(config).save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(WORDS))
    AutoTokenizer.from_pretrained(folder).save_pretrained(folder)
    return folder


def test_evidence_comes_in_the_order_of_the_models_scores_and_none_is_lost(tmp_path: Path) -> None:
    from sentence_transformers import CrossEncoder

    folder = made(tmp_path / "model")
    found = evidence("Poland sent tanks.", "Flowers bloom.", "Who sent flowers?", "Tanks bloom.")
    ranked = Reranker(str(folder))(QUERY, found)
    assert {one.passage.passage_id for one in ranked} == {one.passage.passage_id for one in found}
    pairs = [(QUERY.text, f"Title\n{one.passage.text}") for one in ranked]
    scores = [float(score) for score in CrossEncoder(str(folder), device="cpu").predict(pairs)]
    assert scores == sorted(scores, reverse=True)
    assert [one.score for one in ranked] == pytest.approx(scores, abs=1e-5)
    assert ranked == Reranker(str(folder))(QUERY, found[::-1])


def test_without_the_setting_the_evidence_stays_as_it_is() -> None:
    found = evidence("Poland sent tanks.", "Flowers bloom.")
    assert Reranker("")(QUERY, found) == tuple(found)


def test_a_model_that_is_not_there_or_does_not_rank_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "empty", made(tmp_path / "two", outputs=2)):
        with pytest.raises(ModelError, match="DATELINE_RERANKER"):
            Reranker(str(folder))(QUERY, evidence("Poland sent tanks."))


def test_the_setting_reaches_the_evidence_of_an_answer(demo: Store, tmp_path: Path) -> None:
    home, folder = demo.library.path.parent, made(tmp_path / "model")
    settings = Settings.from_environment({"DATELINE_HOME": str(home), "DATELINE_RERANKER": str(folder)})
    answers = []
    for each in (settings, Settings(home=home)):
        assistant = Assistant(each, embedder=demo.embedder)
        answers.append(assistant.answer("What did Kuleba ask NATO for?", as_of=DAY))
        assistant.close()
    by_model, plain = ([one.score for one in answer.evidence] for answer in answers)
    assert by_model == sorted(by_model, reverse=True)
    assert by_model != plain
