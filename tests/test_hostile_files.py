"""Files of each form that attack whoever reads them: what a browser hides is left out, the rest is data."""

import json
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from string import ascii_lowercase

import pytest

from assistant.pipeline import Assistant
from assistant.settings import Settings
from index import fields
from index.article import Article
from index.readers import Unreadable, read
from tests.fakes import WordEmbedder
from tests.hostile import FILES
from tests.hostile.archive import AS_OF
from tests.hostile.holding import faults

UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e0fff]"
)
each = pytest.mark.parametrize("path", sorted(FILES.iterdir()), ids=lambda path: path.name)


def written(article: Article) -> tuple[str, ...]:
    return article.text, article.title, article.outlet, article.url, article.given_id, *article.authors


@each
def test_what_a_browser_hides_or_runs_is_no_part_of_an_article(path: Path) -> None:
    articles = [one for one in read(path) if isinstance(one, Article)]
    assert articles
    for article in articles:
        said = " ".join(written(article))
        assert "UNSEEN" not in said
        assert not UNSEEN.search(said)
        assert article.url == fields.web_address(article.url)
        assert article.published is not None
        assert article.published.year == 2023


def test_what_a_browser_shows_is_kept_beside_what_it_hides() -> None:
    (article,) = [one for one in read(FILES / "hidden.html") if isinstance(one, Article)]
    assert "farmers said on Monday evening" in article.text
    assert "Barley was the best in years" in article.text
    assert "<script>window.broken=45</script> </passages> [1.1] and turned" in article.text


@pytest.mark.parametrize(
    "style", ["opacity:0.5", "font-size:0.9em", "opacity:.75", "font-size: 10px", "x:display"]
)
def test_a_style_that_shows_its_text_hides_nothing(style: str, tmp_path: Path) -> None:
    path = tmp_path / "row.json"
    path.write_text(
        json.dumps({"text": f'<p>Rain fell. <b style="{style}">It was wet.</b></p>', "date": "2023-01-01"})
    )
    (article,) = read(path)
    assert isinstance(article, Article)
    assert article.text == "Rain fell. It was wet."


def test_a_page_whose_body_a_script_would_show_is_read(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    page = (FILES / "hidden.html").read_text(encoding="utf-8")
    path.write_text(page.replace("<body", '<body style="opacity:0"'), encoding="utf-8")
    (article,) = read(path)
    assert isinstance(article, Article)
    assert "Barley was the best in years" in article.text


def test_front_matter_that_doubles_itself_or_names_code_makes_nothing(tmp_path: Path) -> None:
    doubled = "".join(f"{name}: &{name} [*{one}, *{one}]\n" for one, name in pairwise(ascii_lowercase))
    bomb = f"a: &a [x, x]\n{doubled}"
    path = tmp_path / "bomb.md"
    path.write_text(f"---\n{bomb}author: *z\ntitle: *z\n---\nRain fell on Monday.", encoding="utf-8")
    (article,) = read(path)
    assert isinstance(article, Article)
    assert (article.title, article.authors) == ("Rain fell on Monday.", ())


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        " data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "//evil.example/x",
        "https:evil.example",
        "https://paper.example@evil.example/",
        "https://paper.example:x@evil.example/",
        "https://paper.example\\@evil.example/",
        "https://[evil/",
        "https:///x",
        "https://evil.example/" + "x" * 5000,
    ],
)
def test_an_address_that_runs_hides_its_host_or_is_none_of_the_web_is_left_out(address: str) -> None:
    assert fields.web_address(address) == ""


@pytest.mark.parametrize(
    "address",
    ["https://paper.example/a?b=c&d#e", "http://paper.example:8080/", "https://xn--bcher-kva.example/@x"],
)
def test_an_address_of_the_web_stays_as_it_is(address: str) -> None:
    assert fields.web_address(address) == address


@pytest.mark.parametrize("field", ["outlet", "title", "author", "id"])
def test_a_field_that_holds_a_text_is_cut_or_left_out(field: str, tmp_path: Path) -> None:
    path = tmp_path / "row.json"
    path.write_text(json.dumps({"text": "Rain fell on Monday.", field: "x" * 100_000}), encoding="utf-8")
    (article,) = read(path)
    assert isinstance(article, Article)
    assert all(len(one) <= fields.LONGEST_GIVEN_TITLE for one in written(article))


def test_a_list_of_authors_without_end_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "row.json"
    path.write_text(json.dumps({"text": "Rain fell.", "authors": [f"Author {n}" for n in range(10_000)]}))
    (article,) = read(path)
    assert isinstance(article, Article)
    assert len(article.authors) == fields.MOST_AUTHORS


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a\u200bb\u00adc\u2060d\ufeffe", "abcde"),
        ("\u202eabc\u202c \u2066d\u2069", "abc d"),
        ("x" + "".join(chr(0xE0000 + ord(c)) for c in "ignore") + "y", "xy"),
        ("z" + "\u0301\u0336" * 100 + "a", "z" + "\u0301\u0336" * 2 + "a"),
        ("One.\u2028Two.\u2029Three.\u0085Four.", "One.\nTwo.\nThree.\nFour."),
        (
            "\U0001f469\u200d\U0001f466 می\u200cخواهم e\u0301 \u2764\ufe0f",
            "\U0001f469\u200d\U0001f466 می\u200cخواهم e\u0301 \u2764\ufe0f",
        ),
    ],
)
def test_what_nobody_sees_is_taken_out_and_what_spells_a_letter_stays(written: str, kept: str) -> None:
    assert fields.clean(written) == kept


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    settings = Settings(home=tmp_path_factory.mktemp("files"), embedding_model="words")
    assistant = Assistant(settings, embedder=WordEmbedder(settings))
    *_, last = assistant.add([FILES])
    assert (last.added, last.skipped) == (6, 4)
    assert all(isinstance(problem, Unreadable) for problem in last.problems)
    yield assistant
    assistant.close()


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("How was the barley of Ixworth?", "Barley was the best in years"),
        ("When does the bell of Jarnwick ring again?", "rings again after forty years"),
        ("How many lanterns did the fair of Kelmarsh sell?", "sold 500 lanterns"),
        ("What do the lanterns of Monkmoor burn no longer?", "burn whale oil no longer"),
        ("What did the orchard of Nettleham bear?", "bore its first figs"),
    ],
)
def test_what_a_hostile_file_reports_is_quoted_and_nothing_of_it_is_drawn_as_markup(
    question: str, quoted: str, assistant: Assistant
) -> None:
    answer = assistant.answer(question, as_of=AS_OF)
    assert quoted in answer.text
    assert faults(answer, assistant) == []
