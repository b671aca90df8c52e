"""A choice's HTML stands in a label, whatever Markdown made of it."""

import pytest

from tutorial_site.quizzes.phrasing import phrasing, plain


def test_a_lone_paragraph_is_unwrapped() -> None:
    assert phrasing("<p>On <em>that</em> line</p>").html == "On <em>that</em> line"


def test_code_blocks_become_spans_and_keep_their_colours() -> None:
    html = (
        '<p>This:</p><div class="code" data-code data-language="python"><pre tabindex="0"><code>'
        '<span class="k">def</span> f():\n    x &lt; 1</code></pre></div>'
    )
    result = phrasing(html)
    assert result.refused == ()
    assert result.html == (
        '<span class="quiz-choice-line">This:</span><span class="quiz-choice-code"><code>'
        '<span class="k">def</span> f():\n    x &lt; 1</code></span>'
    )


def test_links_and_images_keep_what_they_need() -> None:
    html = (
        '<p><a href="/x?a=1&amp;b" onclick="y()">x</a> <img src="i.svg" alt="a &quot;b&quot;"></p>'
    )
    assert phrasing(html).html == (
        '<a href="/x?a=1&amp;b">x</a> <img src="i.svg" alt="a &quot;b&quot;">'
    )


@pytest.mark.parametrize("name", ["ul", "table", "button", "input", "script", "label", "form"])
def test_what_no_label_can_hold_is_named(name: str) -> None:
    assert phrasing(f"<p>a</p><{name}>b</{name}>").refused == (name,)


@pytest.mark.parametrize(
    "html", ["<em>a", "a</em>", "<p><em>a</p>b", "<div><p>a", "</div></label>"]
)
def test_the_result_is_balanced(html: str) -> None:
    result = phrasing(html).html
    for name in ("em", "span", "div", "label"):
        assert result.count(f"<{name}") == result.count(f"</{name}")


def test_plain_text_keeps_the_words() -> None:
    assert plain('<p>a&lt;b</p><p>c <code>d</code><img alt="e" src="f"></p>') == "a<b c de"
    assert plain("<p>" + "x" * 50, limit=10) == "x" * 10
