"""Which article is which: what makes two readings the same article, and whether its content has changed.

Does not know how articles are stored.
"""

import hashlib
from urllib.parse import urldefrag

from index.article import Article


def key(article: Article, *, twin: bool = False) -> str:
    """What stays the same when an article is read again: its URL and id, or else its place in its file.

    A row that has neither an id nor a URL is known by its content, since rows move within a file. So is a
    twin: another article that came with the same URL or id in one run, such as a site's home page.
    """
    if twin:
        return f"{key(article)}#{content_hash(article)}"
    if article.url:
        return f"url:{urldefrag(article.url).url}#{article.given_id}"
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


def own_id(article: Article, *, twin: bool = False) -> str:
    """An article id for an article whose given id is missing or taken by another article."""
    made = _digest(key(article, twin=twin))[:16]
    return f"{article.given_id}-{made}" if article.given_id else made


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
