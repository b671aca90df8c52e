"""A decision's Markdown: criteria with their choices, each with what it speaks for and why.

    Who has to change the data?

    - [Django 3] People who don't program
        > The admin is there on the first day.
    - [ ] Only you
        > A shell will do.

``***`` stands between two criteria, as between the questions of a quiz.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from tutorial_site.catalog.plaintext import plain_text
from tutorial_site.catalog.problems import ProblemLog, nearest
from tutorial_site.decisions.tree import Choice, Criterion
from tutorial_site.quizzes import scan
from tutorial_site.quizzes.items import Group, Item, Style, find_groups, parts_of
from tutorial_site.quizzes.kinds.base import QuestionSource

MAX_CRITERIA = 20
MAX_CHOICES = 8
MAX_WEIGHT = 9
LONGEST_MARK = 60  # a side has at most half of that
_HEAD = re.compile(r"[-*+] +\[(?P<mark>[^\]]*)\](?P<text>.*)")
_MARK = re.compile(r"(?P<side>.*?)\s*(?P<weight>\d*)")

Render = Callable[[str, int], str]


def _head(line: str) -> tuple[str, str] | None:
    match = _HEAD.fullmatch(line)
    # [text](address) is a link, with which a choice of no mark may begin.
    if not match or match["text"].startswith("("):
        return None
    return match["mark"].strip(), match["text"].strip()


STYLE = Style(
    head=_head,
    noun="choice",
    unmarked="This choice doesn't say what it speaks for.",
    unmarked_hint="Begin it with a side and a weight, as in - [Django 2], or with - [ ] for none.",
    unmarked_code="decision-choice-without-mark",
)


def parse_decision(
    body: str, first_line: int, sides: Sequence[str], render: Render, log: ProblemLog
) -> tuple[Criterion, ...]:
    """The criteria; what is wrong with them goes to ``log``. ``render(markdown, line)`` is HTML."""
    chunks = scan.split_questions(scan.scan(body, first_line, log))
    reader = _Reader(sides, render, log)
    found = [reader.criterion(chunk, first_line) for chunk in chunks[:MAX_CRITERIA]]
    if len(chunks) > MAX_CRITERIA:
        over = chunks[MAX_CRITERIA]
        log.error(
            over[0].number if over else first_line,
            1,
            "decision-too-long",
            f"A decision may have {MAX_CRITERIA} criteria; this one has {len(chunks)}.",
            "Keep those that would turn somebody's mind.",
        )
    criteria = tuple(each for each in found if each is not None)
    _review(criteria, sides, first_line, log)
    return criteria


@dataclass(slots=True)
class _Reader:
    sides: Sequence[str]
    render: Render
    log: ProblemLog

    def criterion(self, chunk: Sequence[scan.Line], first_line: int) -> Criterion | None:
        lines = scan.trimmed(chunk)
        if not lines:
            self.log.error(
                chunk[0].number if chunk else first_line,
                1,
                "decision-empty",
                "There is no criterion here.",
                "Write a question and its choices, each - [Side 2] or - [ ].",
            )
            return None
        source = QuestionSource("criterion", lines, {}, self.render, self.log)
        groups = find_groups(lines, source, STYLE)
        asked = scan.trimmed(lines[: groups[0].start] if groups else lines)
        if not self._is_whole(lines, asked, groups):
            return None
        html = self.render(scan.markdown(asked), asked[0].number)
        text = plain_text(html)
        choices = tuple(self._choice(item, source) for item in groups[0].items)
        self._report_repeated(groups[0].items, choices)
        return Criterion(_id_of(text), html, text, asked[0].number, choices)

    def _is_whole(
        self, lines: Sequence[scan.Line], asked: Sequence[scan.Line], groups: Sequence[Group]
    ) -> bool:
        """Whether there is a question, and then one list of a few choices, and nothing else."""
        line, message, hint = lines[0].number, "", ""
        items = groups[0].items if groups else []
        if not asked:
            message, hint = "These choices answer no question.", "Write one above them."
        elif not 2 <= len(items) <= MAX_CHOICES:
            message = f"A criterion has 2 to {MAX_CHOICES} choices; this one has {len(items)}."
            hint = "A choice is a line: - [Django 2] Yes, or - [ ] No for what counts for no side."
        elif rest := scan.trimmed(lines[groups[0].end :]):
            line = rest[0].number
            message = "This text stands after the choices."
            hint = "Move it above them; a reason is a quote below its choice: > Because …"
        if message:
            self.log.error(line, 1, "decision-criterion", message, hint)
        return not message

    def _choice(self, item: Item, source: QuestionSource) -> Choice:
        parts = parts_of(item, source, STYLE, right=False)
        place = item.place
        side, weight = self._mark(item)
        if parts.tag:
            message = "A misconception belongs to a quiz: here no choice is wrong."
            self.log.error(*place, "decision-misconception", message, "Take the line away.")
        if not parts.said:
            message, hint = "This choice says nothing.", "Write its words behind the bracket."
            self.log.error(*place, "decision-choice", message, hint)
        reason = parts.feedback_html(source)
        if not reason:
            self.log.warning(
                *place,
                "decision-no-reason",
                "This choice gives no reason.",
                "Say below it, in a quote, why it counts, or why it doesn't: > Because …",
            )
        html = self.render(parts.said, item.line.number) if parts.said else ""
        text = plain_text(html)
        return Choice(_id_of(text), html, text, reason, side, weight)

    def _mark(self, item: Item) -> tuple[str, int]:
        """The side and the weight in a choice's brackets; ("", 0) for none."""
        if not item.mark:
            return "", 0
        named = {side.casefold(): side for side in self.sides}
        if whole := named.get(item.mark.casefold()):
            return whole, 1  # its last word may be a number: Python 3
        match = _MARK.fullmatch(item.mark) if len(item.mark) <= LONGEST_MARK else None
        typed = match["side"] if match else item.mark
        side = named.get(typed.casefold(), "")
        if not side:
            near = nearest(typed, self.sides)
            message = f'"{typed[:40]}" is none of the sides: {", ".join(self.sides)}.'
            hint = f'Did you mean "{near}"?' if near else "Write - [ ] for what counts for none."
            self.log.error(*item.place, "decision-unknown-side", message, hint)
        weight = int((match and match["weight"][:4]) or 1)
        if not 1 <= weight <= MAX_WEIGHT:
            message = f"A weight is a whole number from 1 to {MAX_WEIGHT}; this is {weight}."
            hint = "Write - [ ] for what counts for none."
            self.log.error(*item.place, "decision-weight", message, hint)
        return side, weight

    def _report_repeated(self, items: Sequence[Item], choices: Sequence[Choice]) -> None:
        seen: set[str] = set()
        for item, choice in zip(items, choices, strict=True):
            if choice.id in seen:
                message = "This choice says the same as another one above."
                hint = "Say what is different about it, or take it away."
                self.log.error(*item.place, "decision-choice", message, hint)
            seen.add(choice.id)


def _review(
    criteria: Sequence[Criterion], sides: Sequence[str], first_line: int, log: ProblemLog
) -> None:
    seen: set[str] = set()
    for criterion in criteria:
        if criterion.id in seen:
            message = "This asks the same as another criterion above."
            hint = "Ask something else, or take it away."
            log.error(criterion.line, 1, "decision-criterion", message, hint)
        seen.add(criterion.id)
    spoken_for = {choice.side for each in criteria for choice in each.choices}
    for side in sides:
        if side not in spoken_for and criteria and not log.has_errors:
            log.warning(
                first_line,
                1,
                "decision-one-sided",
                f"No choice speaks for {side}: nobody's answers can lead there.",
                f"Find what does, or take {side} out of the sides.",
            )


def _id_of(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:6]
