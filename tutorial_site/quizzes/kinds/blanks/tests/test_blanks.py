"""Blanks: what an instructor types, what is right of what is filled in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutorial_site.catalog.compiling import compile_lesson
from tutorial_site.catalog.sources import LessonSource
from tutorial_site.catalog.tree import QuizBlock
from tutorial_site.progress.tests.cast import Person
from tutorial_site.quizzes.kinds.blanks import Blank, BlanksKind, BlanksQuestion
from tutorial_site.quizzes.kinds.blanks.grading import grade, is_right
from tutorial_site.quizzes.kinds.blanks.tests.example import EXAMPLE
from tutorial_site.quizzes.tests.parsing import errors, question, warnings
from tutorial_site.quizzes.tests.sitting import Sitting

ASK = "{}\n\nBecause: so.\n"


def asked(text: str) -> BlanksQuestion:
    found: BlanksQuestion = question(ASK.format(text))
    return found


def blanks(text: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(blank.accepted, blank.options) for blank in asked(text).blanks]


# --- as typed by the instructor ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "accepted", "options"),
    [
        ("____[a]", ("a",), ()),
        ("___[a]", ("a",), ()),
        ("____[ a b ]", ("a b",), ()),
        ("____[a|b|a]", ("a", "b"), ()),
        ("____[a*|c|b]", ("a",), ("a", "b", "c")),
        ("____[b|a*|c*]", ("a", "c"), ("a", "b", "c")),
        ("____[tasks[0]]", ("tasks[0]",), ()),
        (r"____[a\]]", ("a]",), ()),
        (r"____[a\|b]", ("a|b",), ()),
        (r"____[SELECT \*]", ("SELECT *",), ()),
    ],
)
def test_a_blank_holds_answers_to_type_or_to_pick(
    typed: str, accepted: tuple[str, ...], options: tuple[str, ...]
) -> None:
    assert blanks(f"Say {typed} now.") == [(accepted, options)]


def test_the_text_is_cut_at_its_blanks_and_the_answers_are_gone_from_it() -> None:
    found = asked("Complete it.\n\nOne ____[is] and `____[other]` too.")
    assert found.pieces == ("<p>One ", " and `", "` too.</p>")
    assert found.stem_html == "<p>Complete it.</p>"
    assert found.stem_text == "Complete it. One ____ and `____` too."
    assert [blank.code for blank in found.blanks] == [False, True]


def test_a_text_that_begins_with_a_blank_needs_no_question_above_it() -> None:
    found = asked("____[WSGI] is an interface.")
    assert found.stem_html == ""
    assert found.stem_text == "____ is an interface."


def test_blanks_in_a_fence_are_code_and_the_fence_stays_whole() -> None:
    found = asked("Say:\n\n```python\nx = 1\ny = ____[x]\n```\nand ____[so] on")
    assert found.stem_html == "<p>Say:</p>"
    assert found.pieces[0] == "<p>```python\nx = 1\ny = "
    assert [blank.code for blank in found.blanks] == [True, False]


def test_all_fields_are_as_wide_as_the_longest_answer() -> None:
    assert asked("____[a] ____[abcdefghij]").width == 11
    assert asked("____[a]").width == 6


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("a", 1, "quiz-no-blanks"),
        ("a\n\n____[b", 3, "quiz-open-blank"),
        ("a ____[]", 1, "quiz-empty-blank"),
        ("a ____[b|]", 1, "quiz-empty-blank"),
        ("a ____[b*]", 1, "quiz-single-choice"),
        ("a\n____[" + "b" * 61 + "]", 2, "quiz-long-answer"),
        ("____[a] " * 31, 1, "quiz-too-many-blanks"),
    ],
)
def test_a_fault_is_named_with_its_line(text: str, line: int, code: str) -> None:
    assert (line, code) in errors(ASK.format(text), kind="blanks")


def drawn(text: str) -> tuple[BlanksQuestion | None, list[tuple[int, int, str]]]:
    """A quiz of this text, with the Markdown of the real thing."""
    lesson = f"---\ntitle: A\n---\n\n/// quiz\n    id: q\n\n{text}\n\nBecause: so.\n///\n"
    source = LessonSource(course="c", folder="01-l", number=1, slug="l", text=lesson.encode())
    compiled = compile_lesson(source, "d")
    errors = [(each.line, each.column, each.code) for each in compiled.problems if each.is_error]
    if compiled.lesson is None:
        return None, errors
    [quiz] = compiled.lesson.blocks
    assert isinstance(quiz, QuizBlock)
    [found] = quiz.questions
    assert isinstance(found, BlanksQuestion)
    return found, errors


@pytest.mark.parametrize(
    "text",
    [
        "a ____[b]",
        "- a ____[b]\n- ____[c]",
        "> ____[a]",
        "| x | y |\n| --- | --- |\n| ____[a] | `____[b]` |",
        "**____[a]** and [____[b]](#q)",
        '```html\n<a href="____[a]">____[b]</a>\n```',
        "a____[b]c____[d]",
    ],
)
def test_a_blank_may_stand_wherever_text_does(text: str) -> None:
    found, errors = drawn(text)
    assert errors == []
    assert found is not None
    assert len(found.pieces) == len(found.blanks) + 1
    assert len(found.blanks) == text.count("____[")


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a [b](/____[c]) ____[d]", 8, 8),
        ("![____[a]](x.svg) ____[d]", 8, 3),
        ("a ____[d]\n\n[b]: /____[c]", 10, 7),
    ],
)
def test_a_blank_where_nothing_can_be_typed_is_named(text: str, line: int, column: int) -> None:
    _, errors = drawn(text)
    assert (line, column, "quiz-lost-blank") in errors


def test_a_missing_because_is_warned_of() -> None:
    assert warnings("____[a]\n") == [(1, "quiz-no-because")]


@pytest.mark.parametrize(
    ("text", "same"),
    [("It is ____[a].", True), ("It is ____[b].", False), ("It was ____[a].", False)],
)
def test_another_text_or_key_makes_another_question(text: str, *, same: bool) -> None:
    assert (asked("It is ____[a].").digest == asked(text).digest) == same


def test_the_name_of_a_field_says_nothing_of_the_answer() -> None:
    assert asked("It is ____[a].").version == asked("It is ____[b].").version
    assert asked("It is ____[a].").version != asked("It was ____[a].").version


# --- what is right ----------------------------------------------------------------------------


def text_blank(*accepted: str) -> Blank:
    return Blank(accepted, (), code=False)


def code_blank(*accepted: str) -> Blank:
    return Blank(accepted, (), code=True)


def test_in_text_case_and_quotes_do_not_count() -> None:
    assert is_right(text_blank("WSGI"), "“wsgi”")
    assert not is_right(text_blank("WSGI"), "ASGI")


@pytest.mark.parametrize("text", ["f( 'a',b )", 'f("a", b)', " f(‘a’,b)", "f ('a' , b)"])
def test_in_code_quotes_are_alike_and_blanks_beside_signs_do_not_count(text: str) -> None:
    assert is_right(code_blank("f('a', b)"), text)


@pytest.mark.parametrize("text", ["F('a', b)", "f('a' b)", "f(a, b)", "f('a', bb)", ""])
def test_in_code_everything_else_counts(text: str) -> None:
    assert not is_right(code_blank("f('a', b)"), text)


def test_two_words_of_code_do_not_run_together() -> None:
    assert is_right(code_blank("not in"), "not   in")
    assert not is_right(code_blank("not in"), "notin")


@given(st.lists(st.sampled_from(["a", "b", "x", ""]), max_size=4))
def test_the_score_is_the_share_of_blanks_filled_rightly(given: list[str]) -> None:
    found = asked("____[a] ____[b] ____[a|b]")
    right = sum(
        text in keys for text, keys in zip(given, (("a",), ("b",), ("a", "b")), strict=False)
    )
    assert grade(found, given).score == pytest.approx(right / 3)
    assert grade(found, given).correct == (right == 3)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["x", "x", "x"], "Not right yet. None of 3 blanks are right."),
        (["a", "x", "x"], "Partly right. 1 of 3 blanks is right."),
        (["a", "b", "x"], "Partly right. 2 of 3 blanks are right."),
    ],
)
def test_the_message_counts(given: list[str], said: str) -> None:
    found = asked("____[a] ____[b] ____[a|b]")
    assert BlanksKind().outcome(found, {"answer": {"blanks": given}}).message == said


# --- the form ---------------------------------------------------------------------------------


@pytest.fixture
def sitting(kinds_course: object, learner: Person) -> Sitting:
    return Sitting(learner, "blanks")


def test_the_fields_stand_in_the_highlighted_code(sitting: Sitting) -> None:
    code = sitting.form().select_one("pre code")
    assert code is not None
    assert len(code.select("input[type=text]")) == 2
    assert code.select(".k, .nd")
    assert code.get_text() == '@app.("/hello/<>")\ndef hello(name):\n    return "Hello"\n'


def test_each_blank_says_whether_it_is_right(sitting: Sitting) -> None:
    assert EXAMPLE.partly is not None
    sitting.answer(EXAMPLE.partly[0])
    marks = [each.get_text(strip=True) for each in sitting.form().select(".quiz-blank-mark")]
    assert marks == ["Right", "Wrong", "Right", "Wrong"]


def test_empty_blanks_are_counted_and_what_is_filled_in_stays(sitting: Sitting) -> None:
    data = sitting.fields({"Blank 1": "get"})
    answered = sitting.send(data)
    assert "3 blanks are still empty." in answered.text("blanks-q1-error")
    assert answered.at("blanks-q1-blank-1")["value"] == "get"


def test_what_a_list_does_not_offer_is_refused(sitting: Sitting) -> None:
    data = sitting.fields(EXAMPLE.right)
    name = next(name for name in data if name.endswith("-3"))
    for value in ("DELETE", "get", "x" * 81):
        assert sitting.send(data | {name: value}).status == 400


def test_the_review_shows_the_text_whole_and_what_was_put_in(sitting: Sitting) -> None:
    sitting.answer(EXAMPLE.wrong)
    sitting.reveal()
    assert sitting.page().at("blanks-q1-body").select("ins")[1].get_text() == "Right: name"
