"""Files written and read back: what several tests of readers need.

Knows nothing of what is tested.
"""

import gzip
import json
from pathlib import Path
from typing import Any

from index.article import Article
from index.readers import Unreadable, read

BODY = "The ferry returned on Monday. The crew was tired.\n\nNobody had expected it before spring."


def write(path: Path, content: str | bytes) -> Path:
    data = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


def articles(path: Path) -> list[Article]:
    found = list(read(path))
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def only(path: Path) -> Article:
    (article,) = articles(path)
    return article


def reason(path: Path) -> str:
    (item,) = read(path)
    assert isinstance(item, Unreadable), item
    return item.reason


def from_json(folder: Path, **record: Any) -> Article:
    return only(write(folder / "one.json", json.dumps({"text": BODY, **record})))


def page(head: str = "", body: str = "", charset: str = "utf-8") -> str:
    return f"""<!doctype html><html><head><meta charset="{charset}"><title>Ferry back</title>{head}</head>
    <body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Ferry back</h1>{body}
    <p>The ferry returned on Monday,<br>\n weeks before anybody in the café had expected it.</p>
    <h2>A tired crew</h2><p>The crew slept for a day, the captain said, and then went fishing.</p>
    <script>let a = "never shown"</script></article><footer>Updated 2020-03-04 © 2018 The Post</footer>
    </body></html>"""
