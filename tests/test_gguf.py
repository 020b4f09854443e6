"""A model file in this process: shared while it is used, freed afterwards; and what is no model file."""

import gc
import json
import os
import struct
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from weakref import ref

import pytest

from assistant import llm
from assistant.errors import ModelError, PromptTooLong
from assistant.gguf import DEFAULT_CONTEXT, serve
from assistant.llm import Chat
from assistant.settings import Settings
from assistant.talking import Usage, talk, trial
from assistant.tokens import estimate
from index import demo
from tests import smollm

CONTEXT = 1024


@pytest.fixture(scope="module")
def chat() -> Iterator[Chat]:
    settings = Settings(home=Path(), llm_context=CONTEXT, threads=1)
    yield llm.load(f"gguf:{smollm.weights()}", settings)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of the same model that no other test has loaded."""
    file = tmp_path / "small.gguf"
    file.symlink_to(smollm.weights())
    return file


def refusal(file: str) -> str:
    with pytest.raises(ModelError) as caught:
        serve(file)
    return str(caught.value)


def test_a_file_answers_and_its_tokens_are_counted(chat: Chat) -> None:
    usage = Usage()
    prompt = "Say hello in five words."
    text = "".join(talk(chat, prompt, usage))
    assert text
    assert usage.tokens_read is not None
    assert usage.tokens_written is not None
    assert abs(usage.tokens_written - chat.count(text)) <= 2  # what ends it, and how its pieces are joined
    # what frames every message is taken off the context beforehand
    assert usage.tokens_read - chat.count(prompt) == CONTEXT - chat.context


def test_the_same_question_has_the_same_answer(chat: Chat) -> None:
    first, second = ("".join(talk(chat, "Name five colours in one line.", Usage())) for _ in range(2))
    assert first == second != ""


def test_a_prompt_may_fill_the_context_and_not_exceed_it(chat: Chat) -> None:
    prompt = "tank " * (chat.context - 2)
    while chat.count(prompt) >= chat.context:
        prompt = prompt[:-5]
    usage = Usage()
    list(talk(chat, prompt, usage))
    assert usage.tokens_read == CONTEXT - 1  # and one for the answer
    with pytest.raises(PromptTooLong, match="too long for gguf:"):
        list(talk(chat, prompt + "tank " * 20, Usage()))


def test_a_file_can_be_tried(chat: Chat) -> None:
    trying, signs = trial(chat), 0
    with pytest.raises(StopIteration) as ended:
        while True:
            signs += next(trying) == ""
    assert ended.value.value.words


def test_only_the_file_s_name_is_shown(chat: Chat) -> None:
    assert chat.name == f"gguf:{smollm.weights().name}"


def test_nobody_without_the_key_is_answered(file: Path) -> None:
    server = serve(str(file), CONTEXT, 1)
    assert server.address.startswith("http://127.0.0.1:")
    for path in ("/tokenize", "/v1/chat/completions", "/completion"):
        request = urllib.request.Request(
            server.address + path, json.dumps({"content": "x", "prompt": "x"}).encode()
        )
        with pytest.raises(urllib.error.HTTPError, match="401"):
            urllib.request.urlopen(request, timeout=30)


def test_a_file_is_loaded_once_and_freed_with_its_last_user(file: Path) -> None:
    gc.disable()  # what only the collector frees stays for minutes
    try:
        first = llm.load(f"gguf:{file}", Settings(home=Path(), llm_context=CONTEXT, threads=1))
        second = serve(str(file), CONTEXT, 1)
        kept = ref(second)
        assert f"{second.address}/v1" == str(first.model.openai_api_base)  # type: ignore[attr-defined]
        list(talk(first, "Say yes.", Usage()))
        with pytest.raises(PromptTooLong):
            list(talk(first, "word " * 2000, Usage()))
        del second
        assert kept() is not None
        del first
        assert kept() is None
    finally:
        gc.enable()


def test_the_context_is_never_more_than_the_file_was_trained_for(file: Path) -> None:
    small, unasked, large = (serve(str(file), context, 1).context for context in (512, None, 32_768))
    assert small < 512 < unasked == large <= DEFAULT_CONTEXT


def test_what_cannot_be_a_model_is_told_before_it_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "folder").mkdir()
    (tmp_path / "notes.gguf").write_text("notes")
    (tmp_path / "empty.gguf").touch()
    assert f"there is no file {tmp_path}/missing.gguf" in refusal(f"{tmp_path}/missing.gguf")
    assert f"{tmp_path}/folder is a folder" in refusal("folder")
    assert f"{tmp_path}/notes.gguf is no GGUF file" in refusal("notes.gguf")
    assert f"{tmp_path}/empty.gguf is no GGUF file" in refusal("~/empty.gguf")
    for odd in ("~nobody-of-that-name/x.gguf", "a\0b", "x" * 5000, "\ud800"):
        assert "cannot be read" in refusal(odd) or "there is no file" in refusal(odd)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_regular_file_is_told_without_being_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    for path in (str(tmp_path / "pipe.gguf"), "/dev/zero"):
        assert f"{path} is no regular file" in refusal(path)


@pytest.mark.parametrize("layers", [2**31 - 1, 0])
def test_a_file_whose_numbers_make_no_sense_is_told_and_ends_no_process(tmp_path: Path, layers: int) -> None:
    # llama.cpp asserts what it believes of a file, and an assertion that fails ends its process
    content = smollm.weights().read_bytes()
    field = b"llama.block_count" + struct.pack("<I", 4)  # then a number of 32 bits
    assert content.count(field) == 1
    at = content.index(field) + len(field)
    crafted = tmp_path / "crafted.gguf"
    crafted.write_bytes(content[:at] + struct.pack("<I", layers) + content[at + 4 :])
    assert "crafted.gguf cannot be loaded" in refusal(str(crafted))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    file = tmp_path / "secret.gguf"
    file.write_bytes(b"GGUF")
    file.chmod(0)
    assert "Permission denied" in refusal(str(file))


@pytest.mark.parametrize("size", [4, 1000, 5_000_000])
def test_a_damaged_file_is_told(tmp_path: Path, size: int) -> None:
    with smollm.weights().open("rb") as whole:
        (tmp_path / "damaged.gguf").write_bytes(whole.read(size))
    assert "cannot be loaded" in refusal(str(tmp_path / "damaged.gguf"))


def test_a_missing_package_comes_with_the_command_that_installs_it(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xllamacpp", None)
    with pytest.raises(ModelError, match=r"pip install -e '\.\[gguf\]' in Dateline's folder"):
        llm.load(f"gguf:{file}")


def test_the_estimate_is_never_far_below_the_tokens_of_a_real_model(chat: Chat) -> None:
    shares = [estimate(text) / chat.count(text) for text in (p.read_text("utf-8") for p in demo.paths())]
    assert min(shares) >= 1.15
    assert max(shares) <= 1.5
    for text in (
        "Zelenskyy, Podolyak, Kryvyi Rih, Zaporizhzhia, Dnipropetrovsk, Zaluzhnyi, Shmyhal and Avdiivka",
        "In 2022, $1,234,567.89 bought 31 Abrams and 14 Leopard 2A6, 3.5% of 155mm on 1990-12-31 at 08:45.",
        "Президент Зеленський подякував союзникам за танки.",
        "乌克兰总统感谢盟国提供坦克。日本は地雷除去車両を送った。",
        "🎉🚀😀👍🏽 🇺🇦🇵🇱 ✅❌",
        "“We’re grateful,” he said — “it’s the tanks’ day…”",
        "[3.2] [12.4] <passage> --- ``` {} https://www.example.org/2022/04/07/tanks?ref=rss&id=9#top",
    ):
        assert estimate(text) >= chat.count(text)


def test_a_text_that_no_tokenizer_takes_is_estimated(chat: Chat) -> None:
    assert chat.count("a\ud800b") > 0
    assert chat.count("") >= 0
