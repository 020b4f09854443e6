"""How far bringing a library up to date has come, and what it came to.

Does not know who shows it.
"""

from dataclasses import dataclass

from index.article import Kill
from index.readers import Unreadable


@dataclass(frozen=True, slots=True)
class Progress:
    """Reading, then finding near-copies, then embedding.

    `to_place` articles were not yet compared when that began, `to_embed` passages without a vector.
    """

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    kept_out: int = 0
    """Articles that their agencies have killed."""
    skipped: int = 0
    failed: int = 0
    """Sources that could not be brought up to date."""
    problems: tuple[Unreadable, ...] = ()
    """What was skipped or failed since the last report: each is reported once."""
    kills: tuple[Kill, ...] = ()
    """What agencies demanded since the last report; what left for it is among the removed."""
    placed: int = 0
    to_place: int = 0
    embedded: int = 0
    to_embed: int = 0
    done: bool = False
