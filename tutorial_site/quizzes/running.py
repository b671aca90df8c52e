"""What is wrong with questions that shows only when their programs are run."""

from tutorial_site.catalog.problems import Problem
from tutorial_site.catalog.tree import Course, Lesson, QuizBlock
from tutorial_site.quizzes.kinds import kind_of


def run_lesson(lesson: Lesson) -> list[Problem]:
    """The problems of all questions of a lesson. Keys that are computed on the way are kept."""
    quizzes = [block for block in lesson.blocks if isinstance(block, QuizBlock)]
    questions = [question for quiz in quizzes for question in quiz.questions]
    return [problem for each in questions for problem in kind_of(each).run(each, lesson.path)]


def run_course(course: Course) -> list[Problem]:
    return [problem for lesson in course.lessons for problem in run_lesson(lesson)]
