"""What a learner does with an exercise: kept once, numbered, told apart from what is made up."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import Settings

from tutorial_site.catalog.store import close_stores, library
from tutorial_site.catalog.tree import ExerciseBlock
from tutorial_site.progress.completion import LessonProgress, progress_of
from tutorial_site.progress.history import lesson_history
from tutorial_site.progress.models import Attempt, Learner
from tutorial_site.progress.tests.cast import Lessons, Person, learner, other_learner, taught

__all__ = ["learner", "other_learner"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("course")]

CHECKS = '''```{.python .checks}
def test_milk(browser):
    """There is milk."""
    assert browser.get("/").status == 200


def test_eggs(browser):
    """There are eggs."""
    assert "Eggs" in browser.get("/").text
```
'''


def files(framework: str, path: str) -> str:
    return f"""```{{.python .{framework} file={path}}}
starter = "{framework}"
```
```{{.python .{framework} .solution file={path}}}
solution = "{framework}"
```
```{{.python .{framework} .mistake file={path} hint="No *milk* in {framework}."}}
mistake = "{framework}"
```
"""


FLASK, DJANGO = files("flask", "app.py"), files("django", "views.py")


def exercise(block: str, framework: str, *fences: str) -> str:
    options = (
        f"    id: {block}\n    framework: {framework}\n    hints: [First *look*., Then think.]\n"
    )
    return f"/// exercise | {block}\n{options}\nMake it.\n\n{''.join(fences)}\n{CHECKS}///\n"


MAKING = (
    "---\ntitle: Making\nclaim: It can be made.\n---\n\n"
    + exercise("milk", "flask", FLASK)
    + exercise("choice", "either", FLASK, DJANGO)
    + exercise("twins", "both", FLASK, DJANGO)
)
PASSED = {"test_milk": True, "test_eggs": True}
FAILED = {"test_milk": True, "test_eggs": False}


@pytest.fixture(scope="module")
def making(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lessons]:
    lessons = Lessons(tmp_path_factory.mktemp("site") / "lessons")
    (lessons.folder / "two" / "03-making").mkdir()
    (lessons.folder / "two" / "03-making" / "lesson.md").write_text(MAKING)
    yield lessons
    close_stores()


@pytest.fixture
def course(making: Lessons, settings: Settings) -> Lessons:
    return taught(making, settings)


class Maker:
    """A learner at an exercise, by the calls that the page's script makes."""

    def __init__(self, person: Person, block: str = "milk") -> None:
        self.person, self.block = person, block

    def post(self, what: str, body: Any = None, *, block: str = "", **fields: Any) -> Any:
        self.person.open()
        url = f"/exercises/two/making/{block or self.block}/{what}/"
        return self.person.client.post(
            url,
            {"key": str(uuid4()), **fields} if body is None else body,
            content_type="application/json",
            headers={"X-CSRFToken": self.person.client.cookies["csrftoken"].value},
        )

    def check(self, results: Any = None, files: Any = None, **fields: Any) -> Any:
        results = {"flask": PASSED} if results is None else results
        return self.post("checks", results=results, files=files or {}, **fields)

    def hint(self, number: Any = 1, **fields: Any) -> Any:
        return self.post("hint", number=number, **fields)

    def solution(self, framework: Any = "flask", **fields: Any) -> Any:
        return self.post("solution", framework=framework, **fields)

    def mistakes(self, framework: str = "flask") -> Any:
        url = f"/exercises/two/making/{self.block}/mistakes/"
        return self.person.client.get(url, {"framework": framework})

    def page(self) -> str:
        return str(self.person.open("/learn/two/making/").html)

    def request(self) -> HttpRequest:
        request = RequestFactory().get("/")
        request.COOKIES = {k: v.value for k, v in self.person.client.cookies.items()}
        request.session = self.person.client.session
        return request

    def progress(self) -> LessonProgress:
        course = library().course("two")
        return progress_of(self.request(), course).lesson(course.lesson("making"))


@pytest.fixture
def maker(learner: Person) -> Maker:
    return Maker(learner)


def said(response: Any) -> Any:
    return json.loads(response.content)


def error(response: Any) -> str:
    return str(said(response)["error"])


# --- the page ---------------------------------------------------------------------------------


def test_the_page_shows_task_starter_and_rules_and_none_of_the_keys(maker: Maker) -> None:
    page = maker.page()
    for shown in ("Make it.", "There is milk.", "There are eggs.", "starter"):
        assert shown in page
    for key in ("solution =", "mistake =", "No <em>milk</em>", "First <em>look", "Then think"):
        assert key not in page


def test_the_page_has_what_its_script_hangs_on(maker: Maker) -> None:
    exercises = maker.person.open("/learn/two/making/").soup.select("[data-exercise]")
    assert [each["data-framework"] for each in exercises] == ["flask", "either", "both"]
    for each, checked in zip(exercises, [["flask"], ["flask", "django"], ["both"]], strict=True):
        buttons = each.select("[data-exercise-check]")
        assert [button["data-exercise-check"] for button in buttons] == checked
        assert [rule["data-check"] for rule in each.select("[data-check]")] == list(PASSED)
        assert each.select_one("[data-exercise-results][role=status]")
        assert each.select_one("[data-app]")
        config = json.loads(each.select("script")[-1].string or "")
        assert config["source"].startswith("def test_milk")
        assert config["hints"] == 2
        assert set(config["urls"]) == {"record", "hint", "solution", "mistakes", "mistake"}


def test_a_lesson_with_exercises_alone_has_the_scripts(maker: Maker) -> None:
    assert "sandbox-config" in maker.page()


# --- checks -----------------------------------------------------------------------------------


def test_a_run_of_the_checks_is_kept_with_what_passed_and_the_code(maker: Maker) -> None:
    response = maker.check({"flask": FAILED}, {"flask": {"app.py": "mine = 1\n"}})
    assert response.status_code == 201
    assert said(response) == {"ordinal": 1, "solved": False, "helped": False}
    attempt = Attempt.objects.get()
    assert (attempt.kind, attempt.block, attempt.question) == ("exercise", "milk", "")
    assert (attempt.score, attempt.correct) == (0.5, False)
    assert attempt.payload == {
        "framework": "flask",
        "passed": ["flask test_milk"],
        "failed": ["flask test_eggs"],
        "helped": False,
        "code": {"flask": {"app.py": "mine = 1\n"}},
        "left_out": [],
        "size": 9,
    }


def test_a_run_sent_again_counts_once(maker: Maker) -> None:
    key = str(uuid4())
    assert maker.check(key=key).status_code == 201
    assert maker.check(key=key).status_code == 200
    assert Attempt.objects.count() == 1


def test_all_checks_once_and_the_exercise_is_done_for_good(maker: Maker) -> None:
    maker.check({"flask": FAILED})
    assert "milk" not in maker.progress().blocks
    maker.check()
    maker.check({"flask": FAILED})
    assert maker.progress().blocks == {"milk"}
    assert maker.progress().helped == frozenset()
    assert "<span>Solved</span>" in maker.page()


def test_either_is_solved_in_one_framework(learner: Person) -> None:
    maker = Maker(learner, "choice")
    assert said(maker.check({"django": PASSED}))["solved"]
    assert maker.progress().blocks == {"choice"}


def test_both_are_solved_together(learner: Person) -> None:
    maker = Maker(learner, "twins")
    assert not said(maker.check({"flask": PASSED, "django": FAILED}))["solved"]
    assert said(maker.check({"flask": PASSED, "django": PASSED}))["solved"]
    assert Attempt.objects.order_by("pk")[0].score == 0.75


def test_long_code_is_kept_in_part(maker: Maker) -> None:
    mine = {"flask": {"app.py": "x" * 15_000, "b.py": "y" * 6_000, "c.py": "z"}}
    maker.check(files=mine)
    payload = Attempt.objects.get().payload
    assert payload["size"] == 21_001
    assert set(payload["code"]["flask"]) == {"b.py", "c.py"}
    assert payload["left_out"] == ["flask app.py"]


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({"results": {}}, 400, '"results" must be an object'),
        ({"results": []}, 400, '"results" must be an object'),
        ({"results": {"django": PASSED}}, 400, "made in flask"),
        ({"results": {"flask": []}}, 400, "are an object"),
        ({"results": {"flask": {"test_milk": 1, "test_eggs": 1}}}, 400, "are an object"),
        ({"results": {"flask": {"test_milk": True}}}, 409, "was edited"),
        ({"results": {"flask": {**PASSED, "test_x": True}}}, 409, "was edited"),
        ({"files": {"django": {}}}, 400, '"files" must be an object'),
        ({"files": {"flask": []}}, 400, '"files" must be an object'),
        ({"files": {"flask": {"": "x"}}}, 400, "texts by their path"),
        ({"files": {"flask": {"a" * 201: "x"}}}, 400, "texts by their path"),
        ({"files": {"flask": {"app.py": 7}}}, 400, "texts by their path"),
        ({"files": {"flask": {f"{n}.py": "" for n in range(101)}}}, 400, "at most 100"),
        ({"files": {"flask": {"app.py": "x" * 300_001}}}, 413, "at most 300000 bytes"),
        ({"key": "1234"}, 400, "crypto.randomUUID()"),
        ({"helped": False}, 400, "Unknown field 'helped'"),
    ],
)
def test_what_is_no_run_of_these_checks_is_refused(
    maker: Maker, fields: Any, status: int, says: str
) -> None:
    response = maker.post("checks", **{"results": {"flask": PASSED}, "files": {}, **fields})
    assert response.status_code == status
    assert says in error(response)
    assert not Attempt.objects.exists()


@pytest.mark.parametrize(
    ("results", "says"),
    [
        ({"flask": PASSED}, "send results for flask and django"),
        ({"flask": PASSED, "django": PASSED, "python": PASSED}, "made in flask or django"),
    ],
)
def test_both_wants_both(learner: Person, results: Any, says: str) -> None:
    assert says in error(Maker(learner, "twins").check(results))


def test_either_wants_one_at_a_time(learner: Person) -> None:
    response = Maker(learner, "choice").check({"flask": PASSED, "django": PASSED})
    assert "one framework at a time" in error(response)


# --- hints ------------------------------------------------------------------------------------


def test_hints_come_one_at_a_time_and_stay(maker: Maker) -> None:
    first = maker.hint()
    assert first.status_code == 201
    assert said(first) == {"number": 1, "of": 2, "html": "<p>First <em>look</em>.</p>"}
    assert maker.hint(2).status_code == 201
    assert maker.hint(1).status_code == 200
    assert Attempt.objects.filter(kind="help", question="hint").count() == 2
    page = maker.page()
    assert "First <em>look</em>." in page
    assert "Then think." in page


@pytest.mark.parametrize(
    ("number", "status", "says"),
    [
        (2, 409, "the next is 1"),
        (0, 404, "There is no hint 0"),
        (3, 404, "this exercise has 2"),
        (-1, 404, "There is no hint"),
        (True, 400, "whole number"),
        ("1", 400, "whole number"),
        (1.0, 400, "whole number"),
    ],
)
def test_a_hint_out_of_turn_is_refused(maker: Maker, number: Any, status: int, says: str) -> None:
    response = maker.hint(number)
    assert response.status_code == status
    assert says in error(response)
    assert not Attempt.objects.exists()


def test_a_hint_sent_twice_counts_once(maker: Maker) -> None:
    key = str(uuid4())
    assert [maker.hint(1, key=key).status_code for _ in range(2)] == [201, 200]
    assert Attempt.objects.count() == 1


def test_learners_have_their_own_hints(maker: Maker, other_learner: Person) -> None:
    maker.hint()
    assert "First <em>look</em>" not in Maker(other_learner).page()
    assert Maker(other_learner).hint(2).status_code == 409


# --- solutions --------------------------------------------------------------------------------


def test_the_solution_opens_on_request_and_marks_what_follows(maker: Maker) -> None:
    response = maker.solution()
    assert response.status_code == 201
    assert said(response) == {
        "files": [{"path": "app.py", "text": 'solution = "flask"\n', "language": "python"}]
    }
    assert said(maker.check())["helped"]
    assert maker.progress().helped == {"milk"}
    assert "Solved with help" in maker.page()


def test_a_hint_marks_what_follows_too(maker: Maker) -> None:
    maker.hint()
    assert said(maker.check())["helped"]


def test_whoever_solved_it_alone_may_look_afterwards(maker: Maker) -> None:
    maker.check()
    maker.solution()
    assert not said(maker.check())["helped"]
    assert maker.progress().helped == frozenset()


def test_help_with_one_exercise_is_none_with_another(maker: Maker) -> None:
    maker.solution()
    assert not said(Maker(maker.person, "choice").check({"flask": PASSED}))["helped"]


@pytest.mark.parametrize(("framework", "says"), [("django", "one of: flask"), (7, "a text")])
def test_there_is_no_solution_in_another_framework(maker: Maker, framework: Any, says: str) -> None:
    response = maker.solution(framework)
    assert response.status_code == 400
    assert says in error(response)


# --- known mistakes ---------------------------------------------------------------------------


def test_mistakes_are_given_to_who_has_failed_without_their_hints(maker: Maker) -> None:
    assert maker.mistakes().status_code == 409
    maker.check()
    assert maker.mistakes().status_code == 409
    maker.check({"flask": FAILED})
    response = maker.mistakes()
    [mistake] = said(response)["mistakes"]
    assert mistake["files"] == {"app.py": 'mistake = "flask"\n'}
    assert b"milk" not in response.content


def test_a_recognised_mistake_gets_its_hint_which_is_no_help(maker: Maker) -> None:
    maker.check({"flask": FAILED})
    [mistake] = said(maker.mistakes())["mistakes"]
    response = maker.post("mistake", mistake=mistake["id"])
    assert response.status_code == 201
    assert said(response) == {"html": "<p>No <em>milk</em> in flask.</p>"}
    kept = Attempt.objects.get(question="mistake")
    assert (kept.kind, kept.payload["mistake"]) == ("help", mistake["id"])
    assert not said(maker.check())["helped"]


def test_a_mistake_that_was_made_up_is_not_found(maker: Maker) -> None:
    maker.check({"flask": FAILED})
    assert maker.post("mistake", mistake="0123456789abcdef").status_code == 404
    assert maker.post("mistake", mistake="x" * 101).status_code == 400


def test_a_mistake_s_hint_is_not_for_who_never_tried(maker: Maker) -> None:
    block = library().block("two", "making", "milk")
    assert isinstance(block, ExerciseBlock)
    mistake = block.mistakes[0].id
    assert maker.post("mistake", mistake=mistake).status_code == 409
    assert not Learner.objects.exists()


def test_mistakes_are_of_a_framework_of_the_exercise(maker: Maker) -> None:
    maker.check({"flask": FAILED})
    assert maker.mistakes("django").status_code == 400
    assert maker.mistakes("").status_code == 400


# --- whatever comes ---------------------------------------------------------------------------

ALL = ("checks", "hint", "solution", "mistake")


@pytest.mark.parametrize("what", ALL)
@pytest.mark.parametrize("body", ["", "{", "[]", "7", "null", b"\xff", "[" * 4000, "{}"])
def test_what_is_no_object_with_a_key_is_refused(maker: Maker, what: str, body: Any) -> None:
    assert maker.post(what, body).status_code == 400
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("what", ALL)
def test_forged_addresses_are_not_found(maker: Maker, what: str) -> None:
    assert maker.post(what, block="nothing").status_code == 404
    maker.person.open()
    token = maker.person.client.cookies["csrftoken"].value
    for place in ("two/lazy/lazy", "two/lazy/by-hand", "two/no/milk", "no/making/milk"):
        response = maker.person.client.post(
            f"/exercises/{place}/{what}/",
            "{}",
            content_type="application/json",
            headers={"X-CSRFToken": token},
        )
        assert response.status_code == 404
        assert "no such exercise" in error(response)


@pytest.mark.parametrize("what", ALL)
def test_other_sites_and_other_methods_are_refused(maker: Maker, what: str) -> None:
    url = f"/exercises/two/making/milk/{what}/"
    client = maker.person.client
    assert client.post(url, "{}", content_type="application/json").status_code == 403
    assert client.get(url).status_code == 405


@pytest.mark.parametrize("what", ["hint", "solution", "mistake"])
def test_a_long_body_is_refused_unread(maker: Maker, what: str) -> None:
    assert maker.post(what, more="x" * 5000).status_code == 413


def test_a_key_used_for_something_else_is_a_conflict(maker: Maker) -> None:
    key = str(uuid4())
    maker.check(key=key)
    response = maker.solution(key=key)
    assert response.status_code == 409
    assert "new key" in error(response)


def test_editing_a_lesson_takes_nothing_away(maker: Maker, making: Lessons) -> None:
    maker.check()
    making.write("03-making", MAKING.replace("There is milk", "There is some milk"))
    try:
        assert "milk" in maker.progress().blocks
    finally:
        making.write("03-making", MAKING)


# --- what it costs ----------------------------------------------------------------------------


def test_a_run_of_the_checks_takes_five_queries(
    maker: Maker, django_assert_num_queries: Any
) -> None:
    maker.check()
    body = {"key": str(uuid4()), "results": {"flask": FAILED}, "files": {}}
    client = maker.person.client
    with django_assert_num_queries(5):
        client.post(
            "/exercises/two/making/milk/checks/",
            body,
            content_type="application/json",
            headers={"X-CSRFToken": client.cookies["csrftoken"].value},
        )


def test_exercises_cost_a_visitor_s_page_nothing(
    other_learner: Person, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        other_learner.open("/learn/two/making/")


def test_a_learner_s_page_takes_few_queries(
    maker: Maker, django_assert_max_num_queries: Any
) -> None:
    maker.check(files={"flask": {"app.py": "x" * 19_000}})
    maker.hint()
    # the session, the learner, what was done, the help given; what is due for review, in the head
    with django_assert_max_num_queries(5):
        maker.page()


def test_the_code_of_attempts_is_not_loaded_for_a_page(maker: Maker) -> None:
    maker.check(files={"flask": {"app.py": "x" * 19_000}})
    maker.hint()
    kept = lesson_history(maker.request(), "two", "making").at("milk")
    assert [attempt.kind for attempt in kept] == ["help"]
