"""Quizzes and verdicts as blocks of a lesson; how a question is typed: see the quizzes."""

import pytest

from tutorial_site.catalog.tests.conftest import FRONT_LINES, Compile, Report
from tutorial_site.catalog.tree import Block, QuizBlock, VerdictBlock
from tutorial_site.quizzes.kinds.choice import ChoiceQuestion

QUESTION = """
When does it reach :term[WSGI]?

- [ ] At *once*
    > No: see [below](#later).
- [x] Later
    > Yes.

Because: it has to.
"""


def quiz(options: str = "", questions: str = QUESTION, block_id: str = "lazy") -> str:
    typed = "".join(f"    {line}\n" for line in options.split("\n") if line)
    return f"/// quiz\n    id: {block_id}\n{typed}{questions}///\n\n## Later\n"


def verdict(options: str, reason: str = "\nIt does.\n") -> str:
    typed = "".join(f"    {line}\n" for line in options.split("\n") if line)
    return f"/// verdict\n    id: decision\n{typed}{reason}///\n"


def block(compiled: Compile, body: str) -> Block:
    found = compiled(body)
    assert found.lesson, [str(problem) for problem in found.problems]
    [only] = found.lesson.blocks
    return only


# --- quiz -------------------------------------------------------------------------------------


def test_a_question_is_rendered_like_the_lesson_around_it(compiled: Compile) -> None:
    found = block(compiled, quiz())
    assert isinstance(found, QuizBlock)
    [question] = found.questions
    assert isinstance(question, ChoiceQuestion)
    assert 'href="/learn/course/glossary/#wsgi"' in question.stem_html
    assert "<em>once</em>" in question.choices[0].html
    assert 'href="#later"' in question.choices[0].feedback_html


def test_a_question_knows_its_line_in_the_file(compiled: Compile) -> None:
    found = block(compiled, f"Text.\n\n{quiz()}")
    assert isinstance(found, QuizBlock)
    assert (found.line - FRONT_LINES, found.questions[0].line - FRONT_LINES) == (3, 6)


def test_a_quiz_needs_no_title_and_may_have_one(compiled: Compile) -> None:
    assert block(compiled, quiz()).title == ""
    assert block(compiled, quiz().replace("/// quiz", "/// quiz | Lazy?")).title == "Lazy?"


def test_hints_are_markdown_one_or_several(compiled: Compile) -> None:
    found = block(compiled, quiz("hints:\n  - Count the *queries*.\n  - 'Look: there.'"))
    assert isinstance(found, QuizBlock)
    assert found.hints == ("<p>Count the <em>queries</em>.</p>", "<p>Look: there.</p>")
    found = block(compiled, quiz("hints: Count."))
    assert isinstance(found, QuizBlock)
    assert found.hints == ("<p>Count.</p>",)


@pytest.mark.parametrize(
    ("options", "questions", "expected"),
    [
        ("", "\n", ["3:1 quiz-empty-question"]),
        ("ordr: fixed", QUESTION, ["3:5 unknown-option"]),
        ("order: random", QUESTION, ["3:12 bad-value"]),
        ("hints:\n  - Look: there", QUESTION, ["4:9 bad-value"]),
        ("hints:\n  - ''", QUESTION, ["4:9 bad-value"]),
        ("hints: ['[x](nowhere)']", QUESTION, ["3:18 dead-link"]),
        ("hints: [<div>x]", QUESTION, ["3:13 html-not-allowed"]),
        ("", QUESTION.replace("#later", "#late"), ["7:23 dead-anchor"]),
        ("", QUESTION.replace("WSGI", "WGSI"), ["4:20 unknown-term"]),
        ("", QUESTION.replace("*once*", "<script>"), ["6:10 html-not-allowed"]),
        ("", QUESTION.replace("- [x]", "- [ ]"), ["6:1 quiz-no-right-choice"]),
        ("", QUESTION.replace("- [", "- ("), ["4:1 quiz-no-choices"]),
        ("", QUESTION.replace("Because: it has to.\n", ""), ["4:1 quiz-no-because"]),
        ("", QUESTION.replace("    > Yes.\n", ""), ["8:1 quiz-no-feedback"]),
        ("", QUESTION.replace("    >", ">"), ["7:1 quiz-not-indented", "9:1 quiz-not-indented"]),
    ],
)
def test_a_fault_of_a_quiz_is_told_where_it_stands_in_the_lesson(
    problems: Report, options: str, questions: str, expected: list[str]
) -> None:
    assert problems(quiz(options, questions)) == expected


def test_faults_of_all_quizzes_are_told_at_once(problems: Report) -> None:
    wrong = QUESTION.replace("- [x]", "- [ ]")
    body = quiz("", wrong) + quiz("", wrong, "again").replace("## Later\n", "")
    assert [each.partition(" ")[2] for each in problems(body)] == ["quiz-no-right-choice"] * 2


def test_code_in_a_question_is_no_structure(compiled: Compile) -> None:
    fence = "What does it print?\n\n```python\n***\n- [x] no\nBecause: no\n/// quiz\n```\n"
    found = block(compiled, quiz("", QUESTION.replace("When does it", f"{fence}\nWhen does it")))
    assert isinstance(found, QuizBlock)
    assert len(found.questions) == 1
    assert "*** - [x] no Because: no /// quiz" in found.questions[0].stem_text


def test_the_digest_follows_the_questions_and_not_the_explanations(compiled: Compile) -> None:
    first = block(compiled, quiz()).digest
    assert block(compiled, quiz().replace("it has to", "it must")).digest == first
    assert block(compiled, quiz().replace("- [x] Later", "- [x] Never")).digest != first
    assert block(compiled, quiz().replace("When", "Where")).digest != first


def test_a_question_far_from_what_it_asks_about_is_a_warning(compiled: Compile) -> None:
    asked = quiz("", QUESTION.replace(":term[WSGI]", "`evaluate_now`"))
    near = compiled(f"Then `evaluate_now` runs.\n\n{asked}")
    far = compiled(f"Then `evaluate_now` runs.\n\n{'word ' * 901}\n\n{asked}")
    assert [problem.code for problem in near.problems] == []
    assert {(each.code, each.severity) for each in far.problems} == {
        ("far-question", "warning"),
        ("long-stretch", "warning"),
    }
    assert far.lesson


def test_a_long_stretch_without_anything_to_do_is_a_warning(problems: Report) -> None:
    code = f"```python\n{'x = 1  # a line to read' * 300}\n```"
    asked, again = quiz(), quiz("", QUESTION, "again").replace("## Later\n", "")
    short, long = "word " * 250, "word " * 400
    assert problems(f"{short}\n\n{code}\n\n{asked}\n{short}\n\n{again}") == []
    [told] = problems(f"{short}\n\n{asked}\n{long}\n\n{again}")
    line = 3
    assert told == f"{line}:1 long-stretch"
    assert problems(long) == []


# --- verdict ----------------------------------------------------------------------------------


def test_a_verdict_holds_the_instructors_word_and_reason(compiled: Compile) -> None:
    found = block(compiled, verdict("when: after\nverdict: holds with a catch"))
    assert isinstance(found, VerdictBlock)
    assert (found.when, found.verdict) == ("after", "holds with a catch")
    assert found.reason_html == "<p>It does.</p>"


def test_a_guess_needs_neither_word_nor_reason(compiled: Compile) -> None:
    found = block(compiled, verdict("when: before", reason=""))
    assert isinstance(found, VerdictBlock)
    assert found.when == "before"


def test_a_verdict_alone_is_asked_before_and_after(compiled: Compile) -> None:
    found = block(compiled, verdict("verdict: holds"))
    assert isinstance(found, VerdictBlock)
    assert found.when == "both"


@pytest.mark.parametrize(
    ("options", "reason", "place", "code", "hint"),
    [
        ("when: after", "\nSo.\n", "1:1", "missing-option", "verdict: does not hold"),
        ("verdict: holds", "\n", "1:1", "no-reason", "after the learner's vote"),
        ("verdict: hold", "\nSo.\n", "3:14", "bad-value", 'Did you mean "holds"?'),
        ("verdict: yes", "\nSo.\n", "3:14", "bad-value", "verdict: holds with a catch"),
        ("when: later\nverdict: holds", "\nSo.\n", "3:11", "bad-value", 'Did you mean "after"?'),
        ("verdict: [holds]", "\nSo.\n", "3:14", "bad-value", "verdict: holds with a catch"),
        ('verdict: "holds', "\nSo.\n", "3:14", "bad-yaml", "Close it"),
    ],
)
def test_a_bad_verdict_is_one_problem_with_its_mend(
    compiled: Compile, options: str, reason: str, place: str, code: str, hint: str
) -> None:
    [problem] = compiled(verdict(options, reason)).problems
    assert f"{problem.line - FRONT_LINES}:{problem.column} {problem.code}" == f"{place} {code}"
    assert hint in problem.hint


def test_there_is_no_vote_without_a_claim(compiled: Compile) -> None:
    front = "---\ntitle: A\n---\n"
    [problem] = compiled(verdict("verdict: holds"), front=front).problems
    assert problem.code == "no-claim"
    assert problem.hint.startswith("Add: claim:")


def test_the_digest_follows_the_claim_and_the_word(compiled: Compile) -> None:
    first = block(compiled, verdict("verdict: holds")).digest
    assert block(compiled, verdict("verdict: holds", "\nAnother reason.\n")).digest == first
    assert block(compiled, verdict("verdict: does not hold")).digest != first


# --- what all blocks have in common -----------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "missing-option"),
        ("    id:\n", "bad-value"),
        ("    id: Two Words\n", "bad-value"),
        ("    id: a--b\n", "bad-value"),
        ("    id: ../x\n", "bad-value"),
        (f"    id: {'x' * 61}\n", "bad-value"),
        ("    id: [a]\n", "bad-value"),
        ("    id: main\n", "repeated-id"),
    ],
)
def test_a_block_has_an_id_that_an_address_can_hold(
    compiled: Compile, typed: str, code: str
) -> None:
    [problem] = compiled(f"/// quiz\n{typed}{QUESTION}///\n\n## Later\n").problems
    assert problem.code == code


def test_an_id_is_unique_in_its_lesson(problems: Report) -> None:
    twice = quiz() + quiz().replace("## Later\n", "")
    assert problems(twice) == [f"{quiz().count(chr(10)) + 2}:9 repeated-id"]


def test_a_heading_gives_way_to_a_block_of_its_name(compiled: Compile) -> None:
    lesson = compiled(f"## Lazy\n\n{quiz()}").lesson
    assert lesson
    assert [section.id for section in lesson.sections] == ["lazy-2", "later"]


def test_a_block_knows_the_section_it_stands_in(compiled: Compile) -> None:
    body = quiz("", QUESTION, "first") + "\n### Deeper\n\n" + quiz("", QUESTION, "second")
    lesson = compiled(f"Text.\n\n{body.replace('## Later', '## Later', 1)}").lesson
    assert lesson
    assert [(found.id, found.section) for found in lesson.blocks] == [
        ("first", ""),
        ("second", "deeper"),
    ]
    assert [(section.id, section.blocks) for section in lesson.sections] == [
        ("later", ()),
        ("deeper", ("second",)),
        ("later-2", ()),
    ]
