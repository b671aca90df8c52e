"""What can be wrong with code that holds a fault to find, and what to do about it."""

from collections.abc import Sequence

from tutorial_site.quizzes.kinds.base import QuestionSource
from tutorial_site.quizzes.kinds.find.question import CodeLine
from tutorial_site.quizzes.scan import Fenced, Line

MAX_LINES = 80
HINT = "End the faulty line with a comment: # <- fault: why it is one."


def report_no_fault(source: QuestionSource, *, in_because: bool) -> None:
    if in_because:
        message = "The code stands after Because:, which goes on to the end of the question."
        hint = "Move Because: below the code."
    else:
        message, hint = "No line is marked as the faulty one.", HINT
    source.log.error(source.line, 1, "quiz-no-fault", message, hint)


def check_frame(
    source: QuestionSource,
    stem: Sequence[Line],
    body: Sequence[Line],
    fence: Fenced,
    others: Sequence[Fenced],
) -> None:
    opening = body[fence.start]
    if not stem:
        source.log.error(
            opening.number,
            1,
            "quiz-empty-stem",
            "This code has no question.",
            "Write the question above it: what goes wrong, and which line is to blame.",
        )
    for other in others:
        source.log.error(
            body[other.start].number,
            1,
            "quiz-two-fences",
            "A question has its faults in one fence; another one below has some, too.",
            "Join the two, or ask two questions with *** between.",
        )
    stray = next((line for line in body[fence.end :] if not line.blank), None)
    if stray:
        source.log.error(
            stray.number,
            stray.indent + 1,
            "quiz-stray-text",
            "This text stands after the code.",
            "Move it above the code; or begin it with Because: if it explains the answer.",
        )


def check_lines(source: QuestionSource, lines: Sequence[CodeLine], fence: Fenced) -> None:
    if len(fence.code) > MAX_LINES:
        source.log.error(
            fence.code[MAX_LINES].number,
            1,
            "quiz-too-many-lines",
            f"Code to search may have {MAX_LINES} lines; this has {len(fence.code)}.",
            "Leave out what has nothing to do with the fault.",
        )
    choosable = [line for line in lines if line.text]
    if choosable and all(line.fault for line in choosable):
        source.log.error(
            fence.code[0].number,
            1,
            "quiz-single-choice",
            "Every line is marked as faulty: there is nothing to find.",
            "Add the lines around the fault.",
        )
    for line, typed in zip(lines, fence.code, strict=False):
        if line.fault and not line.text:
            source.log.error(
                typed.number,
                1,
                "quiz-empty-line",
                "This mark stands on a line without code.",
                "Put it at the end of the line that is meant.",
            )
        elif line.fault and not line.why:
            source.log.warning(
                typed.number,
                1,
                "quiz-no-feedback",
                "Nothing says why this line is at fault.",
                HINT,
            )
