"""The glossary: a term on a line, its definition below."""

import pytest

from tutorial_site.catalog.compiling import CompiledCourse, compile_course
from tutorial_site.catalog.sources import CourseSource


def glossary(text: str) -> CompiledCourse:
    source = CourseSource("course", b"title: A\nsummary: B\n", text.encode())
    return compile_course(source, "digest")


def problems(text: str) -> list[str]:
    return [f"{p.path}:{p.line}:{p.column} {p.code}" for p in glossary(text).problems]


def test_terms_come_in_the_order_of_the_alphabet() -> None:
    terms = glossary("WSGI\n: A *standard*.\n\ncookie\n: Text.\n\nRoute\n: A rule.\n").course.terms
    assert [(term.id, term.name) for term in terms] == [
        ("cookie", "cookie"),
        ("route", "Route"),
        ("wsgi", "WSGI"),
    ]
    assert (terms[2].html, terms[2].text) == ("<p>A <em>standard</em>.</p>", "A standard.")


def test_a_definition_goes_on_over_indented_lines() -> None:
    [term] = glossary(
        "# Title\n\n<!-- note -->\n\nA\n:   One\n    two.\n\n    Three.\n"
    ).course.terms
    assert term.text == "One two. Three."


def test_names_that_make_the_same_anchor_get_one_each() -> None:
    terms = glossary("C++\n: One.\n\nC\n: Two.\n\nc?\n: Three.\n").course.terms
    assert sorted(term.id for term in terms) == ["c", "c-2", "c-3"]


def test_a_definition_may_speak_of_a_term_further_down() -> None:
    [first, second] = glossary("A\n: See :term[B].\n\nB\n: Is *it*.\n").course.terms
    assert 'href="/learn/course/glossary/#b"' in first.html
    assert 'data-term="Is it."' in first.html
    assert second.text == "Is it."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A\n: x\n\nB\n\nC\n: y\n", ["4:1 no-definition"]),
        ("A\n", ["1:1 no-definition"]),
        ("A\n: x\n\na\n: y\n", ["4:1 repeated-term"]),
        ("A\n: See :term[Z].\n", ["2:7 unknown-term"]),
        ("A\n: See [x](nowhere).\n", ["2:11 dead-link"]),
        ("A\n: <script>x</script>\n", ["2:3 html-not-allowed"]),
        ("A\n: ![x](a.png)\n", ["2:8 missing-image"]),
        ("A\n: x\n\nB\n: /// app\n", []),
        ("A\n: a\x00b\n", ["2:4 not-text"]),
        ("A\n: " + ">" * 20 + " x\n", ["2:1 too-deep"]),
    ],
)
def test_a_fault_is_told_where_it_stands(text: str, expected: list[str]) -> None:
    assert problems(text) == [f"course/glossary.md:{each}" for each in expected]


def test_a_course_needs_no_glossary() -> None:
    source = CourseSource("course", b"title: A\nsummary: B\n", None)
    made = compile_course(source, "digest")
    assert (made.course.terms, made.problems) == ((), ())


def test_a_broken_glossary_leaves_the_course_its_name() -> None:
    made = glossary("A\n")
    assert not made.good
    assert made.course.title == "A"
