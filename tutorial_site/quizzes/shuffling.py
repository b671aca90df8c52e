"""In which order things are shown. The key never shapes it."""

from collections.abc import Iterable, Sequence
from random import Random


def shuffled(ids: Iterable[str], *, seed: str, salt: str, earlier: Sequence[str] = ()) -> list[str]:
    """``ids`` as this learner sees them.

    ``earlier`` is the order that the learner had before their eyes last: if it holds the same ids
    it stays, so that nothing moves under a reader's eyes. Otherwise ``seed`` and ``salt`` decide:
    the same of both, the same order, whatever the order in the lesson. An empty seed is the visitor
    nobody knows yet: one order for all, so that the page can be cached.
    """
    found = sorted(set(ids))
    if len(earlier) == len(found) and sorted(earlier) == found:
        return list(earlier)
    Random(f"{seed}|{salt}|{found}").shuffle(found)  # noqa: S311  nothing secret
    return found
