"""Runs the program of a prediction, and takes from the run what is asked about. Takes seconds."""

from tutorial_site.playground.harness.native import NativeRun, run_native
from tutorial_site.playground.harness.shapes import Exchange, Program
from tutorial_site.playground.harness.shapes import Request as HarnessRequest
from tutorial_site.quizzes.kinds.predict.question import Prediction
from tutorial_site.quizzes.kinds.predict.result import Result

SECONDS = 10.0
MOST_LINES = 20
MOST_CHARACTERS = 1_000


class UnknowableError(Exception):
    """There is nothing to predict; the texts say why, and what an instructor can do.

    ``passing``: it may be another time.
    """

    def __init__(self, why: str, hint: str, *, passing: bool = False) -> None:
        super().__init__(why)
        self.why, self.hint, self.passing = why, hint, passing


def compute(prediction: Prediction) -> Result:
    """What the program does; run twice, for what changes from run to run can't be predicted."""
    try:
        first, second = (_value(prediction, _run(prediction)) for _ in range(2))
        if first != second:
            raise UnknowableError(
                "The program does something else each time it is run.",
                "Leave out the time, chance, ids and the order of sets.",
            )
    except UnknowableError as error:
        return Result("", error.why, error.hint, passing=error.passing)
    return Result(first)


def _run(prediction: Prediction) -> NativeRun:
    program: Program = {"framework": prediction.framework, "files": dict(prediction.files)}
    requests: list[HarnessRequest] = []
    for request in prediction.requests:
        sent: HarnessRequest = {"method": request.method, "path": request.path}
        if request.form:
            sent["form"] = dict(request.form)
        requests.append(sent)
    run = run_native(program, requests, SECONDS)
    if run["stopped"]:
        hint = "Make it end by itself, and soon."
        raise UnknowableError(run["stopped"], hint, passing=True)
    return run


def _value(prediction: Prediction, run: NativeRun) -> str:
    error = run["report"]["error"]
    if not prediction.requests:
        raised = error["type"] if error else ""
        if prediction.asks == "error":
            return _name(raised)
        if raised:
            hint = f"Mend it, or ask for the exception: asks=error. It says: {_said(error)}"
            raise UnknowableError(f"The program ends with {raised}.", hint)
        printed = (piece["text"] for piece in run["console"] if piece["stream"] == "stdout")
        return _short("".join(printed), "prints")
    if error:
        raise UnknowableError(
            f"The program doesn't start: {error['type']}.", f"Mend it. It says: {_said(error)}"
        )
    return _answered(prediction, run["visits"][-1]["exchanges"][0])


def _answered(prediction: Prediction, exchange: Exchange) -> str:
    """From the answer to the last request itself, and not from where it redirects to."""
    response, error = exchange["response"], exchange["error"]
    if not response["status"]:
        raise UnknowableError(
            f"The request couldn't be sent: {_said(error)}", "Look at the method and the path."
        )
    if prediction.asks == "error":
        return _name(error["type"] if error else "")
    if prediction.asks == "status":
        return str(response["status"])
    if prediction.asks == "queries":
        return str(len(exchange["queries"]) + exchange["queries_left_out"])
    return _short(response["text"] or "", "answers with")


def _name(raised: str) -> str:
    if not raised:
        raise UnknowableError(
            "The program raises no exception, and one is asked for.",
            "Ask for something else: asks=output, or asks=status.",
        )
    return raised.rpartition(".")[2]


def _short(text: str, does: str) -> str:
    if not text.strip():
        raise UnknowableError(
            f"The program {does} nothing.", "Let it say something: print(…), or return a text."
        )
    if len(text) > MOST_CHARACTERS or text.strip().count("\n") >= MOST_LINES:
        raise UnknowableError(
            f"The program {does} more than anyone would type.",
            f"Keep it to {MOST_LINES} lines, or ask for a number: asks=status.",
        )
    return text.strip("\n")


def _said(error: object) -> str:
    message = error.get("message", "") if isinstance(error, dict) else ""
    return str(message)[:200]
