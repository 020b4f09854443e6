"""Which article is which: what makes two readings the same article, and whether its content has changed.

Does not know how articles are stored.
"""

import hashlib
import json
import re

from index.article import Article
from index.urls import canonical

_ANYWHERE = ("urn:", "tag:")
"""How ids begin that are one article's wherever they stand: RFC 8141, RFC 4151, as agencies use them."""
_LASTING_IN_KEY = re.compile(r"(?:^id:|#)((?:urn|tag):.*?)(?:#[0-9a-f]{64})?$", re.I | re.S)


def key(article: Article, *, twin: bool = False) -> str:
    """What stays the same when an article is read again: its URL and id, or else its place in its file.

    A row that has neither an id nor a URL is known by its content, since rows move within a file. So is a
    twin: another article that came with the same URL or id in one run, such as a site's home page.
    """
    if twin:
        return f"{key(article)}#{content_hash(article)}"
    if article.url:
        return f"url:{canonical(article.url)}#{article.given_id}"
    if is_anywhere(article):
        return f"id:{article.given_id}"
    file, _, row = article.origin.partition("#")
    if article.given_id:
        return f"file:{file}#{article.given_id}"
    if file and not row:
        return f"file:{file}"
    return f"content:{content_hash(article)}"


def is_anywhere(article: Article) -> bool:
    """Whether an article's id says which one it is wherever it stands: what comes later then replaces it.

    Beside a URL it does only where its agency counts versions: ids in feeds are not kept so carefully.
    """
    return is_lasting(article.given_id) and (not article.url or article.revision > 0)


def counted_revision(article: Article) -> int:
    """Which version of an article this is; 0 where its agency does not count, or may mean another article."""
    return article.revision if is_anywhere(article) else 0


def is_lasting(given_id: str) -> bool:
    """Whether an id is made to be that of one article, for ever and everywhere."""
    return given_id.lower().startswith(_ANYWHERE)


def given_in(own_key: str) -> str:
    """The lasting id in a key; empty where there is none."""
    found = _LASTING_IN_KEY.search(own_key)
    return found[1] if found else ""


def content_hash(article: Article) -> str:
    """A hash of everything that a reader of the article sees; variants of its URL make no difference."""
    published = "" if article.published is None else article.published.isoformat()
    url = canonical(article.url)
    return _digest("\0".join([article.title, article.text, url, article.outlet, published, *article.authors]))


def stored_hash(title: str, text: str, url: str, outlet: str, published: str | None, authors: str) -> str:
    """The same hash for an article as SQLite holds it."""
    return _digest("\0".join([title, text, canonical(url), outlet, published or "", *json.loads(authors)]))


def rekeyed(old_key: str, content: str) -> str:
    """The key of today for an article that was stored under a key with its URL as it was written."""
    if not old_key.startswith("url:"):
        return old_key
    url, _, rest = old_key.removeprefix("url:").partition("#")
    given_id, twin, _ = rest.partition("#")
    return f"url:{canonical(url)}#{given_id}" + (f"#{content}" if twin else "")


def own_id(article: Article, own_key: str) -> str:
    """An article id for an article whose given id is missing or taken by another article."""
    made = _digest(own_key)[:16]
    return f"{article.given_id}-{made}" if article.given_id else made


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
