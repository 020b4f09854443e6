"""Words of a text: found with their offsets, reduced to stems, and told apart from words that say nothing.

Does not know what is asked or answered.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

import snowballstemmer

_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*")

STOP_WORDS = frozenset(
    """
    a about after again all also although am an and any are aren't as at be because been before being
    between both but by can can't cannot could couldn't did didn't do does doesn't doing don't down
    during each either else ever every few following for from further get gets got had hadn't has hasn't
    have haven't having he he's her here hers herself him himself his how i if in into is isn't it it's
    its itself just let like many may me might more most much must my myself no nor not of off on once
    one only onto or other our ours out over own per said same say says she she's should shouldn't since
    so some such than that that's the their theirs them themselves then there there's these they they're
    this those though through to too under until up upon us very was wasn't we were weren't what what's
    when where whether which while who who's whom whose why will with within without won't would
    wouldn't yet you your yours tell know please give show find archive article articles news according
    latest newest
    """.split()
)

OPENERS = frozenset(
    """
    police people men women children staff crew crowd fire heat snow rain oil gas gold food water fuel demand
    supply turnout power nobody everybody everyone anyone someone somebody business public traffic flood
    storm wind work trade talk campaign opposition support research
    """.split()
)
"""Often begin a sentence, and are nobody's name there."""


_FOREIGN = frozenset(
    """
    der die das den dem des und ist nicht ein eine einen einer im am zu zum zur mit von vom auf für sich auch
    dass wird sind hat haben le la les une des du et est que qui dans pour sur par avec aux ce cette ont sont
    el los las del y en un una con por para se su al como lo il gli che di della per nel alla sono è o os um
    uma não em do da na no het een van niet dat voor op met zijn att och som på är w na z się do że jest v je
    """.split()
)
"""Small words of German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Polish and Czech."""

_FEW = 2
"""So many of them may stand in a name or a quotation."""

_IRREGULAR = """
arise arose arisen, beat beaten, become became, begin began begun, bite bit bitten, bleed bled, blow blew
blown, break broke broken, bring brought, build built, burn burnt, buy bought, catch caught, choose chose
chosen, come came, deal dealt, die death dead, draw drew drawn, drive drove driven, eat ate eaten, fall fell
fallen, feel felt, fight fought, find found, flee fled, fly flew flown, forbid forbade forbidden, forget
forgot forgotten, freeze froze frozen, give gave given, go went gone, grow grew grown, hang hung, hear
heard, hide hid hidden, hold held, keep kept, know knew known, lay laid, lead led, leave left, lend lent,
lose lost, make made, mean meant, meet met, pay paid, ride rode ridden, ring rang rung, rise rose risen, run
ran, see saw seen, seek sought, sell sold, send sent, shake shook shaken, shine shone, shoot shot, show
shown, shrink shrank, sing sang sung, sink sank sunk, sit sat, sleep slept, speak spoke spoken, spend spent,
spring sprang sprung, stand stood, steal stole stolen, stick stuck, strike struck, strive strove, swear
swore sworn, sweep swept, swim swam swum, swing swung, take took taken, teach taught, tear tore torn, tell
told, think thought, throw threw thrown, understand understood, wake woke woken, wear wore worn, win won,
withdraw withdrew withdrawn, write wrote written, man men, woman women, child children, person people, foot
feet, life lives, wife wives
"""


class Word(NamedTuple):
    """A word with its offsets in the text it was found in, and its stem."""

    start: int
    end: int
    text: str
    stem: str


def words(text: str) -> Iterator[Word]:
    """All words of a text in order. A possessive `'s` is no part of a word."""
    for match in _WORD.finditer(text):
        word = _without_ending(match.group())
        yield Word(match.start(), match.start() + len(word), word, stem(word))


def _without_ending(word: str) -> str:
    return word[:-2] if word[-2:] in ("'s", "’s") else word


def stems(text: str) -> frozenset[str]:
    """The stems of all words of a text."""
    return frozenset(map(stem, map(_without_ending, _WORD.findall(text))))


def content_words(text: str) -> list[Word]:
    """The words of a text that say something, each stem once, in order."""
    found = dict[str, Word]()
    for word in words(text):
        if word.text.lower().replace("’", "'") not in STOP_WORDS:
            found.setdefault(word.stem, word)
    return list(found.values())


_STEMMING = threading.Lock()
"""A stemmer keeps its word in itself: two questions at once would get each other's stems."""


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """What all forms of a word share: the stem of its base form by Porter's algorithm.

    See https://tartarus.org/martin/PorterStemmer/. The library's index of words has the same stems, but for
    irregular forms: see `forms`.
    """
    plain = word.lower().replace("’", "'").replace(".", "")
    if not plain.isascii():  # "Černochová" is also written without its accents
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    with _STEMMING:
        return str(_porter().stemWord(_bases().get(plain, plain)))


def forms(word: str) -> tuple[str, ...]:
    """A word and the irregular forms that its stem would not find in the library's index of words."""
    base = _bases().get(word.lower(), word.lower())
    others = (form for form, of in _bases().items() if of == base)
    return tuple(dict.fromkeys((word, base, *others)))


def is_english(text: str) -> bool:
    """Whether it has Latin letters and not more small words of other languages than of English."""
    found = [word for word in _WORD.findall(text) if word.islower()]
    latin = sum("a" <= c <= "\u024f" for c in text.lower() if c.isalpha())
    if latin * 2 < sum(c.isalpha() for c in text):
        return False
    foreign = sum(word in _FOREIGN for word in found)
    return foreign < _FEW or foreign <= sum(word in STOP_WORDS for word in found)


def is_past(word: str) -> bool:
    """Whether it is an irregular form that says something was: "went", "gone"."""
    return word.lower() in _bases()


@cache
def _bases() -> dict[str, str]:
    entries = (entry.split() for entry in _IRREGULAR.split(","))
    return {form: base for base, *others in entries for form in others}


@cache
def _porter() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("porter")
