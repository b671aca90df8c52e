"""What is wrong with questions that shows only when their programs are run."""

from tutorial_site.catalog.problems import Problem
from tutorial_site.catalog.tree import Lesson, QuizBlock
from tutorial_site.quizzes.kinds import kind_of


def prove(lesson: Lesson, block: QuizBlock) -> list[Problem]:
    """Run what the questions of a quiz ask about. Keys that are computed on the way are kept."""
    return [
        problem
        for question in block.questions
        for problem in kind_of(question).run(question, lesson.path)
    ]
