"""Pairs of articles that are near-copies, and pairs that are none, made from the demo archive.

Does not know how they are told apart. Copies are made by the edits that editors make; the others share what
articles share that are no copies. Every draw is from one seed.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations

from index import demo
from index.article import Article
from index.readers import read
from index.sentences import split

_EACH = 30
"""Pairs of each kind of edit."""

_OUTLETS = ("Harbour Wire", "Continental Ledger", "Northline Daily", "The Capitol Record", "Baltic Courier")

KNOWN = (
    ("oil-price-cap-starts", "sixty-dollar-ceiling-in-force"),
    ("slovak-migs-first-four", "four-slovak-jets-fly-east"),
    ("german-leopards-delivered", "eighteen-leopards-at-the-border"),
)
"""The near-copies of the demo archive, by the last part of their URLs."""

_SPELLINGS = """
defence defense|metres meters|tonnes tons|programme program|centre center|labour labor|neighbour neighbor
neighbours neighbors|organisation organization|organisations organizations|per% %|percent per cent
said says|two 2|three 3|four 4|five 5|six 6|ten 10|February Feb.|January Jan.|December Dec.|Mr. Mr
President Pres.|more than over|about around|United States U.S.|American U.S.|towards toward|while whilst
""".replace("\n", "|").strip("|")
"""What house styles spell differently: (one, other)."""

_HEAD = """Good morning. This is the daily briefing of our newsroom, with what you need to know before the
day begins. You can listen to it on your way to work, or have it sent to you before seven each morning."""
_FOOT = """That is all for today. Tell us what you think of this briefing, and what you would like to read
in it. Our editors choose a picture of the day from those that readers send in, and the best one is
printed on Saturday. The briefing is made by six people in three cities, who begin their work when most
others go to bed. If a friend passed it on to you, you can have your own copy by asking for one at the
desk."""
_STATEMENT = """“We have listened to those who were harmed, and we know that words are not enough. Over
the past year we have looked at every decision, at every report that was not read in time, and at every
warning that was set aside. We accept the findings in full. The board will publish all documents, it will
pay for an independent inquiry, and those who were responsible will no longer hold any office. We ask for
the patience of the public, and we will report to it every three months until the work is done.”"""
_NAMES = """Albania, Argentina, Australia, Austria, Belgium, Brazil, Bulgaria, Canada, Chile, Colombia,
Croatia, Cyprus, Denmark, Ecuador, Egypt, Estonia, Finland, France, Georgia, Germany, Ghana, Greece,
Guatemala, Honduras, Hungary, Iceland, Indonesia, Ireland, Israel, Italy, Japan, Jordan, Kenya, Kuwait,
Latvia and Lithuania."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles, what was done to make them, and whether they are near-copies."""

    kind: str
    one: Article
    other: Article
    are_copies: bool
    is_tuned_on: bool
    """Thresholds are chosen on these; the others are reported."""


def pairs() -> list[Pair]:
    """All pairs, the same ones each time."""
    articles = [found for path in demo.paths() for found in read(path) if isinstance(found, Article)]
    articles = [article for article in articles if article.published is not None]
    chance = random.Random(20221205)
    made = [*_known(articles), *_same_event(articles)]
    for kinds, are_copies in ((_COPIES, True), (_NO_COPIES, False)):
        for kind, make in kinds.items():
            for number, source in enumerate(chance.sample(articles, _EACH if are_copies else 2 * _EACH)):
                donor = chance.choice([a for a in articles if a.outlet != source.outlet])
                one, other = make(chance, source, donor)
                made.append(Pair(kind, one, other, are_copies, number % 2 == 0))
    return made


def _known(articles: Sequence[Article]) -> Iterator[Pair]:
    by_name = {article.url.rpartition("/")[2]: article for article in articles}
    for number, (one, other) in enumerate(KNOWN):
        yield Pair("copies of the demo archive", by_name[one], by_name[other], True, number % 2 == 0)


def _same_event(articles: Sequence[Article]) -> Iterator[Pair]:
    """The articles within a week of one another that have most words in common, and are told in their own."""
    known = {frozenset(pair) for pair in KNOWN}
    near = [
        (one, other)
        for one, other in combinations(articles, 2)
        if _days_apart(one, other) <= 7
        and frozenset((one.url.rpartition("/")[2], other.url.rpartition("/")[2])) not in known
    ]
    near.sort(key=lambda pair: -len(_long_words(pair[0]) & _long_words(pair[1])))
    for number, (one, other) in enumerate(near[: 2 * _EACH]):
        other = replace(other, published=one.published)
        yield Pair("the same days in their own words", one, other, False, number % 2 == 0)


def _days_apart(one: Article, other: Article) -> int:
    assert one.published is not None and other.published is not None
    return abs((one.published - other.published).days)


def _long_words(article: Article) -> set[str]:
    return {word for word in re.findall(r"\w+", article.text.casefold()) if len(word) > 5}


def _paragraphs(article: Article) -> list[str]:
    return [part for part in article.text.split("\n\n") if part.strip()]


def _elsewhere(chance: random.Random, article: Article, paragraphs: Sequence[str]) -> Article:
    """The same day or a little later in another outlet, with a title from some words of its own lead."""
    assert article.published is not None
    return replace(
        article,
        text="\n\n".join(paragraphs),
        title=" ".join(paragraphs[0].split()[:8]),
        outlet=chance.choice([name for name in _OUTLETS if name != article.outlet]),
        published=article.published + timedelta(days=chance.randrange(3)),
    )


def _line(text: str) -> str:
    return " ".join(text.split())


def _spelt(text: str) -> str:
    for one, other in (pair.rsplit(" ", 1) for pair in _SPELLINGS.split("|")):
        text = re.sub(rf"\b{re.escape(one)}\b", other, text)
    return text


_Made = tuple[Article, Article]
_Edit = Callable[[random.Random, Article, Article], _Made]


def _new_title(chance: random.Random, source: Article, donor: Article) -> _Made:
    return source, _elsewhere(chance, source, _paragraphs(source))


def _new_lead(chance: random.Random, source: Article, donor: Article) -> _Made:
    return source, _elsewhere(chance, source, [_paragraphs(donor)[0], *_paragraphs(source)[1:]])


def _cut_end(chance: random.Random, source: Article, donor: Article) -> _Made:
    sentences = split(source.text)
    kept = sentences[max(3, int(len(sentences) * chance.uniform(0.3, 0.7)))]
    return source, _elsewhere(chance, source, source.text[: kept[0]].strip().split("\n\n"))


def _reordered(chance: random.Random, source: Article, donor: Article) -> _Made:
    paragraphs = _paragraphs(source)
    return source, _elsewhere(chance, source, chance.sample(paragraphs, len(paragraphs)))


def _respelt(chance: random.Random, source: Article, donor: Article) -> _Made:
    return source, _elsewhere(chance, source, _paragraphs(replace(source, text=_spelt(source.text))))


def _inserted(chance: random.Random, source: Article, donor: Article) -> _Made:
    paragraphs = _paragraphs(source)
    for paragraph in _paragraphs(donor)[1:3]:
        paragraphs.insert(chance.randrange(1, len(paragraphs)), paragraph)
    return source, _elsewhere(chance, source, paragraphs)


def _all_at_once(chance: random.Random, source: Article, donor: Article) -> _Made:
    paragraphs = [_spelt(paragraph) for paragraph in _paragraphs(source)[1:-1]]
    paragraphs.insert(chance.randrange(1, len(paragraphs)), _paragraphs(donor)[1])
    return source, _elsewhere(chance, source, [_paragraphs(donor)[0], *paragraphs])


def _kept(least: float, most: float) -> _Edit:
    """That part of the sentences kept, and as many others put in the place of the rest."""

    def edit(chance: random.Random, source: Article, donor: Article) -> _Made:
        sentences = [source.text[start:end] for start, end in split(source.text)]
        others = [donor.text[start:end] for start, end in split(donor.text)]
        kept = round(len(sentences) * chance.uniform(least, most))
        begin = chance.randrange(len(sentences) - kept + 1)
        rest = len(sentences) - kept
        told = [*others[: rest // 2], *sentences[begin : begin + kept], *others[rest // 2 : rest]]
        return source, _elsewhere(chance, source, told)

    return edit


def _second_address(chance: random.Random, source: Article, donor: Article) -> _Made:
    return source, replace(source, title=f"{source.title} | {source.outlet}", url=source.url + "/index.html")


def _template(chance: random.Random, source: Article, donor: Article) -> _Made:
    """Two days of one outlet's briefing."""
    days = [
        replace(
            article,
            title="What you need to know today",
            outlet="Northline Daily",
            text="\n\n".join([_line(_HEAD), *_paragraphs(article)[:3], _line(_FOOT)]),
            published=source.published,
        )
        for article in (source, donor)
    ]
    return days[0], days[1]


def _sharing(texts: Sequence[str], *, same_outlet: bool) -> _Edit:
    """Two articles that both have the same texts in the middle."""

    def edit(chance: random.Random, source: Article, donor: Article) -> _Made:
        one, other = _paragraphs(source), _paragraphs(donor)
        return (
            replace(source, text="\n\n".join([*one[:2], *texts, *one[2:]])),
            replace(
                donor,
                text="\n\n".join([*other[:2], *texts, *other[2:]]),
                published=source.published,
                outlet=source.outlet if same_outlet else donor.outlet,
            ),
        )

    return edit


def _follow_up(*, same_outlet: bool) -> _Edit:
    """A later article that ends with a paragraph of the earlier one, as background."""

    def edit(chance: random.Random, source: Article, donor: Article) -> _Made:
        background = chance.choice(_paragraphs(source)[1:])
        return source, replace(
            donor,
            text="\n\n".join([*_paragraphs(donor), background]),
            published=source.published,
            outlet=source.outlet if same_outlet else donor.outlet,
        )

    return edit


_COPIES: dict[str, _Edit] = {
    "new title": _new_title,
    "new lead": _new_lead,
    "end cut, 30 to 70% kept": _cut_end,
    "paragraphs reordered": _reordered,
    "spelt otherwise": _respelt,
    "two paragraphs put in": _inserted,
    "title, lead, end, spelling, paragraph": _all_at_once,
    "50 to 70% kept, the rest other words": _kept(0.5, 0.7),
    "30 to 50% kept, the rest other words": _kept(0.3, 0.5),
    "one outlet, a second address": _second_address,
}
_NO_COPIES: dict[str, _Edit] = {
    "one outlet's daily briefing": _template,
    "the same statement quoted": _sharing([_line(_STATEMENT)], same_outlet=False),
    "the same list of names": _sharing([_line(_NAMES)], same_outlet=False),
    "a paragraph of background": _follow_up(same_outlet=False),
    "a paragraph of background, one outlet": _follow_up(same_outlet=True),
}
