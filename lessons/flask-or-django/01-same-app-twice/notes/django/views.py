from django.shortcuts import redirect, render
from models import Note


def notes(request):
    if request.method == "POST":
        Note.objects.create(text=request.POST["text"])
        return redirect("notes")
    newest_first = Note.objects.order_by("-id")
    return render(request, "notes.html", {"notes": newest_first})
