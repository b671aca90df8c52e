"""Help while typing: marks, completion, signatures. Reads the files; runs none of them."""

from .complete import complete
from .complete_shell import complete_shell
from .lint import lint
from .signatures import signature

__all__ = ["complete", "complete_shell", "lint", "signature"]
