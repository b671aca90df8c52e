"""What a person does at the desk: fill in the forms of accounts, as they stand on the pages."""

from typing import Any

from bs4 import Tag

from tutorial_site.progress.tests.cast import Page, Person

PASSWORD = "correct horse battery"


def fill(person: Person, url: str, **fields: str) -> Page:
    """Open a page, fill in its form and send it. Fields that are not on the form fail the test."""
    page = person.open(url)
    form = page.at("main").find("form", attrs={"method": "post"})
    assert isinstance(form, Tag), f"{url} has no form"
    names = {str(field["name"]) for field in form.select("input[name]")}
    assert set(fields) <= names, f"the form has {sorted(names)}"
    data: dict[str, Any] = {
        str(field["name"]): str(field.get("value") or "") for field in form.select("input[name]")
    }
    return person.send(str(form.get("action") or url), data | fields)


def sign_up(person: Person, name: str = "ada", password: str = PASSWORD, **more: str) -> Page:
    passwords = {"password1": password, "password2": password}
    return fill(person, "/account/sign-up/", username=name, **passwords, **more)


def sign_in(person: Person, name: str = "ada", password: str = PASSWORD, where: str = "") -> Page:
    return fill(person, f"/account/sign-in/{where}", username=name, password=password)


def sign_out(person: Person) -> Page:
    page = person.open("/account/")
    form = page.at("main").find("form", attrs={"action": "/account/sign-out/"})
    assert isinstance(form, Tag)
    token = form.find("input", attrs={"name": "csrfmiddlewaretoken"})
    assert isinstance(token, Tag)
    return person.send("/account/sign-out/", {"csrfmiddlewaretoken": token["value"]})


def name_in_head(person: Person) -> str:
    """Who the head of a page says is signed in; "Sign in" for nobody."""
    found = person.open("/account/sign-in/" if not person.has_session else "/").soup.select_one(
        ".account-nav a:last-child"
    )
    assert found is not None
    return found.get_text().strip()
