"""What stands at the head of a lesson and of a course: read exactly, or refused with its place."""

import pytest

from tutorial_site.catalog.compiling import compile_course
from tutorial_site.catalog.sources import CourseSource
from tutorial_site.catalog.tests.conftest import Compile

FULL = """\
---
title: Two ORMs
claim: Django has an ORM.
point: 5
minutes: 20
objectives: [Map a class, Predict when a query runs]
requires: [templates, views]
draft: true
---

Text.
"""


def problems_of(compiled: Compile, front: str) -> list[tuple[str, str, str]]:
    """Each as (line:column code, message, hint)."""
    found = compiled("", front=front).problems
    return [(f"{p.line}:{p.column} {p.code}", p.message, p.hint) for p in found]


def test_every_option_of_a_lesson_is_read(compiled: Compile) -> None:
    lesson = compiled("", front=FULL).lesson
    assert lesson
    assert (lesson.title, lesson.claim) == ("Two ORMs", "Django has an ORM.")
    assert (lesson.point, lesson.minutes, lesson.draft) == (5, 20, True)
    assert lesson.objectives == ("Map a class", "Predict when a query runs")
    assert lesson.requires == ("templates", "views")


def test_a_title_is_all_that_a_lesson_needs(compiled: Compile) -> None:
    lesson = compiled("", front="---\ntitle: Two ORMs\n---\nText.\n").lesson
    assert lesson
    assert (lesson.claim, lesson.point, lesson.objectives, lesson.draft) == ("", None, (), False)


@pytest.mark.parametrize(
    "typed", ["No", "3.10", "2026-11-22", "12:30", "on", "0x10", "1e3", "~ish"]
)
def test_a_title_stays_what_was_typed(compiled: Compile, typed: str) -> None:
    """YAML would make a boolean, a number, a date or a time of these."""
    assert compiled("", front=f"---\ntitle: {typed}\n---\n").title == typed


def test_a_comment_belongs_to_no_value(compiled: Compile) -> None:
    lesson = compiled("", front="---\ntitle: A\nminutes: 20  # with the apps\n---\n").lesson
    assert lesson
    assert lesson.minutes == 20


@pytest.mark.parametrize(
    ("line", "place", "message", "hint"),
    [
        ("titel: A", "2:1 unknown-option", '"titel" is not an option', 'Did you mean "title"?'),
        ("minuts: 5", "3:1 unknown-option", '"minuts" is not an option', 'Did you mean "minutes"?'),
        ("CLAIM: x", "3:1 unknown-option", '"CLAIM" is not an option', 'Did you mean "claim"?'),
        ("xyz: 1", "3:1 unknown-option", '"xyz" is not an option', "Known here: claim, draft,"),
        ("minutes: five", "3:10 bad-value", 'from 1 to 600; this is "five"', "minutes: 20"),
        ("minutes: 0", "3:10 bad-value", 'from 1 to 600; this is "0"', "minutes: 20"),
        ("minutes: 601", "3:10 bad-value", 'from 1 to 600; this is "601"', "minutes: 20"),
        ("minutes: 2.5", "3:10 bad-value", 'from 1 to 600; this is "2.5"', "minutes: 20"),
        ("minutes: true", "3:10 bad-value", 'from 1 to 600; this is "true"', "minutes: 20"),
        ("minutes: [5]", "3:10 bad-value", "this is a list", "minutes: 20"),
        ("minutes:", "3:9 bad-value", "this is nothing", "minutes: 20"),
        ("point: one", "3:8 bad-value", '"point" must be a whole number', "point: 5"),
        ("draft: yes", "3:8 bad-value", 'true or false; this is "yes"', "draft: true"),
        ("claim: {a: b}", "3:8 bad-value", "must be text", 'quotes: "One, two: three"'),
        (f"claim: {'x' * 301}", "3:8 bad-value", "text of at most 300 characters", "claim: "),
        ("objectives: {a: b}", "3:13 bad-value", "a list, each of it text", "quotes"),
        ("objectives: [a, [b]]", "3:17 bad-value", "this is a list", "[Predict when"),
        ("objectives:\n  - Say: what", "4:5 bad-value", "this is a set of options", "quotes"),
        ("requires: [Two ORMs]", "3:12 bad-value", "this is Two ORMs", "without the number"),
        ("requires: 01-orm/", "3:11 bad-value", "must name lessons", "without the number"),
        ("title: B", "3:1 repeated-option", '"title" is given twice', "Keep one"),
        ("claim: One: two", "3:11 bad-yaml", "A second `: `", 'quotes: "One: two"'),
        ('claim: "One', "3:8 bad-yaml", "quote opened here is never closed", "Close it"),
        ("objectives: [One, two", "3:13 bad-yaml", "This list has no ]", "Close the ["),
        ("claim: {a: b", "3:8 bad-yaml", "This set of options has no }", "Close the {"),
        ("objectives:\n\t- One", "4:1 bad-yaml", "A tab stands in the indentation", "spaces"),
        ("claim: @x", "3:8 bad-yaml", "can't begin with @", "quotes"),
        ("  minutes: 5", "3:10 bad-yaml", "doesn't go with the one above", "Indent"),
        ("claim: *x", "3:8 bad-yaml", "Anchors and aliases", "quotes"),
        ("claim: &x y", "3:8 bad-yaml", "Anchors and aliases", "quotes"),
        ("claim: !!python/name:os.system", "3:8 bad-yaml", "Tags (!) are not used", "quotes"),
        ("objectives: !!python/tuple [a]", "3:13 bad-yaml", "Tags (!) are not used", "quotes"),
        ("<<: {title: B}", "3:1 unknown-option", '"<<" is not an option', "Known here"),
    ],
)
def test_a_bad_option_is_told_with_its_place_and_its_mend(
    compiled: Compile, line: str, place: str, message: str, hint: str
) -> None:
    title = "" if line.startswith("titel") else "title: A\n"
    [(where, said, advice)] = problems_of(compiled, f"---\n{title}{line}\n---\n")
    assert where == place
    assert message in said
    assert hint in advice


def test_a_misspelt_title_is_not_missing_as_well(compiled: Compile) -> None:
    assert len(problems_of(compiled, "---\ntitl: A\n---\n")) == 1


@pytest.mark.parametrize(
    ("front", "place", "hint"),
    [
        ("", "1:1 no-front-matter", "Begin the file with a line ---"),
        ("Text\n", "1:1 no-front-matter", "Begin the file with a line ---"),
        ("\n---\ntitle: A\n---\n", "1:1 no-front-matter", "Take away what stands above"),
        ("---\ntitle: A\n", "1:1 unclosed-front-matter", "Add a line --- after its last option"),
        ("---\n---\n", "2:1 missing-option", "Add: title: Two ORMs, one table"),
        ("---\n- a\n---\n", "2:1 bad-options", "Write one `name: value` a line"),
        ("---\njust text\n---\n", "2:1 bad-options", "Write one `name: value` a line"),
        ("---\ntitle: A\n...\n", "", ""),
    ],
)
def test_front_matter_that_is_missing_or_open_is_one_problem(
    compiled: Compile, front: str, place: str, hint: str
) -> None:
    found = problems_of(compiled, front)
    assert [where for where, _, _ in found] == ([place] if place else [])
    assert all(hint in advice for _, _, advice in found)


def test_every_fault_of_the_front_matter_is_told_at_once(compiled: Compile) -> None:
    front = "---\ntitel: A\nminutes: x\ndraft: maybe\npoint: 0\n---\n"
    assert [where for where, _, _ in problems_of(compiled, front)] == [
        "2:1 unknown-option",
        "3:10 bad-value",
        "4:8 bad-value",
        "5:8 bad-value",
    ]


def test_lines_and_columns_are_those_of_an_editor(compiled: Compile) -> None:
    """U+2028 ends a line in YAML and in no editor; a byte order mark is no column."""
    front = "\ufeff---\r\ntitle: a\u2028b\r\nminutes: x\r\n---\r\n"
    assert [where for where, _, _ in problems_of(compiled, front)] == ["3:10 bad-value"]


# --- the course -------------------------------------------------------------------------------


def course(settings: str | None, glossary: str | None = None):
    source = CourseSource(
        "flask-or-django",
        None if settings is None else settings.encode(),
        None if glossary is None else glossary.encode(),
    )
    return compile_course(source, "digest")


def test_every_option_of_a_course_is_read() -> None:
    made = course(
        "title: Flask or Django?\nsummary: Both, *side* by side.\n"
        "authors: [Ada, Bob]\nlanguage: fr\n"
    ).course
    assert (made.title, made.authors, made.language) == ("Flask or Django?", ("Ada", "Bob"), "fr")
    assert made.summary == "Both, side by side."
    assert made.summary_html == "<p>Both, <em>side</em> by side.</p>"


def test_a_lone_author_needs_no_list() -> None:
    assert course("title: A\nsummary: B\nauthors: Ada\n").course.authors == ("Ada",)


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        (None, ["1:1 missing-file"]),
        ("", ["1:1 missing-option", "1:1 missing-option"]),
        ("title: A\nsummery: B\n", ["2:1 unknown-option"]),
        ("title: A\nsummary: B\nauthors: {a: b}\n", ["3:10 bad-value"]),
        ("title: A\nsummary: <script>x</script>\n", ["2:10 html-not-allowed"]),
        ("title: A\nsummary: '[x](nowhere)'\n", ["2:15 dead-link"]),
        (f"title: A\nsummary: '{'>' * 20} x'\n", ["2:1 too-deep"]),
    ],
)
def test_a_bad_course_is_told_with_its_place(settings: str | None, expected: list[str]) -> None:
    made = course(settings)
    assert [f"{p.line}:{p.column} {p.code}" for p in made.problems] == expected
    assert {p.path for p in made.problems} == {"flask-or-django/course.yml"}
    assert not made.good


def test_a_course_without_settings_is_called_after_its_folder() -> None:
    assert course(None).course.title == "Flask or django"
