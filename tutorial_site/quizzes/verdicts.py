"""The vote on a lesson's claim: a guess before, a decision after, then the instructor's verdict."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args
from uuid import UUID, uuid4

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Fieldset, Layout
from django import forms
from django.http import Http404, HttpRequest, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from tutorial_site.catalog.tree import Course, Lesson, VerdictBlock, VerdictWord
from tutorial_site.progress.content import find_block
from tutorial_site.progress.history import History, lesson_history
from tutorial_site.progress.models import Attempt
from tutorial_site.quizzes.forms import KEPT, key_of_attempt, swap_attributes
from tutorial_site.quizzes.tally import tally_of

When = Literal["before", "after"]
LONGEST_REASON = 280
VERDICTS: tuple[VerdictWord, ...] = get_args(VerdictWord)
ICONS = {"holds": "check", "holds with a catch": "triangle-alert", "does not hold": "x"}


@dataclass(frozen=True, slots=True)
class Vote:
    """One vote being asked for. ``guess`` and ``decision`` are the learner's, "" while not given.

    ``reason``: why the learner decided so, in their own words, if they said.
    ``closed``: the lesson's claim is decided, so that a guess can't be changed any more.
    """

    lesson: Lesson
    block: VerdictBlock
    when: When
    guess: str = ""
    decision: str = ""
    reason: str = ""
    closed: bool = False

    @property
    def html_id(self) -> str:
        return f"{self.block.id}-{self.when}"

    @property
    def url(self) -> str:
        place = (self.lesson.course_slug, self.lesson.slug, self.block.id, self.when)
        return reverse("quizzes:verdict", args=place)

    @property
    def lesson_url(self) -> str:
        page = reverse("catalog:lesson", args=(self.lesson.course_slug, self.lesson.slug))
        return f"{page}#{self.html_id if self.at_top else self.block.id}"

    @property
    def at_top(self) -> bool:
        """A block that asks for both stands where it decides; its guess is drawn with the claim."""
        return self.block.when == "both" and self.when == "before"

    @property
    def focus_id(self) -> str:
        """What is drawn under the id of the pressed button: htmx gives the focus back to it."""
        return f"{self.html_id}-{slug(self.given)}"

    @property
    def given(self) -> str:
        return self.guess if self.when == "before" else self.decision

    @property
    def revealed(self) -> bool:
        """Whether the instructor's verdict may be shown: only what was decided opens it."""
        return self.when == "after" and bool(self.decision)

    @property
    def changed(self) -> bool:
        """Whether the learner thinks otherwise than at first."""
        return bool(self.guess and self.decision) and self.guess != self.decision

    @property
    def agrees(self) -> bool:
        return self.decision == self.block.verdict

    @property
    def asks_why(self) -> str:
        """What the learner is asked about their reason, beside the decision or after it."""
        if not self.guess:
            return "What convinced you?"
        if not self.decision:
            return "What changed your mind, or bore your guess out?"
        return "What changed your mind?" if self.changed else "What bore your guess out?"

    @property
    def icon(self) -> str:
        return ICONS.get(self.given, "scale")

    @property
    def instructor_icon(self) -> str:
        return ICONS[self.block.verdict]


def slug(word: str) -> str:
    return word.replace(" ", "-")


class VerdictForm(forms.Form):
    """Three buttons; the one that is pressed sends the form. A decision may be given a reason."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        choices=[(word, word) for word in VERDICTS],
        error_messages={"required": "Choose one first."},
    )
    reason = forms.CharField(
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": f"Say it in {LONGEST_REASON} characters. Nothing was kept."},
    )

    def __init__(self, vote: Vote, data: QueryDict | None = None) -> None:
        initial = {"key": uuid4(), "reason": vote.reason}
        super().__init__(
            data, initial=initial, auto_id=f"{vote.html_id}-%s", use_required_attribute=False
        )
        self.vote = vote
        if vote.when == "before":
            del self.fields["reason"]
        else:
            self.fields["reason"].label = f"{vote.asks_why} One sentence, if you like."

    @property
    def refused(self) -> bool:
        """Whether what came can't have come from this form; no button at all is only unanswered,
        and a text may be pasted that is too long.
        """
        mendable = (("verdict", "required"), ("reason", "max_length"))
        return bool(
            set(self.errors) - {name for name, code in mendable if self.has_error(name, code)}
        )

    @property
    def problem(self) -> str:
        """What a person can mend, in words."""
        return "" if self.refused else next((str(each[0]) for each in self.errors.values()), "")

    def attempt_key(self) -> UUID:
        said = (self.cleaned_data["verdict"], self.cleaned_data.get("reason", ""))
        return key_of_attempt(self.cleaned_data["key"], self.vote.url, *filter(None, said))

    @property
    def swap(self) -> dict[str, str]:
        return swap_attributes(self.vote.url, self.vote.html_id) | KEPT

    @property
    def helper(self) -> FormHelper:
        vote = self.vote
        helper = FormHelper(self)
        helper.form_action = vote.url
        helper.form_class = "verdict-form"
        helper.attrs = self.swap
        asked = "What do you think, before you have seen anything?"
        if vote.when == "after":
            asked = "You have seen it run. Does the claim hold?"
        legend = f'<span class="verdict-legend">{asked}</span>'
        buttons = Div(*(self._button(word) for word in VERDICTS), css_class="verdict-buttons")
        fields = ["reason"] if "reason" in self.fields else []
        helper.layout = Layout(
            Fieldset(legend, *fields, buttons, css_class="verdict-fieldset"), "key"
        )
        return helper

    def _button(self, word: VerdictWord) -> StrictButton:
        chosen = word == self.vote.given
        return StrictButton(
            f'{{% load frontend %}}{{% icon "{ICONS[word]}" %}} <span>{word.capitalize()}</span>',
            type="submit",
            name="verdict",
            value=word,
            css_class=f"verdict-button verdict-button-{slug(word)}",
            css_id=f"{self.vote.html_id}-{slug(word)}",
            aria_pressed="true" if chosen else "false",
        )


def find_vote(course: str, lesson: str, block: str, when: str) -> Vote:
    """The vote at an address, nothing said yet. Raises Http404 where the lesson doesn't ask it."""
    found, verdict = find_block(course, lesson, block)
    if isinstance(verdict, VerdictBlock):
        for each in asked_by(verdict):
            if each == when:
                return Vote(found, verdict, each)
    raise Http404(f"{course}/{lesson} asks for no verdict at {block}/{when}.")


def asked_by(block: VerdictBlock) -> tuple[When, ...]:
    """Which votes a block asks for, in the order in which they stand."""
    return ("before", "after") if block.when == "both" else (block.when,)


def votes_of(lesson: Lesson, block: VerdictBlock, history: History) -> list[Vote]:
    """The block's votes with what this learner has said; a guess may stand at another block."""
    guess = decided = ""
    for each in lesson.blocks:
        if isinstance(each, VerdictBlock):
            guess = said(history.at(each.id), "before") or guess
            decided = said(history.at(each.id), "after") or decided
    decision = said(history.at(block.id), "after")
    reason = said(history.at(block.id), "after", "reason")
    return [
        Vote(lesson, block, when, guess, decision, reason, closed=bool(decided))
        for when in asked_by(block)
    ]


def said(attempts: Iterable[Attempt], when: When, what: str = "verdict") -> str:
    """The latest of a block's attempts at a vote; "" before the first."""
    word = ""
    for attempt in attempts:
        if attempt.question == when:
            word = attempt.payload.get(what, "")
    return word


def render(request: HttpRequest, course: Course, lesson: Lesson, block: VerdictBlock) -> SafeString:
    """The block on a lesson's page. Before the decision the instructor's verdict is not in it."""
    votes = votes_of(lesson, block, lesson_history(request, course.slug, lesson.slug))
    context = {"block": block, **vote_context(votes[-1])}
    return SafeString(render_to_string("quizzes/verdict.html", context, request))


def render_guess(request: HttpRequest, course: Course, lesson: Lesson) -> SafeString:
    """The guess that goes with the claim; "" where no block asks for both."""
    history = lesson_history(request, course.slug, lesson.slug)
    for block in lesson.blocks:
        if isinstance(block, VerdictBlock) and block.when == "both":
            context = vote_context(votes_of(lesson, block, history)[0])
            return SafeString(render_to_string("quizzes/verdict.html", context, request))
    return SafeString("")


def vote_context(
    vote: Vote, form: VerdictForm | None = None, refusal: str = ""
) -> dict[str, object]:
    """What a vote's templates take. How others voted is looked up only when it may be shown."""
    tally = None
    if vote.revealed:
        tally = tally_of(vote.lesson, vote.block, VERDICTS, own=vote.decision)
    return {"vote": vote, "form": form or VerdictForm(vote), "refusal": refusal, "tally": tally}
