"""Whatever stands in a lesson, in course.yml or the glossary: a page or problems, and in time."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.hostile.conftest import TIMES, Compile
from tests.hostile.soundness import check_result
from tests.hostile.strategies import (
    FRONT,
    REAL,
    REAL_FILES,
    anything,
    anywhere,
    block_soup,
    orderly_lessons,
    spoilt_lessons,
    yaml,
)
from tutorial_site.catalog.compiler import Worker
from tutorial_site.catalog.compiling import CompiledCourse
from tutorial_site.catalog.glossary import terms_by_name
from tutorial_site.catalog.sources import CourseSource
from tutorial_site.catalog.worker import Job

COURSE = REAL.parent
Terms = dict[str, tuple[str, str, str]]


@pytest.fixture(scope="session")
def terms(worker: Worker) -> Terms:
    """The glossary of the real course."""
    settings_text = (COURSE / "course.yml").read_bytes()
    source = CourseSource("course", settings_text, (COURSE / "glossary.md").read_bytes())
    compiled = worker.compile(Job(source, "digest"))
    assert isinstance(compiled, CompiledCourse)
    return dict(terms_by_name(compiled.course.terms))


@settings(max_examples=120 * TIMES)
@given(anywhere)
@example("")
@example("\ufeff")
@example("---")
@example(FRONT)
@example(FRONT + "\x02wzxhzdk:0\x03")
@example(FRONT + "[x]: <\n\n[x]")
@example(FRONT + "![a][b]\n\n[b]: one-request.svg")
@example(FRONT + "/// tab | A\n" * 13)
def test_any_text_gives_a_page_or_problems(compile_sound: Compile, text: str) -> None:
    compile_sound(text, REAL_FILES)


@settings(max_examples=40 * TIMES)
@given(st.binary(max_size=400))
@example(b"\xff\xfe-\x00-\x00-\x00")
@example(FRONT.encode("utf-16"))
@example(FRONT.encode() + b"caf\xe9")
@example(FRONT.encode() + "\ud800".encode("utf-8", "surrogatepass"))
def test_any_bytes_give_a_page_or_problems(compile_sound: Compile, data: bytes) -> None:
    compile_sound(data)
    compile_sound(FRONT.encode() + data)


@settings(max_examples=60 * TIMES)
@given(spoilt_lessons())
def test_the_real_lesson_may_be_spoilt_in_any_way(
    compile_sound: Compile, terms: Terms, text: str
) -> None:
    compile_sound(text, REAL_FILES, terms)


@settings(max_examples=120 * TIMES)
@given(block_soup)
def test_blocks_may_stand_in_any_disorder(compile_sound: Compile, terms: Terms, text: str) -> None:
    compile_sound(text, REAL_FILES, terms)


@settings(max_examples=60 * TIMES)
@given(orderly_lessons())
def test_an_orderly_lesson_is_good_however_its_parts_are_nested(
    compile_sound: Compile, made: tuple[str, int]
) -> None:
    text, count = made
    result = compile_sound(text, REAL_FILES)
    assert result.problems == ()
    assert result.lesson
    assert [block.id for block in result.lesson.blocks] == [f"b-{n}" for n in range(count)]
    prose = "".join(part for part in result.lesson.parts if isinstance(part, str))
    assert "///" not in re.sub(r"<pre.*?</pre>", "", prose, flags=re.DOTALL)


@settings(max_examples=80 * TIMES)
@given(yaml, st.sampled_from(["front", "app", "quiz", "note"]))
def test_options_may_be_anything(compile_sound: Compile, options: str, place: str) -> None:
    indented = "".join(f"    {line}\n" for line in options.split("\n"))
    texts = {
        "front": f"---\n{options}\n---\nText\n",
        "app": f"{FRONT}/// app | A\n{indented}\n```{{.flask file=app.py}}\nx\n```\n///\n",
        "quiz": f"{FRONT}/// quiz\n{indented}\nQ?\n\n- [x] A\n- [ ] B\n///\n",
        "note": f"{FRONT}/// details | A\n{indented}\nText\n///\n",
    }
    compile_sound(texts[place])


@settings(max_examples=60 * TIMES)
@given(st.one_of(yaml, anything), anything)
def test_a_courses_own_files_may_hold_anything(worker: Worker, course: str, glossary: str) -> None:
    files = {
        "course/course.yml": course.encode("utf-8", "surrogatepass"),
        "course/glossary.md": glossary.encode("utf-8", "surrogatepass"),
    }
    source = CourseSource("course", files["course/course.yml"], files["course/glossary.md"])
    check_result(worker.compile(Job(source, "digest")), files)


@settings(max_examples=20 * TIMES)
@given(block_soup)
def test_the_same_lesson_always_comes_out_the_same(compile_sound: Compile, text: str) -> None:
    """Also from a process that has compiled it, and others, before."""
    assert compile_sound(text, REAL_FILES) == compile_sound(text, REAL_FILES)
