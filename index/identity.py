"""Which article is which: what makes two readings the same article, and whether its content has changed.

Does not know how articles are stored.
"""

import hashlib
from urllib.parse import urlsplit, urlunsplit

from index.article import Article


def key(article: Article) -> str:
    """What stays the same when an article is read again: its URL, or else its place in its file.

    A row that has neither an id nor a URL is known by its content, since rows move within a file.
    """
    if article.url:
        return f"url:{_plain_url(article.url)}"
    file, _, row = article.origin.partition("#")
    if article.given_id:
        return f"file:{file}#{article.given_id}"
    if file and not row:
        return f"file:{file}"
    return f"content:{content_hash(article)}"


def content_hash(article: Article) -> str:
    """A hash of everything that a reader of the article sees."""
    published = "" if article.published is None else article.published.isoformat()
    parts = [article.title, article.text, article.url, article.outlet, published, *article.authors]
    return _digest("\0".join(parts))


def own_id(article: Article) -> str:
    """An article id for an article whose given id is missing or taken by another article."""
    made = _digest(key(article))[:16]
    return f"{article.given_id}-{made}" if article.given_id else made


def _plain_url(url: str) -> str:
    """The URL without what does not change the page: scheme, `www.`, fragment, trailing slash."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return urlunsplit(("", host, parts.path.rstrip("/"), parts.query, ""))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
