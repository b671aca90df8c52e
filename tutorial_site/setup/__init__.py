"""From a checkout to a running site: what has to be there, and making only what isn't.

``python -m tutorial_site.setup`` makes ``.venv`` and needs nothing but Python; with it,
``manage.py prepare`` builds the rest and ``manage.py serve`` starts the site. `make run` is both.
Every module here except ``plan`` and the commands does without Django.
"""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class SetupError(Exception):
    """Something the person at the keyboard can mend; the message says what and how."""
