"""Text from articles, readers and models becomes data inside a prompt: it can close no fence of the prompt's.

Does not know what the prompt asks.
"""

from assistant.unseen import seen

_FENCE = str.maketrans("<>[]＜＞［］【】〈〉《》〔〕", "‹›()‹›()()‹›‹›()")
"""The characters of the prompts' own tags and markers, and those that look like them."""

_CUT = "…"


def data(text: str, longest: int | None = None) -> str:
    """The text on one line, without characters that no reader sees and what tags and markers are made of.

    At most so many characters, the last of which says that it was cut.
    """
    if longest is not None:
        text = text[: 4 * longest]  # the white space of a megabyte need not be read to its end
    line = " ".join(seen(text).translate(_FENCE).split())
    return line if longest is None or len(line) <= longest else line[: longest - 1] + _CUT
