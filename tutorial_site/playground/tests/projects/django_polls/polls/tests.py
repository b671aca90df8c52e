import datetime

from django.test import TestCase
from django.urls import reverse
from django.utils import timezone

from .models import Poll


def make_poll(asks, days):
    """A poll that opens ``days`` from now; negative: in the past."""
    opened = timezone.now() + datetime.timedelta(days=days)
    return Poll.objects.create(asks=asks, opened=opened)


class PollModelTests(TestCase):
    def test_a_future_poll_is_not_recent(self):
        poll = Poll(opened=timezone.now() + datetime.timedelta(days=30))
        self.assertIs(poll.is_recent(), False)

    def test_a_new_poll_is_recent(self):
        poll = Poll(opened=timezone.now() - datetime.timedelta(hours=23))
        self.assertIs(poll.is_recent(), True)


class PollIndexTests(TestCase):
    def test_no_polls(self):
        response = self.client.get(reverse("polls:index"))
        self.assertContains(response, "No polls are open.")
        self.assertQuerySetEqual(response.context["latest"], [])

    def test_past_and_future_polls(self):
        past = make_poll("Past?", -30)
        make_poll("Future?", 30)
        response = self.client.get(reverse("polls:index"))
        self.assertQuerySetEqual(response.context["latest"], [past])

    def test_a_future_poll_has_no_page(self):
        poll = make_poll("Future?", 5)
        response = self.client.get(reverse("polls:detail", args=(poll.id,)))
        self.assertEqual(response.status_code, 404)
