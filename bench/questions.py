"""The questions on a lesson's page, as somebody sees them who reads its HTML."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(slots=True)
class Question:
    """A form of one choice: where its answer goes, its hidden fields, the values to choose from."""

    url: str
    hidden: dict[str, str] = field(default_factory=dict)
    choices: list[str] = field(default_factory=list)


class _Forms(HTMLParser):
    """Collects the forms whose answers go to /answers/."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Question] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._inside = given.get("action", "").startswith("/answers/")
            if self._inside:
                self.found.append(Question(given["action"]))
        elif tag == "input" and self._inside:
            question = self.found[-1]
            if given.get("type") == "hidden":
                question.hidden[given["name"]] = given.get("value", "")
            elif given.get("type") == "radio" and given.get("name") == "choice":
                question.choices.append(given["value"])


def questions_of(html: str) -> list[Question]:
    """The page's questions with one choice; raises ValueError if there are fewer than two."""
    forms = _Forms()
    forms.feed(html)
    found = [question for question in forms.found if question.choices]
    if len(found) < 2:
        raise ValueError("The lesson asks fewer than two questions of one choice.")
    return found


def answers_to(question: Question, choice: int = 0, token: str = "") -> Mapping[str, str]:
    """The fields that answer a question, under a key of their own, with a CSRF token of ours."""
    fields = question.hidden | {
        "choice": question.choices[choice % len(question.choices)],
        "key": str(uuid.uuid4()),
    }
    return fields | {"csrfmiddlewaretoken": token} if token else fields
