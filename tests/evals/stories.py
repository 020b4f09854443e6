"""Measures which pairs of articles are taken for near-copies: `python -m tests.evals.stories`.

Does not know how the pairs were made, nor how copies are told apart.
"""

from collections import defaultdict

from index.article import Article
from index.sentences import split
from index.stories import SHARED_HASHES, Telling, is_copy, sketch, telling
from tests.evals.edits import Pair, pairs


def is_found(pair: Pair) -> bool:
    """Whether a library would find the two, and take them for copies."""
    one, other = _telling(pair.one), _telling(pair.other)
    shared = set(sketch(one.words)) & set(sketch(other.words))
    return len(shared) >= SHARED_HASHES and is_copy(one, other)


def _telling(article: Article) -> Telling:
    return telling(article.title, article.outlet, article.published, article.text, split(article.text))


def main() -> None:
    """Prints how many pairs of each kind are taken for copies, in the half tuned on and in the other."""
    counts = defaultdict[tuple[str, bool], list[list[bool]]](lambda: [[], []])
    for pair in pairs():
        counts[pair.kind, pair.are_copies][pair.is_tuned_on].append(is_found(pair))
    print(f"{'pairs taken for copies':<42}{'reported half':>15}{'tuned on':>15}")
    for (kind, are_copies), halves in sorted(counts.items(), key=lambda item: not item[0][1]):
        shown = "".join(f"{f'{sum(half)} of {len(half)}':>15}" for half in halves)
        print(f"{'+' if are_copies else '-'} {kind:<40}{shown}")
    for name, tuned in (("reported half", False), ("tuned on", True)):
        right = sum(sum(halves[tuned]) for (_, are_copies), halves in counts.items() if are_copies)
        wrong = sum(sum(halves[tuned]) for (_, are_copies), halves in counts.items() if not are_copies)
        copies = sum(len(halves[tuned]) for (_, are_copies), halves in counts.items() if are_copies)
        print(f"{name}: precision {right / (right + wrong):.3f}, recall {right / copies:.3f}")


if __name__ == "__main__":
    main()
