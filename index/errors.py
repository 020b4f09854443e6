"""What can go wrong between a file and a searchable library.

Knows nothing of questions or answers. The tree:

    IndexingError
    ├── ReadingError      a file or a row that is not an article: named, counted, skipped
    │   ├── Embargoed     it is not to be read yet
    │   └── Withheld      it is not to be read any more
    ├── SourceError       a source cannot be registered, or not be brought up to date
    │   └── FetchError    a server does not give what it was asked for
    ├── LibraryError      the library cannot be opened or was made otherwise
    │   └── LibraryBusy   another process is adding articles
    └── EmbeddingError    the embedding model cannot be loaded, or its processes end
"""


class IndexingError(Exception):
    """The message says what happened and what mends it."""


class ReadingError(IndexingError):
    """One file or one row holds no article that can be read."""


class Embargoed(ReadingError):
    """The same file can be read later."""


class Withheld(ReadingError):
    """Its agency does not want an article to be used, nor what the same file said of it before."""


class SourceError(IndexingError):
    """A source cannot be registered, or cannot be brought up to date now."""


class FetchError(SourceError):
    """A server did not give what it was asked for, or may not be asked."""


class LibraryError(IndexingError):
    """The library's folder cannot be used as it is."""


class LibraryBusy(LibraryError):
    """Another process is adding articles to this library."""


class EmbeddingError(IndexingError):
    """The embedding model cannot be loaded, or its processes end."""
