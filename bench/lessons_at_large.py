"""Lessons that nobody wrote: as many, and as long, as is asked for."""

from pathlib import Path

COURSE = "title: At large\nsummary: Generated.\nauthors: Side by Side\nlanguage: en\n"
HEAD = """\
---
title: "Lesson {number}"
claim: "Claim {number}: what is said of it holds."
minutes: 10
objectives: [Read lesson {number}, Try it]
---

"""
SECTION = """\
## Section {section} of lesson {number}

A paragraph that says what *this* is about, with `code` in it, **words** that matter and a
[link](https://example.org/{number}/{section}). It goes on for a second line, and for a third one
that ends here, as paragraphs of lessons do.

- first of all, {section}
- then another
- and the last one

```python
def view_{section}(request):
    return "{number}.{section}"
```

/// note | Worth knowing
What stands in a box like this one can be skipped without losing the thread.
///

"""
BLOCKS = """\
/// app | Hello, {number}
    id: hello
    open: /hello/Ada

```{{.python .flask file=app.py}}
from flask import Flask

app = Flask(__name__)


@app.get("/hello/<name>")
def hello(name):
    return "Hello from {number}!"
```

```{{.python .django file=urls.py}}
from django.http import HttpResponse
from django.urls import path


def hello(request, name):
    return HttpResponse("Hello from {number}!")


urlpatterns = [path("hello/<name>", hello)]
```
///

/// quiz
    id: asked

What does lesson {number} answer?

- [x] Hello
    > It says so in the view, in both.
- [ ] Good-bye
    > Nothing here ever leaves.
- [ ] Nothing at all
    > It returns a text, and that is sent.

Because: the view returns it.
///

"""


def lesson(number: int, lines: int = 100) -> str:
    """The text of a lesson, at least ``lines`` long, with prose, code, an app and a quiz."""
    parts = [HEAD.format(number=number), BLOCKS.format(number=number)]
    missing = lines - sum(part.count("\n") for part in parts)
    sections = max(1, -(-missing // SECTION.count("\n")))
    parts += [SECTION.format(number=number, section=section) for section in range(sections)]
    return "".join(parts)


def write_course(root: Path, lessons: int, lines: int = 100) -> list[Path]:
    """A course ``large`` of so many lessons below ``root``; their files, in order."""
    course = root / "large"
    course.mkdir(parents=True)
    (course / "course.yml").write_text(COURSE)
    files = []
    for number in range(1, lessons + 1):
        folder = course / f"{number:04}-lesson-{number}"
        folder.mkdir()
        files.append(folder / "lesson.md")
        files[-1].write_text(lesson(number, lines))
    return files
