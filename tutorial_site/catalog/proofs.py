"""Runs what can be run in a lesson: each kind of block by its room, named in settings."""

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from tutorial_site.catalog.problems import Problem
from tutorial_site.catalog.tree import Lesson


class BlockProof(Protocol):
    """Runs one kind of block, and says what in it isn't true; named in settings.BLOCK_PROOFS.

    Called from several threads at once. Problems' paths are relative to LESSONS_DIR.
    """

    def __call__(self, lesson: Lesson, block: Any, /) -> Iterable[Problem]: ...


def prove(lessons: Sequence[Lesson]) -> list[Problem]:
    """The problems of every block of these lessons that can be run."""
    proofs: dict[str, BlockProof] = {
        kind: import_string(path) for kind, path in settings.BLOCK_PROOFS.items()
    }
    blocks = [(lesson, block) for lesson in lessons for block in lesson.blocks]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        proving = [
            pool.submit(proofs[block.kind], lesson, block)
            for lesson, block in blocks
            if block.kind in proofs
        ]
        return [problem for each in proving for problem in each.result()]
