"""What can be wrong with the choices of a question, and what to do about it."""

import re
from collections.abc import Sequence

from tutorial_site.catalog.problems import ProblemLog
from tutorial_site.quizzes.items import Group, Item
from tutorial_site.quizzes.kinds.base import QuestionSource
from tutorial_site.quizzes.kinds.choice.question import Choice, ChoiceQuestion
from tutorial_site.quizzes.scan import Line

ALMOST_BOX = re.compile(r"[-*+] *\[ *[xX]? *\]")
MAX_CHOICES = 20


def check_markup(refused: Sequence[str], item: Item, source: QuestionSource) -> None:
    if refused:
        source.log.error(
            item.line.number,
            item.line.indent + 1,
            "quiz-choice-markup",
            f"A choice can't hold {', '.join(f'<{name}>' for name in refused)}.",
            "A choice is a label: text, code and images. Move lists and tables into the question.",
        )


def report_no_choices(source: QuestionSource) -> None:
    line = next(
        (line for line in source.lines if line.top and ALMOST_BOX.match(line.bare)), source.lines[0]
    )
    source.log.error(
        line.number,
        line.indent + 1,
        "quiz-no-choices",
        "This question has no choices.",
        "Write them as a list of boxes: - [ ] for a wrong one, - [x] for a right one, "
        "with a space on both sides of the box.",
    )


def check_choices(
    source: QuestionSource, choices: Sequence[Choice], group: Group, earlier: Sequence[Group]
) -> None:
    first = group.items[0].line
    hint = "Add a second one."
    if earlier:
        hint += f" The boxes from line {earlier[-1].items[0].line.number} count as the question's."
    if len(group.items) == 1:
        message = "A single choice leaves nothing to choose."
        source.log.error(first.number, 1, "quiz-single-choice", message, hint)
    if len(group.items) > MAX_CHOICES:
        source.log.error(
            group.items[MAX_CHOICES].line.number,
            1,
            "quiz-too-many-choices",
            f"A question may have {MAX_CHOICES} choices; this one has {len(group.items)}.",
            "Nobody weighs that many: keep the likely ones.",
        )
    if not any(item.mark == "x" for item in group.items):
        message = "No choice is marked as right."
        source.log.error(first.number, 1, "quiz-no-right-choice", message, "Mark it: - [x].")
    seen: dict[str, Line] = {}
    shuffled = source.options.get("order") != "fixed"
    for choice, item in zip(choices, group.items, strict=False):
        _check_choice(source, choice, item, seen, shuffled)


OF_THE_ABOVE = re.compile(r"\b(all|none|both|neither|any) of the (above|others?)\b", re.IGNORECASE)


def _check_choice(
    source: QuestionSource, choice: Choice, item: Item, seen: dict[str, Line], shuffled: bool
) -> None:
    line, column = item.line.number, item.line.indent + 1
    if not choice.html:
        message = "This choice is empty."
        source.log.error(
            line, column, "quiz-empty-choice", message, "Write its text after the box."
        )
    elif choice.id in seen:
        source.log.error(
            line,
            column,
            "quiz-duplicate-choice",
            f"This choice says the same as the one on line {seen[choice.id].number}.",
            "Change one of them: a learner can't tell them apart.",
        )
    seen.setdefault(choice.id, item.line)
    if not choice.feedback_html:
        source.log.warning(
            line,
            column,
            "quiz-no-feedback",
            "This choice has no feedback.",
            "Say why it is right or wrong in a quote under it, indented by four spaces: > …",
        )
    if shuffled and OF_THE_ABOVE.search(choice.text):
        source.log.warning(
            line,
            column,
            "quiz-of-the-above",
            "The choices are shuffled: nothing may be above this one.",
            "Name what is meant, or give the quiz the option order: fixed.",
        )


# --- across the questions of a quiz -----------------------------------------------------------


def review(questions: Sequence[ChoiceQuestion], log: ProblemLog) -> None:
    """Warn when a learner could pass without reading: the right choice gives itself away."""
    single = [question for question in questions if not question.multiple and question.key]
    if not single:
        return
    if all(_is_longest(question, alone=len(single) == 1) for question in single):
        log.warning(
            single[0].line,
            1,
            "quiz-right-is-longest",
            "The right choice is always the longest.",
            "Shorten it (what explains can go into Because:), or make wrong ones as exact.",
        )
    fixed = [question for question in single if not question.shuffle]
    if len(fixed) > 1 and all(question.choices[0].correct for question in fixed):
        log.warning(
            fixed[0].line,
            1,
            "quiz-right-is-first",
            "The right choice is always the first, and order: fixed keeps it there.",
            "Change the order of some choices, or let them be shuffled.",
        )


def _is_longest(question: ChoiceQuestion, *, alone: bool) -> bool:
    """One question by itself has to be glaring before it is worth a warning."""
    right = max(len(choice.text) for choice in question.choices if choice.correct)
    wrong = max((len(choice.text) for choice in question.choices if not choice.correct), default=0)
    return right > max(wrong * 1.5, wrong + 20) if alone else right > wrong * 1.2
