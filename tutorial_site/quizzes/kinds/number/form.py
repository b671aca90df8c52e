"""The form of a question for a number: one short line to type into, its unit behind it."""

from typing import Any

from crispy_forms.layout import LayoutObject
from django import forms
from django.http import QueryDict

from tutorial_site.quizzes.asking import Asking
from tutorial_site.quizzes.forms import AnswerForm, Drawn
from tutorial_site.quizzes.kinds.number import grading
from tutorial_site.quizzes.kinds.number.question import NumberAnswer, NumberQuestion
from tutorial_site.quizzes.numbers import LONGEST, readings


class NumberForm(AnswerForm[NumberQuestion]):
    """``text`` is the number as typed."""

    longest = LONGEST + 20  # with its unit
    numeric = True
    text = forms.CharField(required=False, max_length=longest)
    legend = "Type a number."

    def __init__(self, asking: Asking[NumberQuestion], data: QueryDict | None = None) -> None:
        self.question = asking.question
        super().__init__(asking, data)

    def check(self) -> None:
        if self.errors or self.revealed:
            return
        text = self.cleaned_data["text"]
        if not text:
            self.ask_for("Type a number first…")
        elif not readings(text, self.question.unit):
            self.ask_for("That is no number. Write digits, as in 42 or 0.5.")

    def answer(self) -> dict[str, Any]:
        return {"text": "" if self.revealed else self.cleaned_data["text"]}

    def fields_layout(self) -> list[LayoutObject | str]:
        return [Drawn("quizzes/_line.html")]

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return str(self.data.get("text", "") if self.is_bound else self.earlier.get("text", ""))

    @property
    def noted(self) -> NumberAnswer | None:
        """The foreseen wrong number that was given, if it has something to say."""
        found = grading.matching(self.question, self.typed) if self.marks else None
        return found if found and found.feedback_html and not found.right else None
