from django.shortcuts import redirect, render

from .models import Note


def index(request):
    if request.method == "POST":
        Note.objects.create(text=request.POST["text"])
        return redirect("/")
    return render(request, "notes.html", {"notes": Note.objects.order_by("id")})
