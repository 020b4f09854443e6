"""What the page's own templates are made of, and whether some HTML is made of nothing else.

Knows nothing of what the templates are filled with.
"""

import re
from functools import cache
from urllib.parse import urlsplit

from assistant.render import PAGE
from tests.drawing import Page

FORBIDDEN = frozenset("script style iframe object embed img link base meta form input textarea video".split())
"""Elements that no template of an answer, a source or an article has, and none must have."""

_TURNING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@cache
def allowed() -> dict[str, frozenset[str]]:
    """The elements of the templates of turns, sources, articles and lists, each with its attributes."""
    found: dict[str, set[str]] = {}
    for path in PAGE.glob("*.html"):
        template = re.sub(
            r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", " ", path.read_text(encoding="utf-8"), flags=re.S
        )
        page = Page(template)
        tags = {tag for tag, _ in page.tags}
        if tags & FORBIDDEN:  # the composer and the archive's form, which no article is drawn in
            continue
        for tag, attributes in page.tags:
            found.setdefault(tag, set()).update(attributes)
    return {tag: frozenset(attributes) for tag, attributes in found.items()}


def strange(html: str, *urls: str) -> list[str]:
    """What in the HTML is not of the templates, or leads elsewhere than to one of the addresses."""
    page = Page(html)
    wrong = [f"<{tag}>" for tag, _ in page.tags if tag not in allowed()]
    for tag, attributes in page.tags:
        for name, value in attributes.items():
            if name not in allowed().get(tag, ()) or name.startswith("on"):
                wrong.append(f"<{tag} {name}={value!r}>")
            if name in ("href", "src") and (
                value not in urls or urlsplit(value).scheme not in ("http", "https")
            ):
                wrong.append(f"<{tag} {name}={value!r}> leads elsewhere")
            if name == "class" and not re.fullmatch(r"[\w -]*", value or ""):
                wrong.append(f"<{tag} class={value!r}>")
    wrong += [f"character {ord(c):04x}" for c in _TURNING.findall(html) + _CONTROL.findall(html)]
    return wrong
