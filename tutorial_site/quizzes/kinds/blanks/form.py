"""The form of a text with blanks: fields within the text."""

from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import LayoutObject
from django.http import QueryDict

from tutorial_site.quizzes.asking import Asking
from tutorial_site.quizzes.forms import AnswerForm, Drawn
from tutorial_site.quizzes.kinds.blanks.grading import hits
from tutorial_site.quizzes.kinds.blanks.question import Blank, BlanksQuestion
from tutorial_site.quizzes.kinds.blanks.validation import LONGEST


@dataclass(frozen=True, slots=True)
class Field:
    """A blank as it is drawn, with the HTML before it. ``mark`` is "right", "wrong" or ""."""

    before: str
    blank: Blank
    number: int
    name: str
    html_id: str
    given: str
    mark: str


class BlanksForm(AnswerForm[BlanksQuestion]):
    """``blank-<version>-<number>`` for each blank, numbered from 1."""

    longest = LONGEST + 20

    def __init__(self, asking: Asking[BlanksQuestion], data: QueryDict | None = None) -> None:
        self.question = asking.question
        super().__init__(asking, data)
        count = len(self.question.blanks)
        self.names = [f"{self.question.version}-{number}" for number in range(1, count + 1)]
        self.given: list[str] = []

    @property
    def legend(self) -> str:
        return "Fill in the blanks." if len(self.names) > 1 else "Fill in the blank."

    def check(self) -> None:
        posted = self.posted_at("blank", self.names, self.longest)
        self.given = [posted[name].strip() for name in self.names]
        for blank, text in zip(self.question.blanks, self.given, strict=True):
            if blank.options and text and text not in blank.options:
                self.refuse("Something that the form doesn't offer.")
                return
        empty = self.given.count("")
        if empty and not self.revealed:
            are = "One blank is" if empty == 1 else f"{empty} blanks are"
            every = empty == len(self.given)
            self.ask_for("Fill in something first…" if every else f"{are} still empty.")

    def answer(self) -> dict[str, Any]:
        return {"blanks": [] if self.revealed else self.given}

    def fields_layout(self) -> list[LayoutObject | str]:
        return [Drawn("quizzes/blanks/text.html")]

    @property
    def after(self) -> str:
        return self.question.pieces[-1]

    def fields_in_text(self) -> list[Field]:
        given = self.given or list(self.earlier.get("blanks", ()))
        found = hits(self.question, given)
        texts = [*given, *[""] * len(self.names)]
        return [
            Field(
                before=self.question.pieces[at],
                blank=blank,
                number=at + 1,
                name=f"blank-{self.names[at]}",
                html_id=f"{self.asking.html_id}-blank-{at + 1}",
                given=texts[at],
                mark=("right" if found[at] else "wrong") if self.marks and texts[at] else "",
            )
            for at, blank in enumerate(self.question.blanks)
        ]
