"""The Markdown of a prediction.

    What does this print?

    ```{.python .predict}
    print([0] * 2)
    ```

    - [ ] [0, 0, 0]
        > Twice, not three times.

    Because: a list is repeated.

The fence marked ``.predict`` is what is asked about. ``asks=`` is one of output, error, status,
queries, body; ``request="POST /new title=Milk; GET /"`` sends requests, the last of which is asked
about. Fences marked ``.flask`` or ``.django`` are the files of an app, as in an app block. The key
is computed by running it.
"""

import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tutorial_site.catalog.fences import Allowed, Fence, FenceHead, read_head
from tutorial_site.quizzes import frame
from tutorial_site.quizzes.items import Item, Style, find_groups, parts_of
from tutorial_site.quizzes.kinds.base import QuestionSource, digest_of
from tutorial_site.quizzes.kinds.predict import validation
from tutorial_site.quizzes.kinds.predict.question import (
    ASKS,
    Asks,
    Prediction,
    PredictQuestion,
    Request,
    Wrong,
)
from tutorial_site.quizzes.scan import Fenced, Line, fences, markdown, trimmed

MARK = re.compile(r"(?<=[{\s])\.predict(?=[\s}])")
IN_PREDICTION = Allowed(
    "a prediction",
    marks=frozenset(("flask", "django")),
    attributes=frozenset({"file", "title", "highlight", "asks", "request"}),
)
_BOX = re.compile(r"[-*+] +\[([ xX=~#])\](?: +(.*))?")
_CODE = re.compile(r"(`+)(?!`)([^\n]+?)(?<!`)\1")
_FENCED = re.compile(r"(`{3,}|~{3,})[^\n]*\n(.*?)\n?\1", re.DOTALL)
_MAIN = {"python": "main.py", "flask": "app.py", "django": ""}


def _head(bare: str) -> tuple[str, str] | None:
    box = _BOX.fullmatch(bare)
    return (box[1], box[2] or "") if box else None


STYLE = Style(
    _head,
    noun="answer",
    unmarked="This item stands among the wrong answers and has no box.",
    unmarked_hint="Begin it with - [ ].",
)


@dataclass(frozen=True, slots=True)
class Code:
    """A fence of the question with its head read; ``asked``: it bears the mark ``.predict``."""

    fence: Fenced
    head: FenceHead
    asked: bool
    line: int

    @property
    def framework(self) -> str:
        return self.head.frameworks[0] if self.head.frameworks else "python"

    @property
    def file(self) -> str:
        return self.head.get("file") or (_MAIN[self.framework] if self.asked else "")

    @property
    def text(self) -> str:
        return "".join(f"{line.text}\n" for line in self.fence.code)


def has_predictions(lines: Sequence[Line]) -> bool:
    return any(MARK.search(fence.head) for fence in fences(frame.split_because(lines)[0]))


def parse(source: QuestionSource) -> PredictQuestion | None:
    """The question; None when there is no program in it to run."""
    body, because = frame.split_because(source.lines)
    codes = [_read_code(fence, body, source) for fence in fences(body)]
    asked = [code for code in codes if code.asked]
    if len(asked) != 1:
        validation.report_fences(source, [code.line for code in asked], body)
        return None
    frame.check_because(source, because)
    prediction = _prediction(asked[0], codes, source)
    stem, wrongs = _stem_and_wrongs(body, codes, source)
    plain_stem = " ".join(markdown(stem).split())
    keyed = sorted(wrong.text for wrong in wrongs)
    digest = digest_of("predict", plain_stem, prediction.id, keyed)
    return PredictQuestion(
        **frame.common(source, "predict", digest, [*stem, *_sent(prediction, stem)], because),
        prediction=prediction,
        wrongs=wrongs,
        line_of_code=asked[0].line,
    )


def _read_code(fence: Fenced, body: Sequence[Line], source: QuestionSource) -> Code:
    opening = body[fence.start]
    typed = Fence(
        line=opening.number,
        column=opening.indent + 1,
        prefix="",
        head=MARK.sub("", fence.head),
        head_column=fence.head_column,
        text="",
        end_line=opening.number + len(fence.code) + 1,
    )
    head = read_head(typed, IN_PREDICTION, source.log)
    return Code(fence, head, bool(MARK.search(fence.head)), opening.number)


def _prediction(asked: Code, codes: Sequence[Code], source: QuestionSource) -> Prediction:
    validation.check_language(source, asked.line, asked.head.language)
    files: dict[str, str] = {}
    for code in codes:
        if code is not asked and (not code.head.get("file") or code.framework != asked.framework):
            continue  # code to look at
        if not code.file:
            validation.report_no_file(source, code.line)
        elif code.file in files:
            validation.report_file_twice(source, code.line, code.file)
        if code.file.endswith(".py"):
            validation.check_python(source, code.line, code.text)
        files[code.file] = code.text
    requests = _requests(asked, source)
    asks = _asks(asked, requests, source)
    return Prediction(asked.framework, tuple(files.items()), requests, asks)


def _requests(asked: Code, source: QuestionSource) -> tuple[Request, ...]:
    typed = asked.head.get("request")
    if not typed and asked.framework != "python":
        typed = "GET /"
    found = []
    for each in filter(str.strip, typed.split(";")):
        request = _request(each)
        if request is None:
            validation.report_request(source, asked.line, each)
        else:
            found.append(request)
    return tuple(found)


def _request(typed: str) -> Request | None:
    try:
        words = shlex.split(typed)
    except ValueError:
        return None
    if len(words) < 2 or not re.fullmatch(r"[A-Z]{3,10}", words[0]) or words[1][0] != "/":
        return None
    fields = [word.partition("=") for word in words[2:]]
    if not all(name and sign for name, sign, _ in fields):
        return None
    return Request(words[0], words[1], tuple((name, value) for name, _, value in fields))


def _sent(prediction: Prediction, stem: Sequence[Line]) -> list[Line]:
    """A line that says what is sent: it stands in the fence's head, which learners don't see."""
    if not prediction.requests or not stem:
        return []
    number = stem[-1].number
    told = ", then ".join(f"`` {request.told} ``" for request in prediction.requests)
    return [Line(number, ""), Line(number, f"Sent: {told}")]


def _asks(asked: Code, requests: Sequence[Request], source: QuestionSource) -> Asks:
    default: Asks = "status" if requests else "output"
    typed = asked.head.get("asks") or default
    for known in ASKS:
        if typed == known and validation.check_asks(
            source, asked.line, known, has_requests=bool(requests)
        ):
            return known
    if typed not in ASKS:
        validation.report_asks(source, asked.line, typed)
    return default


def _stem_and_wrongs(
    body: Sequence[Line], codes: Sequence[Code], source: QuestionSource
) -> tuple[list[Line], tuple[Wrong, ...]]:
    """The question with its code, drawn as any code is; the wrong answers below it."""
    lines = list(body)
    for code in codes:
        start = code.fence.start
        lines[start] = replace(lines[start], text=_as_prose(code, lines[start].text))
    groups = find_groups(lines, source, STYLE)
    if not groups:
        return trimmed(lines), ()
    last = groups[-1]
    stem = frame.check_frame(source, lines, (), last, STYLE, because_known=True)
    wrongs = tuple(_wrong(item, source) for item in last.items[: validation.MAX_WRONGS])
    validation.check_wrongs(source, last, wrongs)
    return stem, wrongs


def _as_prose(code: Code, text: str) -> str:
    """The opening of the fence, with nothing in it that only concerns how it is run."""
    marks = text[: code.fence.head_column - 1].rstrip()
    title = (code.head.get("title") or code.head.get("file")).replace('"', "'")
    head = [f".{code.head.language}"] if code.head.language else []
    head += [f'title="{title}"'] if title else []
    if highlight := code.head.get("highlight"):
        head.append(f'highlight="{highlight}"')
    return f"{marks}{{{' '.join(head)}}}" if head else marks


def _wrong(item: Item, source: QuestionSource) -> Wrong:
    parts = parts_of(item, source, STYLE, right=False)
    said = parts.said
    if code := _CODE.fullmatch(said):
        said = code[2]
    elif fenced := _FENCED.fullmatch(said):
        said = fenced[2]
    return Wrong(said, parts.feedback_html(source), parts.tag)
