"""Characters that no reader sees are taken out of a text, and every kind of white space made plain.

Does not know whose text it is.
"""

import unicodedata

_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn"})
"""Unicode's categories of control, format, private, surrogate and unassigned characters: zero-width and
bidirectional ones, and the tag characters, in which text for a model alone can hide."""

_DRAWN_BLANK = frozenset(
    map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x180B, 0x1810)))
) | frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Variation selectors, joiners and fillers: of categories that are seen, yet drawn as nothing."""

_LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")


def seen(text: str) -> str:
    """The text with `\\n` for each line end and a space for each other white space, character by character.

    What it makes of a text does not depend on where a stream cuts it.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_seen, text))


def _seen(character: str) -> str:
    if character in _LINE_ENDS:
        return "\n"
    if character.isspace():
        return " "
    hidden = character in _DRAWN_BLANK or unicodedata.category(character) in _UNSEEN
    return "" if hidden else character
