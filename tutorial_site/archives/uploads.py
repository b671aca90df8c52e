"""A file that is too large is not kept while it arrives."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

from tutorial_site.archives.reading import MOST_BYTES


class Quota(FileUploadHandler):
    """Stands before the other handlers: lets through so much of an upload, and marks the rest.

    The request then has ``too_large``, and no file.
    """

    def __init__(self, request: Any) -> None:
        super().__init__(request)
        self.so_far = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.so_far += len(raw_data)
        if self.so_far > MOST_BYTES:
            assert self.request is not None
            self.request.too_large = True  # type: ignore[attr-defined]
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None
