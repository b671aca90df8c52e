"""Drafts go along when two histories become one: a visitor has some who brought an archive."""

from typing import Any

from django.dispatch import receiver

from tutorial_site.drafts.models import Draft
from tutorial_site.drafts.services import take_drafts
from tutorial_site.progress.merging import learners_merge
from tutorial_site.progress.models import Learner


@receiver(learners_merge)
def keep_drafts(came: Learner, into: Learner, **_: Any) -> None:
    take_drafts(into, Draft.objects.by(came))
