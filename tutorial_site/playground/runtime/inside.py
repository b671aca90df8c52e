"""What the build of the runtime does inside the browser's own Python; build.mjs runs this there.

Libraries are compiled without what no program of a lesson asks for, so that less has to be moved:
docstrings, asserts, columns of tracebacks (whose source isn't there to underline), and, for
packages, the annotations of functions (a quarter of all code objects).
"""

import ast
import gc
import importlib
import importlib.util
import json
import marshal
import sys
import zipfile
from pathlib import Path

STDLIB = f"/lib/python{sys.version_info.major}{sys.version_info.minor}.zip"


class WithoutAnnotations(ast.NodeTransformer):
    """Takes the annotations of functions away; those of classes are often read, and stay."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        self.generic_visit(node)
        node.returns = None
        return node

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AsyncFunctionDef:
        self.generic_visit(node)
        node.returns = None
        return node

    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node


def pyc(tree: ast.Module, shown_as: str) -> bytes:
    """The content of a .pyc file that is never checked against its source."""
    code = compile(tree, shown_as, "exec", dont_inherit=True, optimize=2)
    # Magic number, flags (1: by hash, unchecked), the hash, the code.
    return importlib.util.MAGIC_NUMBER + (1).to_bytes(4, "little") + bytes(8) + marshal.dumps(code)


def compile_packages(source: str, target: str, site: str) -> None:
    """Compile every module below ``source`` into ``target``, as if it stood in ``site``."""
    for path in Path(source).rglob("*.py"):
        inside = path.relative_to(source)
        if "templates" in inside.parts[:-1]:
            continue  # what commands copy into a project, such as Flask-Migrate's env.py
        try:
            tree = ast.parse(path.read_bytes())
        except SyntaxError:
            continue  # a template of code, such as Django's for new projects: stays as it is
        to = Path(target, f"{inside}c")
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(pyc(WithoutAnnotations().visit(tree), f"{site}/{inside}"))


def compile_stdlib(source: str, target: str) -> None:
    """Make a zip of compiled modules of a zip of sources.

    Annotations stay: functools.singledispatch, for one, reads them. Nothing is compressed inside,
    which compresses better as a whole.
    """
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            if name.endswith(".py"):
                content = pyc(ast.parse(old.read(name)), f"{STDLIB}/{name}")
                new.writestr(_entry(f"{name}c"), content)


def shrink_stdlib(archive: str, imported: set[str]) -> None:
    """Leave out of the zip what is in memory, and have Python read its directory again."""
    with zipfile.ZipFile(archive) as old:
        rest = {
            name: old.read(name) for name in old.namelist() if f"{archive}/{name}" not in imported
        }
    with zipfile.ZipFile(archive, "w") as new:
        for name, content in rest.items():
            new.writestr(_entry(name), content)
    importlib.invalidate_caches()
    importlib.util.find_spec("no_such_module")  # read now, so that no program has to wait for it


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))  # the same bytes whenever it is built


def freeze() -> str:
    """Import and use everything. Returns JSON: {version, stdlib: its path, imported: paths}."""
    prewarm = importlib.import_module("harness.prewarm").prewarm
    prewarm("flask")
    prewarm("django")
    specs = {name: getattr(module, "__spec__", None) for name, module in [*sys.modules.items()]}
    # What is in memory is never read again, but for packages of migrations: Django reloads those.
    imported = {
        spec.origin
        for name, spec in specs.items()
        if spec and spec.origin and not name.endswith(".migrations")
    }
    shrink_stdlib(STDLIB, imported)
    gc.collect()
    version = ".".join(map(str, sys.version_info[:3]))
    return json.dumps({"version": version, "stdlib": STDLIB, "imported": sorted(imported)})
