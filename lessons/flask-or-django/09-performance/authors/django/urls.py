from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from models import Author, Note


@csrf_exempt
@require_POST
def seed(request):
    for n in range(50):
        author = Author.objects.create(name=f"Author {n}")
        Note.objects.create(text=f"Note {n}", author=author)
    return HttpResponse("Stored")


def lines(notes):
    found = [f"{note.text} by {note.author.name}" for note in notes]
    return JsonResponse(found, safe=False)


def lazy(request):
    return lines(Note.objects.all())


def joined(request):
    return lines(Note.objects.select_related("author"))


urlpatterns = [path("seed", seed), path("lazy", lazy), path("joined", joined)]
