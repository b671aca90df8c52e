"""Images stand beside their lesson, say what they show, and know their size."""

from html import unescape
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from tutorial_site.catalog import limits, pictures
from tutorial_site.catalog.extensions.context import Rendering
from tutorial_site.catalog.problems import did_you_mean
from tutorial_site.catalog.sources import FileEntry, digest_of, safe_path
from tutorial_site.catalog.tree import Image

Fault = tuple[str, str, str]  # code, message, hint


def file_fault(path: str, entry: FileEntry) -> Fault | None:
    if not pictures.type_of(path):
        kinds = ", ".join(sorted(pictures.TYPES))
        return "bad-image", f'"{path[:60]}" is no image.', f"Use one of: {kinds}."
    if entry.size > limits.ASSET_BYTES:
        size = f"{entry.size / 1e6:.1f} MB"
        return "bad-image", f'"{path[:60]}" has {size}.', "Make it smaller than 5 MB."
    if not pictures.is_what_it_says(path, entry.data):
        hint = "Save it again in the format of its name."
        return "bad-image", f'"{path[:60]}" is not what its name says.', hint
    return None


class ImagesProcessor(Treeprocessor):
    def __init__(self, md: Markdown, rendering: Rendering) -> None:
        super().__init__(md)
        self.rendering = rendering

    def run(self, root: Element) -> None:
        for element in root.iter("img"):
            self.image(element)

    def image(self, element: Element) -> None:
        typed = element.get("src", "")
        place = self.rendering.place(typed or "]()")
        if not element.get("alt", "").strip():
            self.rendering.log.error(
                *place,
                "missing-alt",
                f"The image {typed[:60]} has no text for those who can't see it.",
                "Say what it shows: ![A request passing through WSGI](wsgi.svg)",
            )
        path = unquote(unescape(typed)).removeprefix("./")
        if error := self.fault(path):
            self.rendering.log.error(*place, *error)
            return
        self.serve(element, path)

    def fault(self, path: str) -> Fault | None:
        """What is wrong with the file, None if all is well."""
        if path.startswith(("http:", "https:", "//", "data:")):
            hint = "Put the file beside lesson.md and write its name."
            return "missing-image", "Images from elsewhere are not shown.", hint
        try:
            safe_path(path)
        except ValueError as error:
            return "bad-path", f'"{path[:60]}" must be {error}.', "For example: ![…](wsgi.svg)"
        entry = self.rendering.files.get(path)
        if entry is None or entry.kind != "file":
            what = "is a link, not a file" if entry else "is not beside the lesson"
            near = did_you_mean(path, filter(pictures.type_of, self.rendering.files))
            return "missing-image", f'"{path[:60]}" {what}.', near or "Put the file there."
        return file_fault(path, entry)

    def serve(self, element: Element, path: str) -> None:
        entry = self.rendering.files[path]
        image = Image(path, pictures.type_of(path), digest_of(entry.data, str(entry.size)))
        self.rendering.found.images[path] = image
        element.set(
            "src", f"{self.rendering.base_url}{self.rendering.lesson}/{path}?{image.digest}"
        )
        element.set("loading", "lazy")
        if size := pictures.size_of(path, entry.data):
            element.set("width", str(size[0]))
            element.set("height", str(size[1]))


class ImagesExtension(Extension):
    def __init__(self, rendering: Rendering) -> None:
        super().__init__()
        self.rendering = rendering

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(ImagesProcessor(md, self.rendering), "images", 7)
