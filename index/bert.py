"""Vectors of texts by a BERT whose folder holds nothing unusual: tokens, layers, one mean, and no more.

Knows nothing of other kinds of model, nor where this one was found. transformers runs the same model, but
importing it takes seconds and 200 MB in each process, nearly all for what BERT does not have.
"""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import accumulate, chain
from pathlib import Path
from threading import Barrier
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import torch
    from torch import Tensor

    _Place = Callable[[Tensor], Tensor]

_MODULES = (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"])
"""Of sentence-transformers, in this order; vectors get their unit length elsewhere, with this or without."""

_CONFIG = {
    "model_type": ("bert",),
    "hidden_act": ("gelu",),
    "position_embedding_type": (None, "absolute"),
    "is_decoder": (None, False),
    "auto_map": (None,),
}
"""What has to stand in a model's config.json for it to be computed as it is here."""

_SIZES = {"num_hidden_layers", "num_attention_heads", "max_position_embeddings", "layer_norm_eps"}

_EMBEDDED = ("word", "position", "token_type")

_POOLING = {"pooling_mode_mean_tokens": "mean", "pooling_mode_cls_token": "cls"}


class Bert:
    """One model, on one device; `encode` may be called from several threads."""

    def __init__(self, folder: Path, device: str, dtype: "torch.dtype", batch: int) -> None:
        """Loads what `pooling_of` says can be loaded.

        Raises `KeyError` where the weights have other names, as those of old versions have.
        """
        import torch
        from safetensors.torch import load_file
        from tokenizers import Tokenizer

        self._pooling, self._batch = pooling_of(folder), batch
        config = _json(folder / "config.json")
        self._heads: int = config["num_attention_heads"]
        self._epsilon: float = config["layer_norm_eps"]
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        places = config["max_position_embeddings"]
        longest = _json(folder / "sentence_bert_config.json").get("max_seq_length") or places
        self._tokenizer.enable_truncation(min(longest, places))
        self._tokenizer.no_padding()
        weights = {
            name.removeprefix("bert."): values
            for name, values in load_file(folder / "model.safetensors").items()
        }

        def placed(values: "Tensor") -> "Tensor":
            return values.to(device, dtype)

        words, positions, kinds = (weights[f"embeddings.{name}_embeddings.weight"] for name in _EMBEDDED)
        self._words, self._places = placed(words), placed(positions + kinds[0])
        self._norm = _pair(weights, "embeddings.LayerNorm", placed)
        self._layers = [
            _Layer(weights, f"encoder.layer.{n}.", self._heads, placed)
            for n in range(config["num_hidden_layers"])
        ]
        self._torch = torch
        self._threads = _threads() if device == "cpu" else None

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row a text, of any length: shape (texts, dimension)."""
        # half of a character outside the basic plane, which JSON may hold, is more than the tokenizer takes
        valid = [text.encode("utf-8", "replace").decode() for text in texts]
        tokenized = [text.ids for text in self._tokenizer.encode_batch(valid)]
        parts = [tokenized[start : start + self._batch] for start in range(0, len(texts), self._batch)]
        spread = map if self._threads is None or len(parts) < 2 else self._threads.map
        made = [np.empty((0, self._words.shape[1]), dtype=np.float32), *spread(self._rows, parts)]
        return np.concatenate(made)

    def _rows(self, texts: list[list[int]]) -> NDArray[np.float32]:
        with self._torch.inference_mode():
            return np.asarray(self._pooled(texts).cpu().numpy(), dtype=np.float32)

    def _pooled(self, texts: list[list[int]]) -> "Tensor":
        # one after the other in one long row: padding to the longest would be a seventh of the work
        torch = self._torch
        ends = [*accumulate(map(len, texts))]
        spans = [slice(end - len(text), end) for text, end in zip(texts, ends, strict=True)]
        words = torch.tensor([*chain(*texts)], device=self._words.device)
        places = torch.cat([self._places[: len(text)] for text in texts])
        state = self._normed(self._words[words] + places, self._norm)
        for layer in self._layers:
            state = self._passed(layer, state, spans)
        # in float32: a mean of 256 tokens rounded to bfloat16 loses more than the layers do
        first = self._pooling == "cls"
        made: Tensor = torch.stack(
            [state[s.start].float() if first else state[s].float().mean(0) for s in spans]
        )
        return made

    def _passed(self, layer: "_Layer", state: "Tensor", spans: list[slice]) -> "Tensor":
        torch, linear = self._torch, self._torch.nn.functional.linear
        parts = linear(state, *layer.attended).view(len(state), 3, self._heads, -1)
        found = torch.empty_like(parts[:, 0])
        for span in spans:  # each attends to itself alone; torch's own attention takes 1.7 times as long here
            query, key, value = parts[span].permute(1, 2, 0, 3)
            shares = torch.softmax(torch.bmm(query, key.transpose(1, 2)), -1, dtype=torch.float32)
            found[span] = torch.bmm(shares.to(state.dtype), value).transpose(0, 1)
        state = self._normed(linear(found.view_as(state), *layer.joined) + state, layer.first)
        inner = torch.nn.functional.gelu(linear(state, *layer.widened))
        return self._normed(linear(inner, *layer.narrowed) + state, layer.second)

    def _normed(self, state: "Tensor", norm: "tuple[Tensor, Tensor]") -> "Tensor":
        return self._torch.nn.functional.layer_norm(state, state.shape[-1:], *norm, self._epsilon)


class _Layer:
    def __init__(self, weights: "dict[str, Tensor]", prefix: str, heads: int, placed: "_Place") -> None:
        import torch

        of_self = prefix + "attention.self."
        query, key, value = (_pair(weights, of_self + name) for name in ("query", "key", "value"))
        scale = (len(query[1]) // heads) ** -0.5
        # one multiplication for all three, and none for the scale of attention
        self.attended = tuple(
            placed(torch.cat([q * scale, k, v])) for q, k, v in zip(query, key, value, strict=True)
        )
        self.joined = _pair(weights, prefix + "attention.output.dense", placed)
        self.first = _pair(weights, prefix + "attention.output.LayerNorm", placed)
        self.widened = _pair(weights, prefix + "intermediate.dense", placed)
        self.narrowed = _pair(weights, prefix + "output.dense", placed)
        self.second = _pair(weights, prefix + "output.LayerNorm", placed)


def _pair(
    weights: "dict[str, Tensor]", name: str, placed: "_Place" = lambda values: values
) -> "tuple[Tensor, Tensor]":
    """Weight and bias."""
    return placed(weights[f"{name}.weight"]), placed(weights[f"{name}.bias"])


def _threads() -> ThreadPoolExecutor | None:
    """As many threads as torch computes with, each of which computes alone; `None` where that is one.

    A batch each is half as fast again as all of them at one: what is between two multiplications is too
    little to be shared.
    """
    import torch

    count = torch.get_num_threads()
    if count == 1:
        return None
    threads = ThreadPoolExecutor(count, "bert", torch.set_num_threads, (1,))
    all_begun = Barrier(count)
    for _ in threads.map(lambda _: all_begun.wait(), range(count)):
        pass
    torch.set_num_threads(count)  # for the threads of others, which took over the one
    return threads


def pooling_of(folder: Path) -> str | None:
    """How the model in a folder pools its tokens, where it is one that can be run here; else `None`."""
    modules = (
        json.loads((folder / "modules.json").read_text("utf-8")) if (folder / "modules.json").exists() else []
    )
    types = [str(module["type"]) for module in modules]
    of_text = _json(folder / "sentence_bert_config.json")
    of_all = _json(folder / "config_sentence_transformers.json")
    config = _json(folder / "config.json")
    pooling = _json(folder / "1_Pooling" / "config.json")
    ways = [
        _POOLING.get(key) for key, on in pooling.items() if key.startswith("pooling_mode_") and on is True
    ]
    usual = (
        [name.rpartition(".")[2] for name in types] in _MODULES
        and all(name.startswith("sentence_transformers.") for name in types)
        and [module["path"] for module in modules[:2]] == ["", "1_Pooling"]
        and not set(of_text) - {"max_seq_length", "do_lower_case"}
        and not of_text.get("do_lower_case")
        and not of_all.get("default_prompt_name")
        and all(config.get(name) in values for name, values in _CONFIG.items())
        and config.keys() >= _SIZES
        and all((folder / name).exists() for name in ("tokenizer.json", "model.safetensors"))
        and len(ways) == 1
    )
    return ways[0] if usual else None


def _json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return found
