"""When a step of the set-up is done, and when it isn't."""

import errno
import io
import os
from pathlib import Path

import pytest

from tutorial_site.setup import SetupError
from tutorial_site.setup.failures import Stopped, in_plain_words
from tutorial_site.setup.progress import Progress, Task
from tutorial_site.setup.stamps import inputs_of
from tutorial_site.setup.steps import Step, do_due, due, require_space


class Build:
    """A step that copies in/ to out.txt, and counts how often it had to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.times = 0
        self.error: BaseException | None = None
        (root / "in" / "deep").mkdir(parents=True)
        (root / "in" / "a.css").write_text("a")
        (root / "in" / "deep" / "b.css").write_text("b")

    def __call__(self, task: Task) -> None:
        self.times += 1
        if self.error:
            raise self.error
        (self.root / "out.txt").write_text("made")

    def step(self, **changes: object) -> Step:
        options: dict[str, object] = {
            "name": "copy",
            "title": "A copy",
            "run": self,
            "inputs": ("in", "one.json"),
            "outputs": ("out.txt",),
        }
        return Step(**{**options, **changes})  # type: ignore[arg-type]

    def set_up(self, **changes: object) -> str:
        """Do what is due, and give what was shown."""
        stream = io.StringIO()
        do_due([self.step(**changes)], self.root, Progress(stream))
        return stream.getvalue()


@pytest.fixture
def build(tmp_path: Path) -> Build:
    return Build(tmp_path)


def test_a_first_set_up_does_the_step(build: Build) -> None:
    assert "not done yet" in build.set_up()
    assert build.times == 1


def test_nothing_is_done_again_when_nothing_changed(build: Build) -> None:
    build.set_up()
    assert build.set_up() == ""
    assert build.times == 1


def test_a_file_that_is_only_touched_has_not_changed(build: Build) -> None:
    build.set_up()
    os.utime(build.root / "in" / "a.css", (1, 1))
    build.set_up()
    assert build.times == 1


def test_a_changed_file_anywhere_in_a_folder_redoes_the_step_and_is_named(build: Build) -> None:
    build.set_up()
    (build.root / "in" / "deep" / "b.css").write_text("other")
    assert "in/deep/b.css changed" in build.set_up()
    assert build.times == 2


def test_a_file_that_comes_or_goes_redoes_the_step(build: Build) -> None:
    build.set_up()
    (build.root / "one.json").write_text("{}")
    assert "one.json is new" in build.set_up()
    (build.root / "one.json").unlink()
    assert "one.json is gone" in build.set_up()
    assert build.times == 3


def test_a_changed_fact_redoes_the_step(build: Build) -> None:
    build.set_up(facts={"node": "24.1"})
    build.set_up(facts={"node": "24.1"})
    assert "(node) changed" in build.set_up(facts={"node": "24.2"})
    assert build.times == 2


def test_a_missing_output_redoes_the_step(build: Build) -> None:
    build.set_up()
    (build.root / "out.txt").unlink()
    assert "out.txt is missing" in build.set_up()
    assert (build.root / "out.txt").exists()


def test_a_step_with_a_reason_of_its_own_is_done_until_the_reason_is_gone(build: Build) -> None:
    build.set_up()
    assert "3 migrations to apply" in build.set_up(wanted=lambda: "3 migrations to apply")
    assert build.set_up(wanted=lambda: "") == ""


@pytest.mark.parametrize("name", ["c.css~", ".a.css.swp", ".DS_Store", "__pycache__/x.pyc"])
def test_what_editors_and_python_leave_behind_changes_nothing(build: Build, name: str) -> None:
    build.set_up()
    left = build.root / "in" / name
    left.parent.mkdir(exist_ok=True)
    left.write_text("left")
    build.set_up()
    assert build.times == 1


def test_a_failed_step_is_done_from_its_start_the_next_time(build: Build) -> None:
    build.error = SetupError("no network")
    with pytest.raises(SetupError, match="no network"):
        build.set_up()
    build.error = None
    build.set_up()
    assert build.times == 2


def test_a_step_that_fails_over_an_older_success_leaves_no_stamp_of_it(build: Build) -> None:
    build.set_up()
    before = (build.root / "in" / "a.css").read_text()
    (build.root / "in" / "a.css").write_text("broken")
    build.error = SetupError("syntax error")
    with pytest.raises(SetupError):
        build.set_up()
    # Back to what was built before: but what is there now is half of the broken one.
    (build.root / "in" / "a.css").write_text(before)
    build.error = None
    build.set_up()
    assert build.times == 3


def test_a_killed_step_leaves_no_stamp(build: Build) -> None:
    build.error = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        build.set_up()
    assert due([build.step()], build.root)


def test_a_stamp_that_was_cut_short_counts_as_none(build: Build) -> None:
    build.set_up()
    stamp = build.step().stamp(build.root)
    stamp.write_text(stamp.read_text()[:10])
    assert "not done yet" in build.set_up()


def test_an_input_edited_while_the_step_runs_makes_it_due_again(build: Build) -> None:
    def run(task: Task) -> None:
        build(task)
        (build.root / "in" / "a.css").write_text("edited meanwhile")

    build.set_up(run=run)
    assert "in/a.css changed" in build.set_up()


def test_a_step_that_made_nothing_says_so(build: Build) -> None:
    with pytest.raises(SetupError, match=r"out.txt isn't there"):
        build.set_up(run=lambda task: None)
    assert due([build.step()], build.root)


def test_a_forced_step_is_done_though_nothing_changed(build: Build) -> None:
    build.set_up()
    done = do_due([build.step()], build.root, Progress(io.StringIO()), frozenset({"copy"}))
    assert done == ["copy"]


def test_a_step_whose_input_an_earlier_step_makes_is_done_after_it(build: Build) -> None:
    (build.root / "in" / "made.css").write_text("old")
    first = build.step(name="first", run=lambda task: _write(build.root / "in" / "made.css"))
    second = build.step(name="second")
    stream = io.StringIO()
    do_due([first, second], build.root, Progress(stream))
    (build.root / "one.json").write_text("{}")
    assert do_due([first, second], build.root, Progress(stream)) == ["first", "second"]


def _write(path: Path) -> None:
    path.write_text("new")
    (path.parent.parent / "out.txt").touch()


def test_too_little_room_is_said_before_the_disk_is_full(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match=r"about 999999999999 MB .* MB are free"):
        require_space(tmp_path, 999_999_999_999, "Front-end packages")


def test_a_disk_that_fills_up_all_the_same_ends_in_plain_words() -> None:
    with pytest.raises(SetupError, match="disk is full"), in_plain_words():
        raise OSError(errno.ENOSPC, "No space left on device", "node_modules/x")


def test_a_file_of_somebody_elses_ends_in_plain_words() -> None:
    with (
        pytest.raises(SetupError, match=r"Not allowed .*\.make/lock.* belong to you"),
        in_plain_words(),
    ):
        raise PermissionError(errno.EACCES, "Permission denied", ".make/lock")


def test_control_c_says_that_the_same_command_goes_on() -> None:
    with pytest.raises(Stopped, match="goes on from there"), in_plain_words():
        raise KeyboardInterrupt


def test_inputs_of_a_path_that_is_not_there_are_none(tmp_path: Path) -> None:
    assert inputs_of(tmp_path, ["nowhere", "no.json"], {}) == {}
