from django.db.models import F
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views import generic

from .models import Option, Poll


class IndexView(generic.ListView):
    template_name = "polls/index.html"
    context_object_name = "latest"

    def get_queryset(self):
        """The five polls opened last, none that opens in the future."""
        return Poll.objects.filter(opened__lte=timezone.now()).order_by("-opened")[:5]


class DetailView(generic.DetailView):
    model = Poll
    template_name = "polls/detail.html"

    def get_queryset(self):
        return Poll.objects.filter(opened__lte=timezone.now())


class ResultsView(generic.DetailView):
    model = Poll
    template_name = "polls/results.html"


def vote(request, poll_id):
    poll = get_object_or_404(Poll, pk=poll_id)
    try:
        option = poll.option_set.get(pk=request.POST["option"])
    except (KeyError, Option.DoesNotExist):
        context = {"poll": poll, "error_message": "Pick one of them, please."}
        return render(request, "polls/detail.html", context)
    option.votes = F("votes") + 1
    option.save()
    return HttpResponseRedirect(reverse("polls:results", args=(poll.id,)))
