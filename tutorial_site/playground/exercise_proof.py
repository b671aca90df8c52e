"""Whether an exercise is one: its starter fails, solutions pass, mistakes get their hints."""

from collections.abc import Iterator, Mapping, Sequence

from tutorial_site.catalog.problems import Problem
from tutorial_site.catalog.tree import ExerciseBlock, Lesson, Mistake, Solution, SourceFile
from tutorial_site.playground import proof
from tutorial_site.playground.blocks import NAMES
from tutorial_site.playground.harness.checks import recognise
from tutorial_site.playground.harness.checks.native import ChecksRunner, native_checks, tried
from tutorial_site.playground.harness.checks.shapes import CheckResult, Tried
from tutorial_site.playground.harness.shapes import Program


def prove(lesson: Lesson, block: ExerciseBlock) -> list[Problem]:
    """Run starter, solutions and mistakes natively, and say what isn't as it should be."""
    problems = proof.prove(lesson, block)
    with native_checks(block.source) as checks:
        return [*problems, *prove_with(checks, lesson, block)]


def prove_with(checks: ChecksRunner, lesson: Lesson, block: ExerciseBlock) -> Iterator[Problem]:
    """The same, wherever ``checks`` runs them."""
    for side in block.sides:
        yield from Proof(lesson, block, side.framework, checks).problems()


class Proof:
    """An exercise in one framework, and what runs its checks."""

    def __init__(
        self, lesson: Lesson, block: ExerciseBlock, framework: str, checks: ChecksRunner
    ) -> None:
        self.lesson, self.block, self.framework = lesson, block, framework
        self.checks = checks
        self.name = NAMES[framework]

    def problems(self) -> Iterator[Problem]:
        """What is wrong with starter, solution and mistakes, in this order."""
        starter = self.tried(self.block.starter(self.framework))
        if not any(each["signature"] for each in starter["results"]):
            yield self.problem(
                (),
                "starter-passes",
                f"What learners start with in {self.name} passes all checks of "
                f"{self.block.id!r}: there is nothing to make.",
                "Check what is missing in it.",
            )
        if solution := self.block.solution(self.framework):
            yield from self.of_solution(solution)
        yield from self.of_mistakes(self.block.mistakes_in(self.framework), starter)

    def of_solution(self, solution: Solution) -> Iterator[Problem]:
        program = self.program(self.block.with_files(self.framework, solution.files))
        for result in self.checks.run(program):
            if not result["ok"]:
                yield self.problem(
                    solution.files,
                    "solution-fails",
                    f"The solution in {self.name} fails {result['name']}. {told(result)}",
                    "Mend the solution or the check.",
                )

    def of_mistakes(self, mistakes: Sequence[Mistake], starter: Tried) -> Iterator[Problem]:
        known = [self.tried(self.block.with_files(self.framework, m.files)) for m in mistakes]
        for index, (mistake, own) in enumerate(zip(mistakes, known, strict=True)):
            found = recognise(own, starter, known)
            if not any(each["signature"] for each in own["results"]):
                yield self.problem(
                    mistake.files,
                    "mistake-passes",
                    f"This mistake in {self.name} passes all checks, so nobody is told its hint.",
                    "Check what is wrong about it.",
                )
            elif found is None:
                yield self.problem(
                    mistake.files,
                    "mistake-not-recognised",
                    f"This mistake in {self.name} fails as what learners start with does, and no "
                    "name in it tells the two apart.",
                    "Check what it does, or leave it out.",
                )
            elif found != index:
                yield self.problem(
                    mistake.files,
                    "mistakes-alike",
                    f"Whoever makes this mistake in {self.name} is told the hint of line "
                    f"{mistakes[found].line}: both fail the same checks in the same way.",
                    "Let a check tell them apart, or give both one hint in one place.",
                )

    def tried(self, files: Mapping[str, str]) -> Tried:
        program = self.program(files)
        return tried(program, self.checks.run(program))

    def program(self, files: Mapping[str, str]) -> Program:
        superuser = self.block.superuser if self.framework == "django" else ""
        return {"framework": self.framework, "files": dict(files), "superuser": superuser}

    def problem(self, files: Sequence[SourceFile], code: str, message: str, hint: str) -> Problem:
        """At the head of the fence of the first of ``files``; at the block's without any."""
        if not files:
            return Problem(self.lesson.path, self.block.line, 1, code, message, hint)
        return Problem(files[0].source, max(1, files[0].line - 1), 1, code, message, hint)


def told(result: CheckResult) -> str:
    """What a failed check says, on one line."""
    parts = [result["message"]]
    if result["expected"] or result["actual"]:
        parts.append(f"Expected {result['expected']}; got {result['actual']}.")
    return " ".join(" ".join(parts).split())[:500]
