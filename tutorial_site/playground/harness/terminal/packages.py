"""``pip``: which packages there are. Nothing can be installed."""

import importlib.metadata
import re
import sys
from importlib.metadata import Distribution

from ..files import ON_REQUEST
from .state import CannotRun, Terminal

WHY_NOT = (
    "Nothing can be installed here: the lessons' Python comes with its packages (pip list shows "
    "them), and has no network to fetch others from. On a computer of your own: "
    "python -m pip install {name}"
)


def pip(terminal: Terminal, words: list[str]) -> int:
    """pip list, show, freeze; the rest says why not."""
    match words[1:]:
        case ["list", *_]:
            return _list()
        case ["freeze", *_]:
            for package in installed().values():
                print(f"{package.name}=={package.version}")
            return 0
        case ["show", *names] if names:
            return _show(names)
        case ["install", *wanted]:
            return _install([name for name in wanted if not name.startswith("-")])
        case ["--version" | "-V"]:
            print(f"a stand-in for pip, which lists packages (python {sys.version.split()[0]})")
            return 0
    raise CannotRun("What pip can do here: pip list, pip show NAME, pip freeze")


def on_request() -> dict[str, str]:
    """Packages that come to a program once it imports them, and haven't yet: canonical name →
    what to import."""
    there = installed()
    names = {canonical(package): name for name, package in ON_REQUEST.items()}
    return {package: name for package, name in names.items() if package not in there}


def installed() -> dict[str, Distribution]:
    """Canonical name → package, in the order of names."""
    found = {canonical(one.name): one for one in importlib.metadata.distributions() if one.name}
    return dict(sorted(found.items()))


def canonical(name: str) -> str:
    """The name under which Flask_Login and flask-login are the same package (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _list() -> int:
    packages = list(installed().values())
    width = max(len(package.name) for package in packages)
    print(f"{'Package':<{width}} Version\n{'-' * width} -------")
    for package in packages:
        print(f"{package.name:<{width}} {package.version}")
    for name in on_request().values():
        print(f"{ON_REQUEST[name]:<{width}} (comes when your program says: import {name})")
    return 0


def _show(names: list[str]) -> int:
    packages = installed()
    missing = [name for name in names if canonical(name) not in packages]
    for number, name in enumerate(name for name in names if name not in missing):
        package = packages[canonical(name)]
        print("---\n" if number else "", end="")
        for label, text in _facts(package, packages):
            print(f"{label}: {text}")
    for name in missing:
        print(_why_missing(name), file=sys.stderr)
    return 1 if len(missing) == len(names) else 0


def _why_missing(name: str) -> str:
    later = on_request().get(canonical(name))
    if later:
        return f"{ON_REQUEST[later]} comes when your program says: import {later}"
    return f"WARNING: Package(s) not found: {name}"


def _facts(package: Distribution, packages: dict[str, Distribution]) -> list[tuple[str, str]]:
    said = package.metadata
    needed_by = [
        other.name for other in packages.values() if canonical(package.name) in required(other)
    ]
    return [
        ("Name", package.name),
        ("Version", package.version),
        ("Summary", said["Summary"] or ""),
        ("Home-page", said["Home-page"] or _home(said.get_all("Project-URL") or [])),
        ("License", said["License-Expression"] or (said["License"] or "").split("\n")[0]),
        ("Requires", ", ".join(required(package))),
        ("Required-by", ", ".join(needed_by)),
    ]


def _home(addresses: list[str]) -> str:
    """The project's page, of lines such as "Source, https://…"."""
    by_label = dict(line.split(", ", 1) for line in addresses if ", " in line)
    for label in ("Homepage", "Documentation", "Source"):
        if label in by_label:
            return by_label[label]
    return next(iter(by_label.values()), "")


def required(package: Distribution) -> list[str]:
    """Names of the packages that one always needs, without its extras."""
    lines = [line for line in package.requires or [] if "extra ==" not in line]
    names = [re.match(r"[A-Za-z0-9._-]+", line) for line in lines]
    return sorted({canonical(name[0]) for name in names if name})


def _install(names: list[str]) -> int:
    if names and set(names) <= {".", "./"}:
        print("Your project is found in the folder that it is in: nothing has to be installed.")
        return 0
    packages = installed()
    wanted = [canonical(re.split(r"[<>=!~\[; ]", name)[0]) for name in names]
    there = [packages[name] for name in wanted if name in packages]
    for package in there:
        print(f"{package.name} {package.version} is there already.")
    if names and len(there) == len(wanted):
        return 0
    later = [name for name in names if canonical(name) in on_request()]
    if later:
        raise CannotRun(_why_missing(later[0]))
    missing = [name for name, key in zip(names, wanted, strict=True) if key not in packages]
    raise CannotRun(WHY_NOT.format(name=" ".join(missing) or "NAME"))
