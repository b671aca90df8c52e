"""Runs a folder as a program and prints what came of it, as JSON.

python -m tutorial_site.playground.harness FOLDER --framework flask --get / --post /new text=Milk
"""

import argparse
import json
import sys
from pathlib import Path

from .files import MAX_FILES
from .native import run_native
from .run import LOADERS
from .shapes import Request

LEFT_OUT = {"__pycache__", "node_modules", ".git", ".venv"}


def read_folder(folder: Path) -> dict[str, str]:
    """The text files of a folder by path; what is no text is left out."""
    files: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        relative = path.relative_to(folder)
        if LEFT_OUT & set(relative.parts) or not path.is_file():
            continue
        try:
            files[relative.as_posix()] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            print(f"{relative} is no text and is left out.", file=sys.stderr)
        if len(files) > MAX_FILES:
            break  # the harness says that they are too many
    return files


class _Request(argparse.Action):
    """Collects --get and --post in the order given."""

    def __call__(
        self,
        parser: object,
        namespace: argparse.Namespace,
        values: object,
        option: str | None = None,
    ) -> None:
        assert isinstance(values, list)
        path, *fields = values
        request: Request = {"method": str(option).strip("-").upper(), "path": path}
        if fields:
            request["form"] = {name: text for name, _, text in (f.partition("=") for f in fields)}
        namespace.requests.append(request)


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0 if the program started and no exchange ended in an exception."""
    parser = argparse.ArgumentParser(prog="harness", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--framework", choices=LOADERS, required=True)
    parser.add_argument("--superuser", default="", metavar="NAME/PASSWORD")
    parser.add_argument("--timeout", type=float, default=30.0, metavar="SECONDS")
    request_help = "send a request; repeat for more, they go in this order"
    for option in ("--get", "--post", "--put", "--patch", "--delete"):
        metavar = ("PATH", "NAME=VALUE")
        parser.add_argument(option, nargs="+", action=_Request, metavar=metavar, help=request_help)
    parser.set_defaults(requests=[])
    given = parser.parse_args(arguments)
    if not given.folder.is_dir():
        parser.error(f"{given.folder} is no folder.")
    result = run_native(
        {
            "framework": given.framework,
            "files": read_folder(given.folder),
            "superuser": given.superuser,
        },
        given.requests,
        given.timeout,
    )
    print(json.dumps(result, indent=2, ensure_ascii=False))
    exchanges = [exchange for visit in result["visits"] for exchange in visit["exchanges"]]
    failed = result["stopped"] or any(exchange["error"] for exchange in exchanges)
    return 0 if result["report"]["ok"] and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
