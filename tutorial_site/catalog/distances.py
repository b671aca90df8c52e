"""A question should stand near what it asks about. One that doesn't gets a warning."""

import builtins
import keyword
import re
from collections.abc import Iterable

from tutorial_site.catalog.plaintext import plain_text
from tutorial_site.catalog.problems import ProblemLog
from tutorial_site.catalog.tree import AppBlock, Block, QuizBlock

FAR = 900  # words, code included: what is read in about four minutes
_WORD = re.compile(r"[^\W\d]\w{2,}")
_CODE = re.compile(r"<code>(.*?)</code>", re.DOTALL)
# Names that stand in any program say nothing of what a question is about.
_COMMON = frozenset({*keyword.kwlist, *dir(builtins), "self", "app", "python", "flask", "django"})


def check_distances(parts: Iterable[str | Block], log: ProblemLog) -> None:
    """Warn of questions whose code was last spoken of long before.

    Only the names in the question's own code are looked for, and only those that the lesson has
    used before: a question about something new says itself what it is about.
    """
    last_seen: dict[str, int] = {}
    here = 0
    for part in parts:
        if isinstance(part, QuizBlock):
            _check(part, last_seen, here, log)
        for word in _WORD.findall(_text(part)):
            here += 1
            last_seen[word] = here


def _check(quiz: QuizBlock, last_seen: dict[str, int], here: int, log: ProblemLog) -> None:
    for question in quiz.questions:
        code = " ".join(plain_text(each) for each in _CODE.findall(question.stem_html))
        names = [name for name in _WORD.findall(code) if name.lower() not in _COMMON]
        known = {name: last_seen[name] for name in names if name in last_seen}
        if not known:
            continue
        name = max(known, key=lambda each: known[each])
        if (distance := here - known[name]) > FAR:
            log.warning(
                question.line,
                1,
                "far-question",
                f'This asks about "{name}", which was last spoken of {distance} words before.',
                "Ask right after the paragraph that explains it, or recall it in a sentence.",
            )


def _text(part: str | Block) -> str:
    if isinstance(part, str):
        return plain_text(part)
    if isinstance(part, AppBlock):
        return " ".join(file.text for side in part.sides for file in side.files if file.shown)
    return ""
