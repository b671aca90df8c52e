"""What the build does inside the browser's Python, tried in this one."""

import importlib.util
import inspect
import zipfile
from pathlib import Path

import pytest

from ..runtime import inside

LIBRARY = '''"""About it."""


class Point:
    x: int


def double(number: int, *, times: int = 2) -> int:
    """Doubles."""
    assert number > 0
    return number * times


async def later(word: str) -> str:
    return word
'''


@pytest.fixture
def compiled(tmp_path: Path):
    """Compile a library as packages are; gives the loaded module."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "library.py").write_text(LIBRARY)
    (tmp_path / "sources" / "template.py").write_text("{{ name }} = \n")
    inside.compile_packages(str(tmp_path / "sources"), str(tmp_path / "compiled"), "/site")
    return _loaded(tmp_path / "compiled" / "library.pyc")


def _loaded(path: Path):
    spec = importlib.util.spec_from_file_location("library", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_compiled_package_does_what_its_source_says(compiled):
    assert compiled.double(3) == 6
    assert compiled.double(3, times=3) == 9


def test_packages_lose_docstrings_asserts_and_annotations_of_functions(compiled):
    assert compiled.__doc__ is None
    assert compiled.double.__doc__ is None
    assert compiled.double(-1) == -2
    assert str(inspect.signature(compiled.double)) == "(number, *, times=2)"
    assert str(inspect.signature(compiled.later)) == "(word)"


def test_annotations_of_classes_stay_since_programs_read_them(compiled):
    assert compiled.Point.__annotations__ == {"x": int}


def test_tracebacks_name_the_place_where_a_package_will_stand(compiled):
    assert compiled.double.__code__.co_filename == "/site/library.py"


def test_a_template_of_code_is_no_module(tmp_path, compiled):
    assert [path.name for path in (tmp_path / "compiled").iterdir()] == ["library.pyc"]


@pytest.fixture
def stdlib(tmp_path: Path) -> Path:
    sources = tmp_path / "sources.zip"
    with zipfile.ZipFile(sources, "w") as archive:
        for name in ("one.py", "package/__init__.py", "package/two.py"):
            archive.writestr(name, LIBRARY)
        archive.writestr("package/readme.txt", "Read me.")
    target = tmp_path / "compiled.zip"
    inside.compile_stdlib(str(sources), str(target))
    return target


def names_in(archive: Path) -> list[str]:
    with zipfile.ZipFile(archive) as opened:
        return sorted(opened.namelist())


def test_the_standard_library_is_modules_compiled_and_nothing_else(stdlib: Path):
    assert names_in(stdlib) == ["one.pyc", "package/__init__.pyc", "package/two.pyc"]


def test_the_standard_library_keeps_its_annotations(tmp_path: Path, stdlib: Path):
    with zipfile.ZipFile(stdlib) as archive:
        archive.extract("one.pyc", tmp_path)
    module = _loaded(tmp_path / "one.pyc")
    assert module.double.__annotations__ == {"number": int, "times": int, "return": int}
    assert module.double.__doc__ is None


def test_what_is_in_memory_is_left_out_of_the_standard_library(stdlib: Path):
    inside.shrink_stdlib(str(stdlib), {f"{stdlib}/one.pyc", f"{stdlib}/package/__init__.pyc"})
    assert names_in(stdlib) == ["package/two.pyc"]


def test_the_same_sources_make_the_same_bytes(tmp_path: Path, stdlib: Path):
    again = tmp_path / "again.zip"
    inside.compile_stdlib(str(tmp_path / "sources.zip"), str(again))
    assert again.read_bytes() == stdlib.read_bytes()
