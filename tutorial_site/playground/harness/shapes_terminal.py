"""The JSON-able shapes of the terminal and the Python shell: calls ``terminal``, ``complete_line``
and ``shell``. While a call is being answered, what it prints is also emitted as it comes."""

from typing import TypedDict

from .shapes import Error, Output, Query, Teaching


class TerminalInput(TypedDict, total=False):
    """What was typed: a ``line``, or, where the last answer had a ``prompt``, an ``answer`` to it.

    ``cancel`` gives up the command that asks (Ctrl+C). A new line does so too.
    """

    line: str
    answer: str
    cancel: bool


class Prompt(TypedDict):
    """What a command asks for; ``secret`` must not be shown as it is typed."""

    text: str
    secret: bool


class TerminalAnswer(TypedDict):
    """What a line led to. ``status`` is the exit status, 0 for success; with a ``prompt`` the
    command goes on once it has an answer, and its status is not known yet (0).

    ``files_changed``: texts of the files that were made or changed, None for deleted ones, by path
    in the project; databases and other binary files are left out. ``action`` is for the page to do:
    "clear" the screen, open the Python "shell", or "". ``folder`` is the current one, as a path in
    the project, "" for its top. ``error`` is the exception that ended the command; ``teaching``
    belongs to a command that failed and said so itself.
    """

    output: list[Output]
    status: int
    prompt: Prompt | None
    files_changed: dict[str, str | None]
    action: str
    folder: str
    error: Error | None
    teaching: Teaching | None


class LineInput(TypedDict):
    """A line being typed; ``cursor`` counts characters before it."""

    line: str
    cursor: int


class Candidate(TypedDict):
    """``label`` is what would stand there; ``kind`` is "command", "option", "file", "folder",
    "app", "migration", "package" or "value"; ``detail`` says more in a few words, or is ""."""

    label: str
    kind: str
    detail: str


class LineCompletion(TypedDict):
    """Each candidate would replace the characters ``start`` to ``end`` of the line."""

    items: list[Candidate]
    start: int
    end: int


class ShellInput(TypedDict, total=False):
    """Python code. ``complete``: run it as it is, even if a block could still go on.
    ``reset``: forget all names first."""

    code: str
    complete: bool
    reset: bool


class ShellAnswer(TypedDict):
    """What code led to. ``more``: nothing was run, because the code is not complete yet.

    ``output`` ends with the value of a last expression, as Python shows it, on the stream "value".
    ``names`` are those that the shell brings along, told once, when it begins.
    """

    more: bool
    output: list[Output]
    error: Error | None
    queries: list[Query]
    queries_left_out: int
    files_changed: dict[str, str | None]
    names: list[str]
