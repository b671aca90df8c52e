"""``glossary.md``: a definition list, a term a line and its definition after a colon."""

from collections.abc import Iterator, Mapping, Sequence

from tutorial_site.catalog.extensions.headings import slugified
from tutorial_site.catalog.plaintext import plain_text
from tutorial_site.catalog.problems import ProblemLog
from tutorial_site.catalog.rendering import Renderer
from tutorial_site.catalog.tree import Term

Terms = Mapping[str, tuple[str, str, str]]
Entry = tuple[int, str, int, str]  # line of the term, term, line of the definition, its Markdown


def read_entries(lines: Sequence[str], log: ProblemLog) -> list[Entry]:
    """The entries as typed. A definition goes on over indented lines and empty ones between."""
    entries: list[Entry] = []
    names: dict[str, int] = {}
    for line, name, start, body in _entries(lines, log):
        if first := names.get(name.lower()):
            log.error(
                line,
                1,
                "repeated-term",
                f'"{name[:60]}" is defined a second time; the first is in line {first}.',
                "Make one definition of them.",
            )
            continue
        names[name.lower()] = line
        entries.append((line, name, start, body))
    return entries


def _entries(lines: Sequence[str], log: ProblemLog) -> Iterator[Entry]:
    at = 0
    while at < len(lines):
        name = lines[at].strip()
        at += 1
        if not name or name.startswith(("#", "<!--")):
            continue
        line = at
        while at < len(lines) and not lines[at].strip():
            at += 1
        if at == len(lines) or not lines[at].lstrip().startswith(":"):
            log.error(
                line,
                1,
                "no-definition",
                f'"{name[:60]}" has no definition.',
                "Write it on the next line: a colon, a space, the definition.",
            )
            continue
        start = at + 1
        body = [lines[at].lstrip()[1:].strip()]
        at += 1
        while at < len(lines) and (not lines[at].strip() or lines[at][:2].isspace()):
            body.append(lines[at].strip())
            at += 1
        yield line, name, start, "\n".join(body).strip()


def terms_of(entries: Sequence[Entry], renderer: Renderer) -> tuple[Term, ...]:
    """Rendered and in alphabetical order."""
    found, used = [], set()
    for _, name, line, body in entries:
        anchor, count = slugified(name), 1
        while anchor in used:
            count += 1
            anchor = f"{slugified(name)}-{count}"
        used.add(anchor)
        html = renderer.fragment(body, line)
        found.append(Term(anchor, name, html, plain_text(html)))
    return tuple(sorted(found, key=lambda term: term.name.lower()))


def terms_by_name(terms: Sequence[Term]) -> dict[str, tuple[str, str, str]]:
    """What a lesson needs to know of the glossary."""
    return {term.name.lower(): (term.id, term.name, term.text) for term in terms}
