"""Grading of what was predicted against what the program does. Pure but for the key's look-up."""

from collections.abc import Callable

from tutorial_site.quizzes.kinds.base import Grade, NotGradedError
from tutorial_site.quizzes.kinds.predict.keys import keys
from tutorial_site.quizzes.kinds.predict.question import PredictQuestion, Wrong
from tutorial_site.quizzes.normalising import code_normalised
from tutorial_site.quizzes.numbers import readings

NOT_YET = (
    "The site is still running this program to see what it does. Send your answer again in a "
    "moment; nothing was counted."
)
NEVER = (
    "This program couldn’t be run here, so nobody can say what it does. Nothing was counted: go "
    "on, the instructor will see to it."
)


def key_of(question: PredictQuestion) -> str:
    """What the program does. Raises NotGradedError while that isn't known, or can't be."""
    found = keys().ask(question.prediction)
    if found is None:
        raise NotGradedError(NOT_YET)
    if not found.known:
        raise NotGradedError(NEVER)
    return found.value


def grade(question: PredictQuestion, text: str) -> Grade:
    """Raises NotGradedError."""
    right = is_same(question, text, key_of(question))
    return Grade(1.0 if right else 0.0, correct=right)


def foreseen(question: PredictQuestion, text: str) -> Wrong | None:
    """The wrong prediction that this is, if the instructor has foreseen it."""
    return next((wrong for wrong in question.wrongs if is_same(question, text, wrong.text)), None)


def is_same(question: PredictQuestion, text: str, value: str) -> bool:
    """Whether two predictions say the same, as far as this question goes."""
    if not text.strip():
        return False
    if question.is_number:
        return any(number == other for number in readings(text) for other in readings(value))
    alike: Callable[[str], object] = _exception if question.asks == "error" else _lines
    return alike(text) == alike(value)


def _exception(text: str) -> str:
    """The name of an exception, whatever was typed of its traceback's last line."""
    return text.strip().partition(":")[0].strip().rpartition(".")[2].casefold()


def _lines(text: str) -> list[str]:
    """Lines without the blanks and the kinds of quotes that nobody can be held to."""
    return [code_normalised(line) for line in text.strip().splitlines()]
