"""The form of a question with choices: radios, or checkboxes where several are right."""

from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import LayoutObject
from django import forms
from django.http import QueryDict

from tutorial_site.quizzes.asking import Asking
from tutorial_site.quizzes.forms import AnswerForm, Drawn
from tutorial_site.quizzes.kinds.choice import order
from tutorial_site.quizzes.kinds.choice.question import Choice, ChoiceQuestion


@dataclass(frozen=True, slots=True)
class Row:
    """A choice as it is drawn. ``marked``: it was chosen, and its mark and feedback are shown."""

    choice: Choice
    html_id: str
    checked: bool
    marked: bool


class ChoiceForm(AnswerForm[ChoiceQuestion]):
    """``choice`` is repeated for several; ``shown`` says in which order the choices stood."""

    shown = forms.CharField(widget=forms.HiddenInput, required=False, max_length=400)

    def __init__(self, asking: Asking[ChoiceQuestion], data: QueryDict | None = None) -> None:
        self.question = asking.question
        earlier = asking.given.get("shown", ())
        self.choices = order.shown(self.question, seed=asking.seed, earlier=earlier)
        super().__init__(asking, data, initial={"shown": ",".join(order.ids(self.choices))})
        self.fields["choice"] = forms.MultipleChoiceField(
            choices=[(choice.id, choice.text) for choice in self.choices], required=False
        )
        if data is not None:
            seen = str(data.get("shown", ""))[:400].split(",")
            self.choices = order.shown(self.question, seed=asking.seed, earlier=seen)

    @property
    def legend(self) -> str:
        return "Choose all that are right." if self.question.multiple else "Choose one."

    def check(self) -> None:
        given = self.posted.getlist("choice")
        most = len(self.question.choices) if self.question.multiple else 1
        if len(given) > most:
            self.refuse("More choices than the form has.")
        elif not given and not self.revealed:
            what = "at least one answer" if self.question.multiple else "an answer"
            self.ask_for(f"Choose {what} first…")

    def answer(self) -> dict[str, Any]:
        chosen = set() if self.revealed else set(self.cleaned_data["choice"])
        shown = order.ids(self.choices)
        return {"chosen": [each for each in shown if each in chosen], "shown": shown}

    def fields_layout(self) -> list[LayoutObject | str]:
        return [Drawn("quizzes/choice/choices.html"), "shown"]

    @property
    def input_type(self) -> str:
        return "checkbox" if self.question.multiple else "radio"

    def rows(self) -> list[Row]:
        """The choices as drawn: what was chosen last is still ticked, and says what it is."""
        chosen = set(self.earlier.get("chosen", ()))
        marked = chosen if self.marks else set()
        return [
            Row(
                choice,
                html_id=f"{self.asking.html_id}-{choice.id}",
                checked=choice.id in chosen,
                marked=choice.id in marked,
            )
            for choice in self.choices
        ]
