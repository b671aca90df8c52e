"""Serves what is built: WhiteNoise, which knows gzip and brotli, and Zstandard as well.

The browser's Python is larger than everything else together; as .zst it is smaller than as .br and
unpacked in half the time. Browsers that don't take it get brotli.
"""

import re
from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import FileEntry, MissingFileError, StaticFile

_ZSTD = re.compile(r"\bzstd\b")


class StaticFilesMiddleware(WhiteNoiseMiddleware):  # type: ignore[misc]  # it has no types
    """WhiteNoise's, offering ``name.zst`` for ``name`` where the build has made one."""

    def get_static_file(self, path: str, url: str, stat_cache: Any = None) -> StaticFile:
        file = super().get_static_file(path, url, stat_cache)
        try:
            packed = FileEntry(f"{path}.zst", stat_cache)
        except MissingFileError:
            return file
        _, _, others = file.alternatives[0]
        changed = {"Content-Length": str(packed.size), "Content-Encoding": "zstd"}
        headers = [(name, value) for name, value in others if name not in changed]
        # The first whose encoding the browser names is taken.
        file.alternatives.insert(0, (_ZSTD, packed.path, [*headers, *changed.items()]))
        return file
