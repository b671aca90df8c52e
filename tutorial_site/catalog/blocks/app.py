"""``/// app | Title``: a runnable program, in one framework or as a twin."""

import json
import re
from collections.abc import Sequence
from typing import Any, ClassVar
from urllib.parse import urlsplit

from tutorial_site.catalog.blocks.app_bench import read_bench
from tutorial_site.catalog.blocks.app_files import read_sides
from tutorial_site.catalog.blocks.app_requests import read_requests
from tutorial_site.catalog.blocks.base import ID, BlockContext, BlockKind, common
from tutorial_site.catalog.schema import Option, itself, one_of
from tutorial_site.catalog.sources import digest_of
from tutorial_site.catalog.structure import RawBlock
from tutorial_site.catalog.tree import AppBlock, AppRequest, AppSide
from tutorial_site.catalog.yamlmarks import Node

TABS = ("response", "sql", "database", "trace", "console", "cookies", "compare", "terminal")
_SUPERUSER = re.compile(r"[A-Za-z0-9_.@+-]{1,60}/\S{1,60}")


def local_path(node: Node) -> str:
    """A path with a query, as it stands in an app's address bar: ``/hello/Ada?loud=1``."""
    value = node.text if node.is_scalar else ""
    parts = urlsplit(value)
    if not value.startswith("/") or parts.scheme or parts.netloc or re.search(r"\s", value):
        raise ValueError("a path that begins with one /, without spaces")
    if len(value) > 2000:
        raise ValueError("a path of at most 2000 characters")
    return value


def superuser(node: Node) -> str:
    if not node.is_scalar or not _SUPERUSER.fullmatch(node.text):
        raise ValueError("a name, a slash and a password")
    return node.text


class AppKind(BlockKind):
    name = "app"
    needs_title = True
    options: ClassVar = {
        "id": ID,
        "open": Option(local_path, "/", example="/hello/Ada"),
        "from": Option(itself, None, example="notes"),
        "show": Option(itself, None, example="[models.py, views.py]"),
        "highlight": Option(itself, None, example="models.py 3-7"),
        "readonly": Option(itself, None, example="[models.py]"),
        "hidden": Option(itself, None, example="[seed.py]"),
        "requests": Option(itself, None, example="[{method: GET, path: /notes/}]"),
        "superuser": Option(superuser, "", example="ada/lovelace"),
        "migrations": Option(one_of("by hand"), "", example="by hand"),
        "tabs": Option(one_of(*TABS), "", example="sql"),
        "bench": Option(itself, None, example="{requests: [/slow, /quick]}"),
    }

    def compile(self, raw: RawBlock, context: BlockContext) -> AppBlock:
        sides = read_sides(raw, context)
        self.check_plain(raw, [side.framework for side in sides], context)
        return AppBlock(**self.fields(raw, sides, context))

    def fields(
        self, raw: RawBlock, sides: tuple[AppSide, ...], context: BlockContext
    ) -> dict[str, Any]:
        """What every block that runs a program has."""
        values = context.values
        frameworks = [side.framework for side in sides]
        requests = read_requests(values["requests"], frameworks, local_path, context.log)
        return {
            **common(raw, context, self.digest(sides, requests, context)),
            "sides": sides,
            "open": values["open"] or "/",
            "requests": requests,
            "superuser": values["superuser"] or "",
            "by_hand": bool(values["migrations"]),
            "tabs": "console" if frameworks == ["python"] else values["tabs"] or "",
            "bench": read_bench(values["bench"], frameworks, local_path, context.log),
            "intro_html": context.render(without_fences(raw), raw.body_line),
        }

    def digest(
        self, sides: tuple[AppSide, ...], requests: tuple[AppRequest, ...], context: BlockContext
    ) -> str:
        values = context.values
        by_hand = ["by hand"] if values["migrations"] else []
        parts = [f"{file.path}\0{file.text}" for side in sides for file in side.files]
        sent = json.dumps([repr(request) for request in requests])
        frameworks = " ".join(side.framework for side in sides)
        return digest_of(
            "app",
            frameworks,
            values["open"] or "",
            values["superuser"] or "",
            sent,
            *by_hand,
            *parts,
        )

    def check_plain(self, raw: RawBlock, frameworks: Sequence[str], context: BlockContext) -> None:
        """A plain Python program prints; it answers no requests and has no users."""
        if frameworks == ["python"]:
            for name in ("open", "requests", "superuser", "migrations", "bench"):
                if context.values[name] not in (None, "", self.options[name].default):
                    context.log.error(
                        raw.line,
                        raw.column,
                        "not-for-python",
                        f'"{name}" is for Flask and Django; this is a plain Python program.',
                        f'Take "{name}" away, or mark the fence .flask or .django.',
                    )
        elif context.values["superuser"] and "django" not in frameworks and frameworks:
            context.log.error(
                raw.line,
                raw.column,
                "not-for-flask",
                '"superuser" is for Django; no file of this app is marked .django.',
                'Take "superuser" away.',
            )


def without_fences(raw: RawBlock) -> str:
    """The block's prose; lines of code are left empty, so that the prose keeps its places."""
    lines = raw.body.split("\n")
    for fence in raw.fences:
        for number in range(fence.line, fence.end_line + 1):
            index = number - raw.body_line
            if 0 <= index < len(lines):
                lines[index] = ""
    return "\n".join(lines)
