"""A wide table scrolls in a box of its own, and the box can be reached by keyboard."""

from collections import Counter
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_BOX = {"class": "table-scroll", "tabindex": "0", "role": "region"}
_LONGEST = 80  # characters of a name


class TablesProcessor(Treeprocessor):
    def run(self, root: Element) -> None:
        named: Counter[str] = Counter()
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "table":
                    name = name_of(child)
                    named[name] += 1
                    again = f" ({named[name]})" if named[name] > 1 else ""
                    box = Element("div", {**_BOX, "aria-label": name + again})
                    box.tail, child.tail = child.tail, None
                    parent[index] = box
                    box.append(child)
        for cell in list(root.iter("th")):
            align(cell)
            # The corner over the names of rows heads nothing.
            if not len(cell) and not (cell.text or "").strip():
                cell.tag = "td"
        for cell in root.iter("td"):
            align(cell)


def name_of(table: Element) -> str:
    """ "Table: Flask, Django": by its columns, as a page may have several."""
    heads = (" ".join("".join(cell.itertext()).split()) for cell in table.iter("th"))
    names = ", ".join(filter(None, heads))
    hidden = "\x02" in names  # Markdown keeps some text until the page is whole
    return f"Table: {names}"[:_LONGEST] if names and not hidden else "Table"


def align(cell: Element) -> None:
    """``style="text-align: right"`` → ``class="align-right"``: the CSP allows no styles."""
    style = cell.attrib.pop("style", "")
    if style.startswith("text-align:"):
        cell.set("class", f"align-{style.removeprefix('text-align:').strip(' ;')}")


class TablesExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        # After attribute lists (8), before the check of attributes (3).
        md.treeprocessors.register(TablesProcessor(md), "table_boxes", 6.5)
