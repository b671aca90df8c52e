"""The files of an app: folders beside the lesson, fences in the block, and what is said of them."""

import ast
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from tutorial_site.catalog import limits
from tutorial_site.catalog.blocks.app_marks import Draft, Marks
from tutorial_site.catalog.blocks.base import BlockContext
from tutorial_site.catalog.checks import without_hidden
from tutorial_site.catalog.fences import IN_APP, Allowed, Fence, read_head
from tutorial_site.catalog.highlight import language_of
from tutorial_site.catalog.problems import ProblemLog, did_you_mean
from tutorial_site.catalog.sources import decode, safe_path
from tutorial_site.catalog.structure import RawBlock
from tutorial_site.catalog.tree import AppSide, Framework
from tutorial_site.catalog.yamlmarks import Node

FRAMEWORKS: tuple[Framework, ...] = ("flask", "django", "python")
_LONE_FILE = "main.py"  # of a plain Python program that doesn't name it


def read_sides(
    raw: RawBlock, context: BlockContext, allowed: Allowed = IN_APP
) -> tuple[AppSide, ...]:
    """The sides of an app, Flask first. Every fault of a file is reported at its own line."""
    log = context.log
    fenced = [draft for fence in raw.fences for draft in fenced_files(fence, allowed, log)]
    check_repeated(fenced, log)
    drafts = {(draft.framework, draft.path): draft for draft in _folder(raw, context, fenced)}
    for draft in fenced:
        drafts.pop((draft.framework, draft.path), None)
    files = [*fenced, *drafts.values()]
    _check_mixture(raw, files, log)
    for draft in files:
        check_python(draft, log)
    marks = Marks(context, files)
    sides = []
    for framework in FRAMEWORKS:
        own = [draft for draft in files if draft.framework == framework]
        if own:
            sides.append(AppSide(framework, tuple(marks.ordered(own))))
    return tuple(sides)


def fenced_files(fence: Fence, allowed: Allowed, log: ProblemLog) -> Iterator[Draft]:
    """The file that a fence is, once for each framework that it is marked with."""
    head = read_head(fence, allowed, log)
    frameworks: tuple[Any, ...] = head.frameworks or ("python",)
    path = head.get("file")
    if not path and frameworks == ("python",):
        path = _LONE_FILE
    elif not path:
        log.error(
            fence.line,
            fence.head_column or fence.column,
            "missing-file-name",
            f"This file of the {frameworks[0].title()} app has no name.",
            f"Name it: ```{{.python .{frameworks[0]} file=app.py}}",
        )
        return
    try:
        safe_path(path)
    except ValueError as error:
        log.error(
            fence.line,
            fence.head_column,
            "bad-path",
            f'"file" must be {error}; this is "{path[:60]}".',
            "For example: file=templates/notes.html",
        )
        return
    language = head.language or language_of(path)
    for framework in frameworks:
        yield Draft(
            framework, path, fence.text, language, log.path, fence.code_line, fence.indent,
            head, fence.head_column, is_whole=fence.closed,
        )  # fmt: skip


def check_repeated(drafts: Sequence[Draft], log: ProblemLog) -> None:
    seen: dict[tuple[str, str], int] = {}
    for draft in drafts:
        first = seen.setdefault((draft.framework, draft.path), draft.line - 1)
        if first != draft.line - 1:
            log.error(
                draft.line - 1,
                draft.column,
                "repeated-file",
                f"{draft.path} of the {draft.framework} side stands here for the second time; "
                f"the first is in line {first}.",
                "Give one of them another name: file=…",
            )


def _folder(raw: RawBlock, context: BlockContext, fenced: Sequence[Draft]) -> Iterator[Draft]:
    """The files of ``from: notes``: the folders notes/flask and notes/django beside the lesson."""
    node: Node | None = context.values["from"]
    if node is None:
        return
    log = context.log
    try:
        name = safe_path(node.text if node.is_scalar else "")
    except ValueError as error:
        log.error(
            node.line,
            node.column,
            "bad-path",
            f'"from" must be {error}; this is "{node.text[:60]}".',
            "For example, for the folders notes/flask and notes/django: from: notes",
        )
        return
    found = False
    for path, entry in sorted(context.source.files.items()):
        for framework in FRAMEWORKS:
            prefix = f"{name}/{framework}/"
            if path.startswith(prefix):
                found = True
                yield from _entry(framework, path, prefix, context)
        is_on_the_way = f"{name}/".startswith(f"{path}/")
        is_side = path in [f"{name}/{framework}" for framework in FRAMEWORKS]
        if entry.kind == "link" and (is_on_the_way or is_side):
            found = True
            _refuse(node, path, entry.kind, log)
    if not found:
        _missing_folder(node, name, context)


def _missing_folder(node: Node, name: str, context: BlockContext) -> None:
    folders = {
        path.rsplit(f"/{framework}/", 1)[0]
        for path in context.source.files
        for framework in FRAMEWORKS
        if f"/{framework}/" in path
    }
    context.log.error(
        node.line,
        node.column,
        "missing-folder",
        f"There is neither {name}/flask nor {name}/django with files in it beside the lesson.",
        did_you_mean(name, folders) or f"Put the app's files into {name}/flask and {name}/django.",
    )


def _refuse(node: Node, path: str, kind: str, log: ProblemLog) -> None:
    is_link = kind == "link"
    log.error(
        node.line,
        node.column,
        "symbolic-link" if is_link else "not-a-file",
        f"{path} is {'a symbolic link' if is_link else 'no regular file'}.",
        "Put the file itself there: lessons hold everything that they show.",
    )


def _entry(framework: Framework, path: str, prefix: str, context: BlockContext) -> Iterator[Draft]:
    node: Node = context.values["from"]
    entry, log = context.source.files[path], context.log
    if entry.kind != "file":
        _refuse(node, path, entry.kind, log)
        return
    folder = context.source.path.rsplit("/", 1)[0]
    where = f"{folder}/{path}"
    if entry.size > limits.APP_FILE_BYTES:
        log.error(
            node.line,
            node.column,
            "file-too-large",
            f"{path} has {entry.size:,} bytes; a file of an app may have "
            f"{limits.APP_FILE_BYTES:,}.",
            "Shorten it, or take it out of the folder.",
        )
        return
    try:
        code = decode(entry.data)
        if "\0" in code:
            raise ValueError("NUL")
    except ValueError:
        log.error(
            node.line,
            node.column,
            "not-text",
            f"{path} is no text (UTF-8), so it can't be a file of an app.",
            "Save it as UTF-8, or take it out of the folder.",
        )
        return
    own = ProblemLog(where)
    code = without_hidden(code, own)
    log.extend(own.problems)
    name = path.removeprefix(prefix)
    yield Draft(framework, name, code, language_of(name), where, 1, from_fence=False)


def _check_mixture(raw: RawBlock, files: Sequence[Draft], log: ProblemLog) -> None:
    if not files and not log.has_errors:
        log.error(
            raw.line,
            raw.column,
            "no-files",
            "This app has no files.",
            "Write a fence: ```{.python .flask file=app.py}, or name a folder: from: notes",
        )
    if len(files) > limits.APP_FILES:
        log.error(
            raw.line,
            raw.column,
            "too-many-files",
            f"This app has {len(files)} files; {limits.APP_FILES} are allowed.",
            "Keep what the lesson needs.",
        )
    if {draft.framework for draft in files} - {"python"}:
        for draft in files:
            if draft.framework == "python" and draft.from_fence:
                log.error(
                    draft.line - 1,
                    draft.column,
                    "unmarked-file",
                    "Beside marked files, this one says neither .flask nor .django.",
                    "Mark it: ```{.python .flask file=app.py}. Two marks put it on both sides.",
                )


def check_python(draft: Draft, log: ProblemLog) -> None:
    """Report a Python file that doesn't parse, in the file where it stands."""
    if not draft.path.endswith(".py") or not draft.is_whole:
        return
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of invalid escapes: the program's own affair
            ast.parse(draft.text)
    except SyntaxError as error:
        line, column = error.lineno or 1, error.offset or 1
        message = error.msg
    except ValueError as error:  # a number of thousands of digits
        line, column, message = 1, 1, str(error)
    except (RecursionError, MemoryError):
        line, column, message = 1, 1, "something in it is nested too deep for Python"
    else:
        return
    own = ProblemLog(draft.problems_path)
    own.error(
        draft.line + line - 1,
        draft.indent + max(column, 1),
        "python-syntax",
        f"{draft.path}, line {line}: {message}.",
        "Mend the code: it has to parse before it can run.",
    )
    log.extend(own.problems)
