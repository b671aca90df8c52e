"""The Markdown of a question that asks which belongs to which.

    Which file does what?

    - `urls.py` -> says which view answers
        > It is read once, at the start.
    - `views.py` -> makes the response
    - -> draws the tables

    Because: each has one job.

The arrow has blanks around it and stands outside of code. With nothing before it, what follows
belongs to nothing. Two may share what follows.
"""

import re
from collections.abc import Sequence

from tutorial_site.quizzes import frame
from tutorial_site.quizzes.items import Group, Item, Style, find_groups, has_items, parts_of
from tutorial_site.quizzes.kinds.base import QuestionSource, digest_of
from tutorial_site.quizzes.kinds.match import validation
from tutorial_site.quizzes.kinds.match.question import MatchQuestion, Pair, Right
from tutorial_site.quizzes.phrasing import phrasing, plain
from tutorial_site.quizzes.scan import Line, markdown

_BULLET = re.compile(r"[-*+] +(?!\[.\] )(.*)")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_ARROW = re.compile(r"(?:^|(?<=\s))(?:->|→)(?=\s|$)")


def _head(bare: str) -> tuple[str, str] | None:
    bullet = _BULLET.fullmatch(bare)
    text = bullet[1] if bullet else bare
    if (">" not in text and "→" not in text) or text.startswith(">"):
        return None
    # Code keeps its length, so that places in the text stay what they are.
    bared = _CODE.sub(lambda code: "." * len(code[0]), text)
    arrow = _ARROW.search(bared)
    return (text[: arrow.start()].strip(), text[arrow.end() :].strip()) if arrow else None


STYLE = Style(
    _head,
    noun="pair",
    unmarked="This item stands among the pairs and has no arrow.",
    unmarked_hint="Write what belongs together with an arrow between: - one -> other.",
    unmarked_code="quiz-pair-without-arrow",
)


def has_pairs(lines: Sequence[Line]) -> bool:
    return sum(line.top and _head(line.bare) is not None for line in lines) > 1


def parse(source: QuestionSource) -> MatchQuestion | None:
    """The question; None when it has no pairs at all."""
    body, because = frame.split_because(source.lines)
    groups = find_groups(body, source, STYLE)
    if not groups:
        if has_items(because, STYLE):
            frame.report_because_first(source, because, STYLE)
        else:
            validation.report_no_pairs(source)
        return None
    last = groups[-1]
    stem = frame.check_frame(source, body, because, last, STYLE)
    pairs, rights = _read_pairs(last, source)
    validation.check_pairs(source, pairs, rights, last)
    key = sorted((pair.id, pair.right) for pair in pairs), sorted(right.id for right in rights)
    digest = digest_of("match", " ".join(markdown(stem).split()), key)
    if not pairs:
        return None
    return MatchQuestion(
        **frame.common(source, "match", digest, stem, because), pairs=pairs, rights=rights
    )


def _read_pairs(group: Group, source: QuestionSource) -> tuple[tuple[Pair, ...], tuple[Right, ...]]:
    rights: dict[str, Right] = {}
    pairs = []
    for item in group.items[: validation.MAX_PAIRS]:
        parts = parts_of(item, source, STYLE, right=True)
        right = Right(*_rendered(parts.said, item, source))
        rights.setdefault(right.id, right)
        if item.mark:
            feedback = parts.feedback_html(source)
            pairs.append(Pair(*_rendered(item.mark, item, source), right.id, feedback))
    return tuple(pairs), tuple(rights.values())


def _rendered(said: str, item: Item, source: QuestionSource) -> tuple[str, str, str]:
    """Id, HTML for a label, plain text."""
    html = phrasing(source.render(said, item.line.number) if said else "")
    validation.check_markup(html.refused, item, source)
    return digest_of(" ".join(said.split()))[:10], html.html, plain(html.html)
