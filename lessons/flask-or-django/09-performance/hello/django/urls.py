from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

NOTES = [{"text": f"Note {n}"} for n in range(100)]


def hello(request):
    return HttpResponse("Hello, Ada!")


def notes(request):
    return render(request, "notes.html", {"notes": NOTES})


urlpatterns = [path("hello", hello), path("list", notes)]
