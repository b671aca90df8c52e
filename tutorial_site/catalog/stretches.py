"""Between two things to do stands little to read. A long stretch gets a warning."""

from collections.abc import Iterable

from tutorial_site.catalog.plaintext import prose_words
from tutorial_site.catalog.problems import ProblemLog
from tutorial_site.catalog.tree import Block

LONG = 300  # words, code left out: what is read in a minute and a half


def check_stretches(parts: Iterable[str | Block], log: ProblemLog) -> None:
    """Warn of more than ``LONG`` words before a block, or after the last one.

    The warning stands at the block before them. A lesson without blocks is there to be read.
    """
    line, words, has_blocks = 1, 0, False
    stretches = []
    for part in parts:
        if isinstance(part, str):
            words += prose_words(part)
            continue
        stretches.append((line, words))
        line, words, has_blocks = part.line, 0, True
    for line_before, count in [*stretches, (line, words)] if has_blocks else []:
        if count > LONG:
            log.warning(
                line_before,
                1,
                "long-stretch",
                f"From here it is {count} words until there is something to do.",
                f"Cut it to fewer than {LONG}, or put an app or a question in between.",
            )
