"""One lesson, or a course's own files, compiled: text in, tree and problems out.

Pure functions of their argument; no disk, no Django, no other lesson. They run in a process of
their own (worker.py), which may be killed, so nothing here needs to fear a slow regular expression.
"""

import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tutorial_site.catalog import limits
from tutorial_site.catalog.addresses import PAGE_IDS, course_url, is_part_of
from tutorial_site.catalog.blocks import KINDS
from tutorial_site.catalog.blocks.base import BlockContext
from tutorial_site.catalog.checks import (
    check_anchors,
    check_depth,
    check_generic,
    check_text,
    line_fault,
    take_unindented,
)
from tutorial_site.catalog.distances import check_distances
from tutorial_site.catalog.extensions.context import Findings, Reference, Rendering
from tutorial_site.catalog.frontmatter import (
    read_course_options,
    read_lesson_options,
    split_front_matter,
)
from tutorial_site.catalog.glossary import read_entries, terms_by_name, terms_of
from tutorial_site.catalog.markup import report_typed_html
from tutorial_site.catalog.objectives import check_objectives
from tutorial_site.catalog.places import Places, Span, code_spans
from tutorial_site.catalog.plaintext import description, plain_text, reading_minutes
from tutorial_site.catalog.problems import Problem, ProblemLog
from tutorial_site.catalog.rendering import Renderer
from tutorial_site.catalog.schema import read_options
from tutorial_site.catalog.sources import CourseSource, LessonSource
from tutorial_site.catalog.stretches import check_stretches
from tutorial_site.catalog.structure import RawBlock, Structure, read_structure
from tutorial_site.catalog.tree import Block, Course, Lesson, Section, Term
from tutorial_site.catalog.yamlmarks import parse_yaml

_MINUTES_A_BLOCK = 3


@dataclass(frozen=True, slots=True)
class CompiledLesson:
    """``lesson`` is None if an error makes it unfit to show. ``anchors``: what may be linked to."""

    lesson: Lesson | None
    title: str
    problems: tuple[Problem, ...]
    references: tuple[Reference, ...] = ()
    requires: tuple[Reference, ...] = ()
    anchors: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CompiledCourse:
    """``course`` has no lessons yet. Either of the two files may be at fault without the other."""

    course: Course
    problems: tuple[Problem, ...]
    good: bool
    references: tuple[Reference, ...] = ()


def compile_lesson(source: LessonSource, digest: str) -> CompiledLesson:
    """Compile one lesson; never raises for anything an instructor may have typed."""
    compiler = _LessonCompiler(source, digest)
    try:
        return compiler.compile()
    except RecursionError:
        _too_deep(compiler.log)
        return compiler.failed()


def _too_deep(log: ProblemLog) -> None:
    log.error(
        1,
        1,
        "too-deep",
        "Something in this file is nested too deep to be read.",
        "Look for a long run of >, *, [ or indentation.",
    )


class _LessonCompiler:
    def __init__(self, source: LessonSource, digest: str) -> None:
        self.source, self.digest = source, digest
        self.log = ProblemLog(source.path)
        self.found = Findings(ids=set(PAGE_IDS))
        self.title = source.slug.replace("-", " ").capitalize()
        self.requires: tuple[Reference, ...] = ()

    def failed(self) -> CompiledLesson:
        return CompiledLesson(
            None,
            self.title,
            tuple(shortened(self.log.problems, self.source.path)),
            tuple(self.found.references),
            self.requires,
        )

    def compile(self) -> CompiledLesson:
        text = check_text(self.source.text, self.log)
        if text is None:
            return self.failed()
        lines = text.split("\n")
        yaml, length = split_front_matter(lines, self.log)
        meta = read_lesson_options(yaml, self.log)
        self.title = meta["title"] or self.title
        self.requires = tuple(
            Reference(self.source.path, line, column, slug)
            for slug, line, column in meta["requires"]
        )
        # Empty instead of absent: every line keeps its number.
        lines[:length] = [""] * length
        structure = read_structure(lines, self.log, kinds=KINDS)
        is_hopeless = len(self.log.problems) > limits.PROBLEMS_SHOWN
        if not check_depth(lines, structure, self.log) or is_hopeless:
            return self.failed()
        check_generic(structure, self.log)
        lesson = self.page(meta, lines, structure)
        if self.log.has_errors:
            return self.failed()
        return CompiledLesson(
            lesson,
            self.title,
            tuple(shortened(self.log.problems, self.source.path)),
            tuple(self.found.references),
            self.requires,
            frozenset(self.found.ids),
        )

    def page(self, meta: dict[str, Any], lines: list[str], structure: Structure) -> Lesson:
        places = Places(lines, code_spans(structure))
        report_typed_html(places, self.log)
        options = [self.options(raw) for raw in structure.blocks]
        rendering = Rendering(
            log=self.log,
            places=places,
            found=self.found,
            lesson=self.source.slug,
            base_url=course_url(self.source.course),
            files=self.source.files,
            terms=self.source.terms,
            span=(1, len(lines)),
            # A mark that nobody can type: it is new in every run.
            slot_class=f"slot-{secrets.token_hex(8)}",
            structure=structure,
        )
        renderer = Renderer(rendering)
        html = renderer.page(lines)
        sections = _sections_of_slots(html, rendering.slot_class, self.found)
        blocks = tuple(
            self.block(raw, values, renderer, sections.get(number, ""), meta["claim"] or "")
            for number, (raw, values) in enumerate(zip(structure.blocks, options, strict=True))
        )
        check_anchors(self.found, self.log)
        return self.lesson(meta, html, rendering.slot_class, blocks)

    def options(self, raw: RawBlock) -> dict[str, Any]:
        """The options of a block, read before the page is rendered: its id takes an anchor."""
        kind = KINDS[raw.kind]
        take_unindented(raw, kind.options, self.log)
        node = parse_yaml(
            raw.options,
            self.log,
            line=raw.options_line or raw.line,
            column=raw.options_column if raw.options else raw.column,
        )
        if node is not None and not raw.options:
            node.line, node.column = raw.line, raw.column
        values = read_options(node, kind.options, self.log, of=f"{_a(raw.kind)} block")
        if kind.needs_title and not raw.title:
            self.log.error(
                raw.line,
                raw.column,
                "missing-title",
                f"This {raw.kind} block has no title.",
                f"Write it after a bar: /// {raw.kind} | Hello, twice",
            )
        block_id = values["id"]
        is_around = any(is_part_of(block_id, other) for other in self.found.blocks)
        if block_id and (is_around or self.found.is_taken(block_id)):
            place = node.value["id"] if node is not None else raw
            self.log.error(
                place.line,
                place.column,
                "repeated-id",
                f'The id "{block_id}" is taken by another block, or by the page around the lesson.',
                "Give this block an id of its own; learners' progress hangs on it.",
            )
        elif block_id:
            self.found.ids.add(block_id)
            self.found.blocks.add(block_id)
        return values

    def block(
        self, raw: RawBlock, values: dict[str, Any], renderer: Renderer, section: str, claim: str
    ) -> Block:
        context = BlockContext(self.source, self.log, renderer.fragment, section, claim, values)
        return KINDS[raw.kind].compile(raw, context)

    def lesson(
        self, meta: dict[str, Any], html: str, slot_class: str, blocks: tuple[Block, ...]
    ) -> Lesson:
        parts = _parts(html, slot_class, blocks)
        check_distances(parts, self.log)
        check_stretches(parts, self.log)
        check_objectives(blocks, meta["objectives"], self.log)
        prose = " ".join(part for part in parts if isinstance(part, str))
        reading = reading_minutes(prose, blocks)
        return Lesson(
            course_slug=self.source.course,
            slug=self.source.slug,
            number=self.source.number,
            title=self.title,
            claim=meta["claim"] or "",
            point=meta["point"],
            minutes=meta["minutes"] or reading + _MINUTES_A_BLOCK * len(blocks),
            reading_minutes=reading,
            objectives=meta["objectives"],
            requires=tuple(reference.lesson for reference in self.requires),
            draft=meta["draft"],
            parts=parts,
            sections=tuple(
                Section(
                    heading.id,
                    heading.title,
                    heading.level,
                    tuple(
                        block.id for block in blocks if block.counts and block.section == heading.id
                    ),
                )
                for heading in self.found.headings
            ),
            blocks=tuple(part for part in parts if isinstance(part, Block) and part.counts),
            description=description(prose),
            digest=self.digest,
            path=self.source.path,
            images=tuple(self.found.images.values()),
        )


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"


def _sections_of_slots(html: str, slot_class: str, found: Findings) -> dict[int, str]:
    """For each block's number, the id of the heading above it in the page."""
    ids = {heading.id for heading in found.headings}
    sections: dict[int, str] = {}
    section = ""
    mark = re.compile(rf'<h[23][^>]*\bid="([^"]+)"|<div class="{slot_class}-(\d+)">')
    for match in mark.finditer(html):
        if match[2]:
            sections[int(match[2])] = section
        elif match[1] in ids:
            section = match[1]
    return sections


def _parts(html: str, slot_class: str, blocks: Sequence[Block]) -> tuple[str | Block, ...]:
    """The page cut at its slots: HTML and blocks in turn."""
    parts: list[str | Block] = []
    for index, piece in enumerate(re.split(rf'<div class="{slot_class}-(\d+)"></div>', html)):
        if index % 2:
            parts.append(blocks[int(piece)])
        elif piece.strip():
            parts.append(piece)
    return tuple(parts)


def shortened(problems: Sequence[Problem], path: str) -> list[Problem]:
    """In the order of the file; not more than anyone would read."""
    kept = sorted(problems, key=lambda problem: (problem.path, problem.line, problem.column))
    if len(kept) <= limits.PROBLEMS_SHOWN:
        return kept
    kept.sort(key=lambda problem: not problem.is_error)
    rest = len(kept) - limits.PROBLEMS_SHOWN
    more = Problem(
        path, 1, 1, "more-problems", f"{rest} more problems are not shown.", "Mend these first."
    )
    return [*sorted(kept[: limits.PROBLEMS_SHOWN], key=lambda p: (p.path, p.line)), more]


def compile_course(source: CourseSource, digest: str) -> CompiledCourse:
    """Compile course.yml and glossary.md. What is missing is made up from the folder's name."""
    settings_log = ProblemLog(f"{source.slug}/course.yml")
    glossary_log = ProblemLog(f"{source.slug}/glossary.md")
    found = Findings()
    meta: dict[str, Any] = {}
    summary_html = ""
    terms: tuple[Term, ...] = ()
    try:
        meta, summary_html = _course_settings(source, settings_log, found)
    except RecursionError:
        _too_deep(settings_log)
    try:
        terms = _glossary(source, glossary_log, found)
    except RecursionError:
        _too_deep(glossary_log)
    problems = [*settings_log.problems, *glossary_log.problems]
    course = Course(
        slug=source.slug,
        title=meta.get("title") or source.slug.replace("-", " ").capitalize(),
        summary=meta.get("summary") or "",
        summary_html=summary_html,
        authors=meta.get("authors") or (),
        language=meta.get("language") or "en",
        lessons=(),
        terms=terms,
        digest=digest,
    )
    return CompiledCourse(
        course,
        tuple(shortened(problems, settings_log.path)),
        not any(problem.is_error for problem in problems),
        tuple(found.references),
    )


def _course_settings(
    source: CourseSource, log: ProblemLog, found: Findings
) -> tuple[dict[str, Any], str]:
    if source.settings is None:
        log.error(
            1,
            1,
            "missing-file",
            "The course has no course.yml.",
            "Make one with title: … and summary: …",
        )
        return {}, ""
    text = check_text(source.settings, log)
    if text is None:
        return {}, ""
    meta = read_course_options(text, log)
    lines = text.split("\n")
    renderer = _course_renderer(source, lines, log, found, {})
    first, last = _lines_of("summary", lines)
    around = [(1, first - 1), (last + 1, len(lines))]
    report_typed_html(renderer.page_rendering.places.without(around), log)
    summary = meta["summary"] or ""
    if fault := line_fault(summary):
        log.error(first, 1, *fault)
        return meta, ""
    html = renderer.fragment(summary, first, last)
    return {**meta, "summary": plain_text(html)}, html


def _lines_of(option: str, lines: Sequence[str]) -> Span:
    """First and last line of an option at the left edge, its value included."""
    first = next((n for n, line in enumerate(lines, 1) if line.startswith(f"{option}:")), 1)
    after = (n for n, line in enumerate(lines, 1) if n > first and line[:1].strip(" \t#"))
    return first, next(after, len(lines) + 1) - 1


def _glossary(source: CourseSource, log: ProblemLog, found: Findings) -> tuple[Term, ...]:
    if source.glossary is None:
        return ()
    text = check_text(source.glossary, log)
    if text is None:
        return ()
    lines = text.split("\n")
    structure = read_structure(lines, log, kinds=())
    if not check_depth(lines, structure, log):
        return ()
    entries = read_entries(lines, log)
    names = {name.lower(): ("", name, "") for _, name, _, _ in entries}
    # Twice: a definition may speak of a term whose own definition stands further down.
    plain = _course_renderer(source, lines, ProblemLog(log.path), Findings(), names)
    known = terms_by_name(terms_of(entries, plain))
    renderer = _course_renderer(source, lines, log, found, known)
    report_typed_html(renderer.page_rendering.places, log)
    return terms_of(entries, renderer)


def _course_renderer(
    source: CourseSource,
    lines: list[str],
    log: ProblemLog,
    found: Findings,
    terms: dict[str, tuple[str, str, str]],
) -> Renderer:
    structure = read_structure(lines, ProblemLog(log.path), kinds=())
    return Renderer(
        Rendering(
            log=log,
            places=Places(lines, code_spans(structure)),
            found=found,
            lesson="",
            base_url=course_url(source.slug),
            files={},
            terms=terms,
            span=(1, len(lines)),
            structure=structure,
        )
    )
