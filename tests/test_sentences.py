"""Text becomes sentences: text[start:end] is the sentence, always; furniture of a page is left out."""

import gzip
import json
import re
from itertools import islice, pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from index import demo as archive
from index.article import Article
from index.readers import read
from index.sentences import LONGEST, is_boilerplate, split

_WORDS = 'U.S. Gen. p.m. D-Calif. No. … ... “ ” " ( ) ! ? Kyiv he 3.5 1 é e\u0301 🛡️ 战争。'.split()
_GAPS = [". ", ", ", "\n", "\n\n", "\r\n", "\t", " ", "\u00a0", "\u2028", "\x00"]
TEXTS = st.text() | st.lists(st.sampled_from(_WORDS + _GAPS) | st.text(max_size=4), max_size=60).map("".join)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


def assert_well_formed(text: str) -> None:
    spans = split(text)
    for start, end in spans:
        sentence = text[start:end]
        assert 0 <= start < end <= len(text)
        assert sentence == sentence.strip()
        assert len(sentence) <= LONGEST
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@hypothesis_settings(deadline=None)
@given(TEXTS)
@example("a" * (3 * LONGEST + 1))
@example("word " * LONGEST)
def test_sentences_of_any_text_are_trimmed_in_order_apart_and_short_enough(text: str) -> None:
    assert_well_formed(text)


@hypothesis_settings(deadline=None)
@given(TEXTS.map(lambda text: "He said " + text.replace("\n", " ")))
def test_no_character_of_a_line_is_lost_unless_the_line_is_furniture(line: str) -> None:
    kept = "".join("".join(sentences(line)).split())
    assert kept == ("" if is_boilerplate(line) else "".join(line.split()))


@pytest.mark.parametrize("path", archive.paths(), ids=lambda path: str(path.stem))
def test_every_word_of_the_demo_archive_but_its_datelines_is_in_a_sentence(path: Path) -> None:
    (article,) = read(path)
    assert isinstance(article, Article)
    assert_well_formed(article.text)
    without_dateline = re.sub("^[A-Z]{3}[A-Za-z, ]{,40} - ", "", article.text)
    assert " ".join(sentences(article.text)).split() == without_dateline.split()


def test_sentences_of_scraped_articles_are_well_formed(data: Path) -> None:
    with gzip.open(data / "realtimeqa-2022" / "corpus_2022w24-45.jsonl.gz", "rt") as lines:
        for line in islice(lines, 0, None, 20):
            assert_well_formed(json.loads(line)["text"])


@pytest.mark.parametrize(
    "wanted",
    [
        ["The U.S. Army sent Gen. Mark Milley to Kyiv.", "He met Mr. Zelensky on Jan. 25, he said."],
        ["Gen. Valery Zaluzhny, Lt. Col. Smith and Dr. Lee came.", "Prof. Roe left."],
        ["U.N. Secretary-General António Guterres spoke.", "J. K. Rowling wrote to George W. Bush."],
        ["He lives at No. 10 Downing Street.", "No. 10 denied it."],
        ["They arrived at 5 p.m. Wednesday.", "It rained."],
        ["The meeting ended at 3 a.m.", "Nobody slept."],
        ["Sen. Dianne Feinstein, D-Calif. said so.", "Then she left."],
        ["She lives in the U.S. and sings.", "He works for the U.S.", "They like him."],
        ["Finland applied to NATO.", "Sweden followed."],
        ["It rose by 3.5 percent to $1.2 billion.", "Oil fell 0.4%."],
        ["“We will win,” he said.", "“They will not.”", "She left."],
        ['"Why?" he asked.', '"Because."', "It ended."],
        ["He said: “I came. I saw. I won.”", "Then he left."],
        ["He paused… and went on.", "Then he stopped..."],
        ["He paused... then he went on.", "It ended."],
        ["Is it true?", "Yes!", "He won."],
        ["It starts at 9 a.m. ET, or 2 p.m. Eastern.", "It ends at 11 p.m.", "They left."],
        ["Doors open at 7 p.m. Pacific.", "Shows are at 3 p.m. Dec. 18."],
        ["Ada Poe, D-N.Y., said no.", "So did Jo Roe, R-S.C.", "He and Bo Lee, R-St. Paul, left."],
        ["He thanked Ms. Lind.", "Ms. Roe ate two packs of M&Ms.", "Sven laughed."],
        ["J.D. Roe spoke for B.J. Poe.", "She lives in Washington, D.C.", "The rest left."],
        ["They sailed to the U.K.", "The others waited."],
        ["It stands at 308 N. Second Ave., they said."],
        ["Jo Roe, R-Ga.; Bo Lee, D-Ore.; and the Oakland, Calif.-based firm left."],
    ],
    ids=" ".join,
)
def test_a_full_stop_ends_a_sentence_only_where_the_sentence_ends(wanted: list[str]) -> None:
    assert sentences(" ".join(wanted)) == wanted


def test_a_heading_without_a_full_stop_is_a_sentence_of_its_own() -> None:
    assert sentences("Tanks at last\n\nThe first came on Monday.\nNot in the table\nFrance sent none.") == [
        "Tanks at last",
        "The first came on Monday.",
        "Not in the table",
        "France sent none.",
    ]


def test_a_sentence_goes_on_over_the_wrapped_lines_of_its_paragraph() -> None:
    first = "Germany will send fourteen of its Leopard tanks to the\nUkrainian army, the chancellor told the"
    first += " parliament in\nBerlin."
    assert sentences(f"{first} It took weeks.\n\nNobody spoke.") == [first, "It took weeks.", "Nobody spoke."]


def test_a_run_without_a_full_stop_is_cut_between_words() -> None:
    text = "leopard " * 300
    assert set(" ".join(sentences(text)).split()) == {"leopard"}
    assert len(sentences(text)) == 3


@pytest.mark.parametrize(
    "dateline",
    ["PRAGUE - ", "WASHINGTON (AP) — ", "KYIV, Ukraine — ", "NEW YORK—", "BONN – ", "BONN, DC -- "],
)
def test_a_dateline_is_no_part_of_the_first_sentence(dateline: str) -> None:
    assert sentences(f"{dateline}Tanks came.\nMore came.") == ["Tanks came.", "More came."]


@pytest.mark.parametrize(
    "line", ["NATO–Russia talks ended.", "U.S.–China trade fell.", "F-16 jets came.", "KYIV is calm."]
)
def test_capitals_that_are_no_dateline_are_kept(line: str) -> None:
    assert sentences(line) == [line]


FURNITURE = """\
Sign up here
Sign up for our morning newsletter
Subscribe to The Courier for $1 a week
Get the day's news delivered to your inbox
Register now
Photo: Jane Doe
FILE PHOTO: A tank
Spencer Platt/Getty Images
AP Photo/Efrem Lukatsky
Image credit: NASA
Advertisement
Ad Feedback
How relevant is this ad to you?
Did you encounter any technical issues?
Video player was slow to load content
Ad froze or did not finish loading
Video content did not start after ad
Contact Jane Doe at jane@courier.example or on Twitter @jane
Audio on ad was too loud
Follow Jane Doe on Twitter
Follow us on Facebook
Read more: Leopards arrive
Share
Click here for the map
© 2023 The Courier
Copyright 2023 The Courier
All rights reserved.
* * *"""

NEWS = """\
She signed up for the army.
Subscribers left the service in droves.
Register offices in Kyiv stayed open, the mayor said.
Photo agencies said that the crowd was large.
Video showed the tank burning.
Advertisement spending fell by 3%.
Ads for the army were shown in the metro.
Content was removed by the ministry on Monday.
Credit Suisse fell again.
He said more: Poland would send ten tanks.
More than 40 countries came to Ramstein.
Follow-up talks are planned for Monday on X and by telephone.
Like Poland, Norway announced the gift on Twitter.
Contact with the crew was lost.
Find a tank, he said, and post it on Facebook.
Shares of Rheinmetall rose.
Copyright law does not cover the map, a court said.
Newsletters were found in the flat, police said."""


@pytest.mark.parametrize("line", FURNITURE.splitlines())
def test_furniture_of_a_scraped_page_is_left_out(line: str) -> None:
    assert sentences(f"Before it.\n{line}\nAfter it.") == ["Before it.", "After it."]


@pytest.mark.parametrize("line", NEWS.splitlines())
def test_news_that_looks_like_furniture_is_kept(line: str) -> None:
    assert sentences(f"Before it.\n{line}\nAfter it.") == ["Before it.", line, "After it."]
