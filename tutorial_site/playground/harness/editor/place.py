"""A cursor in a project, and what is known there."""

import ast
import functools

from ..run import Run
from ..shapes_editor import EditorInput
from .cursor import Cursor, cursor_at, readable
from .infer import Inference
from .project import Files
from .scopes import Scope
from .source import Source
from .things import Thing

MAX_TEXT = 200_000  # characters of a file that is helped along


class Place:
    """The cursor, the files around it, and the scope that it is in."""

    def __init__(self, infer: Inference, cursor: Cursor) -> None:
        self.infer, self.cursor = infer, cursor

    @classmethod
    def at(cls, run: Run | None, given: EditorInput) -> "Place":
        """The place that the page means; files that it doesn't send are the running program's."""
        text = given["text"] if len(given["text"]) <= MAX_TEXT else ""
        cursor = cursor_at(given["file"], text, given["line"], given["column"])
        texts: dict[str, str] = {}
        if "files" in given:
            texts |= given["files"]
        elif run is not None and run.project:
            texts |= run.project.supplied | run.project.files
        texts[cursor.path] = readable(cursor).text if cursor.path.endswith(".py") else cursor.text
        framework = given.get("framework") or (run.framework if run is not None else "")
        return cls(Inference(Files(texts, framework)), cursor)

    @property
    def files(self) -> Files:
        """All files, this one as far as it can be read."""
        return self.infer.files

    @property
    def source(self) -> Source:
        """The file, as far as it can be read."""
        return self.files.source(self.cursor.path)

    @functools.cached_property
    def module(self) -> Scope:
        """The names of the file."""
        return self.files.scope(self.cursor.path) or Scope(None)

    @functools.cached_property
    def scope(self) -> Scope:
        """The innermost scope around the cursor."""
        line, typed = self.source.line(self.cursor.line), self.cursor.line_before
        if not line.startswith(typed):  # it had to be blanked out
            typed = line[: len(line) - len(line.lstrip())]
        return self.module.at(self.cursor.line, len(typed.encode("utf-8", "replace")))

    def meaning(self, expression: str) -> Thing | None:
        """What a piece of code means at the cursor."""
        try:
            node = ast.parse(expression.strip(), mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None
        return self.infer.of(node, self.cursor.path, self.scope)

    def in_braces(self) -> bool:
        """Whether the cursor is in the braces of an f-string, where code stands."""
        if not self.cursor.formatted:
            return False
        inside = self.cursor.text[self.cursor.string : self.cursor.position].replace("{{", "")
        return inside.rfind("{") > inside.rfind("}")

    @functools.cached_property
    def code(self) -> str:
        """The statement before the cursor, on one line; in an f-string what is in the braces."""
        if self.cursor.quote:
            inside = self.cursor.text[self.cursor.string : self.cursor.position]
            return inside.rpartition("{")[2]
        return self.cursor.statement_before.replace("\n", " ")

    @property
    def begins_statement(self) -> bool:
        """Whether what is typed is the beginning of a statement."""
        return self.cursor.line_before.strip() == self.cursor.prefix
