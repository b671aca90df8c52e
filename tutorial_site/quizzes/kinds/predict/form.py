"""The form that asks for a prediction: a line, or some lines for what a program prints."""

from typing import Any

from crispy_forms.layout import LayoutObject
from django import forms
from django.http import QueryDict

from tutorial_site.quizzes.asking import Asking
from tutorial_site.quizzes.forms import AnswerForm, Drawn
from tutorial_site.quizzes.kinds.predict import grading
from tutorial_site.quizzes.kinds.predict.computing import MOST_CHARACTERS
from tutorial_site.quizzes.kinds.predict.keys import keys
from tutorial_site.quizzes.kinds.predict.question import Asks, PredictQuestion, Wrong
from tutorial_site.quizzes.numbers import readings

LEGENDS: dict[Asks, str] = {
    "output": "Type what it prints, line by line.",
    "body": "Type the body that comes back.",
    "error": "Type the name of the exception.",
    "status": "Type the status that comes back: a number.",
    "queries": "Type how many queries run: a number.",
}


class PredictForm(AnswerForm[PredictQuestion]):
    """``text`` is the prediction as typed."""

    longest = 2 * MOST_CHARACTERS
    text = forms.CharField(required=False, max_length=longest)

    def __init__(self, asking: Asking[PredictQuestion], data: QueryDict | None = None) -> None:
        self.question = asking.question
        super().__init__(asking, data)
        if data is None:
            keys().ask(self.question.prediction)  # so that it is there when the answer comes

    @property
    def legend(self) -> str:
        return LEGENDS[self.question.asks]

    @property
    def numeric(self) -> bool:
        return self.question.is_number

    def check(self) -> None:
        if self.errors or self.revealed:
            return
        text = self.cleaned_data["text"]
        if not text:
            self.ask_for("Type your prediction first…")
        elif self.numeric and not readings(text):
            self.ask_for("That is no number. Write digits, as in 200.")

    def answer(self) -> dict[str, Any]:
        text = "" if self.revealed else self.cleaned_data["text"]
        return {"text": text.replace("\r\n", "\n")}

    def fields_layout(self) -> list[LayoutObject | str]:
        lines = self.question.is_text
        return [Drawn("quizzes/predict/lines.html" if lines else "quizzes/_line.html")]

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return str(self.data.get("text", "") if self.is_bound else self.earlier.get("text", ""))

    @property
    def noted(self) -> Wrong | None:
        """The foreseen wrong prediction that was made, if it has something to say."""
        found = grading.foreseen(self.question, self.typed) if self.marks else None
        return found if found and found.feedback_html else None
