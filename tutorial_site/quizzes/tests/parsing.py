"""For the specs of a kind's Markdown: what an instructor types → questions and problems."""

import html
from textwrap import dedent
from typing import Any

from tutorial_site.catalog.problems import Problem
from tutorial_site.quizzes.kinds import Question
from tutorial_site.quizzes.syntax import parse_quiz


def render(markdown: str, line: int) -> str:
    """Stands in for the catalog's Markdown: a paragraph of the very text."""
    return f"<p>{html.escape(markdown, quote=False)}</p>"


def parse(source: str, **options: Any) -> tuple[tuple[Question, ...], list[Problem]]:
    text = dedent(source).removeprefix("\n")
    return parse_quiz(text, first_line=1, path="c/01-l/lesson.md", render=render, options=options)


def question(source: str, **options: Any) -> Any:
    """The only question in a source without errors."""
    questions, problems = parse(source, **options)
    errors = [str(problem) for problem in problems if problem.is_error]
    assert not errors, errors
    assert len(questions) == 1
    return questions[0]


def errors(source: str, **options: Any) -> list[tuple[int, str]]:
    """The errors, as (line, code). Each of them says what to do."""
    _, problems = parse(source, **options)
    assert all(problem.hint for problem in problems)
    return [(problem.line, problem.code) for problem in problems if problem.is_error]


def warnings(source: str, **options: Any) -> list[tuple[int, str]]:
    _, problems = parse(source, **options)
    return [(problem.line, problem.code) for problem in problems if not problem.is_error]
