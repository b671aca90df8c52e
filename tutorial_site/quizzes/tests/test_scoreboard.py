"""The scoreboard: all claims of a course, with what the learner made of them."""

from typing import Any

import pytest

from tutorial_site.progress.tests.cast import MORE as LAST
from tutorial_site.progress.tests.cast import Lessons, Page, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("course")]

BLOCK = "\n/// scoreboard | What you made of it\n    id: board\n///\n"


@pytest.fixture
def with_block(own_course: Lessons) -> Lessons:
    """Lesson two ends with a scoreboard."""
    own_course.write("02-more", LAST + BLOCK)
    return own_course


def board(page: Page) -> list[list[str]]:
    """The table behind the picture."""
    rows = page.soup.select(".board-table tbody tr")
    return [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in rows]


def vote(person: Person, block: str, word: str, **more: str) -> None:
    url, data = person.fill(person.open(), block)
    person.accepted(person.send(url, data | {"verdict": word} | more))


def test_a_lesson_may_show_it_and_whoever_has_no_vote_yet_sees_all_claims_and_no_verdict(
    with_block: Lessons, outsider: Person, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        page = outsider.open("/learn/two/more/")
    assert "You have decided none of the 2 claims yet." in page.text("board")
    assert board(page) == [
        ["A queryset asks the database at once.", "None", "Not yet", "After yours", "–"],
        ["One lesson is enough.", "None", "Not yet", "After yours", "–"],
    ]
    assert "The reason of lesson two" not in page.html
    assert not page.at("board").select(".board-instructor[x='54']")


def test_it_shows_guess_verdict_and_what_changed_the_learner_s_mind(
    with_block: Lessons, learner: Person
) -> None:
    vote(learner, "guess", "holds")
    vote(learner, "decision", "does not hold", reason="I <saw> it run.")
    page = learner.open("/learn/two/more/")
    assert board(page)[0][1:] == ["Holds", "Does not hold", "Does not hold", "I <saw> it run."]
    assert "decided 1 of 2 claims, changed your mind about 1" in page.text("board")
    assert "agree with the instructor on 1" in page.text("board")
    assert "<saw>" not in page.html


def test_its_picture_says_the_same_in_words_and_by_place(learner: Person) -> None:
    vote(learner, "guess", "does not hold")
    vote(learner, "decision", "holds with a catch")
    [track, _] = learner.open("/learn/two/").soup.select(".board-track")
    assert track["aria-label"] == (
        "You guessed: does not hold, you decided: holds with a catch, "
        "the instructor’s verdict: does not hold."
    )
    at = {each["class"][0]: each["cx"] for each in track.select("circle")}
    assert at == {"board-guess": "250", "board-decision": "150"}
    [box] = track.select("rect")
    assert box["x"] == str(250 - 46)
    [arrow] = track.select(".board-arrow")
    assert arrow["d"] == "M241 20H161"


def test_whoever_kept_to_their_guess_has_no_arrow(learner: Person) -> None:
    vote(learner, "guess", "holds")
    vote(learner, "decision", "holds")
    page = learner.open("/learn/two/")
    assert not page.soup.select(".board-arrow")
    assert len(page.soup.select(".board-kept")) == 1
    assert "changed your mind about 0" in page.text("main")


def test_the_instructor_s_verdict_stays_hidden_after_a_mere_guess(learner: Person) -> None:
    vote(learner, "guess", "holds")
    page = learner.open("/learn/two/")
    assert board(page)[0] == [
        "A queryset asks the database at once.",
        "Holds",
        "Not yet",
        "After yours",
        "–",
    ]
    assert not page.soup.select(".board-track .board-instructor")


def test_the_course_s_page_shows_it_to_whoever_has_voted(
    learner: Person, outsider: Person, other_learner: Person
) -> None:
    vote(learner, "guess", "holds")
    other_learner.answer("lazy-q1", "Never at all")
    assert "Your scoreboard" in learner.open("/learn/two/").text("main")
    for person in (outsider, other_learner):
        assert "Your scoreboard" not in person.open("/learn/two/").html


def test_votes_of_others_are_not_on_it(learner: Person, other_learner: Person) -> None:
    vote(other_learner, "decision", "holds")
    vote(learner, "guess", "holds with a catch")
    assert board(learner.open("/learn/two/"))[0][1:3] == ["Holds with a catch", "Not yet"]


def test_votes_at_lessons_that_are_gone_do_no_harm(own_course: Lessons, learner: Person) -> None:
    vote(learner, "decision", "holds")
    own_course.write("01-lazy", "---\ntitle: Lazy querysets\nminutes: 1\n---\n\nNo vote here.\n")
    assert "Your scoreboard" not in learner.open("/learn/two/").html


def test_there_is_nothing_to_do_in_it(with_block: Lessons, learner: Person) -> None:
    learner.answer("more-q1", "No", lesson="more")
    learner.vote("enough", "holds", lesson="more")
    assert "2 of 2 done" in learner.open("/learn/two/more/").html


def test_the_course_s_page_stays_within_eight_queries(
    learner: Person, django_assert_max_num_queries: Any
) -> None:
    vote(learner, "guess", "holds")
    with django_assert_max_num_queries(8):
        learner.open("/learn/two/")
