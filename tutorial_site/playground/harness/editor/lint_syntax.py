"""What Python itself can't read, in words for somebody who has just typed it."""

import io
import keyword
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from ..shapes_editor import Mark
from .marks import mark_line
from .source import Source, units


@dataclass(frozen=True)
class Words:
    """For what Python says: what it means, and what to do. Groups of the pattern fill {0}, {1} …"""

    pattern: str
    message: str
    hint: str = ""


SPACES = "Indent by four spaces everywhere."
BRACES = "A { that is meant as such is doubled: {{"
# The first that fits the whole of Python's message is taken.
WORDS = [
    Words(
        r"expected ':'",
        "A colon is missing.",
        "A line that begins with if, for, while, def, class, with, try … ends in a colon.",
    ),
    Words(
        r"expected '\('",
        "After the name of a function come brackets.",
        "Without parameters they are empty: def name():",
    ),
    Words(
        r"'(.)' was never closed",
        "This {0} is never closed.",
        "Add its other half where the expression ends.",
    ),
    Words(
        r"closing parenthesis '(.)' does not match opening parenthesis '(.)'.*",
        "{0} closes what was opened by {1}.",
        "Brackets close in the reverse of the order in which they were opened.",
    ),
    Words(r"unmatched '(.)'", "There is a {0} too many.", "Take it out, or open it further left."),
    Words(
        r"(?:unterminated|EOL while scanning) (?:f-|t-)?string literal.*",
        "This text has a quotation mark at its beginning and none at its end.",
        "Close it on the same line; a text of several lines stands in three quotation marks.",
    ),
    Words(
        r"unterminated (?:f-|t-)?(?:triple-quoted|string) .*",
        "This text is opened by three quotation marks, and never closed.",
        "Put three quotation marks at its end.",
    ),
    Words(
        r"expected an indented block after (.*) on line (\d+)",
        "The {0} on line {1} has nothing in it.",
        "Indent what belongs to it by four spaces. An empty block is written: pass",
    ),
    Words(
        r"unexpected indent",
        "This line is indented further than the one before it, which opens no block.",
        "Move it to the left, under the lines that it belongs with.",
    ),
    Words(
        r"unindent does not match any outer indentation level",
        "This line is indented by a number of spaces that no line above it has.",
        "Line it up with the block that it belongs to.",
    ),
    Words(
        r"inconsistent use of tabs and spaces in indentation",
        "Some lines are indented by tabs, some by spaces: Python can't tell what belongs together.",
        SPACES,
    ),
    Words(
        r"invalid syntax\. Perhaps you forgot a comma\?",
        "Python can't read this expression. A comma between two of its parts may be missing.",
        "Look between the words that stand side by side, and for a quotation mark before them.",
    ),
    Words(
        r"Did you mean to use 'from \.\.\. import \.\.\.' instead\?",
        "Python can't read this line.",
        "The module comes first: from module import name",
    ),
    Words(
        r"Expected one or more names after 'import'",
        "Nothing is said after import.",
        "What is to be imported? from module import name",
    ),
    Words(
        r"invalid syntax\. Did you mean '(.*)'\?",
        "Python can't read this line.",
        "Did you mean {0}?",
    ),
    Words(
        r"invalid syntax\. Maybe you meant '==' or ':=' instead of '='\?",
        "A single = gives a name its value, and can't stand here.",
        "To compare, write ==",
    ),
    Words(
        r"cannot assign to (.*?)(?: here\. Maybe you meant '==' instead of '='\?)?",
        "Nothing can be assigned to this: it is no name, but: {0}.",
        "On the left of = stands a name. To compare, write ==",
    ),
    Words(
        r"Missing parentheses in call to '(\w+)'.*",
        "{0} is a function: what it is given stands in brackets.",
        "Write {0}(…)",
    ),
    Words(
        r"'return' outside function",
        "return stands outside of every function.",
        "Is it indented far enough to belong to the def above it?",
    ),
    Words(
        r"'(yield|await|async with|async for)' outside (?:async )?function",
        "{0} stands outside of a function that may use it.",
        "await, async for and async with belong into an async def, yield into a def.",
    ),
    Words(
        r"'(break|continue)' (?:outside loop|not properly in loop)",
        "{0} stands outside of every loop.",
        "Is it indented far enough to belong to the for or while above it?",
    ),
    Words(
        r"invalid (?:character|non-printable character) .*?(U\+[0-9A-F]+).*",
        "There is a character here that Python doesn't know: {0}.",
        "Curly quotes, long dashes and special spaces come with copied text: type it anew.",
    ),
    Words(
        r"positional argument follows keyword argument.*",
        "An argument without a name comes after one with a name.",
        "Put the arguments without names first.",
    ),
    Words(
        r".*(?:default argument|parameter without a default) follows .*default.*",
        "A parameter without a default comes after one with a default.",
        "Put the parameters without defaults first.",
    ),
    Words(
        r"duplicate (?:argument|parameter) '(\w+)' in function definition",
        "Two parameters are called {0}.",
        "Give each parameter a name of its own.",
    ),
    Words(r"keyword argument repeated: (\w+)", "{0} is given twice.", "Leave one of them out."),
    Words(
        r"unexpected character after line continuation character",
        "After a backslash the line has to end.",
        "In texts a backslash stands inside of the quotation marks; between folders use /",
    ),
    Words(
        r"expected 'except' or 'finally' block",
        "This try has neither an except nor a finally.",
        "Say what is to happen when it fails: except SomeError:",
    ),
    Words(
        r"expected 'else' after 'if' expression",
        "An if within an expression needs an else.",
        "Write: value if condition else other",
    ),
    Words(
        r"invalid decimal literal",
        "A number is followed by letters.",
        "A name can't begin with a digit; after a number comes a space, or an operator.",
    ),
    Words(
        r"leading zeros in decimal integer literals are not permitted.*",
        "A number can't begin with 0.",
        "Leave out the zeros; digits that are a code or a phone number are a text: '007'",
    ),
    Words(
        r"f-string: (?:expecting '\}'|unterminated).*|'\{' was never closed",
        "A bracket in this f-string is opened and not closed.",
        BRACES,
    ),
    Words(
        r"f-string: .*",
        "What stands between { and } in this f-string is no expression.",
        BRACES,
    ),
    Words(
        r"source code (?:string )?cannot contain null bytes",
        "The file holds a NUL byte, which no text has.",
        "Type the line anew.",
    ),
    Words(r".*too many nested.*|.*[Rr]ecursion.*", "This is nested too deeply for Python."),
]

KEYWORD = "This is a word of Python's own, and can't be a name: take another."
WORDS_OF_PYTHON = "|".join(keyword.kwlist)
# What is wrong with a line of which Python only says "invalid syntax": (pattern, what to do).
LINES = [
    (r"\{%|\{\{|%\}|\}\}", "This is a template's language. It belongs into an HTML file."),
    (r"^\s*else\s+if\b", "else if is one word in Python: elif"),
    (r"^\s*@", "A decorator stands on a line of its own, above a def or a class."),
    (r"^\s*(?:elif|else|except|finally)\b", "Is the block above it indented as it should be?"),
    (r"&&", "&& is written: and"),
    (r"\|\|", "|| is written: or"),
    (r"(?<![=!<>])!(?!=)\s*[\w(]", "! is written: not"),
    (r"\+\+|--\s*$", "Add one by: x += 1"),
    (r"===", "To compare, write =="),
    (r"^\s*(?:function|func|fn)\s+\w+", "A function begins with: def name():"),
    (r"^\s*(?:var|let|const)\s+\w+", "A variable is made by giving it a value: name = 1"),
    (r"=>|->\s*\{", "A small function is written: lambda x: x + 1"),
    (r"\blambda\b.*:\s*return\b", "A lambda returns its expression: leave out return."),
    (r"^\s*(?:switch|case)\b", "Use if, elif and else, or match and case."),
    (r"^\s*catch\b", "catch is written: except SomeError:"),
    (r"^\s*throw\b", "throw is written: raise"),
    (r"^\s*raise\s+\w+\s+\S", "What an exception says stands in brackets: raise ValueError('…')"),
    (r"^\s*new\s|=\s*new\s", "There is no new: an object is made by calling its class, Note()"),
    (r"^\s*import\s+.*\sfrom\b", "The module comes first: from module import name"),
    (r"^\s*(?:from\s+\S+\s+)?import\s*$", "What is to be imported? from module import name"),
    (r"^\s*for\s+\w+\s+of\b", "Write: for x in y:"),
    (r"\bthen\b", "There is no then: a colon ends the condition."),
    (rf"^\s*(?:{WORDS_OF_PYTHON})\s*=", KEYWORD),
    (rf"^\s*(?:class|def)\s+(?:{WORDS_OF_PYTHON})\b", KEYWORD),
    (r"^\s*(?:class|def|if|elif|for|while|with)\b.*[^:,\s]\s*$", "Is a colon missing at its end?"),
    (r"^\s*(?:if|elif|for|while)\b[^:]*$", "Is a colon missing?"),
    (r"[^=!<>]=\s*$", "There is no value after the = sign."),
    (r"\{\s*$", "A block begins with a colon, and is indented: there are no braces around it."),
    (r"\)\s*[A-Za-z_]\w*\(", "Each statement stands on a line of its own."),
]
ANYWHERE = "Look for a bracket or a quotation mark that isn't closed, here or on the line above."
INDENTATION = "indentation"


def syntax_marks(source: Source) -> Iterator[Mark]:
    """Why a file can't be read, or what Python doubts about it."""
    error = source.error
    if error is not None:
        message, hint = _words(source, str(error.msg))
        is_indent = isinstance(error, IndentationError)
        yield _place(source, error, "indentation" if is_indent else "syntax", message, hint)
        return
    for warned in source.warned:
        message, hint = _doubt(str(warned.message))
        yield mark_line(
            source.path, source.text, warned.lineno, "doubtful", message, hint, "warning"
        )
    yield from _mixed_indentation(source)


def _words(source: Source, said: str) -> tuple[str, str]:
    for words in WORDS:
        found = re.fullmatch(words.pattern, said)
        if found:
            groups = [group or "" for group in found.groups()]
            return _fill(words.message, groups), _fill(words.hint, groups)
    if said.startswith("invalid syntax"):
        number = source.error.lineno if source.error else 1
        line = source.line(number or 1)
        hint = next((hint for pattern, hint in LINES if re.search(pattern, line)), ANYWHERE)
        return "Python can't read this line.", hint
    return f"{said[:1].upper()}{said[1:]}.", ""


def _fill(text: str, groups: list[str]) -> str:
    for number, group in enumerate(groups):
        text = text.replace(f"{{{number}}}", group)
    return text


def _place(source: Source, error: SyntaxError, code: str, message: str, hint: str) -> Mark:
    """Python counts the columns of a syntax error in characters, from 1; 0 means it can't tell."""
    line = max(1, min(error.lineno or 1, len(source.lines)))
    shown = source.line(line)
    if not error.offset or code == INDENTATION:
        return mark_line(source.path, source.text, line, code, message, hint)
    start = min(max(0, error.offset - 1), max(0, len(shown.rstrip()) - 1))
    end_line, end = error.end_lineno or line, (error.end_offset or 0) - 1
    if end_line <= line and end <= start:
        end_line, end = line, start + 1
    end_line = min(end_line, len(source.lines))
    return {
        "file": source.path,
        "line": line,
        "column": units(shown[:start]),
        "end_line": end_line,
        "end_column": units(source.line(end_line)[: max(end, 0)]),
        "severity": "error",
        "code": code,
        "message": message,
        "hint": hint,
    }


# What Python takes, and doubts.
DOUBTS = [
    Words(
        r"(?:invalid escape sequence|\"\\).*",
        "This text holds a backslash that means nothing to Python.",
        'Double it, or put an r before the text, as in r"\\d+".',
    ),
    Words(
        r'"(is|is not)" with .*',
        "{0} asks whether two are one and the same object.",
        "To compare values, write == or !=",
    ),
    Words(
        r"assertion is always true.*",
        "This assert can't fail: brackets with a comma make a tuple, which is always true.",
        "Leave out the brackets: assert condition, message",
    ),
    Words(
        r"('.*' object is not (?:callable|subscriptable)).*",
        "{0}.",
        "Is a comma missing before it?",
    ),
]


def _doubt(said: str) -> tuple[str, str]:
    for words in DOUBTS:
        found = re.fullmatch(words.pattern, said, re.DOTALL)
        if found:
            groups = list(found.groups())
            return _fill(words.message, groups), _fill(words.hint, groups)
    return f"{said[:1].upper()}{said[1:]}", ""


def _mixed_indentation(source: Source) -> Iterator[Mark]:
    """Blocks indented by tabs in a file whose other blocks are indented by spaces."""
    if "\t" not in source.text:
        return
    first = ""
    try:
        for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
            if token.type == tokenize.INDENT:
                kind = "tabs" if "\t" in token.string else "spaces"
                first = first or kind
                if kind != first:
                    yield mark_line(
                        source.path,
                        source.text,
                        token.start[0],
                        "mixed-indentation",
                        f"This block is indented by {kind}, and others in this file by {first}.",
                        "Indent by four spaces everywhere.",
                        "warning",
                    )
                    return
    except (tokenize.TokenError, SyntaxError):
        return
