"""Sources named in a question: which are meant, however they are written, and what is left without them."""

import pytest

from assistant.bylines import Named, named, without
from assistant.spellings import of_outlets

OUTLETS = (
    *(
        "Baltic Courier",
        "CNN",
        "Continental Ledger",
        "FOX News - Health",
        "FOX News - Lifestyle",
        "Harbour Wire",
    ),
    *("Northline Daily", "People", "TechCrunch", "The Age", "The Capitol Record", "The Guardian"),
    *("The Independent", "The Meridian Post", "The New York Times", "The Verge", "The Wall Street Journal"),
    *("The Week", "Time", "USA TODAY", "Variety", "Wired", "bbc.co.uk"),
)
AUTHORS = ("Anna Berg", "Colum Dell, Yardbarker", "Lucy Berg", "Sarah Perez", "Staff", "Tim Biggs")


def sources(question: str) -> Named:
    return named(question, OUTLETS, AUTHORS)


@pytest.mark.parametrize(
    ("question", "outlets"),
    [
        ("What did The Verge report about Google?", {"The Verge"}),
        ("What does the Guardian say about the strike?", {"The Guardian"}),
        ("According to Northline Daily, how many tanks arrived?", {"Northline Daily"}),
        ("How many tanks arrived according to northline daily?", {"Northline Daily"}),
        ("What was in Northline Daily's report on the dam?", {"Northline Daily"}),
        ("What was the Continental Ledger’s first report on the dam?", {"Continental Ledger"}),
        ("Who resigned, as reported by Harbour Wire?", {"Harbour Wire"}),
        ("What did a Baltic Courier article say about Narva?", {"Baltic Courier"}),
        ("What is new in the Guardian about Finland?", {"The Guardian"}),
        ("What stood in Harbour Wire and Baltic Courier about Kakhovka?", {"Harbour Wire", "Baltic Courier"}),
        ("Did 'TechCrunch' and 'The Age' both mention Google?", {"TechCrunch", "The Age"}),
        ("Do the TechCrunch and Guardian articles agree on OpenAI?", {"TechCrunch", "The Guardian"}),
        ("Did Harbour Wire and Northline Daily disagree on the number?", {"Harbour Wire", "Northline Daily"}),
        ("Which paper was right, according to CNN, The Verge or Wired?", {"CNN", "The Verge", "Wired"}),
        ("What did Fox News report on the virus?", {"FOX News - Health", "FOX News - Lifestyle"}),
        ("What did 'FOX News - Health' report on the virus?", {"FOX News - Health"}),
        ("What does techcrunch.com say about Gemini?", {"TechCrunch"}),
        ("According to www.theverge.com, who won?", {"The Verge"}),
        ("What did the BBC report on the flood?", {"bbc.co.uk"}),
    ],
)
def test_an_outlet_with_a_cue_is_a_source(question: str, outlets: set[str]) -> None:
    assert set(sources(question).outlets) == outlets


@pytest.mark.parametrize(
    ("question", "outlet"),
    [
        ("What did the NYT report on the leak?", "The New York Times"),
        ("According to the WSJ, what is the cap?", "The Wall Street Journal"),
        ("according to nyt, who leaked it?", "The New York Times"),
        ("What did the NY Times write about it?", "The New York Times"),
        ("How many jets, according to NLD or according to ND?", "Northline Daily"),
        ("What did the Ledger report on Bakhmut?", "Continental Ledger"),
        ("According to the Courier, who sent shells?", "Baltic Courier"),
    ],
)
def test_an_abbreviation_that_can_only_be_one_outlet_is_that_outlet(question: str, outlet: str) -> None:
    assert sources(question).outlets == (outlet,)


@pytest.mark.parametrize(
    ("written", "outlet"),
    [
        ("Nothline Daily", "Northline Daily"),
        ("Northlin Dayly", "Northline Daily"),
        ("Harbor Wire", "Harbour Wire"),
        ("the Gaurdian", "The Guardian"),
        ("Techcrunsh", "TechCrunch"),
        ("Tech Crunch", "TechCrunch"),
        ("the Wall Street Jornal", "The Wall Street Journal"),
        ("Continental Leger", "Continental Ledger"),
        ("baltic curier", "Baltic Courier"),
        ("Meridan Post", "The Meridian Post"),
    ],
)
def test_a_misspelt_outlet_is_recognised(written: str, outlet: str) -> None:
    assert sources(f"According to {written}, how many tanks arrived?").outlets == (outlet,)


@pytest.mark.parametrize(
    ("meant", "written", "is_it"),
    [
        ("Northline Daily", "Northlin Dayly", True),
        ("The Guardian", "Gaurdian", True),
        ("The Guardian", "Guardien", True),
        ("Reuters", "Rueters", True),
        ("The Independent", "Independant", True),
        ("The New York Times", "New York Time", True),
        ("Bloomberg", "Blomberg", True),
        ("Northline Daily", "Northern Daily", False),
        ("Harbour Wire", "Harbour Times", False),
        ("The Moscow News", "Moscow Times", False),
        ("The Washington Post", "Washington Times", False),
        ("The Times of India", "Times of Israel", False),
        ("Sky News", "Sky Sports", False),
        ("The Age", "Agee", False),  # too short: many words are a letter away
    ],
)
def test_a_slip_of_the_pen_is_told_from_another_name(meant: str, written: str, is_it: bool) -> None:
    assert (of_outlets((meant,)).near(written) is not None) == is_it


@pytest.mark.parametrize(
    "question",
    [
        "What did the Washington Post report?",
        "What does the Continental Congress say?",
        "According to Baltic officials, who cut the cable?",
        "According to the harbour master, what sank?",
        "What did Northern Ireland say about it?",
        "What did the Guardia Civil report?",
        "What did the Wall Street banks say?",
        "What does the United States say?",
        "What did the Times of Israel report?",
        "According to Meridian Energy, what broke?",
    ],
)
def test_what_only_resembles_an_outlet_is_none(question: str) -> None:
    assert sources(question).outlets == ()


@pytest.mark.parametrize(
    "question",
    [
        "What happened this week?",
        "What did the president say the week before the vote?",
        "Who was elected in the week of the strike?",
        "According to people familiar with the matter, who resigned?",
        "How many people said they would leave?",
        "People say the war is over. Is it?",
        "Which independent reported the leak?",
        "What did the time report show?",
        "At what age do people report pain?",
        "Is the age report wrong?",
        "What variety said to be new was found in Time?",
        "Why was it wired in time?",
    ],
)
def test_an_ordinary_word_is_no_outlet(question: str) -> None:
    assert sources(question).outlets == ()


@pytest.mark.parametrize(
    ("question", "outlet"),
    [
        ("What did The Week say about Truss?", "The Week"),
        ("According to the Independent, who lied?", "The Independent"),
        ("What did Time magazine write about Swift?", "Time"),
        ("What did a review in Variety say?", "Variety"),
        ("What is in The Age about Sydney?", "The Age"),
        ("Did Wired report that chips run out?", "Wired"),
        ("What did 'People' write about Swift?", "People"),
    ],
)
def test_an_ordinary_word_with_a_cue_and_its_capitals_is_an_outlet(question: str, outlet: str) -> None:
    assert sources(question).outlets == (outlet,)


@pytest.mark.parametrize(
    "question",
    [
        "Why was CNN's Licht fired?",
        "What did CNN+ cost?",
        "What did CNN+ report in its first month?",
        "Who bought the Guardian?",
        "Who owns The Verge?",
        "Who holds a stake in TechCrunch?",
        "Did CNN report a loss?",
        "Was CNN sold?",
        "Who left CNN and The Guardian?",
        "Who sued CNN magazine?",
        "What does a report from the Guardian Foundation say?",
    ],
)
def test_an_outlet_that_the_question_is_about_is_no_source(question: str) -> None:
    assert sources(question) == Named()


@pytest.mark.parametrize(
    ("question", "unknown"),
    [
        ("How many died according to Reuters?", ("Reuters",)),
        ("What did the Washington Post report on it?", ("The Washington Post",)),
        ("What did the FT and Bloomberg say?", ("Financial Times", "Bloomberg")),
        ("What was in a Deal Stripe article on phones?", ("Deal Stripe",)),
        ("What did Reuters and Harbour Wire report on it?", ("Reuters",)),
        ("Who bought Reuters?", ()),
        ("How many died according to Zelensky?", ()),
        ("What does a French newspaper write?", ()),
        ("When did Poland invoke NATO's Article 4?", ()),
    ],
)
def test_a_source_that_the_library_lacks_is_said(question: str, unknown: tuple[str, ...]) -> None:
    assert sources(question).unknown == unknown


def test_a_source_that_the_library_lacks_stays_in_the_question() -> None:
    question = "How many died according to Reuters?"
    assert without(question, sources(question)) == question


@pytest.mark.parametrize(
    ("question", "authors"),
    [
        ("What does the article by Sarah Perez say about Google?", ("Sarah Perez",)),
        ("What did sarah perez write about Google?", ("Sarah Perez",)),
        ("Which stories by Perez are about Google?", ("Sarah Perez",)),
        ("What was in Biggs's column on phones?", ("Tim Biggs",)),
        ("Who won, according to Colum Dell?", ("Colum Dell, Yardbarker",)),
        ("What did Sara Perez report on Google?", ("Sarah Perez",)),
        ("What do articles by Staff say?", ("Staff",)),
        ("Who won, according to Perez?", ()),  # as likely somebody who is quoted
        ("Which articles by Berg are there?", ()),  # there are two
        ("What did a report by Perez Hilton say?", ()),
        ("Who beat Sarah Perez?", ()),
        ("What did the staff report?", ()),
    ],
)
def test_an_author_with_a_cue_is_a_source(question: str, authors: tuple[str, ...]) -> None:
    assert sources(question).authors == authors


def test_an_agency_that_signs_articles_is_an_author() -> None:
    assert named("How many died according to Reuters?", OUTLETS, ("Reuters",)) == Named(
        authors=("Reuters",), spans=((14, 34),)
    )


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("According to Northline Daily, how many tanks arrived?", "How many tanks arrived?"),
        ("How many tanks arrived, according to Northline Daily?", "How many tanks arrived?"),
        ("What did The Verge report about Google?", "What is said about Google?"),
        ("What did Harbour Wire and Baltic Courier say on Narva?", "What is said on Narva?"),
        ("Did The Guardian report that Poland sent tanks?", "Poland sent tanks?"),
        ("How many tanks did Northline Daily say were sent?", "How many tanks were sent?"),
        ("Who resigned, as reported by Harbour Wire, in May?", "Who resigned, in May?"),
        ("Which dam broke in 'The Age'?", "Which dam broke?"),
        ("And according to Baltic Courier?", "And?"),
        ("What did Sarah Perez write about Google in TechCrunch?", "What is said about Google?"),
        ("Who won the World Cup?", "Who won the World Cup?"),
    ],
)
def test_sources_are_cut_out_of_the_question(question: str, left: str) -> None:
    assert without(question, sources(question)) == left


@pytest.mark.parametrize(
    "question",
    [
        "",
        "Laut Harbour Wire: wie viele Panzer?",
        "波罗的海信使报报道了什么？",
        "The " * 500,
        "according to " * 150,
        "Did X and " * 200,
        "'" * 2000,
        "in the recent report by " * 80,
        "A" * 2000,
    ],
)
def test_any_text_is_read_without_failing(question: str) -> None:
    found = sources(question)
    assert all(0 <= start < end <= len(question) for start, end in found.spans)
    assert isinstance(without(question, found), str)


def test_a_library_without_outlets_names_none() -> None:
    assert named("According to Harbour Wire, who won?", (), ()) == Named()
