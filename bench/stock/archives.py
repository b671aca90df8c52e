"""The packages of each side of a twin, as zip archives for stock Pyodide.

Each side gets what it imports and nothing else, less than the site's own runtime holds: the
comparison is to be with stock Pyodide at its best. The files are those that the runtime is built
from, of the same versions and with the same left out, and the harness.
"""

import shutil
import zipfile
from pathlib import Path, PurePosixPath

from tutorial_site.frontend.node import run_node
from tutorial_site.playground.runtime import packages

NEEDED = {
    "flask": {"flask", "werkzeug", "jinja2", "markupsafe", "itsdangerous", "click", "blinker"},
    "django": {"django", "asgiref", "sqlparse", "tzdata"},
}
KINDS = ("sources", "compiled")
HERE = Path(__file__).parent


def build(folder: Path) -> dict[str, Path]:
    """Make ``flask-sources.zip``, ``django-compiled.zip`` and so on in ``folder``; by file name."""
    staged = {}
    for side in NEEDED:
        staged["sources", side] = _stage(folder / "sources" / side, side)
        compiled = folder / "compiled" / side
        staged["compiled", side] = Path(shutil.copytree(staged["sources", side], compiled))
    run_node(str(HERE / "compile.mjs"), *(str(staged["compiled", side]) for side in NEEDED))
    return {
        name: _zip(root, folder / name)
        for (kind, side), root in staged.items()
        for name in [f"{side}-{kind}.zip"]
    }


def _stage(folder: Path, side: str) -> Path:
    for path, source in packages.files():
        if _belongs(path, side):
            _copy(source, folder / path)
    harness = Path(packages.__file__).parent.parent / "harness"
    for source in harness.rglob("*.py"):
        _copy(source, folder / "harness" / source.relative_to(harness))
    return folder


def _belongs(path: PurePosixPath, side: str) -> bool:
    """Whether a file is of a package that the side needs, or of what is known about one."""
    top = path.parts[0]
    name = top.split("-")[0] if top.endswith(".dist-info") else top
    return name.lower() in NEEDED[side]


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _zip(root: Path, target: Path) -> Path:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(root.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(root))
    return target
