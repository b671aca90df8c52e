"""The app block on a page: the code as text, and what the page's script needs to run it."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from tutorial_site.catalog.tree import AppBlock, AppSide, Bench, Course, Lesson
from tutorial_site.frontend.assets import assets
from tutorial_site.playground import policies
from tutorial_site.playground.harness.teaching import ENTRIES
from tutorial_site.playground.runtime.manifest import runtime

NAMES = {"flask": "Flask", "django": "Django", "python": "Python"}


def render(request: HttpRequest, course: Course, lesson: Lesson, block: AppBlock) -> SafeString:
    """The block's HTML. It is the same for everybody: what a learner did is not in it."""
    return render_to_string("playground/block.html", context(course, lesson, block))


def context(course: Course, lesson: Lesson, block: AppBlock) -> dict[str, Any]:
    """What the template of an app takes."""
    return {
        "block": block,
        "sides": [{"name": NAMES[side.framework], "side": side} for side in block.sides],
        "config": config(course, lesson, block),
        "methods": ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"],
        "runs": block.sides[0].framework != "python",  # a plain program has no requests to send
        "people": people(block),
    }


def config(course: Course, lesson: Lesson, block: AppBlock) -> dict[str, Any]:
    """What the script needs to know of a block, as JSON-able values."""
    return {
        "course": course.slug,
        "lesson": lesson.slug,
        "block": block.id,
        "digest": block.digest,
        "open": block.open,
        "superuser": block.superuser,
        "by_hand": block.by_hand,
        "tabs": block.tabs,
        "requests": [_request(each) for each in block.requests],
        "bench": _bench(block.bench) if block.bench else None,
        "sides": [_side(side) for side in block.sides],
        "record": reverse("progress:record_run"),
        "preview": _versioned("playground:preview"),
        "download": reverse("playground:download"),
    }


def people(block: AppBlock) -> list[str]:
    """Names of those whom the lesson knows to have an account in the app."""
    names = [block.superuser.partition("/")[0], *(each.as_user for each in block.requests)]
    return list(dict.fromkeys(name for name in names if name))


def _side(side: AppSide) -> dict[str, Any]:
    files = []
    for file in side.files:
        values = asdict(file)
        for name in ("html", "source", "line"):  # stands on the page; is the instructor's affair
            del values[name]
        files.append(values)
    return {"framework": side.framework, "name": NAMES[side.framework], "files": files}


def _request(request: Any) -> dict[str, Any]:
    return {
        "method": request.method,
        "path": request.path,
        "headers": dict(request.headers),
        "form": dict(request.form) if request.form is not None else None,
        "json": request.json,
        "as": request.as_user,
    }


def _bench(bench: Bench) -> dict[str, Any]:
    requests = [_request(each) for each in bench.requests]
    return {"requests": requests, "times": bench.times, "rounds": bench.rounds}


def sandbox_config() -> dict[str, Any]:
    """Where the sandbox is and what starts a Python in it, in the order in which it is asked for.

    Sizes are in bytes, plain and sent. ``extras``: packages for programs that mention their names.
    """
    built = runtime()
    source = {"url": assets().url("playground/sandbox/worker.js"), "size": 0, "sent": 0}
    files = {"source": source} | {role: asdict(file) for role, file in built.files.items()}
    return {
        "frame": _versioned("playground:runtime"),
        "head": built.head,
        "files": files,
        "extras": asdict(built.extras.file) | {"names": built.extras.names},
    }


def teaching_links(course: Course) -> dict[str, str]:
    """Address of each section that explains an error, by lesson#section; of those that exist."""
    lessons = {lesson.slug: lesson for lesson in course.lessons}
    found = {}
    for place in sorted({entry.section for entry in ENTRIES}):
        slug, _, section = place.partition("#")
        lesson = lessons.get(slug)
        if lesson and any(each.id == section for each in lesson.sections):
            found[place] = f"{reverse('catalog:lesson', args=[course.slug, slug])}#{section}"
    return found


def _versioned(name: str) -> str:
    """The address of one of the sandbox's pages, new with every build and change of headers."""
    return f"{reverse(name)}?v={assets().version}{policies.VERSION}"
