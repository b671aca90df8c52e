"""Every code that the catalog may report, on show: a lesson each, all linted in one pass."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tutorial_site import catalog
from tutorial_site.catalog.problems import Problem
from tutorial_site.catalog.tests.conftest import Reader, Shelf

CODE = re.compile(r"[a-z]+(-[a-z]+)+")
FLASK = "```{.python .flask file=app.py}\nx = 1\n```\n"


def app(options: str = "", body: str = FLASK, head: str = "/// app | A") -> str:
    return f"{head}\n    id: a\n    {options}\n\n{body}///\n"


QUESTION = "\nQ?\n\n- [ ] A\n    > n\n- [x] B\n    > y\n\nBecause: b.\n"
ABOUT = QUESTION.replace("Q?", "What is `far_away`?")

# The lesson that gets each code; it is called by the code.
BODIES = {
    "text-in-scoreboard": "/// scoreboard\n    id: a\n\nText.\n///",
    "attribute-not-allowed": "*a*{: style=b }",
    "bad-block-head": "/// note A\n///",
    "bad-fence": "```{.python\n```",
    "bad-highlight": app("highlight: app.py 9"),
    "bad-image": "![A](notes.txt)",
    "bad-options": app("requests: GET"),
    "bad-path": app("from: ../x", body=""),
    "bad-request": app("requests: [{path: /, form: {a: b}}]"),
    "bad-value": app("open: x"),
    "bad-yaml": app("open: 'x"),
    "dead-anchor": "[x](#nowhere)",
    "dead-link": "[x](nowhere)",
    "empty-link": "[](https://example.org/)",
    "decision-sides": "/// decision | A\n    id: a\n    sides: [A]\n\nQ?\n\n"
    "- [A] B\n    > b\n- [ ] C\n    > c\n///",
    "far-question": "`far_away`\n\n" + "word " * 901 + f"\n\n/// quiz\n    id: q\n{ABOUT}///\n",
    "file-too-large": "x" * 1_000_001,
    "heading-level": "# A",
    "hidden-character": "a\u202eb",
    "html-not-allowed": "<div>",
    "line-too-long": "x" * 20_001,
    "link-to-draft": "[x](lesson:a-draft)",
    "misplaced-block": app("", FLASK + "/// tab | A\n///\n", head="//// app | A").replace(
        "///\n", "////\n"
    ),
    "missing-alt": "![](notes.svg)",
    "missing-file-name": app(body="```{.python .flask}\n```\n"),
    "missing-folder": app("from: x", body=""),
    "missing-image": "![A](x.svg)",
    "missing-option": "/// verdict\n    id: a\n\nSo.\n///",
    "missing-title": "/// tab\n///",
    "more-problems": "[x](nowhere)\n\n" * 101,
    "long-stretch": f"{'word ' * 301}\n\n/// quiz\n    id: q\n{QUESTION}///\n",
    "no-files": app(body=""),
    "no-such-objective": f"/// quiz\n    id: q\n    objective: 2\n{QUESTION}///",
    "no-reason": "/// verdict\n    id: a\n    verdict: holds\n///",
    "not-a-file": "",
    "not-for-flask": app("superuser: a/b"),
    "not-for-python": app("open: /x", body="```python\n```\n"),
    "not-indented": "/// verdict\nid: a\nwhen: before\n///",
    "not-text": "a\0b",
    "python-syntax": app(body=FLASK.replace("x = 1", "x = =")),
    "repeated-file": app(body=FLASK * 2),
    "repeated-id": "## A {#a}\n\n## B {#a}",
    "repeated-option": app("id: b"),
    "stray-close": "///",
    "symbolic-link": "",
    "folder-too-large": "",
    "too-deep": "> " * 13 + "a",
    "too-many-blocks": "\n".join(f"/// quiz\n    id: q{n}\n{QUESTION}///\n" for n in range(201)),
    "too-many-files": "",
    "unchecked-link": "[x](/somewhere/)",
    "unclosed-block": "/// note",
    "unclosed-comment": "<!-- a",
    "unclosed-fence": "```",
    "unknown-block": "/// appp | A\n///",
    "unknown-file": app("show: x.py"),
    "unknown-language": "```pyhton\n```",
    "unknown-mark": "```{.python .flask}\n```",
    "unknown-option": app("opne: /"),
    "unknown-side": app("requests: [{path: /, expect: {django: {status: 200}}}]"),
    "unknown-term": ":term[x]",
    "unmarked-file": app(body=FLASK + "```python\n```\n"),
    "unsafe-link": "[x](javascript:alert(1))",
}
FRONTS = {
    "no-claim": "---\ntitle: A\n---\n/// verdict\n    id: v\n    when: before\n///\n",
    "no-front-matter": "Text",
    "objective-not-asked": "---\ntitle: A\nobjectives: [One, Two]\n---\n"
    f"/// quiz\n    id: q\n    objective: 2\n{QUESTION}///\n",
    "requires-itself": "---\ntitle: A\nrequires: [requires-itself]\n---\n",
    "requires-later": "---\ntitle: A\nrequires: [the-last]\n---\n",
    "unclosed-front-matter": "---\ntitle: A",
    "unknown-lesson": "---\ntitle: A\nrequires: [gone]\n---\n",
    "a-draft": "---\ntitle: A\ndraft: true\n---\n",
    "the-last": "---\ntitle: A\n---\n",
}
# Of folders and of the course's own files.
ELSEWHERE = {
    "bad-folder-name",
    "no-definition",
    "repeated-lesson",
    "repeated-number",
    "repeated-term",
    "reserved-name",
}
# What depends on the machine is shown in test_compiler.py and test_loader.py.
OF_THE_MACHINE = {
    "compiler-broke",
    "compiler-ended",
    "too-slow",
}
GOOD = {"a-draft", "the-last"}


@pytest.fixture
def museum(shelf: Shelf) -> Shelf:
    shelf.write("course/course.yml", "title: A\nsummary: B\n")
    shelf.write("course/glossary.md", "A\n: x\n\nA\n: y\n\nB\n")
    for number, (code, body) in enumerate(BODIES.items(), start=1):
        shelf.lesson(number, code, body)
    for number, (code, text) in enumerate(FRONTS.items(), start=100):
        shelf.write(f"course/{number}-{code}/lesson.md", text)
    (shelf.root / "course/200-missing-file").mkdir()
    of = {path.name.partition("-")[2]: path for path in shelf.root.glob("course/*-*")}
    (of["bad-image"] / "notes.txt").touch()
    (of["missing-alt"] / "notes.svg").write_text("<svg>")
    for number in range(401):
        (of["too-many-files"] / f"{number}.txt").touch()
    for number in range(11):
        with (of["folder-too-large"] / f"{number}.mp4").open("wb") as film:
            film.truncate(5_000_000)
    for code in ("symbolic-link", "not-a-file"):
        (of[code] / "lesson.md").unlink()
    (of["symbolic-link"] / "lesson.md").symlink_to(of["the-last"] / "lesson.md")
    (of["not-a-file"] / "lesson.md").mkdir()
    (of["not-a-file"] / "lesson.md" / "x").touch()
    (shelf.root / "course" / "no number").mkdir()
    (shelf.root / "course" / "998-glossary").mkdir()
    shelf.lesson(997, "stray-close", "")
    shelf.lesson(1, "same-number", "")
    return shelf


def codes_in_source() -> Iterator[str]:
    """The literals in the place of a code: of ``log.error(…)``, ``Problem(…)`` and the like."""
    for path in Path(catalog.__path__[0]).rglob("*.py"):
        if "tests" not in path.parts:
            for node in ast.walk(ast.parse(path.read_text())):
                yield from _codes_of(node)


def _codes_of(node: ast.AST) -> Iterator[str]:
    arguments: list[ast.expr] = []
    if isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        if name in ("error", "warning", "Problem", "_problem", "_unknown", "failed"):
            arguments = node.args
    elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        arguments = node.value.elts if len(node.value.elts) == 3 else []
    for argument in arguments:
        for each in ast.walk(argument):
            if (
                isinstance(each, ast.Constant)
                and isinstance(each.value, str)
                and CODE.fullmatch(each.value)
            ):
                yield each.value


def test_every_problem_can_be_met(museum: Shelf, reader: Reader) -> None:
    problems = reader.load().problems
    for code in {*BODIES, *FRONTS, "missing-file"} - GOOD:
        assert code in codes_of_lesson(problems, code), code
    assert {problem.code for problem in problems} >= ELSEWHERE


def codes_of_lesson(problems: tuple[Problem, ...], slug: str) -> set[str]:
    return {
        problem.code for problem in problems if re.match(rf"course/\d+-{slug}(/|$)", problem.path)
    }


def test_every_problem_says_what_to_do(museum: Shelf, reader: Reader) -> None:
    for problem in reader.load().problems:
        assert problem.message.endswith((".", "?")) or "/// " in problem.message, problem
        assert problem.hint, problem
        assert (problem.line, problem.column) >= (1, 1)


def test_every_code_of_the_source_is_on_show_or_has_a_spec_of_its_own() -> None:
    shown = {*BODIES, *FRONTS, *ELSEWHERE, *OF_THE_MACHINE, "missing-file"}
    specs = "".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    unseen = {code for code in codes_in_source() if code not in shown and f'{code}"' not in specs}
    assert unseen == set()


def test_every_code_on_show_is_in_the_source() -> None:
    known = set(codes_in_source())
    assert {*BODIES, *FRONTS, *ELSEWHERE, *OF_THE_MACHINE} - known == GOOD
