"""Search words and scopes become conditions of SQL.

Does not know what is searched for, nor in which library.
"""

import json
from collections.abc import Sequence

from index.scope import Scope


def quoted(term: str) -> str:
    """As FTS5 wants a word or phrase, whatever is in it; what no text can have becomes a space or `?`."""
    plain = term.replace("\0", " ").encode(errors="replace").decode()
    return '"' + plain.replace('"', '""') + '"'


def any_of(terms: Sequence[str]) -> str:
    """As FTS5 wants words or phrases any of which may occur."""
    return " OR ".join(map(quoted, terms))


def within(scope: Scope) -> tuple[str, list[str]]:
    """The condition on `articles` that `scope.allows` puts in words of Python, and its values."""
    conditions, values = ["TRUE"], list[str]()
    if scope.first is not None:
        conditions.append("published >= ?")
        values.append(scope.first.isoformat())
    if scope.last is not None:
        conditions.append("(published IS NULL OR published <= ?)")
        values.append(scope.last.isoformat())
    if scope.outlets:
        conditions.append("outlet IN (SELECT value FROM json_each(?))")
        values.append(json.dumps(scope.outlets))
    if scope.authors:
        conditions.append(
            "EXISTS (SELECT 1 FROM json_each(authors) WHERE value IN (SELECT value FROM json_each(?)))"
        )
        values.append(json.dumps(scope.authors))
    return " AND ".join(conditions), values
