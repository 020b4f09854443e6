"""Words that accuse or take a side: a claim may have them only where its source does.

Does not know who is accused. A reader who prints "murdered" for a source's "killed" prints what nobody has
said, and may be sued for it.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from assistant.grounds import Ground
from assistant.words import Word, stem, words

# Words of one line say as much as one another; none follows from a milder word, such as kill, take or find.
_GRAVE = """
murder murderer homicide
manslaughter
massacre slaughter
assassinate assassination assassin
execute execution
genocide genocidal
terror terrorist terrorism
guilty convict conviction
acquit acquittal
sentence jail imprison imprisonment prison
indict indictment
arrest detain detention custody
rob robbery robber
steal stole stolen theft thief thieves
burglary burglar burgle
fraud fraudulent defraud swindle scam
bribe bribery
corrupt corruption
embezzle embezzlement
launder laundering
rape rapist
torture
abuse abusive abuser
harass harassment
kidnap kidnapper abduct abduction
trafficking trafficker smuggle smuggler
treason traitor
espionage spy spies spying
perjury
blackmail extortion extort
plagiarise plagiarize plagiarism
coup putsch
racist racism
antisemitic antisemitism anti-semitic
refugee
migrant immigrant
hostage
regime
dictator dictatorship
extremist extremism
militant
rioter riot
loot looter looting
illegal unlawful illegally unlawfully
criminal crime
collude collusion
sabotage saboteur
negligence negligent
"""

_OTHERS = frozenset({"executive", "executives"})
"""Have such a word's stem and not its meaning."""


def added(claim: str, grounds: Sequence[Ground]) -> Iterator[str]:
    """Such words of a claim that its sources have in no form, nor what is known of their articles."""
    grave = [word for word in words(claim) if word.stem in _groups() and not _is_harmless(word)]
    if not grave:
        return
    had = {word.stem for ground in grounds for word in words(f"{ground.text} {ground.around}")}
    yield from (word.text.lower() for word in grave if not _groups()[word.stem] & had)


def _is_harmless(word: Word) -> bool:
    is_name = not word.text.islower() and word.start > 0  # "the Prison of Carrick"
    return is_name or word.text.lower() in _OTHERS


@cache
def _groups() -> dict[str, frozenset[str]]:
    lines = [frozenset(stem(word) for word in line.split()) for line in _GRAVE.strip().splitlines()]
    return {own: line for line in lines for own in line}
