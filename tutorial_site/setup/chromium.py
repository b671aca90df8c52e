"""The browser that tests, benchmarks and the screenshot use: the Chromium or Chrome at hand.

``python -m tutorial_site.setup.chromium`` prints its path, or says what to install.
"""

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from tutorial_site.setup import SetupError

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
)

# Where macOS and Windows put it, which is on no PATH; %…% are Windows' own folders.
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    "{PROGRAMFILES}/Google/Chrome/Application/chrome.exe",
    "{PROGRAMFILES(X86)}/Google/Chrome/Application/chrome.exe",
    "{LOCALAPPDATA}/Google/Chrome/Application/chrome.exe",
    "{LOCALAPPDATA}/Chromium/Application/chrome.exe",
    "{PROGRAMFILES(X86)}/Microsoft/Edge/Application/msedge.exe",
)

# For a browser that nobody sits at: it may run as root in a container, has no graphics card, and
# is to speak to the site alone.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

WHAT_TO_INSTALL = """\
The browser tests need Chromium or Chrome, and none was found. Install one:
    Debian            sudo apt install chromium
    Ubuntu            sudo snap install chromium
    Fedora            sudo dnf install chromium
    macOS             brew install --cask chromium
    Windows           winget install Google.Chrome
It is there under another name?  CHROMIUM=/path/to/chrome make e2e"""


def find_chromium(environment: Mapping[str, str] | None = None) -> Path:
    """The browser's program: what CHROMIUM names, else the first of the usual ones.

    Raises SetupError, saying what to install, if there is none.
    """
    environment = os.environ if environment is None else environment
    search = environment.get("PATH", os.defpath)
    if named := environment.get("CHROMIUM"):
        found = shutil.which(named, path=search)
        if not found:
            raise SetupError(f"CHROMIUM={named} is no program that can be run.")
        return Path(found)
    for name in NAMES:
        if found := shutil.which(name, path=search):
            return Path(found)
    for place in _places(environment):
        if place.is_file():
            return place
    raise SetupError(WHAT_TO_INSTALL)


def _places(environment: Mapping[str, str]) -> list[Path]:
    known = {name.upper(): value for name, value in environment.items()}
    places = []
    for place in PLACES:
        try:
            places.append(Path(place.format_map(known)))
        except KeyError:
            continue  # not Windows
    return places


if __name__ == "__main__":
    try:
        print(find_chromium())
    except SetupError as error:
        sys.exit(str(error))
