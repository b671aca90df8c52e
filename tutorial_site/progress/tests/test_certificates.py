"""A certificate says what was done, to whoever has its address, until it is withdrawn."""

from uuid import uuid4

import pytest

from tutorial_site.accounts.tests.desk import fill, sign_in, sign_up
from tutorial_site.progress.models import Certificate, Learner
from tutorial_site.progress.tests.cast import BOTH, LAZY, RIGHT, Page, Person

pytestmark = [pytest.mark.django_db]
MAKE = "/certificates/of/two/"


@pytest.fixture(autouse=True)
def _course(own_course):
    pass


def finish(person: Person) -> None:
    person.vote("guess", "holds")
    person.run(str(uuid4()))
    person.answer("lazy-q1", RIGHT)
    person.answer("lazy-q2", *BOTH)
    person.vote("decision", "does not hold")
    person.answer("more-q1", "No", lesson="more")
    person.vote("enough", "holds", lesson="more")


def make(person: Person, name: str = "Ada Lovelace") -> Page:
    return fill(person, MAKE, name=name)


def certified(person: Person, name: str = "Ada Lovelace") -> str:
    """The address of the certificate that they made."""
    finish(person)
    return str(make(person, name).response["Location"])


def test_who_is_not_through_is_told_what_is_open(learner, outsider):
    assert "Lazy querysets" in outsider.open(MAKE).text("main")
    learner.answer("lazy-q1", RIGHT)
    said = learner.open(MAKE).text("main")
    assert "is not done yet" in said
    assert "Lazy querysets 0 of 4 done" in said
    token = learner.client.cookies["csrftoken"].value
    learner.send(MAKE, {"csrfmiddlewaretoken": token, "name": "Ada"})
    assert not Certificate.objects.exists()


def test_the_course_and_ones_own_page_lead_to_it_once_all_is_done(learner):
    learner.run(str(uuid4()))
    for address in ("/learn/two/", "/progress/"):
        assert MAKE not in learner.open(address).html
    finish(learner)
    for address in ("/learn/two/", "/progress/"):
        assert MAKE in learner.open(address).html


def test_anybody_who_has_the_address_sees_name_course_and_what_was_done(learner, outsider):
    address = certified(learner)
    said = outsider.open(address).text("main")
    assert said == outsider.open(f"{address}?from=somewhere").text("main")
    for part in ("Ada Lovelace", "Two of them", "2 lessons, 6 blocks", "2 claims tried"):
        assert part in said
    assert f"http://testserver{address}" in said
    assert "Lazy querysets" in said
    assert "Withdraw" not in said
    assert not outsider.has_session


def test_its_address_is_128_random_bits(learner, other_learner):
    one, other = certified(learner), certified(other_learner)
    for address in (one, other):
        assert len(address.removeprefix("/certificates/").strip("/")) == 22
    assert one != other


def test_pressing_twice_makes_one(learner):
    address = certified(learner)
    assert learner.open(MAKE).response["Location"] == address
    token = learner.client.cookies["csrftoken"].value
    again = learner.send(MAKE, {"csrfmiddlewaretoken": token, "name": "Somebody else"})
    assert again.response["Location"] == address
    assert Certificate.objects.get().name == "Ada Lovelace"


def test_editing_the_course_changes_nothing_on_it(learner, outsider, own_course):
    address = certified(learner)
    before = outsider.open(address).text("certificate-title"), outsider.open(address).text("main")
    quiz = "\n/// quiz\n    id: new\n\nQ?\n\n- [x] a\n    > A.\n- [ ] b\n    > B.\n///\n"
    own_course.write("01-lazy", LAZY.replace("Lazy querysets", "Renamed") + quiz)
    after = outsider.open(address).text("certificate-title"), outsider.open(address).text("main")
    assert before == after
    assert address in learner.open("/progress/").html


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Type your name first"),
        ("   ", "Type your name first"),
        ("x" * 81, "at most 80"),
        ("Ada\u202eecalevoL", "can't be seen"),
        ("Ada\u0007", "can't be seen"),
        ("visit https://evil.example/", "no address"),
        ("ada@example.org", "no address"),
        ("1234", "letters"),
    ],
)
def test_a_name_is_a_name(learner, name, said):
    finish(learner)
    assert said in make(learner, name).text("main")
    assert not Certificate.objects.exists()


NAMES = ["Şükrü Öz", "李小龍", "O'Neill-Smith, Jr.", "<b>Ada", "می\u200cخواهم"]


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_shown_as_it_was_typed(learner, outsider, name):
    page = outsider.open(certified(learner, name))
    assert page.soup.select(".certificate__name")[0].get_text() == name


def test_its_own_learner_withdraws_it_and_nobody_else(learner, other_learner, outsider):
    address = certified(learner)
    other_learner.vote("guess", "holds")
    token = other_learner.client.cookies["csrftoken"].value
    assert other_learner.send(f"{address}withdraw/", {"csrfmiddlewaretoken": token}).status == 404
    assert outsider.open(address).status == 200
    token = learner.open(address).at("main").select("[name=csrfmiddlewaretoken]")[0]["value"]
    assert learner.send(f"{address}withdraw/", {"csrfmiddlewaretoken": token}).status == 302
    gone = outsider.open(address)
    assert gone.status == 404
    assert "There is no such certificate" in gone.text("main")
    assert Certificate.objects.count() == 0


def test_it_ends_with_the_learner(learner, outsider):
    address = certified(learner)
    Learner.objects.get().delete()
    assert outsider.open(address).status == 404


def test_it_goes_along_into_an_account(learner, outsider):
    sign_up(Person(), "ada")
    address = certified(learner)
    sign_in(learner, "ada")
    assert outsider.open(address).status == 200
    assert address in learner.open("/progress/").html


def test_an_address_that_was_made_up_shows_nothing(outsider):
    for made_up in ("x" * 22, "x", "%00", "a b", "é" * 22):
        assert outsider.open(f"/certificates/{made_up}/").status == 404


def test_no_search_engine_lists_it_and_nobody_keeps_it(learner):
    page = learner.open(certified(learner))
    assert page.soup.select_one("meta[name=robots][content=noindex]")
    assert "no-store" in page.response["Cache-Control"]
