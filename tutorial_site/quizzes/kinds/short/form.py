"""The form of a short answer: one line to type into."""

from typing import Any

from crispy_forms.layout import LayoutObject
from django import forms
from django.http import QueryDict

from tutorial_site.quizzes.asking import Asking
from tutorial_site.quizzes.forms import AnswerForm, Drawn
from tutorial_site.quizzes.kinds.short import grading
from tutorial_site.quizzes.kinds.short.patterns import LONGEST_TEXT
from tutorial_site.quizzes.kinds.short.question import Answer, ShortQuestion


class ShortForm(AnswerForm[ShortQuestion]):
    """``text`` is what was typed."""

    text = forms.CharField(required=False, max_length=LONGEST_TEXT)
    longest = LONGEST_TEXT

    def __init__(self, asking: Asking[ShortQuestion], data: QueryDict | None = None) -> None:
        self.question = asking.question
        super().__init__(asking, data)

    @property
    def legend(self) -> str:
        exact = self.question.exact
        if not exact:
            return "Type your answer."
        wanted = [name for name in ("case", "spaces", "quotes") if name in exact]
        return f"Type your answer: {' and '.join(wanted)} count."

    def check(self) -> None:
        if not self.errors and not self.revealed and not self.cleaned_data["text"]:
            self.ask_for("Type an answer first…")

    def answer(self) -> dict[str, Any]:
        return {"text": "" if self.revealed else self.cleaned_data["text"]}

    def fields_layout(self) -> list[LayoutObject | str]:
        return [Drawn("quizzes/_line.html")]

    @property
    def typed(self) -> str:
        """What stands in the field."""
        return str(self.data.get("text", "") if self.is_bound else self.earlier.get("text", ""))

    @property
    def noted(self) -> Answer | None:
        """The foreseen wrong answer that was given, if it has something to say."""
        if not self.marks:
            return None
        found = grading.foreseen(self.question, self.typed)
        return found if found and found.feedback_html else None
