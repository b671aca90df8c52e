"""What the forms of every kind of question share: the key, the buttons, how an answer is sent."""

import json
from abc import abstractmethod
from collections.abc import Collection, Mapping
from typing import Any, Generic, TypeVar
from uuid import UUID, uuid4, uuid5

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout, LayoutObject
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tutorial_site.quizzes.asking import Asking
from tutorial_site.quizzes.kinds import Grade, NotGradedError, Question, kind_of

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


# The page keeps what such a form sends until the site has it.
KEPT = {"data-keep": ""}


def key_of_attempt(page_key: UUID, *said: object) -> UUID:
    """The key of an attempt: the same answer sent twice has the same, another answer has not.

    The page's key alone won't do: a visitor's page comes from a cache, and going back in the
    browser brings an old form, with which one may well answer something else.
    """
    return uuid5(page_key, json.dumps(said, sort_keys=True))


class Drawn:
    """A kind's own fields, drawn by a template. It takes form and asking."""

    def __init__(self, template: str) -> None:
        self.template = template

    def render(self, form: Any, context: Any, *_: Any, **__: Any) -> SafeString:
        drawn = {"form": form, "asking": form.asking}
        return SafeString(render_to_string(self.template, drawn))


class AnswerForm(forms.Form, Generic[Q]):
    """One question's form. A kind adds its fields and says what was answered.

    What a person can do wrong, such as to answer nothing, is an error with the code "unanswered",
    and is shown in the form. Everything else was not made with this form, and is refused.
    """

    key = forms.UUIDField(widget=forms.HiddenInput)
    grade: Grade

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

    def check(self) -> None:
        """The kind's own look at what was posted; faults go to ``ask_for`` or ``refuse``."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.check()
        if not self.errors:
            try:
                graded = kind_of(self.asking.question).grade(self.asking.question, self.answer())
                self.grade = Grade(0.0, correct=False) if self.revealed else graded
            except NotGradedError as why:
                self.ask_for(str(why))
        return cleaned

    def ask_for(self, what: str) -> None:
        """Show ``what`` in the form, and store nothing."""
        self.add_error(None, ValidationError(what, code=UNANSWERED))

    def refuse(self, why: str) -> None:
        """Say that what came was not made with this form. ``why`` is for whoever reads a log."""
        self.add_error(None, ValidationError(why, code="refused"))

    def posted_at(self, prefix: str, names: Collection[str], longest: int) -> dict[str, str]:
        """What was posted under ``prefix-name`` for each of ``names``; "" where nothing was.

        Another name, a second value or a longer one than ``longest`` can't have come from here.
        """
        given = {key: self.posted.getlist(key) for key in self.posted if key.startswith(prefix)}
        known = {f"{prefix}-{name}": name for name in names}
        if set(given) - set(known):
            self.refuse("Fields that the form doesn't have.")
        elif any(len(values) > 1 for values in given.values()):
            self.refuse("Two values for one field.")
        elif any(len(values[0]) > longest or "\0" in values[0] for values in given.values()):
            self.refuse("A value that the form can't send.")
        else:
            return {name: given.get(key, [""])[0] for key, name in known.items()}
        return dict.fromkeys(names, "")

    @property
    def problem(self) -> str:
        """The first thing a person can mend, in words."""
        errors = (error for each in self.errors.as_data().values() for error in each)
        return next((error.messages[0] for error in errors if error.code == UNANSWERED), "")

    @property
    def earlier(self) -> Mapping[str, Any]:
        """The wrong answer to go on from; empty where there is none, or something was posted."""
        return self.asking.given if self.asking.phase == "wrong" and not self.is_bound else {}

    @property
    def marks(self) -> bool:
        """Whether the earlier answer may be marked: it was given to this very question."""
        return bool(self.earlier) and not self.asking.edited

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
        helper.template = "quizzes/_form.html"
        helper.form_action = self.asking.url
        helper.form_class = "quiz-form"
        helper.attrs = {
            # A browser that restores old ticks after a reload would contradict what is stored.
            "autocomplete": "off",
            **swap_attributes(self.asking.url, self.asking.html_id),
            **KEPT,
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
