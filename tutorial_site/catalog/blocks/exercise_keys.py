"""What an exercise keeps to itself until a learner asks: solutions, and known mistakes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tutorial_site.catalog import limits
from tutorial_site.catalog.blocks.app_files import check_python, check_repeated, fenced_files
from tutorial_site.catalog.blocks.app_marks import Draft
from tutorial_site.catalog.blocks.base import BlockContext
from tutorial_site.catalog.fences import IN_MISTAKE, IN_SOLUTION, Allowed, Fence
from tutorial_site.catalog.highlight import highlighted
from tutorial_site.catalog.problems import ProblemLog, did_you_mean
from tutorial_site.catalog.sources import digest_of
from tutorial_site.catalog.structure import RawBlock
from tutorial_site.catalog.tree import AppSide, Mistake, Solution, SourceFile

Sides = Sequence[AppSide]


def read_solutions(
    raw: RawBlock,
    fences: Sequence[Fence],
    frameworks: Sequence[str],
    sides: Sides,
    context: BlockContext,
) -> tuple[Solution, ...]:
    """One for each of ``frameworks``, which are those that the learner may choose."""
    log = context.log
    drafts = [draft for fence in fences for draft in _drafts(fence, IN_SOLUTION, frameworks, log)]
    check_repeated(drafts, log)
    solutions = []
    for side in sides:
        own = [draft for draft in drafts if draft.framework == side.framework]
        for draft in own:
            _check_against(draft, side, log)
        if own:
            solutions.append(Solution(side.framework, _files(own)))
        elif side.framework in frameworks:
            log.error(
                raw.line,
                raw.column,
                "missing-solution",
                f"There is no solution in {side.framework.title()}.",
                f"Add a fence: ```{{.python .{side.framework} .solution file=…}}. It replaces the "
                "file that the learner starts with.",
            )
    return tuple(solutions)


@dataclass(slots=True)
class _Group:
    """One mistake as typed: a fence with a hint, and those without one that follow it."""

    fence: Fence
    hint: str
    drafts: list[Draft] = field(default_factory=list)


def read_mistakes(
    fences: Sequence[Fence], frameworks: Sequence[str], sides: Sides, context: BlockContext
) -> tuple[Mistake, ...]:
    """The known mistakes, in the order in which they stand."""
    log = context.log
    mistakes: list[Mistake] = []
    for group in _groups(fences, frameworks, log):
        check_repeated(group.drafts, log)
        hint = context.render(group.hint, group.fence.line) if group.hint else ""
        for side in sides:
            own = [draft for draft in group.drafts if draft.framework == side.framework]
            if own:
                texts = (f"{draft.path}\0{draft.text}" for draft in own)
                name = digest_of("mistake", side.framework, group.hint, *texts)
                files = _files(own)
                mistakes.append(Mistake(name, side.framework, files, hint, group.fence.line))
    if len(mistakes) > limits.MISTAKES:
        log.error(
            mistakes[limits.MISTAKES].line,
            1,
            "too-many-mistakes",
            f"An exercise may know {limits.MISTAKES} mistakes; this one knows {len(mistakes)}.",
            "Keep those that learners make most.",
        )
    return tuple(mistakes)


def _groups(
    fences: Sequence[Fence], frameworks: Sequence[str], log: ProblemLog
) -> Sequence[_Group]:
    groups: list[_Group] = []
    for fence in fences:
        drafts = list(_drafts(fence, IN_MISTAKE, frameworks, log))
        hint = next((draft.head.get("hint").strip() for draft in drafts), "")
        if hint or (drafts and not groups):
            groups.append(_Group(fence, hint))
        if drafts:
            groups[-1].drafts += drafts
        if drafts and not groups[-1].hint:
            log.error(
                fence.line,
                fence.head_column,
                "missing-hint",
                "This mistake has no hint.",
                'Say what to tell whoever makes it: hint="Who else can read this?" A fence without '
                "a hint is a further file of the mistake before it.",
            )
    return groups


def _drafts(
    fence: Fence, allowed: Allowed, frameworks: Sequence[str], log: ProblemLog
) -> Iterator[Draft]:
    for draft in fenced_files(fence, allowed, log):
        if draft.framework == "python":
            log.error(
                fence.line,
                fence.head_column,
                "unmarked-file",
                f"This is {allowed.place}, and says neither .flask nor .django.",
                "Mark it with the framework that it is for.",
            )
        elif frameworks and draft.framework not in frameworks:
            log.error(
                fence.line,
                fence.head_column,
                "unknown-side",
                f"This exercise is not made in {draft.framework.title()}.",
                did_you_mean(draft.framework, frameworks),
            )
        else:
            check_python(draft, log)
            yield draft


def _check_against(draft: Draft, side: AppSide, log: ProblemLog) -> None:
    """A solution is what a learner could have typed, and not what was there."""
    starter = next((file for file in side.files if file.path == draft.path), None)
    if starter is None:
        return
    if starter.readonly or starter.hidden:
        log.error(
            draft.line - 1,
            draft.column,
            "not-editable",
            f"The solution changes {draft.path}, which learners can't: it is "
            f"{'read only' if starter.readonly else 'hidden'}.",
            "Let them edit the file, or leave it as it is.",
        )
    if starter.text == draft.text:
        log.warning(
            draft.line - 1,
            draft.column,
            "same-as-starter",
            f"{draft.path} is what the learner starts with.",
            "Leave it out: a solution is the files that it changes.",
        )


def _files(drafts: Sequence[Draft]) -> tuple[SourceFile, ...]:
    return tuple(
        SourceFile(
            path=draft.path,
            text=draft.text,
            language=draft.language,
            html=highlighted(draft.text, draft.language),
            source=draft.problems_path,
            line=draft.line,
        )
        for draft in drafts
    )
