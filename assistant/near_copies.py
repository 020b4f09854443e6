"""Words that a claim has put into its source's own: it copies nearly all, so what differs is meant to.

Does not know whether the other word says the same, nor anything of numbers, days and names.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from assistant.countries import mentions
from assistant.grounds import Ground
from assistant.naming import names
from assistant.support import lacking
from assistant.words import Word, words

_COPIED = 0.65
"""Of a claim's words that stand in its source in the same order: from here it is a copy with changes."""

_LIGHT = frozenset(
    """
    earlier later previous announced announce told called call described made put held took taken
    left late number total neither another next still soon among together said reported wrote noted
    according figure named mentions mention stated added meanwhile however himself
    herself including includes plus via news agency became become becomes remained remains
    insisted warned maintained described describes describing considered tweeted
    argued explained stressed citing whereas anyway upwards even previously along mostly partly way words
    kilometre kilometres metre metres mile miles thousand hundred million half dozen
    quarter found lies undergoing
    """.split()
)
"""Say little, or only who says it or when."""

_ARTICLES = frozenset({"a", "an", "the"})

_EITHER_WAY = frozenset("and or with the a an of his her its their both as well in".split())
"""Between two words, of which either may stand first."""

_WAY = re.compile(r"\b(?P<way>[Tt]o|[Ff]rom)\s(?:the\s)?(?P<name>[A-Z][\w'-]+)")

_QUALIFIERS = frozenset(
    """
    former acting deputy interim temporary temporarily alleged suspected unconfirmed provisional provisionally
    tentatively conditionally allegedly reportedly partially except excluding
    """.split()
)
"""A copy that leaves one out says more than its source."""


def added(claim: str, grounds: Sequence[Ground]) -> Iterator[str]:
    """The words of a near copy that no source has in any form."""
    for word in lacking(claim, grounds) if _copied(claim, grounds) else ():
        begins = word.start == 0 and not _names_first(claim, grounds, word)
        plain = word.text.lower() if begins else word.text
        if plain.islower() and plain not in _LIGHT and plain.replace("-", "").isalpha():
            yield plain


def _names_first(claim: str, grounds: Sequence[Ground], word: Word) -> bool:
    return any(name.start < word.end for name in names(claim, " ".join(ground.body for ground in grounds)))


def exchanged(claim: str, grounds: Sequence[Ground]) -> Iterator[tuple[Word, Word]]:
    """Two words of a claim that have changed places, where all else stands as in a source."""
    own = [word for word in words(claim) if word.text not in _ARTICLES]
    for ground in grounds:
        had = [word for word in ground.words if word.text not in _ARTICLES]
        if len(own) != len(had):
            continue
        pairs = zip(own, had, strict=True)
        apart = [(i, a, b) for i, (a, b) in enumerate(pairs) if _meant(a) != _meant(b)]
        if len(apart) == 2 and all(_meant(apart[i][1]) == _meant(apart[1 - i][2]) for i in (0, 1)):
            between = {word.text for word in own[apart[0][0] + 1 : apart[1][0]]}
            if between - _EITHER_WAY:
                yield apart[0][1], apart[1][1]


def turned_way(claim: str, grounds: Sequence[Ground]) -> Iterator[tuple[str, str]]:
    """What a near copy has to a place or person, and its source only from there, or the other way round."""
    for ground in _copied(claim, grounds):
        mine, theirs = (
            {(match["way"].lower(), match["name"]) for match in _WAY.finditer(text)}
            for text in (claim, ground.text)
        )
        for way, name in sorted(mine - theirs):
            other = "from" if way == "to" else "to"
            if (other, name) in theirs and (other, name) not in mine:
                yield f"{way} {name}", f"{other} {name}"


def _meant(word: Word) -> str:
    """Its stem, or the country that it stands for: "Danish" and "Denmark" are one."""
    return next((place.country.name for place in mentions(word.text)), word.stem)


def left_out(claim: str, grounds: Sequence[Ground]) -> Iterator[str]:
    """The qualifiers of a source that a near copy lacks though it has the word behind them."""
    own = [word.stem for word in words(claim)]
    had = {word.text.lower() for word in words(claim)}
    for ground in _copied(claim, grounds):
        for one, following in zip(ground.words, ground.words[1:], strict=False):
            if one.text.lower() in _QUALIFIERS - had and following.stem in own:
                yield one.text


def _copied(claim: str, grounds: Sequence[Ground]) -> list[Ground]:
    """The sources that a claim nearly copies."""
    return [ground for ground in grounds if _share_copied(claim, ground.text) >= _COPIED]


@lru_cache(maxsize=2000)
def _share_copied(claim: str, source: str) -> float:
    one, other = ([word.stem for word in words(text)] for text in (claim, source))
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / max(1, len(one))
