"""What lessons are made of here: anything, the real lesson spoilt, blocks in any disorder."""

from pathlib import Path

from hypothesis import strategies as st

from tests.site import ROOT

FRONT = "---\ntitle: T\nclaim: C.\n---\n"
REAL = ROOT / "lessons" / "flask-or-django" / "01-same-app-twice"
REAL_LINES = (REAL / "lesson.md").read_text(encoding="utf-8").split("\n")


def files_beside(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lesson.md"
    }


REAL_FILES = files_beside(REAL)

# What means something to some part of the pipeline, alone on a line or amidst one.
TOKENS = [
    *("```", "~~~", "````", "```python", "```{.python .flask file=app.py}", "```{", "}"),
    *("```{.python .django file=urls.py readonly}", "```{.flask file=../a}", '```python title="'),
    *("///", "////", "/// app | X", "/// quiz", "/// verdict", "/// note", "/// tab | A", "// app"),
    *("/// decision | D", "    sides: [A, B]", "- [A 2] x", "- [B", "- [A 99]"),
    *("/// details | D", "/// admonition | A", "/// app: X", "/// nothing", "//// quiz", "///  "),
    *("    id: a", "    id: b", "id: c", "    from: notes", "    when: before", "    open: true"),
    *("    verdict: holds", "    requests: [{path: /}]", "    hints: [x", "    type: tip", "    :"),
    *("- [x] A", "- [ ] B", "    > f", "> f", "***", "Because: x", "- [=] a", "- [~] (", "- [#] 1"),
    *("    misconception: a-b", "1. a", "- a", "    - b", "* * *", "left -> right", "____[a]"),
    *("<!--", "-->", "<b>", "</b>", "<div>", "<script>", "<b onclick=a>", "<!DOCTYPE", "<?x", "<"),
    *("&lt;", "&#60;", "&", "\\", "\\<", "`", "``", "*", "**", "_", "==", "~~", '"', "'", "..."),
    *("[a](lesson:orm)", "[a](#x)", "[a](x)", "[a](", "![](a.svg)", "![a](one-request.svg)", "[a]"),
    *("[a]: http://a", "[^1]", "[^1]: f", "[^", ":term[request]", ":term[x](", ":term[", "<a@b.c>"),
    *("| a | b |", "| - | - |", "|", "!!! note", "??? tip", "term", ": def", ":   def", "++ctrl++"),
    *("# H", "## H", "## H {#x}", "### H", "###### H", "===", "---", "{: .a #x }", "{#x}", "{.a}"),
    *(
        "    ",
        "\t",
        ">",
        "> >",
        ">     ",
        "\u202e",
        "\ufeff",
        "\u2028",
        "\x0c",
        "\x02",
        "\x03",
        "\r",
    ),
    *(
        "\x02wzxhzdk:0\x03",
        "\x020\x03",
        "slot-0",
        "é",
        "😀",
        "\u0301",
        "\u200b",
        "\xa0",
        "{{",
        "{%",
    ),
]

tokens = st.sampled_from(TOKENS)
significant = st.text(st.sampled_from("*_`~[](){}<>#|!:+-=>\\/\"'&$^ \n\tax1.é"), max_size=300)
anything = st.one_of(st.text(max_size=300), significant)
anywhere = st.one_of(
    anything,
    anything.map(lambda text: FRONT + text),
    anything.map(lambda text: f"---\n{text}\n---\nText\n"),
    anything.map(lambda text: f"---\ntitle: {text}\n---\nText\n"),
)
words = st.text(st.characters(exclude_categories=["C"]), max_size=10)
inline = st.lists(st.one_of(tokens, words), max_size=6).map(" ".join)
yaml = st.lists(
    st.one_of(
        st.sampled_from(
            [
                *(
                    "a: b",
                    "- a",
                    "  - b",
                    "a:",
                    "&x",
                    "*x",
                    "!!x",
                    "<<:",
                    "? a",
                    "|",
                    ">-",
                    "{",
                    "[",
                ),
                *("]", "}", "'", '"', ", ", "title: T", "claim: C", "draft: true", "minutes: 5"),
                *("requires: [a]", "objectives:", "  a: &a [*a]", "\t- x", "...", "---", "%YAML"),
            ]
        ),
        st.text(max_size=8),
    ),
    max_size=12,
).map("\n".join)


@st.composite
def spoilt_lessons(draw: st.DrawFn) -> str:
    """The real lesson after an instructor's bad day: some lines lost, doubled, moved, mistyped."""
    lines = list(REAL_LINES)
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 7)):
            case 0:
                del lines[at : at + draw(st.integers(1, 40))]
            case 1:
                lines[at:at] = lines[at : at + draw(st.integers(1, 40))]
            case 2:
                other = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines.insert(at, draw(tokens))
            case 4:
                cut = draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:cut] + draw(tokens) + lines[at][cut:]
            case 5:
                until = at + draw(st.integers(1, 30))
                prefix = draw(st.sampled_from(["    ", "> ", "\t", "- ", "  ", "// "]))
                lines[at:until] = [prefix + line for line in lines[at:until]]
            case 6:
                lines[at] = lines[at].strip()
            case _:
                lines = lines[:at]
        lines = lines or [""]
    return "\n".join(lines)


def _indented(text: str, prefix: str) -> str:
    return "\n".join(prefix + line if line else line for line in text.split("\n"))


def _nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    heads = st.sampled_from(
        [
            *("/// note | N", "/// details | D\n    open: true\n", "/// tab | T", "/// nothing"),
            *("//// tip", "/// quiz\n    id: q\n", "/// verdict\n    id: v\n    verdict: holds\n"),
            *("/// app | A\n    id: a\n", "/// app | A\n    id: b\n    from: notes\n", "/// quiz"),
        ]
    )
    ends = st.sampled_from(["///", "////", "", "///", "///"])
    blocks = st.builds(lambda head, body, end: f"{head}\n{body}\n{end}\n", heads, inner, ends)
    prefixes = st.sampled_from(
        ["> ", "    ", "- ", "1.  ", "\t", ">     ", ":   ", "!!! note\n\n    "]
    )
    containers = st.builds(_indented, inner, prefixes)
    fences = st.builds(
        lambda head, body, end: f"{head}\n{body}\n{end}\n",
        st.sampled_from(
            ["```", "```{.python .flask file=app.py}", "~~~", "```{.django file=urls.py}"]
        ),
        inner,
        st.sampled_from(["```", "~~~", "", "```"]),
    )
    lists = st.lists(inner, max_size=5).map("\n\n".join)
    return st.one_of(blocks, blocks, containers, fences, lists)


QUESTION = "Why?\n\n- [ ] A\n    > n\n- [x] B\n    > y\n\nBecause: b.\n"
FLASK = "```{.python .flask file=app.py}\nx = 1\n```\n"
DJANGO = "```{.python .django file=urls.py}\ny = 2\n```\n"
sound_blocks = st.builds(
    lambda block, number: block.replace("0", str(number)),
    st.sampled_from(
        [
            f"/// quiz\n    id: q-0\n\n{QUESTION}///\n",
            f"/// app | A\n    id: a-0\n\n{FLASK}\n{DJANGO}///\n",
            "/// app | A\n    id: f-0\n    from: notes\n///\n",
            "/// verdict\n    id: v-0\n    verdict: holds\n\n[So](#h-0).\n///\n\n## H 0\n",
        ]
    ),
    st.integers(0, 99),
)
leaves = st.one_of(
    inline,
    sound_blocks,
    sound_blocks,
    st.sampled_from([QUESTION, f"{QUESTION}\n***\n\n{QUESTION}", "x = 1", "| a |\n| - |\n| b |"]),
)
soup = st.recursive(leaves, _nested, max_leaves=25)
block_soup = st.lists(soup, min_size=1, max_size=6).map(lambda parts: FRONT + "\n\n".join(parts))


# --- orderly lessons: nothing is wrong with them, however their parts are nested ---------------

ORDERLY_BLOCKS = [
    f"/// quiz\n    id: b-@\n\n{QUESTION}///",
    f"/// quiz | T\n\n    id: b-@\n    hints: [x]\n\n{QUESTION}\n***\n\n{QUESTION}///",
    f"/// app | A\n    id: b-@\n\n{FLASK}\n{DJANGO}///",
    "/// app | A\n    id: b-@\n    from: notes\n\nText *and* `code`.\n///",
    "/// verdict\n    id: b-@\n    verdict: holds\n\n- one\n- two\n///",
]
ORDERLY_PROSE = [
    "Some *text* with `code`, <b>bold</b> and [a link](https://example.org/).",
    "- one\n- two\n    - deeper",
    "| a | b |\n| - | - |\n| 1 | 2 |",
    "```python\n/// app | code\n    id: x\n\n- [x] <script>\n\n# A\n```",
    "Look:\n\n    /// app | indented code\n    <div>\n\n    ///",
    "> A quote.\n>\n> ```\n> /// note\n> ```",
    "<!-- hidden\n\n/// app\n<script>\n-->",
    "term\n:   definition\n\n    ```\n    ///\n    ```",
]


def _drawn(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    bodies = st.lists(inner, min_size=1, max_size=3).map("\n\n".join)
    indented = bodies.map(lambda body: _indented(body, "    "))
    return st.one_of(
        bodies.map(lambda body: f"/// note | N\n\n{body}\n\n///"),
        bodies.map(lambda body: f"//// details | D\n    open: true\n\n{body}\n\n////"),
        indented.map(lambda body: f"!!! tip\n\n{body}"),
        indented.map(lambda body: f"1.  Item\n\n{body}"),
        indented.map(lambda body: f"-   Item\n\n{body}\n\n-   Another"),
    )


@st.composite
def orderly_lessons(draw: st.DrawFn) -> tuple[str, int]:
    """A lesson, and how many blocks it has: b-0, b-1 and so on, in this order."""
    leaf = st.one_of(st.sampled_from(ORDERLY_BLOCKS), st.sampled_from(ORDERLY_PROSE))
    pieces = draw(st.lists(st.recursive(leaf, _drawn, max_leaves=6), min_size=1, max_size=6))
    parts = "\n\n".join([FRONT, *pieces]).split("@")
    text = parts[0] + "".join(f"{number}{part}" for number, part in enumerate(parts[1:]))
    return text, len(parts) - 1
