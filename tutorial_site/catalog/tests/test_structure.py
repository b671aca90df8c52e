"""Blocks, fences and comments are found on their lines, whatever is wrong around them."""

from collections.abc import Callable

import pytest

from tutorial_site.catalog.blocks import KINDS
from tutorial_site.catalog.tests.conftest import FRONT_LINES, Compile

QUIZ = """/// quiz
    id: one

Which?

- [x] This
    > Yes.
- [ ] That one
    > No.

Because: it is.
///
"""
APP = """/// app | Hello
    id: hello

```{.python .flask file=app.py}
x = 1
```
///
"""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("/// app | A\n    id: a\n", ["1:1 unclosed-block"]),
        ("/// note\nText\n", ["1:1 unclosed-block"]),
        ("Text\n\n///\n", ["3:1 stray-close"]),
        ("/// note\n\n////\n\n///\n", ["3:1 stray-close"]),
        ("//// note\n/// tip\nText\n////\n", ["2:1 unclosed-block"]),
        ("/// quizz\n    id: a\n///\n", ["1:1 unknown-block"]),
        ("/// essay | Only mine\n    id: a\n///\n", ["1:1 unknown-block"]),
        ("/// note Look\nText\n///\n", ["1:1 bad-block-head"]),
        ("Text\n\n```python\nx = 1\n", ["3:1 unclosed-fence"]),
        ("<!-- a note\n\nText\n", ["1:1 unclosed-comment"]),
        ("/// tab\nText\n///\n", ["1:1 missing-title"]),
        ("/// admonition | A\n    typ: note\n///\n", ["2:5 unknown-option"]),
        ("/// details | A\n    open: maybe\n///\n", ["2:11 bad-value"]),
        ("/// note | A\n    type: tip\n///\n", ["2:5 unknown-option"]),
        ("!!! notte\n\n    Text\n", ["1:1 unknown-block"]),
        ("- A\n\n    !!! note Without quotes\n\n        Text\n", ["3:5 bad-block-head"]),
        ('??? note "Folded"\n\n    Text\n', ["1:1 bad-block-head"]),
    ],
)
def test_a_fault_of_structure_is_reported_where_it_stands(
    problems: Callable[..., list[str]], body: str, expected: list[str]
) -> None:
    assert problems(body) == expected


def test_an_unknown_block_says_which_there_are(compiled: Compile) -> None:
    problem = compiled("/// essay | Only mine\n///\n").problems[0]
    assert all(kind in problem.message for kind in KINDS)


def test_a_misspelt_block_is_guessed(compiled: Compile) -> None:
    assert compiled("/// quizz\n///\n").problems[0].hint == 'Did you mean "quiz"?'


def test_a_forgotten_end_does_not_swallow_the_next_block(compiled: Compile) -> None:
    """Each app keeps its own file, each quiz its own faults."""
    forgotten = APP.removesuffix("///\n")
    wrong = QUIZ.replace("- [x]", "- [ ]")
    second = APP.replace("hello", "second")
    problems = compiled(
        f"{forgotten}\n{second}\n{forgotten.replace('hello', 'third')}\n{wrong}"
    ).problems
    assert [(each.line - FRONT_LINES, each.code) for each in problems] == [
        (1, "unclosed-block"),
        (16, "unclosed-block"),
        (28, "quiz-no-right-choice"),
    ]
    assert f"before the next one, in line {8 + FRONT_LINES}" in problems[0].message


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (APP.replace("app |", "app:"), ["1:1 bad-block-head"]),
        (APP.replace("///", "//"), ["1:1 bad-block-head"]),
        (QUIZ.replace("/// quiz", "// quiz"), ["1:1 bad-block-head"]),
        (QUIZ.replace("///\n", "//\n"), ["1:1 unclosed-block"]),
        (APP.replace("```\n///", "///"), ["4:1 unclosed-fence"]),
        (f"/// note\nText\n\n{APP}", ["1:1 unclosed-block"]),
        (APP.replace("    id", "id"), ["2:1 not-indented"]),
    ],
)
def test_one_mistake_is_one_problem(
    problems: Callable[..., list[str]], body: str, expected: list[str]
) -> None:
    assert problems(body) == expected


def test_every_problem_is_reported_in_one_pass(problems: Callable[..., list[str]]) -> None:
    body = "/// quizz\n///\n\n[x](lesson:Nope)\n\n![](no.png)\n\n```\nopen"
    assert problems(body) == [
        "1:1 unknown-block",
        "4:5 dead-link",
        "6:5 missing-alt",
        "6:5 missing-image",
        "8:1 unclosed-fence",
    ]


def test_a_file_beyond_hope_is_not_read_on(compiled: Compile) -> None:
    """More problems than are shown: the rest can wait until those are mended."""
    found = compiled("///\n\n" * 101 + "[x](nowhere)\n").problems
    assert {problem.code for problem in found} == {"stray-close", "more-problems"}


def test_two_slashes_alone_mean_nothing(problems: Callable[..., list[str]]) -> None:
    assert problems("//\n\n// a comment\n\n    // app\n\nhttps://app\n") == []


def test_slashes_in_a_fence_are_code(html: Callable[..., str]) -> None:
    assert "/// app" in html("~~~\n/// app | Not a block\n///\n~~~\n")


def test_a_fence_in_a_block_of_code_is_left_alone(html: Callable[..., str]) -> None:
    assert "```python" in html("````\n```python\nx\n```\n````\n")


@pytest.mark.parametrize("first", ["/// app | A", "x = 1", "<div>", "[a](b)", "```"])
def test_indented_code_is_code(html: Callable[..., str], first: str) -> None:
    page = html(f"Text\n\n    {first}\n    <div>[x](y)\n\n    ///\n\nText\n")
    assert "&lt;div&gt;[x](y)\n\n///" in page


def test_an_indented_line_goes_on_with_its_paragraph(problems: Callable[..., list[str]]) -> None:
    assert problems("Text\n    <div>\n") == ["2:5 html-not-allowed"]


@pytest.mark.parametrize(
    "around",
    [
        "/// note | Look\n{}\n///\n",
        "//// note | Look\n/// tip\n{}\n///\n////\n",
        "/// note | Look\n/// tip\n{}\n///\n///\n",
        "/// tab | One\n{}\n///\n\n/// tab | Two\nText\n///\n",
        "/// details | More\n    open: true\n\n{}\n///\n",
    ],
)
def test_a_block_may_stand_in_blocks_that_are_drawn(html: Callable[..., str], around: str) -> None:
    page = html(around.format(f"Before\n\n{APP}\nAfter"))
    assert page.index("Before") < page.index("[[hello]]") < page.index("After")
    assert "///" not in page


@pytest.mark.parametrize("opening", ["!!! note", "1.  First", "-   First"])
def test_a_block_may_stand_indented_in_a_container(html: Callable[..., str], opening: str) -> None:
    indented = "".join(f"    {line}\n" if line else "\n" for line in APP.split("\n"))
    page = html(f"{opening}\n\n{indented}\nAfter\n")
    assert page.index("<") < page.index("[[hello]]") < page.index("After")


def test_a_comment_hides_what_is_in_it(html: Callable[..., str]) -> None:
    assert html(f"One\n\n<!-- {APP}\n<script>\n\n-->\n\nTwo\n").count("[[") == 0


def test_options_may_follow_after_an_empty_line(html: Callable[..., str]) -> None:
    assert "[[hello]]" in html(APP.replace("    id:", "\n    id:"))


def test_a_quoted_fence_is_code_of_the_quote(html: Callable[..., str]) -> None:
    page = html("> Look:\n>\n> ```python\n> x = 1\n> ```\n>\n> There.\n")
    assert page.count("<blockquote>") == 1
    assert page.index('class="code"') < page.index("There.") < page.index("</blockquote>")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("!!! note\n    Text\n\nAfter\n", "Text</p>\n</div>\n<p>After"),
        ("!!! note\n\n    Text\nAfter\n", "Text</p>\n</div>\n<p>After"),
        ("!!! note\n\n    One\n\n    - two\n\n        three\n", "<p>two</p>\n<p>three</p>\n</li>"),
        ("!!! note\n\n    ```\n  x\n    y\n    ```\n\n    Text\n", "<code>x\ny\n</code>"),
        ("!!! note\n\n        code\n", "<pre><code>code\n</code></pre>\n</div>"),
        ("!!! note\n\n    !!! tip\n\n        A\n\n    B\n", "A</p>\n</div>\n<p>B</p>\n</div>"),
        ("!!! note\n\n    /// tip\n    A\n    ///\n\n    B\n", "A</p>\n</div>\n<p>B</p>\n</div>"),
        ("/// note\n!!! tip\n\n    A\n\nB\n///\n", "A</p>\n</div>\n<p>B</p>\n</div>"),
        ("- a\n\n    !!! note\n\n        b\n\n    c\n", "b</p>\n</div>\n<p>c</p>\n</li>"),
        ("!!! note\n\tA\n\tB\n", "<p>A\nB</p>\n</div>"),
        ("/// note\nA\n///\n\n    code\n", "</div>\n<pre><code>code\n</code></pre>"),
        ("!!! note\n", '<p class="admonition-title">Note</p>\n</div>'),
        ("Wow!!! note\n\n???\n", "<p>Wow!!! note</p>\n<p>???</p>"),
    ],
)
def test_what_is_indented_below_an_admonition_belongs_to_it(
    html: Callable[..., str], typed: str, expected: str
) -> None:
    assert expected in html(typed)


@pytest.mark.parametrize("kind", ["note", "tip", "warning", "surprise"])
def test_admonitions_carry_their_kind(html: Callable[..., str], kind: str) -> None:
    assert f'<div class="admonition {kind}">' in html(f"/// {kind} | Title\nText\n///\n")
    assert f'<div class="admonition {kind}">' in html(f'!!! {kind} "Title"\n\n    Text\n')
