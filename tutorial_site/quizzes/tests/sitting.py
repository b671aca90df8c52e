"""A learner before one question: reads it, fills its form in, sends it."""

import re
from typing import Any

from bs4 import Tag

from tutorial_site.progress.models import Attempt
from tutorial_site.progress.tests.cast import Page, Person
from tutorial_site.quizzes.tests.example import Example, Filling, filled, hidden

HTMX = {"HX-Request": "true"}


def lesson_of(name: str, example: Example) -> str:
    """A lesson that asks a kind's example, in a quiz whose id is the kind's name."""
    head = f"---\ntitle: About {name}\nminutes: 1\n---\n\n"
    options = "".join(f"    {key}: {value}\n" for key, value in example.options.items())
    return f"{head}/// quiz\n    id: {name}\n{options}\n{example.markdown}///\n"


def without_noise(page: Page) -> str:
    """The HTML but for the site's head and for icons and tokens, which are full of numbers."""
    noise = r"<header.*?</header>|<svg.*?</svg>|<input type=\"hidden\"[^>]*>"
    return re.sub(noise, "", page.html, flags=re.DOTALL)


class Sitting:
    """``person`` at the question of a kind's example, in the kinds' course."""

    def __init__(self, person: Person, kind: str) -> None:
        self.person, self.kind = person, kind
        self.html_id = f"{kind}-q1"
        self.body = f"{kind}-q1-body"
        self.url = f"/answers/two/{kind}/{kind}/q1/"

    def page(self) -> Page:
        """The question alone, as htmx gets it: it is drawn as on the lesson's page, and sooner."""
        return self.person.open(self.url, **HTMX)

    def form(self) -> Tag:
        form = self.page().at(self.body).find("form")
        assert isinstance(form, Tag), "the question has no form (any more)"
        return form

    def fields(self, filling: Filling) -> dict[str, Any]:
        """What the form sends when it is filled in."""
        return filled(self.form(), filling)

    def send(self, data: dict[str, Any], **headers: str) -> Page:
        return self.person.send(self.url, data, **headers)

    def answer(self, filling: Filling) -> Attempt:
        """Fill in, send; the attempt that was stored."""
        answered = self.send(self.fields(filling))
        assert answered.status == 303, answered.soup.main and answered.soup.main.get_text()
        return self.latest()

    def reveal(self) -> Attempt:
        answered = self.send({**hidden(self.form()), "reveal": "1"})
        assert answered.status == 303, answered.soup.main and answered.soup.main.get_text()
        return self.latest()

    def latest(self) -> Attempt:
        return Attempt.objects.filter(lesson=self.kind).latest("pk")

    def text(self) -> str:
        return self.page().text(self.body)
