from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

PERIOD = timedelta(days=28)


def in_four_weeks():
    return timezone.now() + PERIOD


class LoanQuerySet(models.QuerySet):
    def open(self):
        return self.filter(returned=None)

    def overdue(self):
        return self.open().filter(due__lt=timezone.now())


class Loan(models.Model):
    book = models.ForeignKey("books.Book", on_delete=models.CASCADE, related_name="loans")
    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    taken = models.DateTimeField(default=timezone.now)
    due = models.DateTimeField(default=in_four_weeks)
    returned = models.DateTimeField(null=True, blank=True)

    objects = LoanQuerySet.as_manager()

    def __str__(self):
        return f"{self.book} to {self.reader}"


class Entry(models.Model):
    """A line of the library's journal."""

    text = models.CharField(max_length=200)
    written = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name_plural = "entries"

    def __str__(self):
        return self.text
