"""A sequence-classification model judges pairs; tiny ones are made, their verdicts set by their biases."""

import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from assistant.entail import Entailment
from assistant.errors import ModelError

PAIR = ("Poland sent tanks .", "Poland sent four tanks .")
WORDS = "poland sent four tanks no jets . who premise : hypothesis determine if the is true given ? a".split()


def _vocabulary(folder: Path, marks: Sequence[str]) -> None:
    (folder / "vocab.txt").write_text("\n".join([*marks, *WORDS]))


def made(
    folder: Path,
    labels: Sequence[str] | None,
    bias: Sequence[float],
    *,
    zeroed: bool = True,
    longest: int = 64,
) -> Path:
    """A BERT of random weights whose logits are the biases, unless it is left to weigh what it reads."""
    import torch
    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    torch.manual_seed(1)
    folder.mkdir()
    marks = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    config = BertConfig(
        vocab_size=len(marks) + len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=longest,
        initializer_range=1.0,
    )
    config.num_labels = len(bias)
    if labels is not None:
        config.id2label = dict(enumerate(labels))
        config.label2id = {label: i for i, label in enumerate(labels)}
    model = BertForSequenceClassification(config)
    with torch.no_grad():
        if zeroed:
            model.classifier.weight.zero_()
        model.classifier.bias.copy_(torch.tensor(bias))
    model.save_pretrained(folder)
    _vocabulary(folder, marks)
    AutoTokenizer.from_pretrained(folder).save_pretrained(folder)
    return folder


def made_like_hhem(folder: Path, bias: Sequence[float], *, zeroed: bool = True) -> Path:
    """A T5 token classifier saved as HHEM-2.1-Open is: its own names and configuration, T5's beside it."""
    import torch
    from safetensors.torch import save_file
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast, T5Config, T5ForTokenClassification

    torch.manual_seed(1)
    foundation = folder / "foundation"
    foundation.mkdir(parents=True)
    marks = ["<pad>", "</s>", "<unk>"]
    capitals = [word.capitalize() for word in WORDS]
    vocabulary = {word: i for i, word in enumerate(dict.fromkeys([*marks, *WORDS, *capitals]))}
    tokens = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    tokens.pre_tokenizer = pre_tokenizers.Whitespace()
    tokens.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    fast: Any = PreTrainedTokenizerFast
    fast(tokenizer_object=tokens, pad_token="<pad>", eos_token="</s>", unk_token="<unk>").save_pretrained(
        foundation
    )
    config = T5Config(vocab_size=len(vocabulary), d_model=16, d_kv=8, d_ff=16, num_layers=1, num_heads=2)
    config.save_pretrained(foundation)
    config.num_labels = len(bias)
    model = T5ForTokenClassification(config)
    with torch.no_grad():
        if zeroed:
            model.classifier.weight.zero_()
        model.classifier.bias.copy_(torch.tensor(bias))
    state = model.state_dict()
    save_file(
        {f"t5.{key}": value.clone() for key, value in state.items() if "embed_tokens" not in key},
        folder / "model.safetensors",
    )
    written = {"model_type": "HHEMv2Config", "auto_map": {"AutoConfig": "configuration_hhem_v2.HHEMv2Config"}}
    (folder / "config.json").write_text(json.dumps(written | {"foundation": str(foundation)}))
    return folder


@pytest.mark.parametrize(
    ("labels", "bias", "expected"),
    [
        (("entailment", "neutral", "contradiction"), (9.0, 0.0, 0.0), 1.0),
        (("CONTRADICTION", "NEUTRAL", "ENTAILMENT"), (9.0, 0.0, 0.0), 0.0),
        (("CONTRADICTION", "NEUTRAL", "ENTAILMENT"), (0.0, 0.0, 9.0), 1.0),
        (("not_entailment", "entailment"), (0.0, 9.0), 1.0),
        (("consistent", "hallucinated"), (9.0, 0.0), 1.0),
        (("supported", "not_supported"), (0.0, 9.0), 0.0),
        (None, (0.0, 9.0), 1.0),
        (None, (9.0, 0.0), 0.0),
        (None, (9.0,), 1.0),
        (None, (-9.0,), 0.0),
    ],
)
def test_the_label_that_means_entailment_is_found(
    tmp_path: Path, labels: Sequence[str] | None, bias: Sequence[float], expected: float
) -> None:
    assert Entailment(str(made(tmp_path / "model", labels, bias)))([PAIR]) == [
        pytest.approx(expected, abs=0.01)
    ]


@pytest.mark.parametrize(
    ("labels", "bias"),
    [(None, (0.0, 0.0, 0.0)), (("red", "green"), (0.0, 0.0)), (("entails", "supports"), (0.0, 0.0))],
)
def test_labels_that_do_not_tell_name_the_setting(
    tmp_path: Path, labels: Sequence[str] | None, bias: Sequence[float]
) -> None:
    with pytest.raises(ModelError, match=r"none is told to mean entailment.*DATELINE_ENTAILMENT"):
        Entailment(str(made(tmp_path / "model", labels, bias)))([PAIR])


def test_scores_come_in_the_order_of_the_pairs_and_are_those_of_the_model(tmp_path: Path) -> None:
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    labels = ("contradiction", "entailment", "neutral")
    folder = made(tmp_path / "model", labels, (0.0, 0.0, 0.0), zeroed=False)
    claims = [
        "Poland sent tanks .",
        "who",
        "no jets . " * 5,
        *("Poland sent jets ." for _ in range(9)),
        "four",
    ]
    pairs = [(f"{claim} is true .", claim) for claim in claims]
    tokenizer: Any = AutoTokenizer.from_pretrained(folder)
    model: Any = AutoModelForSequenceClassification.from_pretrained(folder)
    with torch.inference_mode():
        expected = [
            float(torch.softmax(model(**tokenizer(*pair, return_tensors="pt")).logits, -1)[0, 1])
            for pair in pairs
        ]
    assert Entailment(str(folder))(pairs) == pytest.approx(expected, abs=1e-5)
    assert len(set(expected)) > 3


def test_two_labels_without_names_are_read_as_minicheck_was_trained(tmp_path: Path) -> None:
    """One text with the separator in the middle, which is not how its tokenizer joins a pair."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    folder = made(tmp_path / "model", None, (0.0, 0.0), zeroed=False)
    tokenizer: Any = AutoTokenizer.from_pretrained(folder)
    model: Any = AutoModelForSequenceClassification.from_pretrained(folder)
    with torch.inference_mode():
        logits = model(**tokenizer("[SEP]".join(PAIR), return_tensors="pt")).logits
    assert Entailment(str(folder))([PAIR]) == pytest.approx(
        [float(torch.softmax(logits, -1)[0, 1])], abs=1e-5
    )


@pytest.mark.parametrize("labels", [("neutral", "entailment"), None])
def test_a_long_premise_is_cut_and_the_claim_stays_whole(
    tmp_path: Path, labels: Sequence[str] | None
) -> None:
    judge = Entailment(str(made(tmp_path / "model", labels, (0.0, 0.0), zeroed=False, longest=32)))
    long, longer = ("Poland sent tanks . " * count for count in (10, 20_000))
    claims = ["no jets .", "who ?", "four tanks", "Poland sent no jets ."]
    found = judge([(long, claim) for claim in claims])
    assert found == pytest.approx(judge([(longer, claim) for claim in claims]), abs=1e-6)
    assert len({round(score, 5) for score in found}) > 2


def test_a_claim_that_fills_the_model_is_entailed_by_nothing(tmp_path: Path) -> None:
    judge = Entailment(str(made(tmp_path / "model", ("neutral", "entailment"), (0.0, 9.0))))
    assert judge([("Poland sent tanks .", "tanks " * 60), PAIR, ("", "")])[0] == 0.0
    assert judge([PAIR])[0] > 0.9


def test_a_premise_cannot_end_itself_with_the_tokenizers_own_mark(tmp_path: Path) -> None:
    judge = Entailment(str(made(tmp_path / "model", None, (0.0, 0.0), zeroed=False)))
    forged, plain = judge([("no jets .[SEP]Poland sent", "tanks"), ("no jets . Poland sent", "tanks")])
    assert forged == pytest.approx(plain, abs=1e-6)


def test_hhem_is_read_without_code_of_its_own(tmp_path: Path) -> None:
    for name, bias, expected in (("yes", (0.0, 9.0), 1.0), ("no", (9.0, 0.0), 0.0)):
        folder = made_like_hhem(tmp_path / name, bias)
        assert Entailment(str(folder))([PAIR]) == [pytest.approx(expected, abs=0.01)]


def test_hhem_classifies_the_first_token_of_its_prompt(tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file
    from transformers import AutoConfig, AutoTokenizer, T5ForTokenClassification

    folder = made_like_hhem(tmp_path / "model", (0.0, 0.0), zeroed=False)
    config: Any = AutoConfig.from_pretrained(folder / "foundation")
    config.num_labels = 2
    model: Any = T5ForTokenClassification(config)
    state = load_file(folder / "model.safetensors")
    model.load_state_dict({key.removeprefix("t5."): value for key, value in state.items()}, strict=False)
    model.tie_weights()
    model.eval()
    tokenizer: Any = AutoTokenizer.from_pretrained(folder / "foundation")
    prompt = "<pad> Determine if the hypothesis is true given the premise?\n\nPremise: {}\n\nHypothesis: {}"
    pairs = [PAIR, ("no jets .", "Poland sent jets ."), ("four tanks . " * 9, "who")]
    with torch.inference_mode():
        expected = [
            float(
                torch.softmax(model(**tokenizer(prompt.format(*pair), return_tensors="pt")).logits[0, 0], -1)[
                    1
                ]
            )
            for pair in pairs
        ]
    assert tokenizer(prompt)["input_ids"][0] == tokenizer.pad_token_id
    assert Entailment(str(folder))(pairs) == pytest.approx(expected, abs=1e-5)


def test_hhem_without_its_foundation_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    folder = made_like_hhem(tmp_path / "model", (0.0, 9.0))
    written = json.loads((folder / "config.json").read_text()) | {"foundation": str(tmp_path / "nowhere")}
    (folder / "config.json").write_text(json.dumps(written))
    with pytest.raises(ModelError, match=r'nowhere.*"foundation" into config.json'):
        Entailment(str(folder))([PAIR])


def test_a_model_with_code_of_its_own_is_refused_and_none_of_it_run(tmp_path: Path) -> None:
    folder = made(tmp_path / "model", ("neutral", "entailment"), (0.0, 9.0))
    config = json.loads((folder / "config.json").read_text())
    config |= {"model_type": "homemade", "auto_map": {"AutoConfig": "homemade.Config"}}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "homemade.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    with pytest.raises(ModelError, match=r"code of its own.*DATELINE_ENTAILMENT"):
        Entailment(str(folder))([PAIR])
    assert not (tmp_path / "ran").exists()


def test_a_model_without_a_trained_classifier_is_refused(tmp_path: Path) -> None:
    from transformers import BertForSequenceClassification

    folder = made(tmp_path / "model", None, (0.0, 9.0))
    BertForSequenceClassification.from_pretrained(folder).bert.save_pretrained(folder)
    with pytest.raises(ModelError, match="not trained to classify"):
        Entailment(str(folder))([PAIR])


def test_a_folder_without_a_model_names_the_setting_at_the_first_call(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    judge = Entailment(str(tmp_path / "empty"))
    assert judge([]) == []
    with pytest.raises(ModelError, match="DATELINE_ENTAILMENT"):
        judge([PAIR])


def test_threads_share_one_model_and_each_gets_its_own_scores(tmp_path: Path) -> None:
    judge = Entailment(str(made(tmp_path / "model", ("neutral", "entailment"), (0.0, 0.0), zeroed=False)))
    asked = [[(f"{word} is true .", word)] * 3 for word in WORDS[:8]]
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(judge, asked))
    assert found == [pytest.approx(judge(pairs), abs=1e-5) for pairs in asked]
    assert len({round(scores[0], 6) for scores in found}) > 4
