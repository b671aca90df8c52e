"""What a program prints and logs: passed on as it comes, in order, and not without end."""

import logging
import sys

import pytest

from ..harness.console import (
    CUT_NOTE,
    FLOOD_AFTER,
    FLOOD_PIECE,
    MAX_OUTPUT,
    Capture,
    Console,
)
from ..harness.shapes import Output
from .harness_programs import get, program

LOUD = """\
import logging
import sys

from flask import Flask

print("starting", flush=True)
app = Flask(__name__)


@app.get("/")
def index():
    print("printed", end="")
    print("to stderr", file=sys.stderr)
    logging.getLogger("notes").warning("logged by %s", "name")
    app.logger.error("logged by the app")
    logging.info("not loud enough")
    return "done"
"""


def collected():
    pieces: list[Output] = []
    return pieces, Console(pieces.append)


def texts(pieces, stream="stdout"):
    return "".join(piece["text"] for piece in pieces if piece["stream"] == stream)


# --- a whole program --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def loud(apart):
    # Apart: here pytest listens to the log itself.
    trial = apart(program("flask", {"app.py": LOUD}))
    trial.visit(get("/"))
    return trial


def test_prints_come_out_while_starting_and_while_answering(loud):
    assert loud.printed() == "starting\nprinted"
    assert loud.printed("stderr") == "to stderr\n"


def test_the_report_holds_what_was_printed_while_starting(loud):
    assert loud.report["console"] == [{"stream": "stdout", "text": "starting\n"}]


def test_warnings_are_logged_and_infos_are_not_as_on_a_terminal(loud):
    log = loud.printed("log")
    assert "WARNING notes: logged by name\n" in log
    assert "ERROR in app: logged by the app\n" in log
    assert "not loud enough" not in log


def test_a_program_may_set_its_log_up_itself(apart):
    configure = "logging.basicConfig(level=logging.INFO)\n"
    set_up = LOUD.replace("import sys\n", f"import sys\n{configure}", 1)
    trial = apart(program("flask", {"app.py": set_up}))
    trial.get("/")
    assert "INFO:root:not loud enough\n" in trial.printed("log")
    assert trial.printed("stderr") == "to stderr\n"


def test_an_unhandled_exception_is_logged_with_the_learners_file_names(apart):
    code = LOUD.replace('return "done"', "return 1 / 0")
    trial = apart(program("flask", {"app.py": code}))
    trial.get("/")
    assert "ERROR in app: Exception on / [GET]" in trial.printed("log")
    assert 'File "app.py", line 17, in index' in trial.printed("log")


def test_output_past_pythons_streams_disturbs_nothing(apart):
    trial = apart(program("python", {"main.py": "import os\nos.write(1, b'raw')\nprint('fine')\n"}))
    assert trial.ok
    assert trial.printed() == "fine\n"


def test_print_works_with_text_that_is_no_text(python):
    trial = python("print('\\ud800 é')\nimport sys\nsys.stdout.buffer.write(b'bytes \\xff\\n')\n")
    assert trial.ok
    assert trial.printed() == "\\ud800 é\nbytes \ufffd\n"


def test_more_than_a_megabyte_is_cut_with_a_note(python):
    trial = python("for number in range(30):\n    print('x' * 100_000)\nprint('end')\n")
    assert trial.ok
    printed = trial.printed()
    assert printed.endswith(CUT_NOTE)
    assert len(printed) == MAX_OUTPUT + len(CUT_NOTE)
    assert "only its first 1 MB is shown" in CUT_NOTE


def test_a_program_that_prints_for_ever_is_cut_once_whatever_it_prints_next(flask):
    code = "from flask import Flask\napp = Flask(__name__)\n@app.get('/')\ndef index():\n"
    code += "    print('x' * 400_000)\n    return 'done'\n"
    trial = flask(code)
    for _ in range(4):
        assert trial.get("/")["response"]["text"] == "done"
    assert trial.printed().count(CUT_NOTE) == 1
    assert trial.printed().endswith(CUT_NOTE)


# --- the console itself -----------------------------------------------------------------------


def test_the_programs_folder_is_hidden_except_in_what_it_prints_itself():
    pieces, console = collected()
    console.hide = "/tmp/somewhere/program"
    console.write("stderr", 'File "/tmp/somewhere/program/app.py"')
    console.write("log", 'File "/tmp/somewhere/program/app.py"')
    console.write("stdout", "/tmp/somewhere/program/app.py")
    assert texts(pieces, "stderr") == texts(pieces, "log") == 'File "app.py"'
    assert texts(pieces) == "/tmp/somewhere/program/app.py"


def test_a_line_is_passed_on_when_it_is_complete_and_the_rest_at_the_end():
    pieces, console = collected()
    with Capture(console):
        print("one")
        assert texts(pieces) == "one\n"
        print("two", end="")
        assert texts(pieces) == "one\n"
    assert texts(pieces) == "one\ntwo"


def test_streams_keep_their_order():
    pieces, console = collected()
    with Capture(console):
        print("a")
        print("b", file=sys.stderr)
        print("c")
    assert [piece["text"] for piece in pieces] == ["a\n", "b\n", "c\n"]


def test_a_flood_is_passed_on_whole_in_fewer_pieces():
    pieces, console = collected()
    lines = FLOOD_AFTER * 10
    with Capture(console):
        for number in range(lines):
            print(f"{number:04}")
    assert texts(pieces) == "".join(f"{number:04}\n" for number in range(lines))
    assert len(pieces) < FLOOD_AFTER + lines * 5 / FLOOD_PIECE * 2
    assert texts(console.pieces) == texts(pieces)


def test_a_flood_on_two_streams_keeps_their_order():
    pieces, console = collected()
    with Capture(console):
        for _ in range(FLOOD_AFTER):
            print("flood")
        print("a")
        print("b", file=sys.stderr)
        print("c")
    assert "".join(piece["text"] for piece in pieces).endswith("flood\na\nb\nc\n")
    assert pieces[-2] == {"stream": "stderr", "text": "b\n"}


def test_afterwards_the_streams_are_what_they_were():
    before = (sys.stdout, sys.stderr, sys.stdin, input, logging.lastResort)
    _, console = collected()
    with pytest.raises(KeyError), Capture(console):
        raise KeyError
    assert (sys.stdout, sys.stderr, sys.stdin, input, logging.lastResort) == before


def test_a_note_of_the_harness_says_that_it_is_one():
    pieces, console = collected()
    console.note("No server is needed.")
    assert pieces == [{"stream": "log", "text": "[Side by Side] No server is needed.\n"}]
