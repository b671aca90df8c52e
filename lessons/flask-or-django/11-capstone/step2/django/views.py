from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from .forms import NoteForm
from .models import Note

members_only = login_required(login_url="/login/")


def mine(request):
    return Note.objects.filter(owner=request.user)


def listed(request, form, status=200):
    context = {"form": form, "notes": mine(request).order_by("-id")}
    return render(request, "notes.html", context, status=status)


@require_safe
@members_only
def notes(request):
    return listed(request, NoteForm())


@require_POST
@members_only
def new(request):
    form = NoteForm(request.POST)
    if not form.is_valid():
        return listed(request, form, 400)
    Note.objects.create(owner=request.user, text=form.cleaned_data["text"])
    return redirect("notes")
