"""Folders that nobody should write, made when they are needed. Each says what must be reported.

``TEXTS`` are lessons by their text alone, ``FOLDERS`` write into the lesson's folder.
"""

import os
import random
import socket
from collections.abc import Callable
from pathlib import Path

FRONT = "---\ntitle: T\nclaim: C.\n---\n"
QUESTION = "\nQ?\n\n- [ ] A\n    > n\n- [x] B\n    > y\n\nBecause: b.\n"
Text = str | bytes


def garbage(size: int) -> bytes:
    """The same in every run."""
    return random.Random(size).randbytes(size)


def yaml_bomb() -> str:
    lines = ["---", "title: T", 'a: &a ["lol","lol","lol","lol","lol","lol","lol","lol","lol"]']
    for last, name in zip("abcdefgh", "bcdefghi", strict=True):
        lines.append(f"{name}: &{name} [{','.join([f'*{last}'] * 9)}]")
    return "\n".join([*lines, "---", "Text"])


def app(options: str, body: str = "", count: int = 1) -> str:
    one = "/// app | A\n    id: a{}\n    {}\n\n{}///\n\n"
    return FRONT + "".join(one.format(number, options, body) for number in range(count))


FLASK = "```{.python .flask file=app.py}\nx = 1\n```\n"


def program(value: str) -> str:
    return app("open: /", FLASK.replace("1", value))


# name → text, and the code that must be among its problems; "" if it is no more than unusual.
TEXTS: dict[str, tuple[Text, str]] = {
    # --- no text
    "ten megabytes of garbage": (garbage(10_000_000), "file-too-large"),
    "ten megabytes of text": (FRONT + "Text and more text.\n" * 500_000, "file-too-large"),
    "a file just too large": (FRONT + "x" * 1_000_000, "file-too-large"),
    "garbage that would be small enough": (garbage(900_000), "not-text"),
    "NUL bytes": (FRONT + "a\0b" * 1000, "not-text"),
    "nothing but NUL bytes": (b"\0" * 900_000, "not-text"),
    "UTF-16": ((FRONT + "Text").encode("utf-16"), "not-text"),
    "Latin-1": ((FRONT + "café").encode("latin-1"), "not-text"),
    "half a character": (FRONT.encode() + "é".encode()[:1], "not-text"),
    "a lone surrogate": (FRONT.encode() + b"\xed\xa0\x80", "not-text"),
    "an empty file": ("", "no-front-matter"),
    "an empty line": ("\n", "no-front-matter"),
    "escape sequences": (FRONT + "\x1b[2J\x1b[31m", "hidden-character"),
    "text that turns around": (FRONT + "if admin:\u202e return \u2066", "hidden-character"),
    "Markdown's own marks": (FRONT + "\x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03", "hidden-character"),
    "a byte order mark": ("\ufeff" + FRONT + "Text", ""),
    "line ends of Windows": ((FRONT + "## A\n\nText\n").replace("\n", "\r\n"), ""),
    "line ends of an old Mac": ((FRONT + "## A\n\nText\n").replace("\n", "\r"), ""),
    "the other line ends": (FRONT + "a\u2028b\u2029c\x85d\x0ce\n", ""),
    "right to left": (FRONT + "## שלום\n\nעברית \u200f و العربية\n", ""),
    "characters upon characters": (FRONT + "e" + "\u0301" * 10_000, ""),
    # --- YAML
    "a YAML bomb": (yaml_bomb(), "bad-yaml"),
    "YAML that contains itself": ("---\ntitle: &a [*a]\n---\n", "bad-yaml"),
    "YAML that merges": ("---\ntitle: T\n<<: *a\n---\n", "bad-yaml"),
    "YAML that runs Python": ("---\ntitle: !!python/object/apply:os.system [a]\n---", "bad-yaml"),
    "deep YAML": (f"---\ntitle: {'[' * 5000}\n---\n", "bad-yaml"),
    "deep YAML over many lines": (
        "---\n" + "".join(f"{' ' * n}a:\n" for n in range(190)) + "---\n",
        "bad-yaml",
    ),
    "many values": (f"---\ntitle: T\nobjectives: [{'a,' * 10_000}]\n---\n", "bad-yaml"),
    "long options": (f"---\ntitle: {'x' * 60_000}\n---\n", "bad-yaml"),
    "a long number": (f"---\ntitle: T\nminutes: {'9' * 40_000}\n---\n", "bad-value"),
    "a long key": (f"---\ntitle: T\n? {'k' * 40_000}\n: v\n---\n", "unknown-option"),
    "a thousand options": (
        app("\n    ".join(f"o{n}: 1" for n in range(1000)), FLASK),
        "more-problems",
    ),
    "front matter without end": ("---\n" + "a: b\n" * 10_000, "unclosed-front-matter"),
    # --- depth
    "ten thousand quotes": (FRONT + ">" * 10_000 + " x", "too-deep"),
    "quotes in a list": (FRONT + "- " + "> " * 5_000 + "x", "too-deep"),
    "ten thousand items": (FRONT + "- " * 5_000 + "x", "too-deep"),
    "a staircase of lists": (
        FRONT + "".join(f"{'    ' * n}- x\n" for n in range(100)),
        "too-deep",
    ),
    "open brackets": (FRONT + "[" * 10_000, "too-deep"),
    "brackets in brackets": (FRONT + "[" * 5_000 + "x" + "]" * 5_000, "too-deep"),
    "blocks in blocks": (FRONT + "/// note\n" * 1_000 + "///\n" * 1_000, "too-deep"),
    "admonitions in admonitions": (
        FRONT + "".join(f"{'    ' * n}!!! note\n\n" for n in range(100)),
        "too-deep",
    ),
    "emphasis in emphasis": (FRONT + "*a **b " * 2_000, ""),
    # --- without end
    "a fence without end": (FRONT + "```\n" + "x\n" * 100_000, "unclosed-fence"),
    "a comment without end": (FRONT + "<!--\n" + "x\n" * 100_000, "unclosed-comment"),
    "a block without end": (FRONT + "/// quiz\n    id: a\n" + "x\n" * 10_000, "unclosed-block"),
    "a head and no more": (FRONT + "/// app | A", "unclosed-block"),
    "a slash too few": (FRONT + "/// note\nText\n//\n", "unclosed-block"),
    # --- much
    "a line of fifty thousand": (FRONT + "x" * 50_000, "line-too-long"),
    "thousands of blocks": (
        FRONT + "".join(f"/// quiz\n    id: q{n}\n{QUESTION}///\n" for n in range(5_000)),
        "too-many-blocks",
    ),
    "thousands of blocks without end": (FRONT + "/// app | A\n" * 20_000, "unclosed-block"),
    "thousands of ends": (FRONT + "///\n\n" * 20_000, "stray-close"),
    "thousands of problems": (FRONT + "[x](nowhere) <div> ![](a)\n\n" * 5_000, "more-problems"),
    "thousands of headings of one name": (FRONT + "## A\n\n" * 2_000, ""),
    "the same id again and again": (app("id: a", FLASK, count=150), "repeated-option"),
    "the same block again and again": (
        FRONT + f"/// quiz\n    id: q\n{QUESTION}///\n\n" * 150,
        "repeated-id",
    ),
    "code of a megabyte": (FRONT + "```python\n" + "x = [1]\n" * 110_000 + "```\n", ""),
    "a decision of ten thousand choices": (
        FRONT
        + "/// decision | A\n    id: a\n    sides: [A, B]\n\nQ?\n\n"
        + "- [A] b\n" * 10_000
        + "///\n",
        "decision-criterion",
    ),
    "a quiz of ten thousand choices": (
        FRONT + "/// quiz\n    id: q\n\nQ?\n\n" + "- [ ] A\n" * 10_000 + "///\n",
        "quiz-too-many-choices",
    ),
    # --- ways out of the folder
    "from: above": (app("from: ../01-before"), "bad-path"),
    "from: far above": (app("from: ../../../../../../etc"), "bad-path"),
    "from: the root": (app("from: /etc"), "bad-path"),
    "from: a drive": (app("from: C:/Windows"), "bad-path"),
    "from: a share": (app("from: '//host/share'"), "bad-path"),
    "file: above": (app("open: /", FLASK.replace("app.py", "../app.py")), "bad-path"),
    "file: hidden in encoding": (app("open: /", FLASK.replace("app", "%2e%2e/a")), "bad-path"),
    "file: with a NUL": (app("open: /", FLASK.replace("app.py", '"a\\0b"')), "bad-path"),
    "show: above": (app("show: ../x", FLASK), "unknown-file"),
    "an image above": (FRONT + "![A](../01-before/a.svg)", "bad-path"),
    "an image of the root": (FRONT + "![A](/etc/passwd)", "bad-path"),
    "an image from elsewhere": (FRONT + "![A](file:///etc/passwd)", "bad-path"),
    "a lesson above": (FRONT + "[x](lesson:../other)", "dead-link"),
    "a script as a link": (FRONT + "[x](javascript:alert(1))", "unsafe-link"),
    # --- Python
    "Python in brackets": (program("(" * 9_000), "python-syntax"),
    "Python of signs": (program("-" * 19_000 + "1"), "python-syntax"),
    "Python of dots": (program("a" + ".a" * 9_000), "python-syntax"),
    "a number of Python": (program("9" * 9_000), "python-syntax"),
    "Python that can't be seen": (program("1\u200b"), "python-syntax"),
}  # fmt: skip

# Inputs that take regular expressions, or Markdown's searches, quadratic time and more. Answered
# in time, or given up in time; at this size most of them would take minutes.
SLOW: dict[str, str] = {
    "links in links": "[a](" * 4_900,
    "open angles": ("[a](<" * 3_900 + "\n\n") * 5,
    "stars": "*\n\n" * 30_000,
    "quotation marks": ('"' * 19_900 + "\n") * 40,
    "ticks": ("`` ` " * 3_900 + "\n") * 40,
    "tags": ("<a " * 6_600 + "\n") * 40,
    "entities": ("&#x" * 6_600 + "\n") * 40,
    "bars": ("|" * 19_900 + "\n") * 40,
    "a table of nothing": "|-" * 9_900 + "\n" + "|-" * 9_900 + "\n" + "| " * 9_900,
    "footnotes": "".join(f"[^{n}]\n\n[^{n}]: [^{n}]\n\n" for n in range(20_000)),
    "definitions": "a\n: b\n\n" * 60_000,
    "keys": ("++a+" * 4_900 + "\n") * 40,
}


def links(folder: Path) -> None:
    """To the system's own files, to the folder itself, to each other, to nothing."""
    folder.joinpath("lesson.md").write_text(
        f"{FRONT}![A](passwd.svg)\n\n{app('from: notes').removeprefix(FRONT)}"
    )
    folder.joinpath("passwd.svg").symlink_to("/etc/passwd")
    folder.joinpath("notes").mkdir()
    folder.joinpath("notes/flask").symlink_to("/etc")
    folder.joinpath("here").symlink_to(folder)
    folder.joinpath("up").symlink_to(folder.parent.parent)
    folder.joinpath("one").symlink_to(folder / "two")
    folder.joinpath("two").symlink_to(folder / "one")
    folder.joinpath("gone").symlink_to(folder / "nothing")


def linked(target: str) -> Callable[[Path], None]:
    def make(folder: Path) -> None:
        folder.joinpath("lesson.md").symlink_to(target)

    return make


def linked_folder(folder: Path) -> None:
    folder.rmdir()
    folder.symlink_to(folder.parent / "01-before")


def endless_folder(folder: Path) -> None:
    folder.rmdir()
    folder.symlink_to(folder)


def pipe(folder: Path) -> None:
    os.mkfifo(folder / "lesson.md")


def pipes_beside(folder: Path) -> None:
    folder.joinpath("lesson.md").write_text(f"{FRONT}![A](a.svg)\n\n{app('from: n')[len(FRONT) :]}")
    folder.joinpath("n/flask").mkdir(parents=True)
    os.mkfifo(folder / "n/flask/app.py")
    os.mkfifo(folder / "a.svg")


def plug(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as opened:
        os.chdir(folder)  # a socket's path has to be short
        try:
            opened.bind("lesson.md")
        finally:
            os.chdir(Path(__file__).parent)


def folder_for_a_file(folder: Path) -> None:
    folder.joinpath("lesson.md/lesson.md").mkdir(parents=True)
    folder.joinpath("lesson.md/x").touch()


def many_files(folder: Path) -> None:
    folder.joinpath("lesson.md").write_text(FRONT + "Text")
    for number in range(2_000):
        folder.joinpath(f"{number}.txt").touch()


def many_folders(folder: Path) -> None:
    """Without a file in any."""
    folder.joinpath("lesson.md").write_text(FRONT + "Text")
    for number in range(2_000):
        folder.joinpath(f"{number}").mkdir()


def deep_folders(folder: Path) -> None:
    folder.joinpath("lesson.md").write_text(app("from: d"))
    folder.joinpath("d/" * 300).mkdir(parents=True)


def odd_names(folder: Path) -> None:
    folder.joinpath("lesson.md").write_text(FRONT + "Text")
    for name in (
        b"\xff\xfe",
        b"a\nb.md",
        b"\x1b[31m",
        "\u202e".encode(),
        b"x" * 255,
        b"-rf",
        b"...",
    ):
        Path(os.fsdecode(os.fsencode(folder) + b"/" + name)).touch()


def wrong_images(folder: Path) -> None:
    names = ["a.png", "b.svg", "c.jpg", "d.gif", "e.webp"]
    folder.joinpath("lesson.md").write_text(FRONT + "\n\n".join(f"![A]({name})" for name in names))
    for name in names:
        folder.joinpath(name).write_bytes(garbage(100_000))


def large_files(folder: Path) -> None:
    folder.joinpath("lesson.md").write_text(f"{FRONT}![A](a.svg)\n\n{app('from: n')[len(FRONT) :]}")
    folder.joinpath("n/flask").mkdir(parents=True)
    for path in ("a.svg", "n/flask/app.py"):
        with folder.joinpath(path).open("wb") as file:
            file.truncate(3_000_000_000)  # takes no room on the disk


def binary_app(folder: Path) -> None:
    folder.joinpath("lesson.md").write_text(app("from: n"))
    folder.joinpath("n/flask").mkdir(parents=True)
    for number in range(20):
        folder.joinpath(f"n/flask/{number}.py").write_bytes(garbage(10_000))


# name → what is written into the folder, and the codes that must be reported.
FOLDERS: dict[str, tuple[Callable[[Path], None], set[str]]] = {
    "links out of the folder and in circles": (links, {"missing-image", "symbolic-link"}),
    "a lesson that is a link to the system's files": (linked("/etc/passwd"), {"symbolic-link"}),
    "a lesson that is a link to itself": (linked("lesson.md"), {"symbolic-link"}),
    "a lesson that is a link to another": (linked("../01-before/lesson.md"), {"symbolic-link"}),
    "a lesson that is a link to an endless file": (linked("/dev/zero"), {"symbolic-link"}),
    "a folder that is a link to a lesson": (linked_folder, {"symbolic-link"}),
    "a folder that is a link to itself": (endless_folder, {"symbolic-link"}),
    "a pipe": (pipe, {"not-a-file"}),
    "pipes beside a lesson": (pipes_beside, {"not-a-file", "missing-image"}),
    "a socket": (plug, {"not-a-file"}),
    "a folder called lesson.md": (folder_for_a_file, {"not-a-file"}),
    "nothing at all": (lambda folder: None, {"missing-file"}),
    "thousands of files": (many_files, {"too-many-files"}),
    "thousands of folders": (many_folders, set()),
    "folders in folders": (deep_folders, {"missing-folder"}),
    "names that are none": (odd_names, set()),
    "images that are none": (wrong_images, {"bad-image"}),
    "files of gigabytes": (large_files, {"file-too-large", "bad-image"}),
    "a program of garbage": (binary_app, {"not-text"}),
}
