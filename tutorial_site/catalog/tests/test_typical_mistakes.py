"""What instructors really get wrong, and word for word what they are told: one thing, and its mend.

The broken bar stands where the problem must point. Read these as an instructor would: is it clear
what is wrong, and what to do?
"""

import pytest

from tutorial_site.catalog.tests.conftest import Compile

HEAD = "---\ntitle: My lesson\nclaim: They answer alike.\n---\n\n"
CODE = "\n```{.python .flask file=app.py}\nx = 1\n```\n"
APP = f"/// app | Hello\n    id: hello\n{CODE}///\n"
CHOICES = "\nWhich?\n\n- [ ] This\n    > No.\n- [x] That\n    > Yes.\n\nBecause: that.\n"
QUIZ = f"/// quiz\n    id: which\n{CHOICES}///\n"

MISTAKES = {
    "a colon in the title": (
        "---\ntitle: Flask¦: a start\n---\n",
        "A second `: ` stands in this value.",
        'Put it in quotes: "One: two".',
    ),
    "a misspelt option": (
        HEAD.replace("claim", "¦cliam"),
        '"cliam" is not an option of a lesson\'s front matter.',
        'Did you mean "claim"?',
    ),
    "options at the left edge": (
        HEAD + APP.replace("    id", "¦id"),
        '"id" is an option, but stands where the text of the block does.',
        "Indent each option by four spaces, and leave an empty line after the last.",
    ),
    "a forgotten id": (
        HEAD + APP.replace("    id: hello\n", "").replace("/// app", "¦/// app"),
        '"id" is missing: an app block needs it.',
        "Add: id: hello",
    ),
    "a title without a bar": (
        HEAD + APP.replace("/// app | Hello", "¦/// app: Hello"),
        "Can't read the head of this block: /// app: Hello",
        "Write the title after a bar: /// app | Title",
    ),
    "a slash too few": (
        HEAD + QUIZ.replace("/// quiz", "¦// quiz").replace("\n///", "\n//"),
        "A block opens and closes with three slashes; here are two.",
        "Write /// quiz … ///",
    ),
    "a forgotten end": (
        HEAD + APP.removesuffix("///\n").replace("/// app", "¦/// app") + f"\nText.\n\n{QUIZ}",
        "This app block isn't closed before the next one, in line 15.",
        "Add a line with /// after it. Blocks can't stand in each other.",
    ),
    "a fence without end": (
        HEAD + APP.replace("```\n///", "///").replace("```{", "¦```{") + f"\n## Next\n\n{QUIZ}",
        "The fence ``` opened here is never closed.",
        "Add a line with ``` after the code.",
    ),
    "a file without a name": (
        HEAD + APP.replace("```{.python .flask file=app.py}", "```¦{.python .flask}"),
        "This file of the Flask app has no name.",
        "Name it: ```{.python .flask file=app.py}",
    ),
    "a program that doesn't parse": (
        HEAD + APP.replace("x = 1", "def hello()¦\n    pass"),
        "app.py, line 1: expected ':'.",
        "Mend the code: it has to parse before it can run.",
    ),
    "a folder misspelt": (
        HEAD + f"/// app | Hello\n    id: hello\n    from: ¦note\n{CODE}///\n",
        "There is neither note/flask nor note/django with files in it beside the lesson.",
        'Did you mean "notes"?',
    ),
    "text with a comma, unquoted": (
        HEAD
        + APP.replace(
            "hello\n", "hello\n    requests: [{path: /, expect: {text: Hi, ¦Ada!}}]\n", 1
        ),
        '"Ada!" is not an option of an expectation.',
        'Text that holds a comma or a colon stands in quotes: "One, two: three".',
    ),
    "a method in small letters": (
        HEAD + APP.replace("hello\n", "hello\n    requests: [{path: /, method: ¦post}]\n", 1),
        '"method" must be one of: GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS; this is "post".',
        'Did you mean "POST"?',
    ),
    "no right choice": (
        HEAD + QUIZ.replace("- [ ] This", "¦- [ ] This").replace("[x]", "[ ]"),
        "No choice is marked as right.",
        "Mark it: - [x].",
    ),
    "a link to a file": (
        HEAD + "See [the next lesson](¦../02-orm/lesson.md).\n",
        '"../02-orm/lesson.md" leads to no page.',
        "Link to a lesson as lesson:its-name, to this page as #anchor, elsewhere with https://",
    ),
    "an anchor misspelt": (
        HEAD + "## Evaluation\n\nSee [above](¦#evalution).\n",
        'Nothing in this lesson is called "#evalution".',
        'Did you mean "evaluation"?',
    ),
    "an image without words": (
        HEAD + "![](¦request.svg)\n",
        "The image request.svg has no text for those who can't see it.",
        "Say what it shows: ![A request passing through WSGI](wsgi.svg)",
    ),
    "a term misspelt": (
        HEAD + "An app speaks ¦:term[WGSI].\n",
        '"WGSI" is not in the glossary.',
        'Did you mean "WSGI"?',
    ),
    "HTML": (
        HEAD + 'Look: ¦<div class="note">this</div>\n',
        "<div> may not be typed in a lesson.",
        "Use an admonition: /// note … ///",
    ),
    "a type with angle brackets": (
        HEAD + "It takes a List¦<int> and gives it back.\n",
        "<int> may not be typed in a lesson.",
        "If you mean the characters, put them in backticks: `<int>`",
    ),
    "the title once more": (
        HEAD + "# ¦My lesson\n\nText.\n",
        '"My lesson" is a heading of the first level, which is the lesson\'s title.',
        "Begin with ##; the title itself stands in the front matter.",
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_typical_mistake_is_one_problem_with_its_place_and_its_mend(
    compiled: Compile, name: str
) -> None:
    typed, message, hint = MISTAKES[name]
    before, _, after = typed.partition("¦")
    at = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    beside = {"notes/flask/app.py": b"x = 1\n", "request.svg": b"<svg>"}
    [problem] = compiled("", beside, front=before + after).problems
    assert (problem.line, problem.column) == at
    assert (problem.message, problem.hint) == (message, hint)
