"""The measurements' own arithmetic, tables, load and parsing; nothing here is timed."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import brotli
import pytest

from bench import answering, load_test, startup, throughput, transfer
from bench.__main__ import main, where
from bench.lessons_at_large import lesson, write_course
from bench.loadgen import Connection, Load, getting, load
from bench.questions import answers_to, questions_of
from bench.registry import MEASUREMENTS
from bench.results import Goal, Ratio, Row, Samples, faster, percentile, share, table
from bench.rounds import interleaved
from bench.stage import BARE, LESSON
from bench.stock.archives import KINDS, NEEDED
from bench.stock.server import StockSite
from bench.transfer import Fetched
from tests.site import ROOT

# --- figures -----------------------------------------------------------------------------------


def test_a_figure_reads_as_its_median_with_the_lowest_and_the_highest():
    assert str(Samples.of([30, 10, 20], "ms")) == "20 ms (10 – 30)"
    assert str(Samples.of([1234.4, 900, 4000], "ms")) == "1,234 ms (900 – 4,000)"
    assert str(Samples.of([0.1234, 0.2, 12.34], "s")) == "0.20 s (0.12 – 12.3)"


def test_a_figure_taken_once_stands_alone():
    assert str(Samples.of([4], "")) == "4"


def test_a_figure_that_nobody_took_is_refused():
    with pytest.raises(ValueError, match="Nothing was measured"):
        Samples.of([], "ms")


@pytest.mark.parametrize(("percent", "expected"), [(0, 1), (50, 50), (95, 95), (100, 100)])
def test_a_percentile_is_a_value_that_so_many_do_not_exceed(percent: int, expected: int):
    assert percentile(range(100, 0, -1), percent) == expected


def test_a_percentile_of_few_values_is_one_of_them():
    assert percentile([3, 1], 50) == 1
    assert percentile([3, 1], 51) == 3
    with pytest.raises(ValueError, match="Nothing was measured"):
        percentile([], 50)


def test_ratios_compare_medians():
    ours, stock = Samples.of([1, 2, 90], "s"), Samples.of([9, 12, 13], "s")
    assert str(faster(ours, stock, "stock")) == "6.0× faster than stock"
    assert str(share(ours, stock, "a bare view")) == "17 % of a bare view"


def test_a_goal_is_a_bound_that_may_be_met_exactly():
    most, least = Goal(150, "ms"), Goal(6, "×", at_least=True)
    assert (most.reached(150), most.reached(150.1)) == (True, False)
    assert (least.reached(6), least.reached(5.9)) == (True, False)
    assert (str(most), str(least), str(Goal(0.6, "%", at_least=True))) == (
        *("≤ 150 ms", "≥ 6.0×"),
        "≥ 60 %",
    )


def test_a_goal_is_held_against_the_ratio_where_there_is_one():
    samples = Samples.of([100], "ms")
    assert Row("a", samples, goal=Goal(99, "ms")).reached is False
    assert Row("a", samples, Ratio(7, "faster"), Goal(6, "×", at_least=True)).reached is True
    assert Row("a", samples).reached is None


def test_the_table_is_markdown_with_its_columns_lined_up():
    rows = [
        Row("short", Samples.of([1], "ms"), goal=Goal(2, "ms")),
        Row("longer", Samples.of([2], "")),
    ]
    assert table(rows).splitlines() == [
        "| what   | median (lowest – highest) | ratio | to reach | reached |",
        "| ------ | ------------------------- | ----- | -------- | ------- |",
        "| short  | 1 ms                      |       | ≤ 2 ms   | yes     |",
        "| longer | 2                         |       |          |         |",
    ]


def test_contestants_take_turns():
    order = []

    def contestant(name: str):
        def measure():
            order.append(name)
            return {name: float(len(order))}

        return measure

    figures = interleaved(2, [contestant("a"), contestant("b")])
    assert order == ["a", "b", "a", "b"]
    assert figures == {"a": [1.0, 3.0], "b": [2.0, 4.0]}


# --- rows of the measurements ------------------------------------------------------------------


def test_a_start_is_held_against_stock_by_its_cache():
    samples = {
        f"{name}, {cache}": Samples.of([time], "ms")
        for name, cold, warm in [
            (startup.SITE, 1000, 500),
            (startup.STOCK["sources"], 7000, 5000),
            (startup.STOCK["compiled"], 3900, 3100),
        ]
        for cache, time in [("cold", cold), ("warm", warm)]
    }
    cold, cold_compiled, warm, *stock = startup.rows(samples)
    assert [str(row.ratio) for row in (cold, cold_compiled, warm)] == [
        "7.0× faster than stock Pyodide, sources",
        "3.9× faster than stock Pyodide, byte-compiled",
        "6.2× faster than stock Pyodide, byte-compiled",
    ]
    assert [row.reached for row in (cold, cold_compiled, warm)] == [True, False, True]
    assert len(stock) == 4


def test_a_page_is_held_against_the_bare_view():
    page, *_, queries = throughput.rows({BARE: [100, 110, 90], LESSON: [70, 60, 65]}, queries=1)
    assert str(page.ratio) == "65 % of a bare view"
    assert page.reached is True
    assert queries.reached is False


def test_lost_and_failed_answers_are_counted_apart():
    answers = Load([1.0, 2.0], ["status 500: locked"], seconds=2)
    rows = {
        row.what: row
        for row in answering.rows({"first": 5, "later": 4}, [answers], [answers], lost=[1])
    }
    assert rows["64 at once: answers that failed"].samples.median == 1
    assert rows["64 at once: answers lost"].reached is False
    assert rows["64 at once: answers"].samples.median == 1
    assert rows["64 at once: answers, p99"].samples.median == 2


def test_learners_under_load_lose_nothing_and_what_they_lose_is_told() -> None:
    answers = Load(times=[1.0, 2.0, 3.0], failures=["status 500"], seconds=3.0)
    bare_views = Load(times=[1.0] * 40, seconds=10.0)
    found = load_test.rows("SQLite", [load_test.Round(answers, bare_views, lost=2, locks=1)])
    rows = {row.what: row for row in found}
    assert rows["SQLite: answers"].samples.median == 3
    for what in ("answers that failed", "answers lost", "locks in the server's log"):
        assert rows[f"SQLite: {what}"].reached is False
    assert str(rows["SQLite: answers a second"].ratio) == "25 % of a bare view"
    assert rows["SQLite: answers, p99"].samples.median == 3


@pytest.mark.parametrize(("told", "seconds"), [({}, 60), ({"SECONDS": "5"}, 5)])
def test_how_long_the_load_lasts_can_be_said(
    monkeypatch: pytest.MonkeyPatch, told: dict[str, str], seconds: int
) -> None:
    monkeypatch.delenv("SECONDS", raising=False)
    for name, value in told.items():
        monkeypatch.setenv(name, value)
    assert load_test.seconds() == seconds


def test_python_is_told_from_the_pages_own_scripts():
    site, worker = Fetched("/static/hashed/site-1.js", 9), Fetched("/static/hashed/worker-1.js", 9)
    snapshot = Fetched("/static/runtime/snapshot-1.bin", 9)
    assert [each.is_runtime for each in (site, worker, snapshot)] == [False, True, True]
    assert [each.is_script for each in (site, worker, snapshot)] == [True, False, False]


def test_bytes_are_summed_up_in_their_units():
    figures = {
        "runtime before": [0],
        "scripts": [59_000],
        "page": [400_000],
        "runtime": [15_500_000],
        "runtime as brotli": [16_500_000],
    }
    rows = transfer.rows(figures)
    assert [row.reached for row in rows] == [True, True, None, True, False]
    assert str(rows[3].samples) == "15.5 MB"


# --- load --------------------------------------------------------------------------------------


class Server:
    """Counts what it is asked, and over how many connections."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.connections: set[object] = set()
        self.status, self.body, self.encoding = 200, b"ok", ""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                outer.asked.append(f"{self.path} {self.rfile.read(length).decode()}".strip())
                outer.connections.add(self.client_address)
                self.cookie = self.headers.get("Cookie", "")
                self.send_response(outer.status)
                self.send_header("Set-Cookie", "csrftoken=abc; Path=/")
                if outer.encoding:
                    self.send_header("Content-Encoding", outer.encoding)
                self.send_header("X-Cookies", self.cookie)
                self.send_header("Content-Length", str(len(outer.body)))
                self.end_headers()
                self.wfile.write(outer.body)

            do_POST = do_GET  # noqa: N815  the name is the library's

            def log_message(self, *_: object) -> None: ...

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}"


@pytest.fixture
def server():
    found = Server()
    thread = threading.Thread(target=found.http.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield found
    found.http.shutdown()
    thread.join()
    found.http.server_close()


def test_every_connection_asks_as_often_as_it_is_told_and_stays_open(server: Server):
    result = load(server.url, [getting("/page/")] * 3, count=5)
    assert len(result.times) == len(server.asked) == 15
    assert len(server.connections) == 3
    assert result.failures == []
    assert result.throughput == pytest.approx(15 / result.seconds)


def test_an_answer_of_another_status_is_a_failure_and_ends_the_connection(server: Server):
    server.status, server.body = 500, b"database is locked"
    result = load(server.url, [getting("/")] * 2, count=5)
    assert result.times == []
    assert result.failures == ["status 500: database is locked"] * 2
    assert len(server.asked) == 2


def test_a_server_that_is_not_there_is_a_failure():
    (failure,) = load("http://127.0.0.1:9", [getting("/")], count=1).failures
    assert "ConnectionRefusedError" in failure


def test_no_time_left_asks_nothing(server: Server):
    assert load(server.url, [getting("/")], count=5, seconds=0).times == []
    assert server.asked == []


def test_a_connection_keeps_its_cookies_and_posts(server: Server):
    connection = Connection(server.url)
    connection.get("/")
    assert connection.cookies == {"csrftoken": "abc"}
    connection.post("/answers/", b"choice=1", {"HX-Request": "true"})
    connection.close()
    assert server.asked == ["/", "/answers/ choice=1"]


def test_what_came_compressed_is_read_as_text(server: Server):
    server.body, server.encoding = brotli.compress("später".encode()), "br"
    connection = Connection(server.url)
    answer = connection.get("/")
    connection.close()
    assert answer.text == "später"
    assert answer.body == server.body


# --- questions, lessons, the stock page --------------------------------------------------------

FORM = """
<form action="/search/"><input type="hidden" name="elsewhere" value="1"></form>
<form class="quiz-form" action="/answers/c/l/q/{number}/" method="post">
  <input type="hidden" name="csrfmiddlewaretoken" value="t">
  <input type="hidden" name="key" value="k">
  <input type="{kind}" name="choice" value="yes"><input type="{kind}" name="choice" value="no">
</form>"""


def test_questions_are_read_off_the_page():
    html = "".join(
        FORM.format(number=n, kind=k) for n, k in enumerate(("radio", "checkbox", "radio"))
    )
    first, second = questions_of(html)
    assert (first.url, second.url) == ("/answers/c/l/q/0/", "/answers/c/l/q/2/")
    assert first.choices == ["yes", "no"]
    assert first.hidden == {"csrfmiddlewaretoken": "t", "key": "k"}


def test_a_page_with_one_question_is_too_few():
    with pytest.raises(ValueError, match="fewer than two"):
        questions_of(FORM.format(number=1, kind="radio"))


def test_every_answer_has_a_key_of_its_own():
    first, _ = questions_of(FORM.format(number=1, kind="radio") * 2)
    one, two = answers_to(first), answers_to(first, choice=1, token="mine")
    assert one["key"] != two["key"]
    assert (one["choice"], two["choice"]) == ("yes", "no")
    assert (one["csrfmiddlewaretoken"], two["csrfmiddlewaretoken"]) == ("t", "mine")


@pytest.mark.parametrize("lines", [100, 2000])
def test_a_generated_lesson_is_as_long_as_asked_for(lines: int):
    assert lines <= lesson(7, lines).count("\n") < lines + 20


def test_generated_lessons_have_nothing_that_the_linter_minds(tmp_path: Path):
    from tutorial_site.catalog.cache import Cache
    from tutorial_site.catalog.linting import lint

    files = write_course(tmp_path / "lessons", 3, 120)
    report = lint([], tmp_path / "lessons", Cache(tmp_path / "cache"))
    assert report.lessons == len(files) == 3
    assert report.problems == ()


def test_the_measured_lesson_has_nothing_that_the_linter_minds(tmp_path: Path):
    from tutorial_site.catalog.cache import Cache
    from tutorial_site.catalog.linting import lint

    report = lint([], ROOT / "bench" / "lessons", Cache(tmp_path / "cache"))
    assert report.lessons == 1
    assert report.problems == ()


def test_the_stock_page_brings_its_twin_and_the_archives_of_its_kind(tmp_path: Path):
    archives = {}
    for name in (f"{side}-{kind}.zip" for side in NEEDED for kind in KINDS):
        archives[name] = tmp_path / name
        archives[name].write_bytes(name.encode())
    with StockSite(archives, {"sides": [{"program": "</script>"}]}) as stock:
        connection = Connection(stock.address("compiled"))
        page = connection.get("/compiled.html").text
        archive = connection.get("/django-compiled.zip").body
        asm = connection.get("/pyodide/pyodide.mjs")
        missing = connection.get("/nothing")
        connection.close()
    assert '"flask": "/flask-compiled.zip"' in page
    assert page.count("</script>") == 2
    assert archive == b"django-compiled.zip"
    assert asm.encoding == "br"
    assert asm.text == (ROOT / "node_modules/pyodide/pyodide.mjs").read_text()
    assert missing.status == 404


# --- the command -------------------------------------------------------------------------------


def test_every_measurement_can_be_named_and_has_rounds():
    known = {"startup", "run", "bytes", "throughput", "answer", "load", "lint", "save"}
    assert known == set(MEASUREMENTS)
    assert all(measurement.rounds >= 1 for measurement in MEASUREMENTS.values())


def test_a_name_that_is_not_measured_is_told_what_is(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["startupp"])
    assert "'startupp' is not measured here. What is: startup, run" in capsys.readouterr().err


def test_no_rounds_are_refused(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["lint", "--rounds", "0"])
    assert "--rounds is at least 1" in capsys.readouterr().err


def test_a_table_says_on_what_day_and_machine_it_was_taken_and_how_busy_that_was():
    said = where(3.46, "Chromium 156")
    assert re.fullmatch(r"20\d\d-\d\d-\d\d, \d+ cores, \w+, load 3\.5, Chromium 156", said)


def test_every_measurement_is_explained():
    text = (ROOT / "bench" / "README.md").read_text()
    missing = [name for name in MEASUREMENTS if f"`{name}`" not in text]
    assert missing == []
