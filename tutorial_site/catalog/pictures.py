"""What is needed to know of a picture: its type, whether it is one, and its size."""

import re
import struct

TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "svg": "image/svg+xml",
}
_SVG = re.compile(rb"<svg\b[^>]*>", re.DOTALL)
_BOX = re.compile(rb"""\bviewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)""")

Size = tuple[int, int]


def type_of(path: str) -> str:
    """The content type by the file's name, "" if it is none of those served."""
    return TYPES.get(path.rpartition(".")[2].lower(), "")


def is_what_it_says(path: str, data: bytes) -> bool:
    """Whether the bytes begin as files of that type do."""
    match type_of(path):
        case "image/png":
            return data.startswith(b"\x89PNG\r\n\x1a\n")
        case "image/jpeg":
            return data.startswith(b"\xff\xd8\xff")
        case "image/gif":
            return data.startswith((b"GIF87a", b"GIF89a"))
        case "image/webp":
            return data.startswith(b"RIFF") and data[8:12] == b"WEBP"
        case "image/svg+xml":
            return bool(_SVG.search(data[:20_000]))
    return False


def size_of(path: str, data: bytes) -> Size | None:
    """Width and height in pixels, None where the head of the file doesn't tell."""
    readers = {
        "image/png": _png,
        "image/jpeg": _jpeg,
        "image/gif": _gif,
        "image/webp": _webp,
        "image/svg+xml": _svg,
    }
    try:
        size = readers[type_of(path)](data)
    except (struct.error, KeyError, IndexError, ValueError):
        return None
    return size if size and 0 < size[0] < 20_000 and 0 < size[1] < 20_000 else None


def _png(data: bytes) -> Size:
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _gif(data: bytes) -> Size:
    width, height = struct.unpack("<HH", data[6:10])
    return width, height


def _jpeg(data: bytes) -> Size | None:
    at = 2
    while at + 9 < len(data):
        marker, length = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        if data[at] != 0xFF:
            return None
        # The "start of frame" segments hold the size; C4, C8 and CC are others.
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        at += 2 + length
    return None


def _webp(data: bytes) -> Size | None:
    kind = data[12:16]
    if len(data) < 30:
        return None
    if kind == b"VP8X":
        return (
            1 + int.from_bytes(data[24:27], "little"),
            1 + int.from_bytes(data[27:30], "little"),
        )
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    return None


def _svg(data: bytes) -> Size | None:
    tag = _SVG.search(data[:20_000])
    if not tag:
        return None
    sides = [
        re.search(rb"\s" + name + rb"""\s*=\s*["']([\d.]+)(?:px)?["']""", tag[0])
        for name in (b"width", b"height")
    ]
    if sides[0] and sides[1]:
        return round(float(sides[0][1])), round(float(sides[1][1]))
    if box := _BOX.search(tag[0]):
        return round(float(box[1])), round(float(box[2]))
    return None
