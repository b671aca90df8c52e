"""Takes blocks and fences out of the text before Markdown sees it, and leaves marks."""

from html import escape

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from tutorial_site.catalog.admonitions import as_blocks
from tutorial_site.catalog.extensions.context import Rendering
from tutorial_site.catalog.fences import IN_PROSE, Fence, read_head, read_ranges
from tutorial_site.catalog.highlight import highlighted, is_language, known_languages
from tutorial_site.catalog.problems import ProblemLog, did_you_mean
from tutorial_site.catalog.structure import HEAD, RawBlock, Structure, read_structure


class BlocksProcessor(Preprocessor):
    """Replaces our blocks by slots, fences by highlighted code, and evens out the slashes."""

    def __init__(self, md: Markdown, rendering: Rendering) -> None:
        super().__init__(md)
        self.rendering = rendering

    def run(self, lines: list[str]) -> list[str]:
        structure = self.rendering.structure
        if structure is None:
            # A fragment: its faults were reported when the whole file was read.
            silent = ProblemLog(self.rendering.log.path)
            first = self.rendering.span[0]
            structure = read_structure(lines, silent, kinds=(), first_line=first)
        out: list[str | None] = list(lines)
        for first, last in structure.comments:
            self.replace(out, structure, first, last, "")
        for number, block in enumerate(structure.blocks):
            mark = self.md.htmlStash.store(self.rendering.slot(number))
            text = f"\n{' ' * block.indent}{mark}\n"
            self.replace(out, structure, block.line, block.end_line, text)
        for fence in structure.fences:
            mark = self.md.htmlStash.store(code_html(fence, self.rendering.log))
            quote = fence.prefix.rstrip() if ">" in fence.prefix else ""
            text = f"{quote}\n{fence.prefix}{mark}\n{quote}"
            self.replace(out, structure, fence.line, fence.end_line, text)
        for block in structure.generic:
            self.even_slashes(out, structure, block)
        as_blocks(out, structure.lines, structure.first_line, structure.admonitions)
        return "\n".join(line for line in out if line is not None).split("\n")

    def replace(
        self, out: list[str | None], structure: Structure, first: int, last: int, text: str
    ) -> None:
        start, end = first - structure.first_line, last - structure.first_line
        out[start] = text
        for index in range(start + 1, min(end + 1, len(out))):
            out[index] = None

    def even_slashes(self, out: list[str | None], structure: Structure, block: RawBlock) -> None:
        """pymdownx wants more slashes outside than inside; here any number nests in any other."""
        slashes = "/" * (20 - block.depth)
        start, end = block.line - structure.first_line, block.end_line - structure.first_line
        head, close = out[start], out[end] if end < len(out) else None
        match = HEAD.match(head) if head else None
        if match is None or close is None or not close.strip().startswith("///"):
            return
        title = f" | {match['title']}" if match["title"] else ""
        out[start] = f"\n{match['indent']}{slashes} {block.kind}{title}"
        out[end] = f"\n{match['indent']}{slashes}\n"


class BlocksExtension(Extension):
    def __init__(self, rendering: Rendering) -> None:
        super().__init__()
        self.rendering = rendering

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        # After whitespace is normalised (30), which would wipe out the marks.
        md.preprocessors.register(BlocksProcessor(md, self.rendering), "our_blocks", 28)


def code_html(fence: Fence, log: ProblemLog) -> str:
    """A fence of the prose: ``<div class="code">``, its title, its highlighted code."""
    head = read_head(fence, IN_PROSE, log)
    language = head.language
    if language and not is_language(language):
        log.warning(
            fence.line,
            fence.head_column,
            "unknown-language",
            f'No colours are known for "{language[:60]}".',
            did_you_mean(language, known_languages()) if len(language) < 20 else "",
        )
        language = ""
    ranges: tuple[tuple[int, int], ...] = ()
    if wanted := head.get("highlight"):
        try:
            ranges = read_ranges(wanted)
        except ValueError as error:
            log.error(
                fence.line,
                fence.head_column,
                "bad-value",
                f'"highlight" must be {error}; this is "{wanted[:60]}".',
                'For example: highlight="3-7"',
            )
    title = head.get("title")
    bar = f'<div class="code-title">{escape(title)}</div>' if title else ""
    code = highlighted(fence.text, language)
    if ranges:
        code = _marked(code, ranges)
    return (
        f'<div class="code" data-code data-language="{escape(language or "text")}">{bar}'
        f'<pre tabindex="0"><code>{code}</code></pre></div>'
    )


def _marked(code: str, ranges: tuple[tuple[int, int], ...]) -> str:
    """Wrap the lines to look at; Pygments closes its spans at the end of every line."""
    lines = code.split("\n")
    for first, last in ranges:
        for index in range(first - 1, min(last, len(lines))):
            lines[index] = f'<span class="hll">{lines[index]}</span>'
    return "\n".join(lines)
