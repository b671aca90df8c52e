"""The form that asks for the faulty line: a radio for each, or a checkbox where several are."""

from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import LayoutObject
from django.http import QueryDict

from tutorial_site.quizzes.asking import Asking
from tutorial_site.quizzes.forms import AnswerForm, Drawn
from tutorial_site.quizzes.kinds.find.question import CodeLine, FindQuestion


@dataclass(frozen=True, slots=True)
class Row:
    """A line as it is drawn. ``marked``: it was chosen, and says what it is."""

    line: CodeLine
    html_id: str
    checked: bool
    marked: bool


class FindForm(AnswerForm[FindQuestion]):
    """``line`` is the id of a line, repeated for several."""

    def __init__(self, asking: Asking[FindQuestion], data: QueryDict | None = None) -> None:
        self.question = asking.question
        super().__init__(asking, data)

    @property
    def legend(self) -> str:
        if self.question.multiple:
            return "Choose every line that is at fault."
        return "Choose the line that is at fault."

    def check(self) -> None:
        given = self.posted.getlist("line")
        most = len(self.question.lines) if self.question.multiple else 1
        if len(given) > most or not set(given) <= self.question.choosable:
            self.refuse("Lines that the form doesn't have.")
        elif not given and not self.revealed:
            self.ask_for("Choose a line first…")

    def answer(self) -> dict[str, Any]:
        given = set() if self.revealed else set(self.posted.getlist("line"))
        return {"chosen": [line.id for line in self.question.lines if line.id in given]}

    def fields_layout(self) -> list[LayoutObject | str]:
        return [Drawn("quizzes/find/code.html")]

    @property
    def input_type(self) -> str:
        return "checkbox" if self.question.multiple else "radio"

    def rows(self) -> list[Row]:
        chosen = set(self.earlier.get("chosen", ())) | set(self.posted.getlist("line"))
        return [
            Row(
                line,
                html_id=f"{self.asking.html_id}-{line.id}",
                checked=bool(line.id) and line.id in chosen,
                marked=self.marks and bool(line.id) and line.id in chosen,
            )
            for line in self.question.lines
        ]
