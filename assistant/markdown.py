"""Makes somebody else's text safe inside Markdown: it is read as it was written, and shapes nothing.

Knows nothing of answers. Holds for CommonMark with GitHub's tables, mathematics and addresses, and for
templates in braces.
"""

import re

from assistant.printed import safe

_SHAPING = re.compile(r"[\\`*_{}\[\]<>&|~$#!]|\A%")
"""What may begin or end emphasis, code, a link, a tag, an entity, a cell, a formula or a template."""
_PIECES = re.compile(r"\s+|[^\s{}]+|[{}]+")
_ADDRESS = re.compile(r"://|@|\bwww\.|[^\W\d_]\.[^\W\d_]{2}", re.IGNORECASE)
"""What some renderers turn into a link although nothing marks it: an address, or what looks like one."""


def inline(text: str) -> str:
    """One line of Markdown that shows this text, without what is invisible or what a terminal would obey."""
    pieces = [
        code(piece) if _ADDRESS.search(piece) else _SHAPING.sub(r"\\\g<0>", piece)
        for piece in _PIECES.findall(safe(text))
    ]
    return _begun("".join(pieces))


def code(text: str) -> str:
    """The same in a code span, in which nothing but the braces of a template is read."""
    line = safe(text)
    if not line:
        return ""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", line)), default=0))
    # a space keeps a backtick of the text apart from the fence, and is not shown
    return f"{fence} {line} {fence}" if "`" in line[:1] + line[-1:] else f"{fence}{line}{fence}"


def _begun(line: str) -> str:
    """The line with an escape before what would make it a list or a heading."""
    number = re.match(r"\d{1,9}(?=[.)])", line)
    if number:
        return f"{number[0]}\\{line[number.end() :]}"
    return f"\\{line}" if line[:1] in tuple("-+=:") else line
