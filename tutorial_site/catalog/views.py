"""Pages of the catalog: courses, a course, a lesson, the glossary, and a lesson's images."""

from pathlib import Path, PurePosixPath

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tutorial_site.catalog import disk
from tutorial_site.catalog.disk import Found
from tutorial_site.catalog.pages import dev_version, page_response
from tutorial_site.catalog.problems import Problem
from tutorial_site.catalog.sources import digest_of
from tutorial_site.catalog.store import Library, NotInLibrary, library
from tutorial_site.catalog.tree import BrokenLesson, Course, Image, Lesson

# An SVG may hold scripts: opened by itself it gets neither those nor this site's origin.
_IMAGE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_FOR_EVER = "public, max-age=31536000, immutable"


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    shelf = library()
    context = {"courses": list(shelf.courses.values())}
    return page_response(request, "catalog/home.html", context, digest=shelf.version)


@require_safe
def course(request: HttpRequest, course: str) -> HttpResponse:
    found = get_course(library(), course)
    return page_response(request, "catalog/course.html", {"course": found}, digest=found.digest)


@require_safe
def lesson(request: HttpRequest, course: str, lesson: str) -> HttpResponse:
    shelf = library()
    found_course = get_course(shelf, course)
    try:
        found = found_course.lesson(lesson)
    except NotInLibrary:
        return _not_shown(request, shelf, found_course, lesson)
    place = found_course.lessons.index(found)
    context = {
        "course": found_course,
        "lesson": found,
        "previous": found_course.lessons[place - 1] if place else None,
        "next": next(iter(found_course.lessons[place + 1 :]), None),
        "problems": _problems(shelf, found.path),
    }
    return page_response(request, "catalog/lesson.html", context, digest=found_course.digest)


@require_safe
def glossary(request: HttpRequest, course: str) -> HttpResponse:
    found = get_course(library(), course)
    return page_response(request, "catalog/glossary.html", {"course": found}, digest=found.digest)


@require_safe
def image(request: HttpRequest, course: str, lesson: str, path: str) -> HttpResponse:
    """A picture that stands in a lesson. No other file beside a lesson can be had."""
    try:
        found = library().lesson(course, lesson)
    except NotInLibrary as error:
        raise Http404(str(error)) from None
    picture = next((each for each in found.images if each.path == path), None)
    data = _bytes_of(found, picture) if picture else None
    if picture is None or data is None:
        raise Http404(f"The lesson shows no picture {path!r}.")
    response = HttpResponse(data, content_type=picture.content_type)
    response["Content-Security-Policy"] = _IMAGE_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    is_versioned = request.META.get("QUERY_STRING") == picture.digest
    response["Cache-Control"] = _FOR_EVER if is_versioned else "no-cache"
    return response


@require_safe
def version(request: HttpRequest) -> HttpResponse:
    """Changes when an open page should load itself again. In development only."""
    if not settings.DEBUG:
        raise Http404("Pages are watched for changes in development only.")
    return HttpResponse(
        dev_version(),
        content_type="text/plain; charset=utf-8",
        headers={"Cache-Control": "no-store"},
    )


def get_course(shelf: Library, slug: str) -> Course:
    """The course, or a 404 that says which there are."""
    try:
        return shelf.course(slug)
    except NotInLibrary:
        known = ", ".join(shelf.courses) or "none"
        raise Http404(f"There is no course {slug!r}. Courses here: {known}.") from None


def _not_shown(request: HttpRequest, shelf: Library, course: Course, slug: str) -> HttpResponse:
    """503 for a lesson that is there and has never compiled, 404 for one that isn't."""
    broken = next((each for each in shelf.broken if _is(each, course, slug)), None)
    if broken is None:
        known = ", ".join(each.slug for each in course.lessons) or "none yet"
        raise Http404(f"{course.title} has no lesson {slug!r}. Lessons: {known}.")
    context = {
        "course": course,
        "title": broken.title,
        "slug": broken.slug,
        "problems": _problems(shelf, broken.path),
    }
    return page_response(request, "catalog/broken.html", context, digest=shelf.version, status=503)


def _is(broken: BrokenLesson, course: Course, slug: str) -> bool:
    return broken.course_slug == course.slug and broken.slug == slug


def _problems(shelf: Library, path: str) -> tuple[Problem, ...]:
    """The problems of a lesson and the files beside it: for instructors, so not in production."""
    if not settings.DEBUG:
        return ()
    folder = f"{PurePosixPath(path).parent}/"
    return tuple(problem for problem in shelf.problems if problem.path.startswith(folder))


def _bytes_of(lesson: Lesson, picture: Image) -> bytes | None:
    """The picture, None unless it still is the very file that was looked at when compiling."""
    folder = Path(settings.LESSONS_DIR) / Path(lesson.path).parent
    try:
        entry = disk.read(folder, Found(picture.path, "file", 0, 0, 0))
        if entry.kind != "file" or digest_of(entry.data, str(entry.size)) != picture.digest:
            return None
        return entry.data if entry.whole else (folder / picture.path).read_bytes()
    except OSError:
        return None
