"""A page compressed once, with gaps for what is different for every visitor.

Compressing a page takes longer than everything else that a request for it does. So it is done once,
as a brotli stream that is cut at the gaps (RFC 7932): what fills one is put in uncompressed, as a
meta-block of its own, which the stream allows at any byte. What comes before and after decodes the
same whatever stands there:

- while compressing, a gap holds bytes that occur in no text, so nothing refers back to it;
- the two bytes after a gap belong to its block: how a byte is coded depends on the two before it.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import brotli

_QUALITY = 9  # a few ms a page
_BYTES_AFTER = 2
_TRIALS = 3


@dataclass(frozen=True, slots=True)
class PackedPage:
    """Pieces of a brotli stream. Between each two of them goes a filling of ``gap`` bytes."""

    pieces: tuple[bytes, ...]
    after: tuple[bytes, ...]  # what follows each gap and is sent with it
    gap: int

    def filled(self, filling: bytes) -> bytes:
        """The stream with ``filling`` in every gap."""
        parts = [self.pieces[0]]
        for after, piece in zip(self.after, self.pieces[1:], strict=True):
            parts += [_header(self.gap + len(after)), filling, after, piece]
        return b"".join(parts)

    @property
    def size(self) -> int:
        return sum(map(len, self.pieces))


def pack(pieces: Sequence[bytes], gap: int) -> PackedPage | None:
    """Compress text that is cut into ``pieces`` where ``gap`` bytes are missing.

    None if what came out doesn't decode to what went in: then the page is sent as it is.
    """
    compressor = brotli.Compressor(mode=brotli.MODE_TEXT, quality=_QUALITY)
    packed, after, left = [], [], pieces[0]
    for piece in pieces[1:]:
        packed.append(compressor.process(left) + compressor.flush())
        after.append(piece[:_BYTES_AFTER])
        left = piece[_BYTES_AFTER:]
        compressor.process(_unlike_text(gap) + after[-1])
        compressor.flush()
    page = PackedPage((*packed, compressor.process(left) + compressor.finish()), tuple(after), gap)
    return page if _is_right(page, pieces) else None


def _unlike_text(size: int) -> bytes:
    """Bytes that are in no UTF-8 text, and repeat nothing that came before."""
    return bytes(0x80 | byte for byte in secrets.token_bytes(size - 1)) + b"\xff"


def _header(size: int) -> bytes:
    """Of an uncompressed meta-block: not the last, 16 bits of length - 1, uncompressed; padded."""
    return ((size - 1) << 3 | 1 << 19).to_bytes(3, "little")


def _is_right(page: PackedPage, pieces: Sequence[bytes]) -> bool:
    for _ in range(_TRIALS):
        filling = secrets.token_hex(page.gap)[: page.gap].encode()
        try:
            unpacked = brotli.decompress(page.filled(filling))
        except brotli.error:
            return False
        if unpacked != filling.join(pieces):
            return False
    return True
