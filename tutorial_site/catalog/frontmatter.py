"""The settings at the head of a lesson and of a course."""

from collections.abc import Sequence
from typing import Any

from tutorial_site.catalog.objectives import MOST_OBJECTIVES
from tutorial_site.catalog.problems import ProblemLog
from tutorial_site.catalog.schema import (
    Option,
    boolean,
    itself,
    list_of,
    number,
    prose,
    read_options,
    slug,
    text,
)
from tutorial_site.catalog.yamlmarks import Node, parse_yaml

LESSON_OPTIONS = {
    "title": Option(prose(120), "", required=True, example="Two ORMs, one table"),
    "claim": Option(prose(300), "", example="Django has a built-in ORM."),
    "point": Option(number(1, 999), None, example="5"),
    "minutes": Option(number(1, 600), None, example="20"),
    "objectives": Option(
        list_of(prose(200), MOST_OBJECTIVES), (), example="[Predict when a query runs]"
    ),
    "requires": Option(itself, None, example="[templates]"),
    "draft": Option(boolean, False, example="true"),
}
COURSE_OPTIONS = {
    "title": Option(prose(120), "", required=True, example="Flask or Django?"),
    "summary": Option(text(1000), "", required=True, example="Both frameworks, side by side."),
    "authors": Option(list_of(text(80), 20), (), example="[Ada Lovelace]"),
    "language": Option(text(20), "en", example="en"),
}


def split_front_matter(lines: Sequence[str], log: ProblemLog) -> tuple[str | None, int]:
    """The YAML between the two ``---`` and the number of lines it takes, both fences included.

    The YAML is None if there is none to be found, which is then reported.
    """
    if not lines or lines[0].rstrip() != "---":
        first = next((line.strip() for line in lines if line.strip()), "")
        log.error(
            1,
            1,
            "no-front-matter",
            "The lesson does not begin with its front matter.",
            "Take away what stands above the first ---."
            if first == "---"
            else "Begin the file with a line ---, then title: …, then a line ---.",
        )
        return None, 0
    for index in range(1, min(len(lines), 200)):
        if lines[index].rstrip() in ("---", "..."):
            return "\n".join(lines[1:index]), index + 1
    log.error(
        1,
        1,
        "unclosed-front-matter",
        "The front matter that begins here is never closed.",
        "Add a line --- after its last option.",
    )
    return None, 1


def read_lesson_options(yaml: str | None, log: ProblemLog) -> dict[str, Any]:
    """The lesson's settings; ``requires`` is a list of (slug, line, column)."""
    front = None if yaml is None else parse_yaml(yaml, log, line=2)
    values = read_options(front, LESSON_OPTIONS, log, of="a lesson's front matter")
    node = values["requires"]
    values["requires"] = _required(node, log) if node is not None else []
    return values


def _required(node: Node, log: ProblemLog) -> list[tuple[str, int, int]]:
    found = []
    for child in node.value if node.is_list else [node]:
        try:
            found.append((slug(child), child.line, child.column))
        except ValueError:
            log.error(
                child.line,
                child.column,
                "bad-value",
                f'"requires" must name lessons; this is {child.text[:60] or child.kind}.',
                "Name a lesson by its folder without the number: requires: [templates]",
            )
    return found


def read_course_options(yaml: str, log: ProblemLog) -> dict[str, Any]:
    return read_options(parse_yaml(yaml, log), COURSE_OPTIONS, log, of="course.yml")
