#!/bin/sh
# Makes .venv, or brings it up to date: finds a Python and hands over to tutorial_site/setup.
# usage: sh tutorial_site/setup/environment.sh [--development]     PYTHON=… names the Python to use
cd "$(dirname "$0")/../.." || exit 1

if [ -x .venv/bin/python ] && [ ! -e .venv/unfinished ]; then
  exec .venv/bin/python -m tutorial_site.setup "$@"
fi

found=""
for name in ${PYTHON:-python3.11 python3.12 python3.13 python3.14 python3 python}; do
  # Asked, not just looked up: a version manager's stand-in may be there without its Python.
  version=$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
  case $version in
    3.1[1-9] | 3.[2-9][0-9]) exec "$name" -m tutorial_site.setup "$@" ;;
  esac
  found="$found $name is Python $version;"
done

echo "Side by Side needs Python 3.11, and it isn't here.${found:+ (Found:${found%;}.)}" >&2
[ -z "$PYTHON" ] || echo "Looked for what PYTHON names: $PYTHON" >&2
cat >&2 <<'WHAT_TO_INSTALL'
Install it, then run the same command again:
    Debian, Ubuntu   sudo apt install python3.11 python3.11-venv
    Fedora           sudo dnf install python3.11
    macOS            brew install python@3.11
    anywhere else    https://www.python.org/downloads/
Python is there under another name?  PYTHON=/path/to/python3.11 make run
WHAT_TO_INSTALL
exit 1
