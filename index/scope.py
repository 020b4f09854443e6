"""Which articles a search looks in: days of publication, outlets and authors.

Does not know how a search is made, nor why it is narrowed.
"""

from dataclasses import dataclass
from datetime import date

from index.article import Headline


@dataclass(frozen=True, slots=True)
class Scope:
    """All articles, but for what the fields exclude; both days are included, `None` is open on that side."""

    first: date | None = None
    """Where it is given, articles whose day nobody knows are excluded."""
    last: date | None = None
    outlets: tuple[str, ...] = ()
    """Any of these, spelt as the library has them; all where there are none."""
    authors: tuple[str, ...] = ()
    """Any of these as one of an article's authors, spelt as the library has them."""


EVERYTHING = Scope()


def allows(scope: Scope, headline: Headline) -> bool:
    """Whether a search within the scope looks in this article; the same rule as `Catalogue.search` has."""
    day = headline.published
    return (
        (scope.first is None or (day is not None and day >= scope.first))
        and (scope.last is None or day is None or day <= scope.last)
        and (not scope.outlets or headline.outlet in scope.outlets)
        and (not scope.authors or not set(scope.authors).isdisjoint(headline.authors))
    )
