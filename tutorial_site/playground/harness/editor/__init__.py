"""Help while typing: marks, completion, signatures. Reads the files; runs none of them."""

from .lint import lint

__all__ = ["lint"]
