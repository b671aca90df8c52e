from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from .forms import NoteForm
from .models import Note

members_only = login_required(login_url="/login/")


def mine(request):
    return Note.objects.filter(owner=request.user)


def listed(request, form, status=200):
    found = mine(request).order_by("-id")
    if request.GET.get("done"):
        found = found.filter(done=True)
    context = {"form": form, "notes": found}
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


@require_POST
@members_only
def toggle(request, note_id):
    note = get_object_or_404(mine(request), id=note_id)
    note.done = not note.done
    note.save()
    return redirect("notes")


@require_POST
@members_only
def delete(request, note_id):
    get_object_or_404(mine(request), id=note_id).delete()
    return redirect("notes")
