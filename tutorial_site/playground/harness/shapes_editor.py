"""The JSON-able shapes of what the editor asks for: calls ``lint``, ``complete``, ``signature``.

They need no program that was started. Lines count from 1, columns from 0 in UTF-16 code units, as
JavaScript's strings do; positions in a text count in them, too.
"""

from typing import NotRequired, TypedDict


class LintInput(TypedDict):
    """The files as they are being typed; ``framework`` is guessed if it isn't given."""

    files: dict[str, str]
    framework: NotRequired[str]


class Mark(TypedDict):
    """Something wrong with a file. ``severity`` is "error" (it will fail) or "warning" (it may not
    mean what it seems to); ``code`` names the rule; ``hint`` is the next move, or ""."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int
    severity: str
    code: str
    message: str
    hint: str


class Marks(TypedDict):
    """At most 200 marks, those of one file in the order of lines."""

    marks: list[Mark]


class EditorInput(TypedDict):
    """A place in a file that is being typed. ``files`` are the others (and may hold this one's old
    text); without them those of the running program are used."""

    file: str
    text: str
    line: int
    column: int
    files: NotRequired[dict[str, str]]
    framework: NotRequired[str]


# "import" is no name for a class attribute.
Item = TypedDict(
    "Item",
    {
        "label": str,
        # function class method property field module keyword variable parameter file tag filter
        "kind": str,
        "detail": str,  # a signature, a type, where it comes from, or ""
        "apply": NotRequired[str],  # what to insert, where that is not the label
        "documentation": NotRequired[str],
        "import": NotRequired[str],  # the line to add above, without which the name means nothing
    },
)


# "from" is no name for a class attribute.
Completion = TypedDict(
    "Completion",
    {"items": list[Item], "from": int, "to": int},  # each would replace this part of the text
)


class Parameter(TypedDict):
    """``label`` as it stands in the signature, ``name: type = default``."""

    label: str
    name: str


class Signature(TypedDict):
    """``label`` is the whole signature; ``active`` the index of the parameter the cursor is in,
    None beyond the last one."""

    label: str
    parameters: list[Parameter]
    active: int | None
    documentation: str


class Signatures(TypedDict):
    """The call around the cursor; None outside of any that is known."""

    signature: Signature | None
