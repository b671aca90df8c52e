"""What the forms of every kind of question share: the key, the buttons, how an answer is sent."""

import json
from abc import abstractmethod
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4, uuid5

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, LayoutObject
from django import forms
from django.http import QueryDict

from tutorial_site.quizzes.asking import Asking
from tutorial_site.quizzes.kinds import Question

DOES_NOT_FIT = (
    "This answer doesn't fit the question, so nothing was stored. The question may have been "
    "edited since you opened the page: read it again, and answer once more."
)
UNANSWERED = "unanswered"
# A stem that is longer is no name for a group of fields; it describes it.
LONGEST_NAME = 200

Q = TypeVar("Q", bound=Question)


def swap_attributes(url: str, html_id: str) -> dict[str, str]:
    """How htmx sends a form and puts the answer in its place. A second click waits for nothing."""
    return {
        "hx-post": url,
        "hx-target": f"#{html_id}-body",
        "hx-swap": "outerHTML",
        "hx-sync": "this:drop",
    }


def key_of_attempt(page_key: UUID, *said: object) -> UUID:
    """The key of an attempt: the same answer sent twice has the same, another answer has not.

    The page's key alone won't do: a visitor's page comes from a cache, and going back in the
    browser brings an old form, with which one may well answer something else.
    """
    return uuid5(page_key, json.dumps(said, sort_keys=True))


class AnswerForm(forms.Form, Generic[Q]):
    """One question's form. A kind adds its fields and says what was answered.

    The one fault a person can make is to answer nothing: such an error has the code "unanswered"
    and is shown in the form. Everything else was not made with this form, and is refused.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, asking: Asking[Q], data: QueryDict | None, initial: dict[str, Any] | None = None
    ) -> None:
        super().__init__(
            data,
            initial={"key": uuid4(), **(initial or {})},
            auto_id=f"{asking.html_id}-%s",
            use_required_attribute=False,
        )
        self.asking = asking
        self.posted = data if data is not None else QueryDict()

    @abstractmethod
    def answer(self) -> dict[str, Any]:
        """What was answered, as it is stored."""

    @property
    def revealed(self) -> bool:
        """Whether the learner asks to see the answer instead of giving one."""
        return "reveal" in self.posted

    @property
    def refused(self) -> bool:
        """Whether what came can't have come from this form as it is now."""
        codes = {error.code for errors in self.errors.as_data().values() for error in errors}
        return bool(codes - {UNANSWERED})

    def attempt_key(self) -> UUID:
        return key_of_attempt(
            self.cleaned_data["key"], self.asking.url, self.answer(), self.revealed
        )

    # --- how it is drawn ----------------------------------------------------------------------

    @property
    @abstractmethod
    def legend(self) -> str:
        """What to do, in a few words."""

    @abstractmethod
    def fields_layout(self) -> list[LayoutObject | str]:
        """The kind's own fields, as crispy draws them."""

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper(self)
        helper.form_action = self.asking.url
        helper.form_class = "quiz-form"
        helper.attrs = {
            # A browser that restores old ticks after a reload would contradict what is stored.
            "autocomplete": "off",
            **swap_attributes(self.asking.url, self.asking.html_id),
        }
        helper.layout = Layout(self._fieldset(), "key", self._buttons())
        return helper

    def _fieldset(self) -> Fieldset:
        html_id = self.asking.html_id
        error = f" {html_id}-error" if self.errors else ""
        if len(self.asking.question.stem_text) <= LONGEST_NAME:
            aria = {"aria-labelledby": f"{html_id}-stem {html_id}-legend"}
            if error:
                aria["aria-describedby"] = error.strip()
        else:
            aria = {"aria-describedby": f"{html_id}-stem{error}"}
        legend = f'<span class="quiz-legend" id="{html_id}-legend">{self.legend}</span>'
        return Fieldset(legend, *self.fields_layout(), css_class="quiz-fieldset", **aria)

    def _buttons(self) -> Div:
        answer = "Check again" if self.asking.phase == "wrong" else "Check"
        # The id stays through a swap, and htmx gives the focus back to it.
        html_id = f"{self.asking.html_id}-focus"
        buttons = [
            StrictButton(answer, type="submit", css_class="btn-primary quiz-submit", css_id=html_id)
        ]
        if self.asking.phase == "wrong":
            buttons.append(
                StrictButton(
                    "Show the answer",
                    type="submit",
                    name="reveal",
                    value="1",
                    css_class="btn-link quiz-reveal",
                )
            )
        return Div(*buttons, css_class="quiz-buttons")
