"""Async views in both frameworks, for the harness's tests and those in the browser's Python."""

FLASK_ASYNC = {
    "app.py": """\
import asyncio
from flask import Flask, g, request

app = Flask(__name__)


@app.before_request
async def remember():
    g.name = request.args.get("name", "nobody")


@app.get("/")
async def index():
    await asyncio.sleep(0.01)
    return f"Hello, {g.name}"


@app.get("/both")
async def both():
    order = []

    async def work(name, seconds):
        await asyncio.sleep(seconds)
        order.append(name)

    await asyncio.gather(work("slow", 0.05), work("fast", 0.01))
    return order


@app.get("/thread")
async def thread():
    return await asyncio.to_thread(lambda: "from a thread")


@app.get("/late")
async def late():
    async with asyncio.timeout(0.01):
        await asyncio.sleep(5)


@app.get("/run")
def by_hand():
    async def work():
        return "run"

    return asyncio.run(work())


@app.get("/broken")
async def broken():
    return 1 / 0
"""
}
DJANGO_ASYNC = {
    "models.py": """\
from django.db import models


class Note(models.Model):
    text = models.CharField(max_length=50)
""",
    "urls.py": """\
import asyncio
from asgiref.sync import sync_to_async
from django.http import HttpResponse, JsonResponse
from django.urls import path
from django.views import View
from models import Note


async def index(request):
    await asyncio.sleep(0.01)
    return HttpResponse("Hello from a coroutine")


async def add(request):
    await Note.objects.acreate(text="Milk")
    texts = [note.text async for note in Note.objects.all()]
    return JsonResponse({"texts": texts, "count": await Note.objects.acount()})


async def counted(request):
    return HttpResponse(await sync_to_async(Note.objects.count)())


async def blocking(request):
    return HttpResponse(Note.objects.count())


class Page(View):
    async def get(self, request):
        return HttpResponse("from a class")


urlpatterns = [
    path("", index),
    path("add", add),
    path("counted", counted),
    path("blocking", blocking),
    path("page", Page.as_view()),
]
""",
}
FLASK_ANSWERS = [
    ("/?name=Ada", "Hello, Ada"),
    ("/both", '["fast","slow"]\n'),
    ("/thread", "from a thread"),
    ("/run", "run"),
]
DJANGO_ANSWERS = [
    ("/", "Hello from a coroutine"),
    ("/add", '{"texts": ["Milk"], "count": 1}'),
    ("/counted", "1"),
    ("/page", "from a class"),
]
PLAIN_ASYNC = {
    "main.py": """\
import asyncio


async def tick(name, seconds):
    await asyncio.sleep(seconds)
    print(name)


async def main():
    await asyncio.gather(tick("second", 0.03), tick("first", 0.01))
    return "done"


print(asyncio.run(main()))
"""
}


def judge_flask(visit):
    """``visit(path)`` → the exchange. Asserts what every async Flask app does."""
    for path, said in FLASK_ANSWERS:
        assert visit(path)["response"]["text"] == said
    assert visit("/late")["error"]["type"] == "TimeoutError"
    broken = visit("/broken")["error"]
    assert (broken["type"], broken["where"]["file"]) == ("ZeroDivisionError", "app.py")


def judge_django(visit):
    """The same of Django; what blocks in a coroutine is refused."""
    for path, said in DJANGO_ANSWERS:
        assert visit(path)["response"]["text"] == said
    assert visit("/blocking")["error"]["type"] == "SynchronousOnlyOperation"
    steps = visit("/page")["trace"]
    assert "Page.as_view()" in " ".join(step["name"] for step in steps if step["kind"] == "view")
