"""The Markdown of a question that asks for the faulty line.

    Called twice, this remembers the first call. Which line is to blame?

    ```python
    def add(item, items=[]):  # <- fault: the list is made once, with the function
        items.append(item)  # <- fine: it is meant to change the list
        return items
    ```

    Because: a default is evaluated once.

The comments are taken out; what they say is shown once the line was chosen, or the question is
over.
"""

import re
from collections import Counter
from collections.abc import Sequence

from tutorial_site.catalog.fences import IN_PROSE, Fence, read_head
from tutorial_site.catalog.highlight import highlighted, is_language
from tutorial_site.quizzes import frame
from tutorial_site.quizzes.kinds.base import QuestionSource, digest_of
from tutorial_site.quizzes.kinds.find import validation
from tutorial_site.quizzes.kinds.find.question import CodeLine, FindQuestion
from tutorial_site.quizzes.scan import Fenced, Line, fences, markdown, trimmed

MARKER = re.compile(
    r"\s*(?:#|//|--|/\*|<!--|\{#|;)\s*<-\s*(?P<mark>fault|fine)\b\s*:?\s*(?P<why>.*?)\s*"
    r"(?:\*/|-->|#\})?\s*$"
)


def has_markers(lines: Sequence[Line]) -> bool:
    body, _ = frame.split_because(lines)
    return _is_marked(body)


def _is_marked(lines: Sequence[Line]) -> bool:
    return any(line.fenced and MARKER.search(line.text) for line in lines)


def parse(source: QuestionSource) -> FindQuestion | None:
    """The question; None when it has no code with a fault at all."""
    body, because = frame.split_because(source.lines)
    marked = [
        fence for fence in fences(body) if any(MARKER.search(line.text) for line in fence.code)
    ]
    if not marked:
        validation.report_no_fault(source, in_because=_is_marked(because))
        return None
    frame.check_because(source, because)
    fence = marked[-1]
    stem = trimmed(body[: fence.start])
    validation.check_frame(source, stem, body, fence, others=marked[:-1])
    head = read_head(_as_typed(fence, body), IN_PROSE, source.log)
    lines = _read_lines(fence, head.language, source)
    validation.check_lines(source, lines, fence)
    keyed = [(line.text, line.fault) for line in lines]
    return FindQuestion(
        **frame.common(
            source,
            "find",
            digest_of("find", " ".join(markdown(stem).split()), keyed),
            stem,
            because,
        ),
        lines=lines,
        title=head.get("title"),
        multiple=sum(line.fault for line in lines) > 1,
    )


def _as_typed(fence: Fenced, body: Sequence[Line]) -> Fence:
    """The fence as the catalog reads the heads of fences."""
    opening = body[fence.start]
    return Fence(
        line=opening.number,
        column=opening.indent + 1,
        prefix="",
        head=fence.head,
        head_column=fence.head_column,
        text="",
        end_line=body[min(fence.end, len(body)) - 1].number,
    )


def _read_lines(fence: Fenced, language: str, source: QuestionSource) -> tuple[CodeLine, ...]:
    typed = fence.code[: validation.MAX_LINES]
    marks = [MARKER.search(line.text) for line in typed]
    texts = [
        (line.text[: mark.start()] if mark else line.text).rstrip()
        for line, mark in zip(typed, marks, strict=True)
    ]
    code = highlighted("\n".join(texts), language if is_language(language) else "text")
    html = [*code.split("\n"), *[""] * len(texts)]
    seen: Counter[str] = Counter()
    lines = []
    for at, (text, mark) in enumerate(zip(texts, marks, strict=True)):
        seen[text] += 1
        why = mark["why"] if mark else ""
        lines.append(
            CodeLine(
                id=digest_of(text, seen[text])[:10] if text else "",
                number=at + 1,
                html=html[at],
                text=text,
                fault=bool(mark and mark["mark"] == "fault"),
                why=source.render(why, typed[at].number) if why else "",
            )
        )
    return tuple(lines)
