#!/usr/bin/env python3
"""Django's command line for this project."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tutorial_site.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit(
            "Django is not installed for this Python.\n"
            "Run `make run`, or follow README's steps for setting up without make."
        )
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
