"""What is wrong with questions that shows only when their programs are run."""

from tutorial_site.catalog.problems import Problem
from tutorial_site.catalog.tree import Course, Lesson, QuizBlock
from tutorial_site.quizzes.kinds import kind_of


def prove(lesson: Lesson, block: QuizBlock) -> list[Problem]:
    """Run what the questions of a quiz ask about. Keys that are computed on the way are kept."""
    return [
        problem
        for question in block.questions
        for problem in kind_of(question).run(question, lesson.path)
    ]


def run_course(course: Course) -> list[Problem]:
    """The same for all quizzes of a course."""
    return [
        problem
        for lesson in course.lessons
        for block in lesson.blocks
        if isinstance(block, QuizBlock)
        for problem in prove(lesson, block)
    ]
