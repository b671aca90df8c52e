"""Whether an app of a lesson does what the lesson says: it is started, asked, and held to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from tutorial_site.catalog.problems import Problem, ProblemLog
from tutorial_site.catalog.tree import AppBlock, AppRequest, AppSide, Lesson
from tutorial_site.playground.blocks import NAMES
from tutorial_site.playground.expectations import unmet
from tutorial_site.playground.harness.native import NativeRun, run_native
from tutorial_site.playground.harness.shapes import Error, Exchange, Program, Request

SECONDS = 30.0  # for one side of an app, all of its requests included


def prove(lesson: Lesson, block: AppBlock) -> list[Problem]:
    """Run each side of an app natively, and say what of it isn't as the lesson says."""
    problems: list[Problem] = []
    for side in block.sides:
        trial = Trial(lesson, block, side)
        problems += trial.judge(run_native(trial.program, trial.requests, SECONDS))
    return problems


@dataclass(frozen=True)
class Trial:
    """One side of an app, as the page starts it, and what the page sends it then."""

    lesson: Lesson
    block: AppBlock
    side: AppSide

    @property
    def program(self) -> Program:
        return {
            "framework": self.side.framework,
            "files": {file.path: file.text for file in self.side.files},
            "superuser": self.block.superuser if self.side.framework == "django" else "",
            "by_hand": self.block.by_hand,
        }

    @property
    def asked(self) -> Sequence[AppRequest]:
        """The block's requests, the page that is shown first, and last what is measured."""
        if self.side.framework == "python":
            return ()
        first = AppRequest("GET", self.block.open, line=self.block.line)
        return (*self.block.requests, first, *self.measured)

    @property
    def measured(self) -> Sequence[AppRequest]:
        return self.block.bench.requests if self.block.bench else ()

    @property
    def requests(self) -> list[Request]:
        return [_sent(request) for request in self.asked]

    def judge(self, run: NativeRun) -> list[Problem]:
        """What of a run isn't as the lesson says; ``run`` is what came of program and requests."""
        if error := run["report"]["error"]:
            return [self._not_started(error)]
        log = ProblemLog(self.lesson.path)
        visits = [visit["exchanges"] for visit in run["visits"]]
        begin_of_bench = len(self.asked) - len(self.measured)
        for number, (request, exchanges) in enumerate(zip(self.asked, visits, strict=False)):
            self._compare(request, exchanges[0], log)
            if number >= begin_of_bench:
                self._check_measured(request, exchanges[0], log)
        if run["stopped"]:
            request = self.asked[len(visits)]
            message = f"The {self._name} side doesn't answer {_named(request)}. {run['stopped']}"
            log.error(request.line, request.column, "no-answer", message)
        return log.problems

    @property
    def _name(self) -> str:
        return NAMES[self.side.framework]

    def _not_started(self, error: Error) -> Problem:
        """At the learner's line that failed, where there is one; else at the block's head."""
        path, line = self.lesson.path, self.block.line
        where = error["where"]
        for file in self.side.files:
            if where and where["file"] == file.path:
                path, line = file.source, file.line + where["line"] - 1
        return Problem(
            path,
            line,
            1,
            "app-fails",
            f"The {self._name} side of {self.block.id!r} doesn't start: {_told(error)}.",
            "Run it in the page: its console shows the whole traceback.",
        )

    def _compare(self, request: AppRequest, exchange: Exchange, log: ProblemLog) -> None:
        error = exchange["error"]
        if exchange["response"]["status"] == 0 and error:
            message = f"The {self._name} side can't be sent {_named(request)}: {error['message']}"
            log.error(request.line, request.column, "not-sent", message)
            return
        hint = f"It ended in {_told(error)}." if error else "Mend the app, or expect what is true."
        for expected in request.expect:
            if expected.side in ("", self.side.framework):
                for fault in unmet(expected, exchange):
                    message = f"{self._name} answers {_named(request)} with {fault}."
                    log.error(expected.line, expected.column, "unmet-expectation", message, hint)

    def _check_measured(self, request: AppRequest, exchange: Exchange, log: ProblemLog) -> None:
        """The page refuses to take the time of a failure."""
        status = exchange["response"]["status"]
        if status >= 400:
            log.error(
                request.line,
                request.column,
                "bench-fails",
                f"{self._name} answers {_named(request)} with status {status}: the time of a "
                "failure says nothing.",
                "Measure requests that succeed, again and again, after those in `requests:`.",
            )


def _sent(request: AppRequest) -> Request:
    sent: Request = {
        "method": request.method,
        "path": request.path,
        "headers": dict(request.headers),
        "form": dict(request.form) if request.form is not None else None,
        "json": request.json,
    }
    if request.as_user:
        sent["as"] = request.as_user
    return sent


def _named(request: AppRequest) -> str:
    return f"{request.method} {request.path}"


def _told(error: Error) -> str:
    """``NameError: name 'x' is not defined (app.py, line 3)``."""
    where = error["where"]
    place = f" ({where['file']}, line {where['line']})" if where else ""
    return f"{error['type']}: {error['message']}{place}"
