r"""The Markdown of a text with blanks.

    Complete the route.

    ```python
    @app.____[get]("/hello/<____[name|who]>")
    ```

    It answers ____[GET*|POST|PUT] requests.

    Because: a decorator names the method.

``|`` stands between answers that are all right. Stars mark the right ones among several to pick
from. ``\]``, ``\|`` and ``\*`` stand for the signs themselves.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tutorial_site.quizzes import frame
from tutorial_site.quizzes.kinds.base import QuestionSource, digest_of
from tutorial_site.quizzes.kinds.blanks import validation
from tutorial_site.quizzes.kinds.blanks.question import Blank, BlanksQuestion
from tutorial_site.quizzes.phrasing import plain
from tutorial_site.quizzes.scan import Line, markdown, trimmed

OPENING = re.compile(r"_{3,}\[")
_TAGS = re.compile(r"(<[^>]*>)")
# What the page's script gives a button to copy by: code with gaps is of no use elsewhere.
_COPIED = re.compile(r' data-code(?:="")?(?=[ >])')
GAP = "____"
NARROWEST, WIDEST = 6, 30


@dataclass(frozen=True, slots=True)
class Typed:
    """A blank as typed, with its place; ``text`` is what stands in the brackets."""

    line: int
    column: int
    text: str
    code: bool


def has_blanks(lines: Sequence[Line]) -> bool:
    body, _ = frame.split_because(lines)
    return any(OPENING.search(line.text) for line in body)


def parse(source: QuestionSource) -> BlanksQuestion | None:
    """The question; None when it has no blanks at all."""
    body, because = frame.split_because(source.lines)
    frame.check_because(source, because)
    start = _start(body)
    salt = "".join(chr(103 + int(each, 16)) for each in digest_of(markdown(body))[:8])
    texts, typed = _taken_out(body[start:], salt, source)
    if not typed:
        validation.report_no_blanks(source)
        return None
    html = source.render(markdown(texts), texts[0].number) if texts else ""
    pieces = _cut(html, salt, typed, source)
    blanks = tuple(_blank(each, source) for each in typed)
    validation.check_number(source, typed)
    stem = trimmed(body[:start])
    gapped = plain(GAP.join(pieces))
    key = [(sorted(blank.accepted), blank.options) for blank in blanks]
    digest = digest_of("blanks", " ".join(markdown(stem).split()), gapped, key)
    fields = frame.common(source, "blanks", digest, stem, because)
    fields["stem_text"] = f"{fields['stem_text']} {gapped}".strip()
    longest = max((len(each) for blank in blanks for each in blank.accepted), default=0)
    return BlanksQuestion(
        **fields,
        pieces=pieces,
        blanks=blanks,
        gapped=gapped,
        version=digest_of(gapped)[:8],
        width=min(max(longest + 1, NARROWEST), WIDEST),
    )


def _start(body: Sequence[Line]) -> int:
    """Where the text with the blanks begins: with the paragraph or fence of the first one."""
    first = next((at for at, line in enumerate(body) if OPENING.search(line.text)), 0)
    while first and (body[first].fenced or not body[first - 1].blank):
        if body[first].fenced and not body[first - 1].fenced:
            break
        first -= 1
    return first


def _taken_out(
    lines: Sequence[Line], salt: str, source: QuestionSource
) -> tuple[list[Line], list[Typed]]:
    """The lines with a word in the place of each blank that nobody can have typed; the blanks."""
    typed: list[Typed] = []
    texts = []
    for line in trimmed(lines):
        text, at = "", 0
        while opening := OPENING.search(line.text, at):
            end = _end(line.text, opening.end())
            if end is None:
                validation.report_open(source, line.number, opening.start() + 1)
                break
            before = line.text[: opening.start()]
            code = line.fenced or before.count("`") % 2 == 1
            inside = line.text[opening.end() : end]
            text += line.text[at : opening.start()] + f"{salt}{len(typed):02d}q"
            typed.append(Typed(line.number, opening.start() + 1, inside, code))
            at = end + 1
        texts.append(Line(line.number, text + line.text[at:], line.fenced))
    return texts, typed


def _end(text: str, start: int) -> int | None:
    """Where the bracket opened before ``start`` is closed; brackets within are counted."""
    depth, at = 1, start
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text[at] in "[]":
            depth += 1 if text[at] == "[" else -1
            if not depth:
                return at
        at += 1
    return None


def _cut(html: str, salt: str, typed: Sequence[Typed], source: QuestionSource) -> tuple[str, ...]:
    """``html`` at its blanks: each must be there, once, and where something can be typed."""
    word = re.compile(rf"{salt}(\d\d+)q")
    parts = _TAGS.split(_COPIED.sub("", html))
    for index in range(1, len(parts), 2):  # an address, an attribute
        parts[index] = word.sub("", parts[index])
    cut = word.split("".join(parts))
    found = [int(number) for number in cut[1::2]]
    for number, blank in enumerate(typed):
        if found.count(number) != 1:
            validation.report_lost(source, blank.line, blank.column)
    if found != sorted(found):
        validation.report_moved(source, typed[found[0]].line, typed[found[0]].column)
    return tuple(cut[::2])


def _blank(typed: Typed, source: QuestionSource) -> Blank:
    given = _alternatives(typed.text)
    starred = [text for text, star in given if star]
    texts = [text for text, _ in given]
    validation.check_blank(source, typed.line, typed.column, texts, starred)
    if not starred:
        return Blank(tuple(dict.fromkeys(texts)), (), typed.code)
    options = sorted(set(texts), key=lambda each: (each.casefold(), each))
    return Blank(tuple(dict.fromkeys(starred)), tuple(options), typed.code)


def _alternatives(text: str) -> list[tuple[str, bool]]:
    r"""The texts between bars, and whether each has a star. ``\|`` is no bar, ``\*`` no star."""
    found = []
    for each in re.split(r"(?<!\\)\|", text):
        bare = each.strip()
        star = bare.endswith("*") and not bare.endswith("\\*")
        bare = bare[:-1].rstrip() if star else bare
        found.append((re.sub(r"\\([\]\[|*\\])", r"\1", bare), star))
    return found
