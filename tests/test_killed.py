"""Adding that is killed at any instant loses nothing: the next run makes what an undisturbed one makes."""

import json
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from index.settings import Settings
from index.sync import Store, embedded_text
from tests.fakes import WordEmbedder

ROOT = Path(__file__).parents[1]
READING, PLACING, EMBEDDING, STORING, DELETING = "reading", "placing", "embedding", "storing", "deleting"
ADDING = """
import sys
from pathlib import Path
from index.settings import Settings
from index.sync import Store
from tests.fakes import WordEmbedder

class Telling(WordEmbedder):
    def encode(self, texts):
        print("embedding", flush=True)
        rows = super().encode(texts)
        print("storing", flush=True)
        return rows

settings = Settings(home=Path(sys.argv[1]), embedding_model="words")
store = Store(settings, embedder=Telling(settings))
delete = store.vectors.delete

def telling_delete(ids):
    print("deleting", flush=True)
    delete(ids)

store.vectors.delete = telling_delete
for progress in store.add([Path(sys.argv[2])]):
    if not progress.to_embed:
        print("placing" if progress.to_place else "reading", flush=True)
print("done", flush=True)
sys.stdin.read()
"""


ARTICLES = 100  # new ones in each version


class Held(NamedTuple):
    """All that a library holds, whatever the order in which it came in."""

    articles: set[tuple[str, ...]]
    passages: set[tuple[str, ...]]
    stories: set[frozenset[str]]
    vectors: set[str]


def archive(folder: Path, version: int) -> Path:
    """Grows with its version; a third of the older articles read otherwise in each.

    Every other article is a near-copy of the one before, while both are of one edition.
    """
    path = folder / "articles.jsonl"
    with path.open("w") as file:
        for number in range(ARTICLES * (version + 1)):
            edition = version if number % 3 == version % 3 else 0
            text = f"Country {number} sent tanks, edition {edition}. "
            text += " ".join(f"{chr(97 + edition)}{number // 2}w{word}" for word in range(60)) + "."
            file.write(json.dumps({"id": str(number), "title": f"Country {number}", "text": text}) + "\n")
    return path


def killed(home: Path, source: Path, moment: str, count: int, delay: float) -> bool:
    """Adds, and kills that `delay` seconds after the `count`-th such moment; whether it was reached."""
    adding = subprocess.Popen(
        [sys.executable, "-c", ADDING, str(home), str(source)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with adding:
        assert adding.stdout is not None
        seen = 0
        for line in adding.stdout:
            seen += line.strip() == moment
            if seen == count or line == "done\n":
                break
        time.sleep(delay)
        adding.send_signal(signal.SIGKILL)
    assert adding.returncode == -signal.SIGKILL
    return seen == count


def finished(home: Path, source: Path) -> Held:
    settings = Settings(home=home, embedding_model="words")
    store = Store(settings, embedder=WordEmbedder(settings))
    *_, last = store.add([source])
    assert last.done
    status = store.library.status()
    assert (status.embedded, store.library.stale_vectors()) == (status.passages, [])
    held = store.vectors.ids()
    for passage in store.library.passages(sorted(held)[::50]):
        own = store.embedder.encode([embedded_text(passage)])[0]
        ((_, similarity),) = store.vectors.search(own, 1)
        assert similarity > 0.999
    store.close()
    database = sqlite3.connect(home / "library.sqlite")
    # raises where the index of words is not that of the passages
    database.execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    articles = database.execute("SELECT article_id, key, content_hash, title, text FROM articles").fetchall()
    passages = database.execute("SELECT passage_id, start, stop, sentences FROM passages").fetchall()
    stories = database.execute(
        "SELECT group_concat(article_id) FROM stories JOIN articles ON articles.id = article GROUP BY story"
    )
    told = {frozenset(members.split(",")) for (members,) in stories}
    database.close()
    assert sum(map(len, told)) == len(articles)
    return Held(set(articles), set(passages), told, held)


def test_killed_at_any_instant_nothing_is_lost_and_the_next_run_finishes(tmp_path: Path) -> None:
    chance = random.Random(20221128)
    home = tmp_path / "disturbed"
    plan = [(READING, 3), (STORING, 1), (DELETING, 1), (EMBEDDING, 2), (STORING, 2), (READING, 9)]
    plan += [(PLACING, 1), (PLACING, 4)]
    plan += [(STORING, 3), (DELETING, 1), (EMBEDDING, 1), (STORING, 1), (READING, 20), (STORING, 2)]
    plan += [(EMBEDDING, 3), (DELETING, 1)]
    reached = 0
    for version, (moment, count) in enumerate(plan):
        source = archive(tmp_path, version)
        reached += killed(home, source, moment, count, chance.uniform(0, 0.02) * (moment != DELETING))
        disturbed = finished(home, source)
        assert disturbed.vectors == {passage[0] for passage in disturbed.passages}
        assert len(disturbed.articles) == len(disturbed.vectors) == ARTICLES * (version + 1)
        assert max(map(len, disturbed.stories)) == 2 < len(disturbed.stories) < len(disturbed.articles)
    assert reached >= 12
    assert disturbed == finished(tmp_path / "undisturbed", source)
