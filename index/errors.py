"""What can go wrong between a file and a searchable library.

Knows nothing of questions or answers. The tree:

    IndexingError
    ├── ReadingError      a file or a row that is not an article: named, counted, skipped
    ├── LibraryError      the library cannot be opened or was made otherwise
    │   └── LibraryBusy   another process is adding articles
    └── EmbeddingError    the embedding model cannot be loaded
"""


class IndexingError(Exception):
    """The message says what happened and what mends it."""


class ReadingError(IndexingError):
    """One file or one row holds no article that can be read."""


class LibraryError(IndexingError):
    """The library's folder cannot be used as it is."""


class LibraryBusy(LibraryError):
    """Another process is adding articles to this library."""


class EmbeddingError(IndexingError):
    """The embedding model cannot be loaded."""
