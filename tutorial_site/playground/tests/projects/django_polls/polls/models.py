import datetime

from django.contrib import admin
from django.db import models
from django.utils import timezone


class Poll(models.Model):
    asks = models.CharField("what it asks", max_length=200)
    opened = models.DateTimeField("date opened")

    def __str__(self):
        return self.asks

    @admin.display(boolean=True, ordering="opened", description="Opened lately?")
    def is_recent(self):
        now = timezone.now()
        return now - datetime.timedelta(days=1) <= self.opened <= now


class Option(models.Model):
    poll = models.ForeignKey(Poll, on_delete=models.CASCADE)
    text = models.CharField(max_length=200)
    votes = models.IntegerField(default=0)

    def __str__(self):
        return self.text
