"""Finding the faulty line: what an instructor types, and what chosen lines are worth."""

import pytest

from tutorial_site.progress.tests.cast import Person
from tutorial_site.quizzes.kinds.find import FindKind, FindQuestion
from tutorial_site.quizzes.kinds.find.tests.example import EXAMPLE
from tutorial_site.quizzes.tests.parsing import errors, question, warnings
from tutorial_site.quizzes.tests.sitting import Sitting

TWO = """
    Which lines are at fault?

    ```python
    a = 1
    b = a  # <- fault: one
    b = a
    c = b  # <- fault: two
    ```

    Because: so.
"""


def asked(source: str) -> FindQuestion:
    found: FindQuestion = question(source)
    return found


def one(line: str, language: str = "python") -> FindQuestion:
    return asked(f"Q?\n\n```{language}\n{line}\nother\n```\n\nBecause: so.\n")


def score(asked: FindQuestion, *numbers: int) -> float:
    chosen = [asked.lines[number - 1].id for number in numbers]
    return FindKind().grade(asked, {"chosen": chosen}).score


# --- as typed by the instructor ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "text", "why"),
    [
        ("a = 1  # <- fault: why", "a = 1", "<p>why</p>"),
        ("a = 1  # keep  # <- fault: why", "a = 1  # keep", "<p>why</p>"),
        ("a = 1 #<-fault why: so", "a = 1", "<p>why: so</p>"),
        ("let a = 1; // <- fault: why", "let a = 1;", "<p>why</p>"),
        ("SELECT 1 -- <- fault: why", "SELECT 1", "<p>why</p>"),
        ("<p> <!-- <- fault: why -->", "<p>", "<p>why</p>"),
        ("{{ a }} {# <- fault: why #}", "{{ a }}", "<p>why</p>"),
        ("a {} /* <- fault: why */", "a {}", "<p>why</p>"),
        ("    a = 1  # <- fault: `a`", "    a = 1", "<p>`a`</p>"),
    ],
)
def test_a_mark_is_a_comment_in_any_language_and_is_taken_out(
    line: str, text: str, why: str
) -> None:
    found = one(line).lines[0]
    assert (found.text, found.why, found.fault) == (text, why, True)
    assert "fault" not in found.html


def test_an_innocent_line_may_say_why_it_is() -> None:
    found = one("a  # <- fault: x\nb  # <- fine: y")
    assert [(line.text, line.fault, line.why) for line in found.lines] == [
        ("a", True, "<p>x</p>"),
        ("b", False, "<p>y</p>"),
        ("other", False, ""),
    ]


def test_several_faults_are_all_asked_for() -> None:
    assert asked(TWO).multiple
    assert not one("a  # <- fault: x").multiple


def test_lines_that_read_alike_are_told_apart_and_empty_ones_cannot_be_chosen() -> None:
    found = one("a  # <- fault: x\na\n\na")
    ids = [line.id for line in found.lines]
    assert ids[2] == ""
    assert len({*ids}) == 5


def test_the_head_of_the_fence_is_that_of_any_fence() -> None:
    found = asked('Q?\n\n```{.python title="app.py"}\na  # <- fault: x\nb\n```\n\nBecause: so.\n')
    assert found.title == "app.py"
    assert (3, "unknown-option") in errors(
        "Q?\n\n```{.python titel=x}\na  # <- fault: x\nb\n```\n\nBecause: so.\n"
    )


def test_a_mark_in_running_text_is_none() -> None:
    assert question("Write `# <- fault: why`. Where?\n\n- [x] a\n- [ ] b\n").kind == "choice"


@pytest.mark.parametrize(
    ("source", "line", "code"),
    [
        ("Q?\n\n```python\na\n```\n", 1, "quiz-no-fault"),
        ("Q?\n\nBecause: so.\n\n```\na # <- fault: x\n```\n", 1, "quiz-no-fault"),
        ("```\na # <- fault: x\nb\n```\n", 1, "quiz-empty-stem"),
        ("Q?\n\n```\na # <- fault: x\nb # <- fault: y\n```\n", 4, "quiz-single-choice"),
        ("Q?\n\n```\n# <- fault: x\nb\n```\n", 4, "quiz-empty-line"),
        ("Q?\n\n```\na # <- fault: x\nb\n```\n\nc\n", 8, "quiz-stray-text"),
        (
            "Q?\n\n```\na # <- fault: x\n```\n\n```\nb # <- fault: y\nc\n```\n",
            3,
            "quiz-two-fences",
        ),
        ("Q?\n\n```\na # <- fault: x\n" + "b\n" * 80 + "```\n", 84, "quiz-too-many-lines"),
        ("Q?\n\n```\na # <- fault: x\nb\n", 3, "quiz-unclosed-fence"),
    ],
)
def test_a_fault_of_the_instructor_is_named_with_its_line(
    source: str, line: int, code: str
) -> None:
    assert (line, code) in errors(source, kind="find")


def test_a_fault_without_a_reason_is_warned_of() -> None:
    found = warnings("Q?\n\n```\na # <- fault\nb\n```\n\nBecause: so.\n")
    assert found == [(4, "quiz-no-feedback")]


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("fault: one", "fault: uno", True),
        ("c = b  # <- fault: two", "c = b", False),
        ("a = 1", "a = 2", False),
        ("Which lines", "What", False),
    ],
)
def test_another_fault_makes_another_question_and_better_words_do_not(
    old: str, new: str, *, same: bool
) -> None:
    assert (asked(TWO).digest == asked(TWO.replace(old, new)).digest) == same


def test_a_line_is_known_by_its_text_alone() -> None:
    first = {line.text: line.id for line in one("a  # <- fault: x\nb").lines}
    later = {line.text: line.id for line in one("b  # <- fault: y\nc\na").lines}
    assert {text: later[text] for text in "ab"} == {text: first[text] for text in "ab"}


# --- what chosen lines are worth --------------------------------------------------------------


@pytest.mark.parametrize(
    ("numbers", "worth"),
    [((2, 4), 1.0), ((2,), 0.5), ((2, 3), 0.0), ((2, 4, 1), 0.5), ((1, 2, 3, 4), 0.0), ((), 0.0)],
)
def test_each_fault_found_counts_and_each_innocent_line_takes_one_back(
    numbers: tuple[int, ...], worth: float
) -> None:
    assert score(asked(TWO), *numbers) == worth


# --- the form ---------------------------------------------------------------------------------


@pytest.fixture
def sitting(kinds_course: object, learner: Person) -> Sitting:
    return Sitting(learner, "find")


def test_one_fault_is_asked_for_with_radios_and_code_keeps_its_look(sitting: Sitting) -> None:
    form = sitting.form()
    assert {each["type"] for each in form.select("input[name=line]")} == {"radio"}
    assert len(form.select("input[name=line]")) == 3, "the empty line can't be chosen"
    assert len(form.select(".quiz-code-line")) == 4
    assert form.select("code .k")


def test_an_innocent_line_says_why_it_is_and_no_other_line_says_anything(sitting: Sitting) -> None:
    sitting.answer(EXAMPLE.wrong)
    notes = [each.get_text(" ", strip=True) for each in sitting.form().select(".quiz-feedback")]
    assert notes == ["Not at fault it is meant to change its list"]


def test_two_lines_where_one_is_at_fault_are_refused(sitting: Sitting) -> None:
    data = sitting.fields(EXAMPLE.right)
    ids = [str(each["value"]) for each in sitting.form().select("input[name=line]")]
    assert sitting.send(data | {"line": ids[:2]}).status == 400
