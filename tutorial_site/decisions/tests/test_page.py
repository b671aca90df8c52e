"""A learner weighs their own case: on the lesson's page or by itself, with or without scripts."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from pytest_django import Settings

from tutorial_site.catalog.store import close_stores
from tutorial_site.decisions.tests.example import decision
from tutorial_site.progress.models import Attempt
from tutorial_site.progress.tests.cast import Lessons, Page, Person, taught

pytestmark = pytest.mark.django_db

LESSON = "/learn/two/choose/"
URL = "/decisions/two/choose/own/"
HTMX = {"HX-Request": "true"}
STAFF, SERVICE, SMALL = "People who never program", "One small service", "No"


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lessons]:
    """A course with a lesson that asks for a decision, and nothing else."""
    course = Lessons(tmp_path_factory.mktemp("site") / "lessons")
    folder = course.folder / "two/09-choose"
    folder.mkdir()
    text = f"---\ntitle: Choose\nminutes: 5\n---\n\n{decision()}"
    (folder / "lesson.md").write_text(text)
    yield course
    close_stores()


@pytest.fixture(autouse=True)
def choosing(lessons: Lessons, settings: Settings) -> None:
    taught(lessons, settings)


def weighed(person: Person, *labels: str, **headers: str) -> Page:
    """Open the lesson, choose, press the button: what the browser then gets."""
    url, given = person.fill(person.open(LESSON), "own", *labels)
    page, _, place = url.partition("#")
    assert place == "own-result"
    return person.open(f"{page}?{urlencode(given, doseq=True)}", **headers)


def test_each_criterion_is_a_group_named_by_its_question(outsider: Person) -> None:
    groups = outsider.open(LESSON).at("own").find_all("fieldset")
    legends = [group.find("legend") for group in groups]
    assert [" ".join(legend.get_text().split()) for legend in legends if legend] == [
        "Who changes the data?",
        "What is it?",
        "Will it be big?",
    ]


def test_no_reason_is_told_before_an_answer(outsider: Person) -> None:
    page = outsider.open(LESSON)
    assert "first day" not in page.html
    assert "Nothing is answered yet." in page.text("own-result")


def test_without_scripts_a_page_says_what_the_answers_weigh_and_why(outsider: Person) -> None:
    page = weighed(outsider, STAFF, SERVICE, SMALL)
    assert page.status == 200
    said = page.text("own-result")
    assert "Your answers lean to Django, 3 to 2." in said
    assert "It hangs on one answer" in said
    assert "The admin is there on the first day." in page.text("own-result")
    for place, side, reason in (("1", "Flask", "Few parts"), ("2", "Django", "The admin")):
        block = page.at(f"own-side-{place}").find_parent("section")
        assert block is not None
        assert side in block.get_text()
        assert reason in block.get_text()
    assert "Counted for no side" in said
    assert "Everything was small once." in said


def test_the_answers_stay_ticked_on_that_page(outsider: Person) -> None:
    page = weighed(outsider, STAFF, SMALL)
    ticked = page.at("own").select("input[checked]")
    labels = [page.soup.find("label", attrs={"for": field["id"]}) for field in ticked]
    assert [label and label.get_text(strip=True) for label in labels] == [STAFF, SMALL]


def test_the_address_of_the_answers_brings_them_again(outsider: Person, learner: Person) -> None:
    link = weighed(outsider, STAFF, SERVICE).at("own-result").select_one(".decision-kept a")
    assert link is not None
    sent = learner.open(str(link["href"]))
    assert "3 to 2. 1 question is open." in sent.text("own-result")


def test_the_lesson_itself_can_be_opened_with_answers(outsider: Person) -> None:
    _, given = outsider.fill(outsider.open(LESSON), "own", STAFF)
    page = outsider.open(f"{LESSON}?{urlencode(given, doseq=True)}")
    assert "lean to Django" in page.text("own-result")
    assert "lean to Django" not in outsider.open(LESSON).html


def test_htmx_gets_the_result_alone_and_it_is_read_out(outsider: Person) -> None:
    swapped = weighed(outsider, STAFF, **HTMX)
    assert "<form" not in swapped.html
    assert "lean to Django, 3 to 0" in swapped.text("own-result")
    assert swapped.at("own-status")["hx-swap-oob"] == "innerHTML"
    assert "lean to Django, 3 to 0" in swapped.text("own-status")


def test_what_matters_is_chosen_for_each_criterion(outsider: Person) -> None:
    page = outsider.open(LESSON)
    selects = page.at("own").find_all("select")
    _, given = outsider.fill(page, "own", STAFF, SERVICE)
    doubled = urlencode(given | {str(selects[1]["name"]): "2"}, doseq=True)
    weighed = outsider.open(f"{URL}?{doubled}")
    assert "lean to Flask, 4 to 3" in weighed.text("own-result")
    chosen = weighed.at("own").select("option[selected]")
    assert [option.get_text() for option in chosen] == ["Normally", "Twice as much", "Normally"]


def test_nothing_is_stored_and_nobody_becomes_a_learner(outsider: Person) -> None:
    weighed(outsider, STAFF, SERVICE)
    assert not Attempt.objects.exists()
    assert not outsider.has_session


@pytest.mark.parametrize("query", ["own-x=1", "own-=%00", f"own-{'9' * 500}=1", "a=%3Cscript%3E"])
def test_an_address_that_was_made_up_counts_nothing(outsider: Person, query: str) -> None:
    page = outsider.open(f"{URL}?{query}")
    assert page.status == 200
    assert "Nothing is answered yet." in page.text("own-result")


@pytest.mark.parametrize("path", ["two/choose/other/", "two/lazy/guess/", "two/none/own/"])
def test_where_nothing_is_decided_there_is_no_page(outsider: Person, path: str) -> None:
    assert outsider.open(f"/decisions/{path}").status == 404


def test_only_reading_is_allowed(learner: Person) -> None:
    learner.open(LESSON)
    assert learner.client.post(URL).status_code in (403, 405)
