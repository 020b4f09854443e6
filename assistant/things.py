"""What things are: that a Leopard is a tank, and a tank a weapon, so that who sent one has sent the other.

Does not know who did what with them.
"""

from functools import cache

from assistant.words import stem

# A line a word: what it covers, each of which may have a line of its own. Alternatives cover one another.
_COVERS = """
weapon: arms armament tank missile rocket gun howitzer artillery ammunition munition shell helicopter jet aircraft drone rifle launcher mortar stinger javelin bomb
arms: weapon
armament: weapon
tank: leopard abrams challenger t-72 t-72s t-72b t-72bs t-72m m-55s t-55 stridsvagn
armour: tank armor armoured armored
jet: mig-29 f-16 mig fighter typhoon
fighter: mig-29 f-16 mig jet
plane: mig-29 f-16 mig jet aircraft fighter
aircraft: mig-29 f-16 mig jet plane helicopter
air: s-300 patriot iris-t nasams hawk
defence: defense s-300 patriot iris-t nasams hawk
defense: defence s-300 patriot iris-t nasams hawk
system: s-300 patriot iris-t nasams hawk
missile: stinger javelin storm scalp kinzhal kalibr
launcher: himars
gun: gepard howitzer
artillery: howitzer
ammunition: shell round munition
munition: ammunition
resolution: text declaration
un: nations u.n assembly
"""  # noqa: E501 - one word, one line


def covers(thing: str, stems: frozenset[str]) -> bool:
    """Whether one of the stems is that of the thing (a stem too), or of something that is such a thing."""
    return not _narrower(thing).isdisjoint(stems)


def covers_directly(thing: str, stems: frozenset[str]) -> bool:
    """Whether one of the stems is of the very next kind below: a Leopard is a tank, only then a weapon."""
    return not stems.isdisjoint(stem(word) for word in _table().get(thing, ()))


def is_covered(thing: str, stems: frozenset[str]) -> bool:
    """Whether one of the stems is of something that the thing is: who sends no weapons sends no tanks."""
    return any(thing in _narrower(wider) for wider in stems if wider in _table())


def kinds_of(thing: str) -> tuple[str, ...]:
    """Words for things that are such a thing (a stem), to search for."""
    return _narrower_words(thing)


def wider(thing: str) -> tuple[str, ...]:
    """Words for what the thing (a stem) is one of: of tanks, weapons and arms."""
    return tuple(word for word in _table() if word != thing and thing in _narrower(word))


@cache
def _narrower(thing: str) -> frozenset[str]:
    return frozenset({thing, *(stem(word) for word in _narrower_words(thing))})


@cache
def _narrower_words(thing: str) -> tuple[str, ...]:
    found: list[str] = []
    todo = [thing]
    while todo:
        for word in _table().get(todo.pop(), ()):
            if word not in found:
                found.append(word)
                todo.append(stem(word))
    return tuple(found)


@cache
def _table() -> dict[str, tuple[str, ...]]:
    lines = (line.partition(":") for line in _COVERS.strip().splitlines())
    return {stem(word): tuple(covered.split()) for word, _, covered in lines}
