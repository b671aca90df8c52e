"""Sign up, in and out; passwords; the end of an account."""

import re

import pytest
from django.contrib.auth.models import User
from django.core import mail

from tutorial_site.accounts.tests.desk import (
    PASSWORD,
    fill,
    name_in_head,
    sign_in,
    sign_out,
    sign_up,
)
from tutorial_site.progress.models import Attempt, Learner
from tutorial_site.progress.tests.cast import RIGHT, WRONG

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("course")]


def test_a_learner_signs_up_and_is_signed_in(learner):
    answer = sign_up(learner)
    assert (answer.status, answer.response["Location"]) == (302, "/")
    assert name_in_head(learner) == "ada"


def test_signing_up_leads_back_to_where_the_learner_was(learner):
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    answer = fill(learner, "/account/sign-up/?next=/learn/two/", username="ada", **passwords)
    assert answer.response["Location"] == "/learn/two/"


@pytest.mark.parametrize("trap", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_neither_signing_up_nor_in_leads_to_another_site(learner, trap):
    passwords = {"password1": PASSWORD, "password2": PASSWORD}
    answer = fill(learner, f"/account/sign-up/?next={trap}", username="ada", **passwords)
    assert answer.response["Location"] == "/"
    sign_out(learner)
    assert sign_in(learner, where=f"?next={trap}").response["Location"] == "/"


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"password1": "short", "password2": "short"}, "too short"),
        ({"password1": PASSWORD, "password2": "another one"}, "match"),
        ({"password1": "password", "password2": "password"}, "too common"),
        ({"username": "no spaces here"}, "valid username"),
        ({"email": "nonsense"}, "valid email"),
    ],
)
def test_a_form_that_is_refused_says_why_and_keeps_what_was_typed(learner, fields, complaint):
    typed = {"username": "ada", "password1": PASSWORD, "password2": PASSWORD} | fields
    answer = fill(learner, "/account/sign-up/", **typed)
    assert answer.status == 200
    assert complaint in answer.text("main")
    assert answer.at("id_username")["value"] == typed["username"]
    assert not User.objects.exists()


def test_a_name_is_taken_whatever_its_case(learner, other_learner):
    sign_up(learner)
    assert "already exists" in sign_up(other_learner, "Ada").text("main")


def test_a_learner_signs_out_and_in_again(learner):
    sign_up(learner)
    assert sign_out(learner).status == 302
    assert name_in_head(learner) == "Sign in"
    assert sign_in(learner, "ADA").status == 302
    assert name_in_head(learner) == "ada"


def test_a_get_signs_nobody_out(learner):
    sign_up(learner)
    assert learner.open("/account/sign-out/").status == 405
    assert name_in_head(learner) == "ada"


def test_a_wrong_password_says_no_more_than_that_the_two_do_not_fit(learner, outsider):
    sign_up(learner)
    wrong = sign_in(outsider, "ada", "wrong")
    unknown = sign_in(outsider, "nobody", "wrong")
    for answer in (wrong, unknown):
        assert "don't fit together" in answer.text("main")


def test_after_five_wrong_passwords_a_name_rests(learner, outsider, other_learner):
    sign_up(learner)
    for _ in range(4):
        sign_in(outsider, "ada", "wrong")
    locked = sign_in(outsider, "ada", "wrong")
    assert locked.status == 429
    assert "quarter of an hour" in locked.text("main")
    assert sign_in(outsider, "ada", PASSWORD).status == 429
    sign_up(other_learner, "bob")
    sign_out(other_learner)
    assert sign_in(other_learner, "bob").status == 302


def test_a_right_password_forgets_the_wrong_ones(learner):
    sign_up(learner)
    sign_out(learner)
    for _ in range(2):
        for _ in range(4):
            sign_in(learner, "ada", "wrong")
        assert sign_in(learner).status == 302
        sign_out(learner)


def test_a_visitor_sees_no_account(outsider):
    answer = outsider.open("/account/")
    assert (answer.status, answer.response["Location"]) == (302, "/account/sign-in/?next=/account/")


def test_a_password_is_changed(learner):
    sign_up(learner)
    new = "another horse entirely"
    passwords = {"new_password1": new, "new_password2": new}
    assert fill(learner, "/account/password/", old_password="wrong", **passwords).status == 200
    assert fill(learner, "/account/password/", old_password=PASSWORD, **passwords).status == 302
    sign_out(learner)
    assert sign_in(learner, password=new).status == 302


def test_a_forgotten_password_is_replaced_through_a_link_that_works_once(learner, outsider):
    sign_up(learner, email="ada@example.org")
    fill(outsider, "/account/password/forgotten/", email="ada@example.org")
    [message] = mail.outbox
    assert message.subject == "A new password for Side by Side"
    [link] = re.findall(r"http://testserver(/account/password/new/\S+)", str(message.body))
    form = outsider.open(link).response["Location"]
    new = "another horse entirely"
    assert fill(outsider, form, new_password1=new, new_password2=new).status == 302
    assert sign_in(outsider, password=new).status == 302
    assert "used up" in learner.open(link).html


def test_asking_for_an_unknown_address_says_the_same_and_sends_nothing(outsider):
    answer = fill(outsider, "/account/password/forgotten/", email="nobody@example.org")
    assert answer.response["Location"] == "/account/password/sent/"
    assert mail.outbox == []


def test_an_address_is_added_and_taken_away(learner):
    sign_up(learner)
    fill(learner, "/account/", email="ada@example.org")
    assert User.objects.get().email == "ada@example.org"
    fill(learner, "/account/", email="")
    assert User.objects.get().email == ""


def test_deleting_takes_the_password_and_leaves_nothing(learner, other_learner):
    other_learner.answer("lazy-q1", RIGHT)
    learner.answer("lazy-q1", WRONG)
    sign_up(learner)
    assert "not your password" in fill(learner, "/account/delete/", password="wrong").html
    assert User.objects.count() == 1
    assert fill(learner, "/account/delete/", password=PASSWORD).status == 302
    assert not User.objects.exists()
    assert Learner.objects.count() == Attempt.objects.count() == 1
    assert name_in_head(learner) == "Sign in"


def test_every_form_carries_a_token(learner):
    for page in ("sign-up", "sign-in", "password/forgotten"):
        url = f"/account/{page}/"
        assert learner.client.post(url, {"username": "ada"}).status_code == 403


def test_pages_of_an_account_are_kept_by_nobody(learner):
    sign_up(learner)
    for page in ("", "delete/", "password/"):
        assert "no-store" in learner.open(f"/account/{page}").response["Cache-Control"]
