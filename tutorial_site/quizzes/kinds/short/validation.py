"""What can be wrong with the answers of a question, and what to do about it."""

from collections.abc import Iterator, Sequence

from tutorial_site.quizzes.items import Group, Item
from tutorial_site.quizzes.kinds.base import QuestionSource
from tutorial_site.quizzes.kinds.short.patterns import (
    LONGEST_PATTERN,
    LONGEST_TEXT,
    BadPatternError,
    SlowPatternError,
    compiled,
    is_slow,
    matches,
)
from tutorial_site.quizzes.kinds.short.question import Answer
from tutorial_site.quizzes.normalising import for_patterns, normalised


def report_no_answers(source: QuestionSource) -> None:
    source.log.error(
        source.line,
        1,
        "quiz-no-answer",
        "This question has no answer.",
        "Write it as an item below the question: - [=] the answer.",
    )


def check_answers(
    source: QuestionSource, answers: Sequence[Answer], group: Group, exact: frozenset[str]
) -> None:
    pairs = list(zip(answers, group.items, strict=False))
    first = group.items[0]
    if not any(answer.mark == "right" for answer in answers):
        patterns = any(answer.mark == "pattern" for answer in answers)
        source.log.error(
            *first.place,
            "quiz-no-example" if patterns else "quiz-no-answer",
            "There is no answer to show: a learner can't read a pattern."
            if patterns
            else "No answer is right.",
            "Add one that is right, in the form you like best: - [=] the answer.",
        )
    ignore_case = "case" not in exact
    sound = [a for a, item in pairs if _is_sound_pattern(source, a, item, ignore_case=ignore_case)]
    for answer, item in pairs:
        _check_answer(source, answer, item, ignore_case=ignore_case)
    _check_twice(source, pairs, exact)
    _check_patterns(source, pairs, sound, exact)


def _check_answer(source: QuestionSource, answer: Answer, item: Item, *, ignore_case: bool) -> None:
    if not answer.text:
        message = "This answer is empty."
        source.log.error(*item.place, "quiz-empty-answer", message, "Write it after the mark.")
    elif answer.mark != "pattern" and ("\n" in answer.text or len(answer.text) > LONGEST_TEXT):
        source.log.error(
            *item.place,
            "quiz-long-answer",
            f"A short answer is one line of at most {LONGEST_TEXT} characters.",
            "Ask for a part of it, or make a question with choices of it.",
        )
    if answer.mark == "wrong" and not answer.feedback_html:
        source.log.warning(
            *item.place,
            "quiz-no-feedback",
            "This wrong answer has no feedback, so naming it changes nothing.",
            "Say why it is wrong in a quote under it, indented by four spaces: > …",
        )


def _is_sound_pattern(
    source: QuestionSource, answer: Answer, item: Item, *, ignore_case: bool
) -> bool:
    if answer.mark != "pattern" or not answer.text:
        return False
    code, message, hint = "quiz-bad-pattern", "", "Try it out first; put backticks around it."
    if len(answer.text) > LONGEST_PATTERN:
        message = f"A pattern may have {LONGEST_PATTERN} characters."
        hint = "Write some of the answers out instead: - [=] …"
    else:
        try:
            compiled(answer.text, ignore_case=ignore_case)
        except BadPatternError as error:
            message = f"This is no regular expression: {str(error)[:120]}."
        else:
            if is_slow(answer.text, ignore_case=ignore_case):
                code, message = "quiz-slow-pattern", "This pattern takes too long on some answers."
                hint = "Let nothing match in two ways: a+ instead of (a|aa)+."
    if message:
        source.log.error(*item.place, code, message, hint)
    return not message


def _check_twice(
    source: QuestionSource, pairs: Sequence[tuple[Answer, Item]], exact: frozenset[str]
) -> None:
    seen: dict[str, tuple[Answer, Item]] = {}
    for answer, item in pairs:
        if answer.mark == "pattern" or not answer.text:
            continue
        text = normalised(answer.text, exact)
        if text in seen:
            earlier, first = seen[text]
            conflict = earlier.mark != answer.mark
            source.log.error(
                *item.place,
                "quiz-duplicate-answer",
                f"This is the answer of line {first.line.number} again"
                f"{', which says the opposite' if conflict else ''}: "
                "case, blanks and quotes don't count unless exact: says so.",
                "Take one of them away.",
            )
        seen.setdefault(text, (answer, item))


def _check_patterns(
    source: QuestionSource,
    pairs: Sequence[tuple[Answer, Item]],
    sound: Sequence[Answer],
    exact: frozenset[str],
) -> None:
    """A wrong answer must match no pattern of a right one."""
    for answer, item in pairs:
        if answer.mark == "wrong" and any(_matching(answer, sound, exact)):
            source.log.error(
                *item.place,
                "quiz-wrong-matches",
                "This wrong answer matches a pattern, which makes it right.",
                "Make the pattern stricter.",
            )


def _matching(answer: Answer, sound: Sequence[Answer], exact: frozenset[str]) -> Iterator[bool]:
    text = for_patterns(answer.text, exact)
    for pattern in sound:
        try:
            yield matches(pattern.text, text, ignore_case="case" not in exact)
        except SlowPatternError:
            yield False
