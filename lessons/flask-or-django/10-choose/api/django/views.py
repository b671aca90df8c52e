import json

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt
from models import Note


@csrf_exempt
def notes(request):
    if request.method == "POST":
        return add(request)
    found = Note.objects.order_by("id")
    return JsonResponse([note.as_json() for note in found], safe=False)


def add(request):
    data = json.loads(request.body)
    note = Note.objects.create(text=data["text"])
    return JsonResponse(note.as_json(), status=201)


def note(request, id):
    return JsonResponse(get_object_or_404(Note, pk=id).as_json())
