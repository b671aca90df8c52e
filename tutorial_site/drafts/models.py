"""What somebody with an account is writing, so that it is there on their other devices."""

from typing import Self

from django.db import models

from tutorial_site.progress.models import Learner


class DraftQuerySet(models.QuerySet["Draft"]):
    def by(self, learner: Learner) -> Self:
        return self.filter(learner=learner)

    def in_lesson(self, course: str, lesson: str) -> Self:
        return self.filter(course=course, lesson=lesson)


class Draft(models.Model):
    """A learner's version of one side of an app: the files that differ from the lesson's.

    ``files`` are texts by path, null for a deleted one; none of them: the lesson's code as it is.
    ``digest`` is the version of the lesson's code that it was made from. ``revision`` counts the
    times it was saved: whoever saves says which they have seen.
    """

    learner = models.ForeignKey(Learner, on_delete=models.CASCADE, related_name="drafts")
    course = models.CharField(max_length=100)
    lesson = models.CharField(max_length=100)
    block = models.CharField(max_length=100)
    framework = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    files = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(auto_now=True)

    objects = DraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner", "course", "lesson", "block", "framework"],
                name="one_draft_a_side",
            )
        ]

    def __str__(self) -> str:
        return f"draft {self.revision} of {self.course}/{self.lesson}/{self.block}/{self.framework}"
