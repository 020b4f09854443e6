"""Pairs of a premise and a claim become probabilities of entailment, by a model that a setting names.

Does not know where the pairs come from. Nothing is loaded before it is called, and no code of a model's own
is run.
"""

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.errors import ModelError

if TYPE_CHECKING:
    from torch import Tensor

MOST_TOKENS = 2048
"""Of premise and claim, where a model takes any number: what a processor reads in some two seconds."""

_LEAST_PREMISE = 16
"""Tokens that must be left for the premise beside a claim."""

_BATCH = 8
_LONGEST = 40_000
"""Characters that are read: more than `MOST_TOKENS` can hold."""

_ENTAILED = frozenset(
    "entailment entailed entails supported supports support consistent factual factuallyconsistent".split()
)
"""Letters of the labels that mean it; of two without names it is the second, as in MiniCheck's models."""

_HHEM = re.compile(r"HHEMv2")
_HHEM_BASE = "google/flan-t5-base"
_HHEM_PROMPT = (
    "<pad> Determine if the hypothesis is true given the premise?\n\nPremise: {text1}\n\nHypothesis: {text2}"
)
"""What HHEM-2.1-Open was trained with; the hidden state of its first token is what is classified."""


@dataclass(frozen=True, slots=True)
class _Scorer:
    """A loaded model with the form in which it reads a pair."""

    tokenizer: Any
    logits: "Callable[[dict[str, Tensor]], Tensor]"
    """Of the shape (pairs, labels)."""
    entailed: int
    """The label; of a model with one output it is 0, and the output a logit."""
    form: str | None
    """The pair as one text, with `{text1}` and `{text2}`; `None` where the tokenizer joins pairs."""
    most: int
    """Tokens that the model takes."""


class Entailment:
    """Any sequence-classification model that was trained on entailment, or HHEM-2.1-Open; thread-safe.

    It is loaded when first called. Models of the forms: three labels, one of which is named entailment; two
    labels, the named one or else the second (MiniCheck); one output.
    """

    def __init__(self, name: str) -> None:
        """`name` is a model's name or folder."""
        self._name = name
        self._scorer: _Scorer | None = None
        self._lock = threading.Lock()

    def __call__(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """A probability from 0 to 1 for each pair of a premise and a claim.

        A long premise is cut at its end, a claim never: it is 0 where the claim alone fills the model.
        Raises `ModelError` where the model cannot be loaded or fails, or no label is told to mean entailment.
        """
        if not pairs:
            return []
        with self._lock:
            try:
                if self._scorer is None:
                    self._scorer = _loaded(self._name)
                return _scores(self._scorer, pairs)
            except ModelError:
                raise
            except Exception as error:  # a hub, a file, a configuration or a model fails in ways of its own
                raise _unusable(self._name, f"cannot be used ({error})") from error


def _loaded(name: str) -> _Scorer:
    from transformers import AutoConfig, PretrainedConfig

    folder = Path(name).expanduser()
    where, local = (str(folder), True) if folder.is_dir() else (name, False)
    written, _ = PretrainedConfig.get_config_dict(where, local_files_only=local)
    if _HHEM.match(str(written.get("model_type", ""))):
        return _hhem(where, written)
    if "auto_map" in written and not _is_known(str(written.get("model_type", ""))):
        raise _unusable(name, "brings code of its own, which Dateline does not run")
    config = AutoConfig.from_pretrained(where, local_files_only=local, trust_remote_code=False)
    return _classifier(name, where, local, config)


def _classifier(name: str, where: str, local: bool, config: Any) -> _Scorer:
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    entailed = _entailed(name, {int(i): str(label) for i, label in config.id2label.items()})
    tokenizer: Any = AutoTokenizer.from_pretrained(where, local_files_only=local, trust_remote_code=False)
    model, told = AutoModelForSequenceClassification.from_pretrained(
        where, local_files_only=local, trust_remote_code=False, output_loading_info=True
    )
    if untrained := [key for key in told["missing_keys"] if not key.startswith(model.base_model_prefix)]:
        raise _unusable(name, f"was not trained to classify (it has no {min(untrained)})")
    model.eval()
    unnamed = config.num_labels == 2 and all(label.startswith("LABEL_") for label in config.id2label.values())
    form = f"{{text1}}{tokenizer.eos_token or tokenizer.sep_token}{{text2}}" if unnamed else None
    return _Scorer(tokenizer, lambda inputs: model(**inputs).logits, entailed, form, _most(tokenizer, config))


def _hhem(where: str, written: dict[str, Any]) -> _Scorer:
    """HHEM-2.1-Open by the classes of transformers: a T5 encoder with a token classifier.

    Its checkpoint has neither a configuration nor a tokenizer of T5: both are those of its foundation.
    """
    from safetensors.torch import load_file
    from transformers import AutoConfig, AutoTokenizer, T5ForTokenClassification
    from transformers.utils.hub import cached_file

    base = str(written.get("foundation", _HHEM_BASE))
    weights = cached_file(where, "model.safetensors")
    state = {key.removeprefix("t5."): value for key, value in load_file(str(weights)).items()}
    state.setdefault("transformer.encoder.embed_tokens.weight", state["transformer.shared.weight"])
    try:
        config: Any = AutoConfig.from_pretrained(base, trust_remote_code=False)
        tokenizer = AutoTokenizer.from_pretrained(base, trust_remote_code=False)
    except OSError as error:
        raise _unusable(
            where,
            f"needs {base!r} too, which cannot be loaded: download it, or write the folder where it lies as "
            '"foundation" into config.json. Or else',
        ) from error
    config.num_labels = len(state["classifier.weight"])
    model: Any = T5ForTokenClassification(config)
    model.load_state_dict(state)
    model.eval()
    return _Scorer(tokenizer, lambda inputs: model(**inputs).logits[:, 0], 1, _HHEM_PROMPT, MOST_TOKENS)


def _entailed(name: str, labels: dict[int, str]) -> int:
    meant = [i for i, label in labels.items() if re.sub(r"[^a-z]", "", label.lower()) in _ENTAILED]
    if len(meant) == 1:
        return meant[0]
    if len(labels) == 1:
        return 0
    if len(labels) == 2 and all(label.startswith("LABEL_") for label in labels.values()):
        return 1
    raise _unusable(name, f"has the labels {', '.join(labels.values())}, and none is told to mean entailment")


def _most(tokenizer: Any, config: Any) -> int:
    """Tokens that a model takes: what its tokenizer says, or else its table of positions."""
    most = int(min(tokenizer.model_max_length, MOST_TOKENS))
    positions = getattr(config, "max_position_embeddings", None)
    if positions is None or getattr(config, "position_biased_input", True) is False:
        return most  # positions are relative: there is no table that could be too short
    if "roberta" in config.model_type:  # its table begins behind the padding token's number
        positions -= config.pad_token_id + 1
    return min(most, int(positions))


def _is_known(model_type: str) -> bool:
    from transformers import CONFIG_MAPPING

    return model_type in CONFIG_MAPPING


def _scores(scorer: _Scorer, pairs: Sequence[tuple[str, str]]) -> list[float]:
    scores = [0.0] * len(pairs)
    fitting = [(i, text) for i, pair in enumerate(pairs) if (text := _fitted(scorer, *pair)) is not None]
    for batch in _batches(fitting):
        found = _probabilities(scorer, [text for _, text in batch])
        for (i, _), score in zip(batch, found, strict=True):
            scores[i] = score
    return scores


def _fitted(scorer: _Scorer, premise: str, claim: str) -> tuple[str, str] | None:
    """Both without the tokenizer's own marks, the premise so short that the claim stays whole."""
    premise, claim = (_unmarked(scorer.tokenizer, text) for text in (premise[:_LONGEST], claim[:_LONGEST]))
    tokenizer = scorer.tokenizer
    empty = tokenizer(scorer.form.format(text1="", text2=claim)) if scorer.form else tokenizer("", claim)
    room = scorer.most - len(empty["input_ids"]) - 2  # two, for joints that make a token more of the same
    if room < _LEAST_PREMISE:
        return None
    ends = tokenizer(premise, add_special_tokens=False, return_offsets_mapping=True)["offset_mapping"]
    return (premise if len(ends) <= room else premise[: ends[room - 1][1]]), claim


def _unmarked(tokenizer: Any, text: str) -> str:
    """The text without what its tokenizer would read as the end of the premise."""
    for mark in tokenizer.all_special_tokens:
        text = text.replace(mark, " ")
    return text


def _probabilities(scorer: _Scorer, pairs: Sequence[tuple[str, str]]) -> list[float]:
    import torch

    form = scorer.form
    if form is None:
        texts: tuple[list[str], ...] = ([one for one, _ in pairs], [other for _, other in pairs])
    else:
        texts = ([form.format(text1=one, text2=other) for one, other in pairs],)
    with torch.inference_mode():
        logits = scorer.logits(dict(scorer.tokenizer(*texts, padding=True, return_tensors="pt")))
        shares = torch.softmax(logits, dim=-1) if logits.shape[-1] > 1 else torch.sigmoid(logits)
    return [float(share) for share in shares[:, scorer.entailed]]


def _batches(found: Sequence[tuple[int, tuple[str, str]]]) -> Iterator[list[tuple[int, tuple[str, str]]]]:
    """Pairs of like length together, so that little is padded."""
    ordered = sorted(found, key=lambda one: -len(one[1][0]) - len(one[1][1]))
    yield from ([*ordered[i : i + _BATCH]] for i in range(0, len(ordered), _BATCH))


def _unusable(name: str, why: str) -> ModelError:
    return ModelError(
        f"the entailment model {name!r} {why}: set DATELINE_ENTAILMENT to the name or folder of a "
        "sequence-classification model trained on entailment, to llm, or to nothing"
    )
