"""The Markdown of a question with a short answer.

    Which method of a queryset sends the query at once?

    - [=] count
        > It has to ask the database.
    - [~] \\.?count(\\(\\))?
    - [ ] filter
        > That only describes another query.

    Because: a number can't wait.

``[=]`` is an answer, ``[~]`` a regular expression for all of it, ``[ ]`` a wrong answer with
feedback of its own.
"""

import re
from collections.abc import Sequence

from tutorial_site.quizzes import frame
from tutorial_site.quizzes.items import Group, Item, Style, find_groups, has_items, parts_of
from tutorial_site.quizzes.kinds.base import QuestionSource, digest_of
from tutorial_site.quizzes.kinds.short import validation
from tutorial_site.quizzes.kinds.short.question import Answer, AnswerMark, ShortQuestion
from tutorial_site.quizzes.normalising import normalised
from tutorial_site.quizzes.scan import Line, markdown

MAX_ANSWERS = 30
_BOX = re.compile(r"[-*+] +\[([=~ ])\](?: +(.*))?")
_ANSWER = re.compile(r"[-*+] +\[[=~]\](?: .*)?")
_MARKS: dict[str, AnswerMark] = {"=": "right", "~": "pattern", " ": "wrong"}


def _head(bare: str) -> tuple[str, str] | None:
    box = _BOX.fullmatch(bare)
    return (box[1], box[2] or "") if box else None


STYLE = Style(
    _head,
    noun="answer",
    unmarked="This item stands among the answers and has no mark of theirs.",
    unmarked_hint="Begin it with - [=] for an answer, - [~] for a pattern, - [ ] for a wrong one.",
)


def has_answers(lines: Sequence[Line]) -> bool:
    return any(line.top and _ANSWER.fullmatch(line.bare) for line in lines)


def parse(source: QuestionSource) -> ShortQuestion | None:
    """The question; None when it has no answers at all."""
    body, because = frame.split_because(source.lines)
    groups = find_groups(body, source, STYLE)
    if not groups:
        if has_items(because, STYLE):
            frame.report_because_first(source, because, STYLE)
        else:
            validation.report_no_answers(source)
        return None
    last = groups[-1]
    stem = frame.check_frame(source, body, because, last, STYLE)
    exact = frozenset(source.options.get("exact", ()))
    answers = _read_answers(last, source)
    validation.check_answers(source, answers, last, exact)
    key = sorted((answer.mark, _keyed(answer, exact)) for answer in answers)
    digest = digest_of("short", " ".join(markdown(stem).split()), sorted(exact), key)
    return ShortQuestion(
        **frame.common(source, "short", digest, stem, because), answers=answers, exact=exact
    )


def _read_answers(group: Group, source: QuestionSource) -> tuple[Answer, ...]:
    if len(group.items) > MAX_ANSWERS:
        source.log.error(
            *group.items[MAX_ANSWERS].place,
            "quiz-too-many-answers",
            f"A question may have {MAX_ANSWERS} answers; this one has {len(group.items)}.",
            "Join those that are alike into a pattern: - [~] …",
        )
    return tuple(_read_answer(item, source) for item in group.items[:MAX_ANSWERS])


def _read_answer(item: Item, source: QuestionSource) -> Answer:
    mark = _MARKS[item.mark]
    parts = parts_of(item, source, STYLE, right=mark != "wrong")
    return Answer(mark, _uncoded(parts.said, mark), parts.feedback_html(source), parts.tag)


def _uncoded(said: str, mark: AnswerMark) -> str:
    """Without the backticks that an instructor may put around code."""
    code = re.fullmatch(r"(`+)(?!`)(.+?)(?<!`)\1", said, re.DOTALL)
    if not code:
        return said
    return code[2] if mark == "pattern" or not code[2].isspace() else said


def _keyed(answer: Answer, exact: frozenset[str]) -> str:
    return answer.text if answer.mark == "pattern" else normalised(answer.text, exact)
