"""Certificates: what was done in a course, as it was on a day, under an address nobody guesses."""

import unicodedata
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction

from tutorial_site.progress.models import Certificate, Learner
from tutorial_site.progress.overview import CourseOverview

JOINERS = ("\u200c", "\u200d")  # without them some names can't be written
ADDRESS = ("/", "\\", "www.", "://", "@")


class NameForm(forms.Form):
    """The name on a certificate: the learner's to say, and a name."""

    name = forms.CharField(
        label="Your name, as it shall stand there",
        max_length=80,
        help_text="To change it later you withdraw the certificate, and make another.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Type your name first."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": ""}
        button = Submit("", "Make the certificate", css_class="btn btn-primary")
        self.helper.layout = Layout("name", button)

    def clean_name(self) -> str:
        name = " ".join(self.cleaned_data["name"].split())
        for character in name:
            if unicodedata.category(character)[0] == "C" and character not in JOINERS:
                raise ValidationError("A character of it can't be seen. Type it anew.")
        if any(part in name.lower() for part in ADDRESS):
            raise ValidationError("A name has no address in it.")
        if not any(character.isalpha() for character in name):
            raise ValidationError("A name has letters in it.")
        return name


@transaction.atomic
def give_certificate(learner: Learner, overview: CourseOverview, name: str) -> Certificate:
    """The learner's certificate of this course: the one that is there, or a new one.

    Raises ValueError when the course is not done.
    """
    if not overview.is_done:
        raise ValueError(f"{overview.course.slug} is not done")
    Learner.objects.select_for_update().get(pk=learner.pk)  # a button pressed twice is one press
    found = certificate_of(learner, overview.course.slug)
    return found or Certificate.objects.create(
        learner=learner,
        course=overview.course.slug,
        title=overview.course.title,
        name=name,
        done=what_was_done(overview),
    )


def certificate_of(learner: Learner, course: str) -> Certificate | None:
    """The latest, where there are several: two histories with one each became one."""
    return learner.certificates.filter(course=course).order_by("-made_at").first()


def what_was_done(overview: CourseOverview) -> dict[str, Any]:
    """What a certificate says, as texts and numbers that outlive any edit of the course."""
    counted = [each for each in overview.lessons if each.progress.total]
    return {
        "lessons": [each.lesson.title for each in counted],
        "blocks": sum(each.progress.done for each in counted),
        "exercises": overview.exercises,
        "verdicts": sum(bool(each.progress.verdict) for each in counted),
    }
