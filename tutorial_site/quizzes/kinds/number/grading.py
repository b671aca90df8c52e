"""Which of the foreseen numbers a typed one is. Pure: no request, no database."""

from tutorial_site.quizzes.kinds.number.question import NumberAnswer, NumberQuestion
from tutorial_site.quizzes.numbers import readings


def matching(question: NumberQuestion, text: str) -> NumberAnswer | None:
    """The first answer that ``text`` lies in, right ones before wrong ones.

    "1,500" is right if either of the two numbers that it may mean is.
    """
    numbers = readings(text, question.unit)
    for answer in sorted(question.answers, key=lambda each: not each.right):
        if any(answer.low <= number <= answer.high for number in numbers):
            return answer
    return None
