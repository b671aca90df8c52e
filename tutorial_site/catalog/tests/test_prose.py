"""Markdown → HTML: what a lesson's prose may hold, and what comes out of it."""

from collections.abc import Callable

import pytest

from tutorial_site.catalog.markup import cleaned
from tutorial_site.catalog.tests.conftest import Compile, Report

Html = Callable[..., str]


# --- headings ---------------------------------------------------------------------------------


def test_headings_get_ids_and_a_link_to_themselves(html: Html) -> None:
    page = html("## What *is* `WSGI`?\n")
    assert '<h2 id="what-is-wsgi">What <em>is</em> <code>WSGI</code>?' in page
    assert 'href="#what-is-wsgi"' in page
    assert 'aria-label="Link to this section"' in page


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Zwölf Größen", "zwölf-größen"),
        ("日本語の見出し", "日本語の見出し"),
        ("?!", "section"),
        ("a_b  c", "a-b-c"),
        ("x" * 200, "x" * 80),
        ("<b>Bold</b> &amp; more", "bold-more"),
    ],
)
def test_ids_keep_letters_of_any_script(compiled: Compile, heading: str, expected: str) -> None:
    lesson = compiled(f"## {heading}\n").lesson
    assert lesson
    assert [section.id for section in lesson.sections] == [expected]


def test_headings_of_one_name_get_ids_of_their_own(compiled: Compile) -> None:
    lesson = compiled("## Again\n\n## Again\n\n## Again\n").lesson
    assert lesson
    assert [section.id for section in lesson.sections] == ["again", "again-2", "again-3"]


def test_a_heading_may_choose_its_id(html: Html, problems: Report) -> None:
    assert 'id="eval"' in html("## When it runs {#eval}\n")
    assert problems("## A {#eval}\n\n## B {#eval}\n") == ["3:4 repeated-id"]


def test_a_word_may_have_an_id_to_link_to(html: Html, problems: Report) -> None:
    assert 'id="here"' in html("*Here*{#here} and [there](#here)\n")
    assert problems("*A*{#here} *B*{#here}\n") == ["1:5 repeated-id"]
    assert problems("*A*{#main}\n") == ["1:5 repeated-id"]


def test_an_id_is_found_again_where_a_fragment_is_not_rendered_anew(compiled: Compile) -> None:
    """In a process that has compiled the same words before."""
    body = "/// verdict\n    id: v\n    verdict: holds\n\n*So*{#so}.\n///\n\n[why](#so)\n"
    for _ in range(2):
        assert [problem.code for problem in compiled(body).problems] == []
        assert [problem.code for problem in compiled(f"*A*{{#so}}\n\n{body}").problems] == [
            "repeated-id"
        ]


def test_an_id_of_the_page_around_is_never_taken(compiled: Compile) -> None:
    lesson = compiled("## Main\n\n## Objectives\n").lesson
    assert lesson
    assert [section.id for section in lesson.sections] == ["main-2", "objectives-2"]


def test_sections_are_the_headings_of_two_levels(compiled: Compile) -> None:
    lesson = compiled("## A\n\n### B `code`\n\n#### C\n\nUnderlined\n---\n").lesson
    assert lesson
    assert [(section.title, section.level) for section in lesson.sections] == [
        ("A", 2),
        ("B code", 3),
        ("Underlined", 2),
    ]


def test_levels_have_no_holes(problems: Report) -> None:
    assert problems("# A\n") == ["1:3 heading-level"]
    assert problems("### A\n") == ["1:5 heading-level"]
    assert problems("## A\n\n#### B\n") == ["3:6 heading-level"]
    assert problems("## A\n\n### B\n\n## C\n") == []


# --- drawn blocks -----------------------------------------------------------------------------


def test_an_admonition_without_a_title_is_called_by_its_kind(html: Html) -> None:
    assert '<p class="admonition-title">Note</p>' in html("/// note\nText\n///\n")


def test_markdown_goes_on_inside_of_an_admonition(html: Html) -> None:
    page = html("/// tip | A\n- one\n- two\n\n`code`\n///\n")
    assert page.index("admonition tip") < page.index("<li>one</li>") < page.index("<code>code")


def test_details_are_folded_away_until_opened(html: Html) -> None:
    page = html("/// details | For the curious\n    type: warning\n    open: true\n\nText\n///\n")
    assert '<details class="warning" open="">' in page
    assert "<summary>For the curious</summary>" in page


def test_tabs_of_one_row_are_radio_buttons_of_one_name(html: Html) -> None:
    page = html("/// tab | Flask\nOne\n///\n\n/// tab | Django\nTwo\n///\n")
    assert page.count('type="radio"') == 2
    assert page.count('name="__tabbed_1"') == 2
    assert 'data-tabs="1:2"' in page


def test_new_tabs_begin_a_row_of_their_own(html: Html) -> None:
    first = "/// tab | A\nOne\n///\n\n"
    page = html(first + "/// tab | B\n    new: true\n\nTwo\n///\n")
    assert 'name="__tabbed_2"' in page


def test_the_number_of_slashes_is_free(html: Html) -> None:
    """Where pymdownx wants more outside than inside."""
    for outer, inner in (("///", "///"), ("////", "///"), ("///", "////")):
        page = html(f"{outer} note | A\n{inner} tip | B\nText\n{inner}\nMore\n{outer}\nAfter\n")
        assert page.index("Text") < page.index("More") < page.index("</div>\n<p>After</p>")


# --- the rest of Markdown ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a\\\nb  \nc", "b<br>\nc"),
        ("==a== *b* **c** ~~d~~", "<em>b</em> <strong>c</strong>"),
        ('"quoted" it\'s...', "“quoted” it’s…"),
        ("a -- b", "a -- b"),
        ("Press ++ctrl+enter++.", '<kbd class="key-control">Ctrl</kbd>'),
        ("term\n:   What it is\n", "<dl>\n<dt>term</dt>\n<dd>What it is</dd>\n</dl>"),
        ("- a\n\n1. b\n", "</ul>\n<ol>"),
        ("3. c\n4. d\n", '<ol start="3">'),
        ("> quoted\n", "<blockquote>\n<p>quoted</p>\n</blockquote>"),
        ("***\n", "<hr>"),
        ("H<sub>2</sub>O", "H<sub>2</sub>O"),
        ('<span class="a" lang="fr">x</span>', '<span class="a" lang="fr">x</span>'),
        ("<abbr title='Web'>WSGI</abbr>", '<abbr title="Web">WSGI</abbr>'),
        ("a &lt; b &copy; &#60;", "a &lt; b © &lt;"),
        ("`<script>`", "<code>&lt;script&gt;</code>"),
        ("word{.wide #x}", "word{.wide #x}"),
        ("*word*{.wide}", '<em class="wide">word</em>'),
        ("List\\<int>", "List&lt;int&gt;"),
        ("a < b > c", "a &lt; b &gt; c"),
    ],
)
def test_markdown_comes_out_as_html(html: Html, typed: str, expected: str) -> None:
    assert expected in html(typed)


def test_a_table_scrolls_in_a_box_that_keys_can_reach(html: Html) -> None:
    page = html("| a | b |\n| :-- | --: |\n| 1 | 2 |\n")
    box = '<div aria-label="Table: a, b" class="table-scroll" role="region" tabindex="0">'
    assert box in page
    assert '<td class="align-right">2</td>' in page
    assert "style" not in page


def test_tables_of_a_page_have_names_of_their_own(html: Html) -> None:
    table = "| | `a` | *b* |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n"
    page = html(f"{table}\nAnd again:\n\n{table}\n")
    assert page.count('"Table: a, b"') == 1
    assert page.count('"Table: a, b (2)"') == 1


def test_an_empty_corner_of_a_table_heads_nothing(html: Html) -> None:
    page = html("| | Flask |\n| --- | --- |\n| columns | few |\n")
    assert page.count("</th>") == 1
    assert page.count("</td>") == 3


def test_a_footnote_links_there_and_back(html: Html) -> None:
    page = html("SQLite.[^1]\n\n[^1]: It is a library.\n")
    assert 'href="#fn:1"' in page
    assert 'href="#fnref:1"' in page
    assert page.index("SQLite") < page.index("It is a library.")


def test_footnotes_of_a_question_keep_clear_of_the_pages_own(compiled: Compile) -> None:
    question = "What?[^1]\n\n- [ ] A\n    > n\n- [x] B\n    > y\n\nBecause: b.\n\n[^1]: Note.\n"
    lesson = compiled(f"A.[^1]\n\n[^1]: Own.\n\n/// quiz\n    id: q\n\n{question}///\n").lesson
    assert lesson
    asked = lesson.blocks[0].questions[0]  # type: ignore[attr-defined]
    assert 'id="fnref:1"' not in asked.stem_html + asked.because_html


# --- code -------------------------------------------------------------------------------------


def test_code_is_highlighted_by_classes(html: Html) -> None:
    page = html("```python\nif x: pass\n```\n")
    assert '<div class="code" data-code="" data-language="python">' in page
    assert '<span class="k">if</span>' in page


def test_code_can_be_reached_and_scrolled_by_keys(html: Html) -> None:
    assert '<pre tabindex="0">' in html("```\nx\n```\n")


def test_a_fence_may_have_a_title_and_lines_that_stand_out(html: Html) -> None:
    page = html('```{.python title="a <b>.py" highlight="2-3"}\na\nb\nc\nd\n```\n')
    assert '<div class="code-title">a &lt;b&gt;.py</div>' in page
    assert [line[:18] for line in page.split("\n")][1:3] == ['<span class="hll">'] * 2
    assert page.count('<span class="hll">') == 2


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("```pyhton\nx\n```", ["1:4 unknown-language"]),
        ("```{.python .flask}\nx\n```", ["1:4 unknown-mark"]),
        ("```{.python file=app.py}\nx\n```", ["1:13 unknown-option"]),
        ("```python highlight=x\nx\n```", ["1:4 bad-value"]),
        ("```python is this\nx\n```", ["1:11 unknown-option", "1:14 unknown-option"]),
        ("```{python}\nx\n```", ["1:5 unknown-option"]),
        ("~~~ §\nx\n~~~", ["1:5 bad-fence"]),
    ],
)
def test_a_bad_fence_in_the_prose_is_told(
    problems: Report, typed: str, expected: list[str]
) -> None:
    assert problems(typed) == expected


def test_a_misspelt_language_is_guessed_and_shown_as_text(compiled: Compile) -> None:
    found = compiled("```pyhton\nx < 1\n```\n")
    assert found.lesson
    assert [problem.hint for problem in found.problems] == ['Did you mean "python"?']
    assert "x &lt; 1" in str(found.lesson.parts)


@pytest.mark.parametrize("fence", ["```", "~~~~", "`````"])
def test_what_stands_in_a_fence_is_code(html: Html, fence: str) -> None:
    inside = "[x](nowhere) ![](no.png) :term[WGSI] <script> /// app\n\n# A\n<!--"
    page = html(f"{fence}\n{inside}\n{fence}\n")
    assert "[x](nowhere) ![](no.png) :term[WGSI] &lt;script&gt; /// app\n\n# A\n&lt;!--" in page


def test_a_mark_of_markdowns_own_can_be_written_about(html: Html) -> None:
    """Markdown keeps places with words like this one between two control characters."""
    assert "<code>wzxhzdk:0</code>" in html("`wzxhzdk:0`\n")


# --- what may not be typed --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("<script>alert(1)</script>", "/// app"),
        ("<style>p {}</style>", "one look"),
        ('<div class="a">b</div>', "admonition"),
        ("<img src=x onerror=alert(1)>", "![what it shows]"),
        ('<a href="/">x</a>', "[text](address)"),
        ('<iframe src="https://example.org/"></iframe>', "Link to the page instead"),
        ("<details>", "/// details"),
        ("<form action=/x>", "in backticks: `<form>`"),
        ("<button>x</button>", "in backticks"),
        ("<svg onload=alert(1)>", "in backticks"),
        ("Dict<int, str>", "in backticks: `<int>`"),
        ("<SCRIPT\n>x", "/// app"),
    ],
)
def test_html_that_lessons_may_not_hold_is_told_with_what_to_write_instead(
    compiled: Compile, typed: str, hint: str
) -> None:
    found = compiled(f"Text {typed}\n")
    assert found.lesson is None
    assert {problem.code for problem in found.problems} == {"html-not-allowed"}
    assert hint in found.problems[0].hint


@pytest.mark.parametrize(
    "typed",
    [
        '<b onclick="x()">a</b>',
        '<span style="color: red">a</span>',
        '<b hx-get="/x">a</b>',
        '<b id="main">a</b>',
        '<b data-run="1">a</b>',
    ],
)
def test_attributes_that_scripts_and_styles_hang_on_are_refused(
    problems: Report, typed: str
) -> None:
    assert problems(f"Text {typed}\n") == ["1:6 html-not-allowed"]


@pytest.mark.parametrize("name", ["onclick=x", "style=a", "hx-get=/x", "data-run=1", "href=x"])
def test_attribute_lists_can_not_smuggle_them_in(compiled: Compile, name: str) -> None:
    found = compiled(f"## Heading {{: {name} }}\n")
    assert found.lesson is None
    assert {problem.code for problem in found.problems} == {"attribute-not-allowed"}


@pytest.mark.parametrize(
    "typed",
    [
        "<scr<script>ipt>alert(1)</script>",
        "<b/onclick=alert(1)//>",
        '<b a="" onclick="alert(1)">x',
        "<!-- --><script>alert(1)</script>",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?php <script>alert(1)</script> ?>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt&colon;alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "![x](javascript:alert(1))",
        "<javascript:alert(1)>",
        '[x](https://a.org "onclick=alert(1)"){: onmouseover=alert(1) }',
        "[a]: javascript:alert(1)\n\n[x][a]",
        "| <script>a</script> |\n| --- |\n| <svg onload=a> |\n",
        "`` <script>alert(1)</script>",
        "*a*{: style=x onclick=y }",
        "++ctrl+<script>++",
        ':term[<img src=x onerror="a">]',
        "/// note | <img src=x onerror=a>\nText\n///\n",
        "/// details | <script>a</script>\nText\n///\n",
        "/// tab | <svg onload=a>\nText\n///\n",
        '```{.python title="<img src=x onerror=a>"}\n```\n',
        "[^<script>]\n\n[^<script>]: <script>\n",
        "term <svg onload=a>\n: definition <svg onload=a>\n",
    ],
)
def test_no_script_comes_out_of_any_lesson(compiled: Compile, typed: str) -> None:
    """Refused or made harmless; whatever is shown holds neither a handler nor a script."""
    lesson = compiled(f"{typed}\n").lesson
    page = "".join(map(str, lesson.parts)) if lesson else ""
    for danger in (
        "<script",
        "<svg",
        "<img src=x",
        "<iframe",
        'onclick="',
        'style="',
        '"javascript',
    ):
        assert danger not in page.lower()


@pytest.mark.parametrize(
    ("html", "left"),
    [
        ("a<script>alert(1)</script>b", "ab"),
        ("a<style>p {}</style>b", "ab"),
        ('<p onclick="x" style="y" hx-get="/z" data-run="1">a</p>', "<p>a</p>"),
        ('<a href="javascript:x">a</a>', "<a>a</a>"),
        (
            '<input type="text" name="a"><input type="radio">',
            '<input name="a"><input type="radio">',
        ),
        ('<form action="/x"><button>a</button></form>', "a"),
        ("<b>never closed", "<b>never closed</b>"),
        ("</div></div>a", "a"),
    ],
)
def test_whatever_came_through_is_taken_out_at_the_end(html: str, left: str) -> None:
    """The guarantee behind the problems: it needs none of them to have been noticed."""
    assert cleaned(html) == left
