"""Questions and exercises say which of the lesson's objectives they are about."""

from tutorial_site.catalog.tests.conftest import Reader, Shelf
from tutorial_site.catalog.tree import ExerciseBlock, Lesson, QuizBlock

FRONT = "---\ntitle: A\nobjectives: [Map a class, Predict a query, Find the owner]\n---\n"
QUESTION = "Is it {n}?\n\n- [ ] No\n    > n\n- [x] Yes\n    > y\n\nBecause: b.\n"
EXERCISE = """
/// exercise | Greet
    id: greet
    objective: [1, 3]

Say hello.

```{.python .flask file=app.py}
x = 1
```

```{.python .checks}
def test_it_greets(browser):
    \"\"\"It must greet.\"\"\"
    assert browser.get("/").text == "hello"
```

```{.python .flask .solution file=app.py}
x = 2
```
///
"""


def quiz(options: str, *questions: str) -> str:
    asked = "\n***\n\n".join(questions)
    return f"/// quiz\n    id: q\n    {options}\n\n{asked}///\n"


def lesson(shelf: Shelf, reader: Reader, text: str) -> Lesson:
    shelf.write("course/course.yml", "title: A\nsummary: B\n")
    shelf.write("course/01-one/lesson.md", FRONT + text)
    found = reader.load()
    errors = [str(problem) for problem in found.problems if problem.is_error]
    assert errors == []
    return found.lesson("course", "one")


def of_questions(found: Lesson) -> list[tuple[int, ...]]:
    [block] = [block for block in found.blocks if isinstance(block, QuizBlock)]
    return [question.objectives for question in block.questions]


def test_a_quiz_speaks_for_its_questions_unless_they_speak_for_themselves(
    shelf: Shelf, reader: Reader
) -> None:
    text = quiz(
        "objective: 2", QUESTION.format(n=1), "objective: [1, 3]\n\n" + QUESTION.format(n=2)
    )
    assert of_questions(lesson(shelf, reader, text)) == [(2,), (1, 3)]


def test_it_may_be_left_out(shelf: Shelf, reader: Reader) -> None:
    assert of_questions(lesson(shelf, reader, quiz("order: fixed", QUESTION.format(n=1)))) == [()]


def test_an_exercise_has_objectives(shelf: Shelf, reader: Reader) -> None:
    [block] = lesson(shelf, reader, EXERCISE).blocks
    assert isinstance(block, ExerciseBlock)
    assert block.objectives == (1, 3)


def test_saying_so_makes_it_no_other_question(shelf: Shelf, reader: Reader) -> None:
    digests = set()
    for option in ("objective: 1", "objective: 2"):
        [block] = lesson(shelf, reader, quiz(option, QUESTION.format(n=1))).blocks
        digests.add(block.digest)
    assert len(digests) == 1


def problems(shelf: Shelf, reader: Reader, text: str) -> list[str]:
    shelf.write("course/course.yml", "title: A\nsummary: B\n")
    shelf.write("course/01-one/lesson.md", FRONT + text)
    return [str(problem) for problem in reader.load().problems]


def test_an_objective_that_is_not_there_is_told_with_those_that_are(
    shelf: Shelf, reader: Reader
) -> None:
    found = problems(shelf, reader, quiz("objective: [1, 2, 3, 4]", QUESTION.format(n=1)))
    [problem] = [each for each in found if "no-such-objective" in each]
    assert "no objective 4" in problem


def test_what_is_no_number_is_told(shelf: Shelf, reader: Reader) -> None:
    found = problems(shelf, reader, quiz("objective: Map a class", QUESTION.format(n=1)))
    assert any("whole number from 1 to 12" in problem for problem in found)


def test_an_objective_that_nothing_asks_for_is_told_where_others_are_asked_for(
    shelf: Shelf, reader: Reader
) -> None:
    found = problems(shelf, reader, quiz("objective: [1, 3]", QUESTION.format(n=1)))
    assert len([each for each in found if "objective-not-asked" in each]) == 1
    assert problems(shelf, reader, quiz("order: fixed", QUESTION.format(n=1))) == []
