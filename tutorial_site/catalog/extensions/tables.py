"""A wide table scrolls in a box of its own, and the box can be reached by keyboard."""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_BOX = {"class": "table-scroll", "tabindex": "0", "role": "region", "aria-label": "Table"}


class TablesProcessor(Treeprocessor):
    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for index, child in enumerate(list(parent)):
                if child.tag == "table":
                    box = Element("div", _BOX)
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


def align(cell: Element) -> None:
    """``style="text-align: right"`` → ``class="align-right"``: the CSP allows no styles."""
    style = cell.attrib.pop("style", "")
    if style.startswith("text-align:"):
        cell.set("class", f"align-{style.removeprefix('text-align:').strip(' ;')}")


class TablesExtension(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        # After attribute lists (8), before the check of attributes (3).
        md.treeprocessors.register(TablesProcessor(md), "table_boxes", 6.5)
