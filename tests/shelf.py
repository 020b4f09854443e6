"""Articles written for one test, put into its library as the files of a user are.

Knows nothing of what is tested with them.
"""

import json
from pathlib import Path

from index.sync import Store


def put(store: Store, folder: Path, *articles: dict[str, str]) -> None:
    """Adds articles; each says its `text`, and of a title, outlet, author and day what it does not share.

    A day that is empty is not known.
    """
    rows = []
    for number, article in enumerate(articles, start=1):
        row = {"id": str(number), "title": "News", "outlet": "The Courier", "date": "2022-04-07", **article}
        rows.append(json.dumps({name: value for name, value in row.items() if value}))
    path = folder / "articles.jsonl"
    path.write_text("\n".join(rows), encoding="utf-8")
    *_, last = store.add([path])
    assert (last.added, last.skipped) == (len(articles), 0)
