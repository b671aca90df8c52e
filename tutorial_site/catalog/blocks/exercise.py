"""``/// exercise | Title``: an app with something to make, and the checks that judge it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from tutorial_site.catalog.blocks.app import AppKind, without_fences
from tutorial_site.catalog.blocks.app_files import read_sides
from tutorial_site.catalog.blocks.base import BlockContext
from tutorial_site.catalog.blocks.exercise_checks import read_checks
from tutorial_site.catalog.blocks.exercise_keys import read_mistakes, read_solutions
from tutorial_site.catalog.blocks.hints import read_hints
from tutorial_site.catalog.fences import IN_EXERCISE, Fence, role_of
from tutorial_site.catalog.objectives import OBJECTIVE
from tutorial_site.catalog.schema import Option, itself, one_of
from tutorial_site.catalog.sources import digest_of
from tutorial_site.catalog.structure import RawBlock
from tutorial_site.catalog.tree import AppSide, ExerciseBlock

FRAMEWORKS = {
    "flask": ("flask",),
    "django": ("django",),
    "either": ("flask", "django"),
    "both": ("flask", "django"),
}


class ExerciseKind(AppKind):
    name = "exercise"
    options: ClassVar = {
        **AppKind.options,
        "framework": Option(one_of(*FRAMEWORKS), "", example="either"),
        "hints": Option(itself, None, example="[Where is the owner known?]"),
        "objective": OBJECTIVE,
    }

    def compile(self, raw: RawBlock, context: BlockContext) -> ExerciseBlock:
        by_role: dict[str, list[Fence]] = {"": [], "checks": [], "solution": [], "mistake": []}
        for fence in raw.fences:
            by_role[role_of(fence)].append(fence)
        sides = read_sides(replace(raw, fences=by_role[""]), context, IN_EXERCISE)
        framework = self.framework(raw, sides, context)
        wanted = FRAMEWORKS.get(framework, ())
        source, checks = read_checks(raw, by_role["checks"], context.log)
        self.check_task(raw, context)
        fields = self.fields(raw, sides, context)
        fields["digest"] = digest_of("exercise", fields["digest"], framework, source)
        return ExerciseBlock(
            **fields,
            framework=framework or "either",
            source=source,
            checks=checks,
            hints=read_hints(context.values["hints"], context),
            solutions=read_solutions(raw, by_role["solution"], wanted, sides, context),
            mistakes=read_mistakes(by_role["mistake"], wanted, sides, context),
            objectives=context.values["objective"] or (),
        )

    def framework(self, raw: RawBlock, sides: Sequence[AppSide], context: BlockContext) -> Any:
        """The option; left out, what the only side is. Both sides leave it open: "" then."""
        typed = context.values["framework"]
        there = [side.framework for side in sides if side.framework != "python"]
        if not typed and len(there) == 1:
            return there[0]
        log, place = context.log, (raw.line, raw.column)
        if not typed and there:
            log.error(
                *place,
                "missing-option",
                '"framework" is missing: there are files of both.',
                "Add framework: either (one is enough) or framework: both.",
            )
        for name in FRAMEWORKS.get(typed, ()):
            if name not in there and there:
                log.error(
                    *place,
                    "missing-side",
                    f'"framework: {typed}" needs files to start with in {name.title()}; there '
                    "are none.",
                    f"Add a fence: ```{{.python .{name} file=…}}, or change framework.",
                )
        for name in there:
            if typed and name not in FRAMEWORKS[typed]:
                log.error(
                    *place,
                    "unexpected-side",
                    f'There are files in {name.title()}, and "framework: {typed}" leaves them out.',
                    "Say framework: either or framework: both, or take the files away.",
                )
        if sides and not there:
            log.error(
                *place,
                "not-for-python",
                "An exercise is made in Flask or Django; this is a plain Python program.",
                "Mark its files .flask or .django.",
            )
        return typed

    def check_task(self, raw: RawBlock, context: BlockContext) -> None:
        if not without_fences(raw).strip():
            context.log.error(
                raw.line,
                raw.column,
                "no-task",
                "This exercise doesn't say what to make.",
                "Write the task below the options, before the first fence.",
            )
